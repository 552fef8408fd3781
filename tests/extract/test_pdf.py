"""PDF: a text a page, what its margins say, and a clear word for what cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod
from PIL import Image

from scanner.errors import UnreadError
from scanner.extract import pdf
from scanner.extract.interface import Limits
from scanner.model import Reason
from tests.extract.office import Bytes, rows_of, seen

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
PIN, OTHER = "21203198400011", "12203199000022"


def written(*pages: str | Callable[[FPDF], object]) -> bytes:
    """A document with these pages."""
    document = FPDF()
    document.add_font("DejaVu", fname=FONT)
    for page in pages:
        document.add_page()
        document.set_font("DejaVu", size=12)
        if callable(page):
            page(document)
        else:
            document.multi_cell(150, 8, page)
    return bytes(document.output())


def scan(document: FPDF) -> None:
    document.image(Image.new("L", (300, 400), 200), x=0, y=0, w=210, h=297)


def test_each_page_is_a_text_that_knows_its_page():
    found = seen(pdf.read, written("Эмгек келишими: Өмүралиев Үсөн", f"ПИН {PIN}"))
    assert [(text.text, text.page, text.locate(0)) for text in found.texts] == [
        ("Эмгек келишими: Өмүралиев Үсөн", 1, (("page", "1"),)),
        (f"ПИН {PIN}", 2, (("page", "2"),)),
    ]
    assert not found.gaps
    assert not found.pictures


def test_a_long_page_is_cut_into_pieces_of_the_same_page():
    texts = seen(pdf.read, written("слово " * 300), Limits(text_piece=500, overlap=100)).texts
    assert len(texts) > 3
    assert {text.page for text in texts} == {1}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Гражданин Асан-\nбеков", "Гражданин Асанбеков"),
        ("Гражданка Асанова-\nБекова", "Гражданка Асанова-Бекова"),
        ("тел. 0555-12-\n34-56", "тел. 0555-12-34-56"),
        (f"ПИН {PIN[:8]}-\n{PIN[8:]}", f"ПИН {PIN}"),
        ("номера ﬁ ﬂ", "номера fi fl"),
        (f"{PIN[:5]}\n{PIN[5:10]}\n{PIN[10:]}", f"{PIN[:5]}\n{PIN[5:10]}\n{PIN[10:]}\n{PIN}"),
        (f"{PIN}\n{OTHER}", f"{PIN}\n{OTHER}"),
        ("555123456\n555654321", "555123456\n555654321"),
    ],
)
def test_what_a_line_end_broke_is_whole_again(page, text):
    assert seen(pdf.read, written(page)).texts[0].text == text


def test_title_and_author_are_properties():
    def page(document: FPDF) -> None:
        document.set_title("Личное дело")
        document.set_author("Исаева Жылдыз")

    found = seen(pdf.read, written(page))
    assert found.lines == [("Личное дело", "property title"), ("Исаева Жылдыз", "property author")]


def test_notes_links_and_bookmarks_come_with_their_page_once():
    def page(document: FPDF) -> None:
        document.start_section("Дело Осмонова")
        document.cell(text="текст, написать")
        document.link(10, 10, 50, 10, "mailto:osmonov@example.kg")
        document.text_annotation(20, 20, "тел. 0555 123456", title="Сыдыкова А.")

    lines = seen(pdf.read, written("первая", page)).lines
    for line in ("Дело Осмонова", "osmonov@example.kg", "тел. 0555 123456"):
        assert lines.count((line, "page 2")) == 1
    assert ("Сыдыкова А.", "property author") in lines


def form(value: str) -> bytes:
    """A document with one text field, spelled object by object."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R 5 0 R]>>",
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T(pin)/TU(PIN number)/V({value})/Rect[0 0 90 20]/P 3 0 R>>",
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/V/Yes/Rect[0 0 9 9]/P 3 0 R>>",
    ]
    out, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    trailer = f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_form_fields_read_as_label_and_value():
    assert seen(pdf.read, form(PIN)).lines == [(f"PIN number: {PIN}", "page 1")]


def test_a_scanned_page_is_a_picture_with_or_without_a_stamp_over_it():
    def stamped(document: FPDF) -> None:
        scan(document)
        document.cell(text="Копия верна")

    found = seen(pdf.read, written("текст", scan, stamped))
    assert [picture.location for picture in found.pictures] == [(("page", "2"),), (("page", "3"),)]


def test_a_logo_beside_text_and_an_empty_page_are_no_pictures():
    def letterhead(document: FPDF) -> None:
        document.image(Image.new("L", (30, 30), 100), x=0, y=0, w=20)
        document.cell(text="Справка")

    assert not seen(pdf.read, written(letterhead, "")).pictures


def test_text_drawn_as_curves_is_a_picture():
    def curves(document: FPDF) -> None:
        for number in range(300):
            document.line(number % 100, 10, number % 100 + 3, 20)

    assert len(seen(pdf.read, written(curves)).pictures) == 1


def locked(user: str | None) -> bytes:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.set_encryption("owner", user, EncryptionMethod.RC4, AccessPermission.none())
    document.cell(text=PIN)
    return bytes(document.output())


def test_a_document_locked_against_its_reader_says_so():
    with pytest.raises(UnreadError) as error:
        seen(pdf.read, locked("secret"))
    assert error.value.reason is Reason.ENCRYPTED


def test_a_document_locked_against_change_only_is_read():
    assert seen(pdf.read, locked(None)).texts[0].text == PIN


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"garbage " * 500, written("текст")[:900]])
def test_garbage_and_halves_are_corrupt(data):
    with pytest.raises(UnreadError) as error:
        seen(pdf.read, data)
    assert error.value.reason is Reason.CORRUPT


def test_a_document_without_its_end_is_read_and_called_truncated():
    whole = form(PIN)
    found = seen(pdf.read, whole[: whole.index(b"startxref")])
    assert PIN in found.everything()
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [(Reason.CORRUPT, "truncated")]


def test_a_broken_page_is_a_gap_and_the_others_are_read():
    data = written("первая", "вторая", "третья")
    kids = data[data.index(b"/Kids [") : data.index(b"]", data.index(b"/Kids ["))]
    first, second, third = kids.removeprefix(b"/Kids [").replace(b" 0 R", b"").split()
    broken = data.replace(second + b" 0 obj\n<<", second + b" 0 obj\n((", 1)
    found = seen(pdf.read, broken)
    assert first != third
    assert [(gap.reason, gap.location) for gap in found.gaps] == [(Reason.CORRUPT, (("page", "2"),))]
    assert [text.text for text in found.texts] == ["первая", "третья"]


def test_attached_files_are_a_gap_that_names_nothing():
    def page(document: FPDF) -> None:
        document.cell(text="см. приложение")
        document.embed_file(bytes=b"x", basename=f"{PIN}.txt")

    [gap] = seen(pdf.read, written(page)).gaps
    assert (gap.reason, gap.location) == (Reason.UNSUPPORTED, ())
    assert PIN not in gap.detail


def ruled(*rows: tuple[str, ...], widths: tuple[int, ...] = (50, 50)) -> bytes:
    def page(document: FPDF) -> None:
        with document.table(first_row_as_headings=False, width=sum(widths), col_widths=widths) as grid:
            for row in rows:
                grid.row(row)

    return written("без таблицы", page)


def test_a_ruled_table_is_rows_under_its_header():
    data = ruled(("ФИО", "ПИН"), ("Асанов Бакыт", PIN), ("Иванов Иван", OTHER))
    [table] = pdf.tables(Bytes(data), 2)
    assert (table.header, table.location) == (("ФИО", "ПИН"), (("page", "2"), ("table", "1")))
    assert rows_of(table) == {2: ("Асанов Бакыт", PIN), 3: ("Иванов Иван", OTHER)}


def test_a_number_broken_by_its_cell_is_whole_again_in_the_table_and_in_the_text():
    data = ruled(("ФИО", "ПИН"), ("Асанов Бакыт", PIN), ("Иванов Иван", OTHER), widths=(50, 17))
    [table] = pdf.tables(Bytes(data), 2)
    assert rows_of(table)[2] == ("Асанов Бакыт", PIN)
    assert PIN in seen(pdf.read, data).texts[-1].text


def test_two_numbers_in_a_cell_stay_two():
    [table] = pdf.tables(
        Bytes(ruled(("ФИО", "Тел."), ("Асанов", "555123456\n777123456"), ("Ли", "555123450\n777123450"))), 2
    )
    assert rows_of(table)[2][1] == "555123456 777123456"


def test_a_page_without_lines_and_a_form_have_no_tables():
    data = ruled(("Фамилия", "Асанов"), ("ПИН", PIN), ("Адрес", "г. Ош"))
    assert not list(pdf.tables(Bytes(data), 1))
    assert not list(pdf.tables(Bytes(data), 2))


def test_tables_of_garbage_are_refused():
    with pytest.raises(UnreadError) as error:
        list(pdf.tables(Bytes(b"%PDF-1.7 " + b"x" * 100), 1))
    assert error.value.reason is Reason.CORRUPT


def test_a_reader_stopped_half_way_closes_what_it_opened():
    stream = io.BytesIO(written("первая", "вторая"))

    class Held(Bytes):
        def open(self) -> io.BytesIO:
            return stream

    blocks = pdf.read(Held(b""), Limits())
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]
    assert stream.closed
