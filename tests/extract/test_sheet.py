"""Sheets: every cell with its true address, numbers as people wrote them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
import xlsxwriter

from scanner.errors import UnreadError
from scanner.extract import sheet
from scanner.extract.formats import Formats
from scanner.extract.interface import Limits
from scanner.model import Reason
from tests.extract.office import A, R, relation, seen, xlsx, zipped

PIN, OTHER = 21203198400011, 12203199000022


def written(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook as xlsxwriter makes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def staff(book: xlsxwriter.Workbook) -> None:
    page = book.add_worksheet("Кадры")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page.write("B1", "Список сотрудников")
    page.write_row("B3", ["ФИО", "ПИН", "Дата рождения"])
    page.write_row("B4", ["Асанов Бакыт", PIN])
    page.write_datetime("D4", dt.datetime(1984, 3, 12), day)
    page.write_row("B6", ["Иванов Иван", OTHER])
    page.write_comment("C4", "тел. 0555 123456", {"author": "Осмонова А."})
    page.set_row(5, None, None, {"hidden": True})
    page.set_column("C:C", None, None, {"hidden": True})
    page.write_url("G4", "mailto:asanov@example.kg", string="написать")
    page.set_header('&C&"Arial,Bold"&14Для служебного пользования')
    page.insert_textbox("K1", "Ответственный: Сыдыкова")
    book.define_name("Начальник", '="Токтогулов"')
    book.set_properties({"author": "Исаева Жылдыз", "company": "Управление"})


def test_rows_stand_under_their_header_with_true_addresses():
    [(table, rows)] = seen(sheet.read, written(staff)).tables
    assert table.spreadsheet
    assert table.location == (("sheet", "Кадры"),)
    assert table.header == ("", "ФИО", "ПИН", "Дата рождения")
    assert rows[4][:4] == (None, "Асанов Бакыт", str(PIN), "1984-03-12")
    assert rows[6] == (None, "Иванов Иван", str(OTHER))
    assert list(rows) == [4, 6]


@pytest.mark.parametrize(
    "line",
    [
        ("Список сотрудников", "sheet Кадры, cell B1"),
        ("тел. 0555 123456", "sheet Кадры, cell C4"),
        ("asanov@example.kg", "sheet Кадры, cell G4"),
        ("Ответственный: Сыдыкова", "sheet Кадры, textbox 1"),
        ("Для служебного пользования", "sheet Кадры"),
        ("Кадры", "sheet Кадры"),
        ('Начальник: "Токтогулов"', "name Начальник"),
        ("Исаева Жылдыз", "property author"),
        ("Управление", "property company"),
        ("Осмонова А.", "property author"),
    ],
)
def test_what_stands_beside_the_cells_is_text_once(line):
    assert seen(sheet.read, written(staff)).lines.count(line) == 1


@pytest.mark.parametrize("hide", [lambda page: page.hide(), lambda page: page.very_hidden()])
def test_hidden_sheets_are_read(hide):
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("видно")
        page = book.add_worksheet("скрыто")
        page.write_row("A1", ["ФИО", "ПИН"])
        page.write_row("A2", ["Асанов", PIN])
        page.write_row("A3", ["Иванов", OTHER])
        hide(page)

    [(table, rows)] = seen(sheet.read, written(fill)).tables
    assert (table.location, rows[2]) == ((("sheet", "скрыто"),), ("Асанов", str(PIN)))


def test_a_form_is_lines_at_the_cells_of_its_values():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Анкета")
        for row, pair in enumerate([("Фамилия:", "Асанов"), ("ПИН", PIN), ("Адрес", "г. Ош")]):
            page.write_row(row, 0, pair)

    found = seen(sheet.read, written(fill))
    assert not found.tables
    assert found.lines[1:] == [
        ("Фамилия: Асанов", "sheet Анкета, cell B1"),
        (f"ПИН: {PIN}", "sheet Анкета, cell B2"),
        ("Адрес: г. Ош", "sheet Анкета, cell B3"),
    ]


def test_long_sheets_come_in_batches_and_lose_no_row():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row("A1", ["ФИО", "ПИН"])
        for row in range(4500):
            page.write_row(row + 1, 0, ["Асанов", PIN + row])

    [(_, rows)] = seen(sheet.read, written(fill)).tables
    assert list(rows) == list(range(2, 4502))
    assert rows[4501] == ("Асанов", str(PIN + 4499))


STRINGS = (
    "<si><t>Асанов</t></si><si><r><t>Аса</t></r><r><t>нов</t></r></si>"
    "<si><t>東京</t><rPh sb='0' eb='1'><t>トウキョウ</t></rPh></si><si><t>a_x000D_b</t></si>"
)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<c r='A1' t='s'><v>0</v></c>", "Асанов"),
        ("<c r='A1' t='s'><v>1</v></c>", "Асанов"),
        ("<c r='A1' t='s'><v>2</v></c>", "東京"),
        ("<c r='A1' t='s'><v>3</v></c>", "a\rb"),
        ("<c r='A1' t='s'><v>99</v></c>", None),
        ("<c r='A1' t='inlineStr'><is><r><t>Аса</t></r><r><t>нов</t></r></is></c>", "Асанов"),
        ("<c r='A1' t='str'><f>B1</f><v>итог</v></c>", "итог"),
        ('<c r=\'A1\'><f>CONCATENATE("Аса","нов")</f></c>', '=CONCATENATE("Аса","нов")'),
        ("<c r='A1' t='b'><v>1</v></c>", "true"),
        ("<c r='A1' t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c r='A1' t='d'><v>1984-03-12T00:00:00</v></c>", "1984-03-12"),
        ("<c r='A1'><v>2.1203198400011E13</v></c>", str(PIN)),
        ("<c r='A1'><v>21203198400011</v></c>", str(PIN)),
        ("<c r='A1'><v>1.5</v></c>", "1.5"),
        ("<c r='A1' s='1'/>", None),
        ("<c><v>7</v></c>", "7"),
        ("<c r='A1'><v>NaN</v></c>", "NaN"),
    ],
)
def test_each_kind_of_cell_reads_as_its_text(xml, text):
    [block] = seen(sheet.read, xlsx(f"<row r='1'>{xml}</row>", strings=STRINGS)).texts
    assert block.text == "\n".join(filter(None, ("Лист1", text)))


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("30753", "dd.mm.yyyy", "1984-03-12"),
        ("30753", 14, "1984-03-12"),
        ("30753.5", 22, "1984-03-12 12:00:00"),
        ("30753", '[$-419]d\\ mmmm\\ yyyy\\ "г."', "1984-03-12"),
        ("30753", "mmm", "1984-03-12"),
        ("0.5", "h:mm", "12:00:00"),
        ("1", "d", "1900-01-01"),
        ("61", "d", "1900-03-01"),
        ("30753", '#,##0\\ "дней"', "30753"),
        ("30753", "0.00E+00", "30753"),
        ("30753", "General", "30753"),
        ("30753", 164, "30753"),
        ("555123456", "0000000000", "0555123456"),
        ("21203198400011", "dd.mm.yyyy", "21203198400011"),
        ("-5", "d", "-5"),
        ("слово", "d", "слово"),
    ],
)
def test_a_number_format_tells_days_from_numbers(raw, code, text):
    assert Formats([code]).text(raw, 0) == text


def test_days_since_1904_are_four_years_later():
    assert Formats(["d"], since_1904=True).text("29291", 0) == "1984-03-12"


def test_styles_and_the_1904_system_are_found_in_the_workbook():
    spelled = '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>'
    styles = f'{spelled}<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    data = xlsx("<row r='1'><c r='A1' s='1'><v>29291</v></c></row>", styles, workbook='<workbookPr date1904="1"/>')
    assert ("1984-03-12", "sheet Лист1, cell A1") in seen(sheet.read, data).lines


def threaded() -> bytes:
    note = (
        "<comments><authors><author>tc={1}</author><author>Осмонова А.</author></authors><commentList>"
        "<comment ref='A1' authorId='0'><text><t>Your version of Excel … 0555123456</t></text></comment>"
        "<comment ref='B2' authorId='1'><text><r><t>позвон</t></r><r><t>ить</t></r></text></comment>"
        "</commentList></comments>"
    )
    thread = "<ThreadedComments><threadedComment ref='A1'><text>0555123456</text></threadedComment></ThreadedComments>"
    relations = relation("r1", "comments", "c.xml") + relation("r2", "threadedComment", "t.xml")
    return xlsx("", relations=relations, **{"xl/c.xml": note, "xl/t.xml": thread})


def test_a_thread_of_comments_is_read_once():
    found = seen(sheet.read, threaded())
    assert found.everything().count("0555123456") == 1
    assert ("позвонить", "sheet Лист1, cell B2") in found.lines
    assert ("Осмонова А.", "property author") in found.lines


def test_pictures_of_a_sheet_are_met_and_objects_are_gaps():
    drawing = f"<d {A} {R}><a:blip r:embed='r9'/></d>"
    parts = {"xl/d.xml": drawing, "xl/embeddings/oleObject1.bin": "x"}
    found = seen(sheet.read, xlsx("", relations=relation("r1", "drawing", "d.xml"), **parts))
    assert [picture.location for picture in found.pictures] == [(("sheet", "Лист1"),)]
    assert [gap.reason for gap in found.gaps] == [Reason.UNSUPPORTED]


@pytest.mark.parametrize(("source", "count"), [("Лист1", 0), ("удалён", 1)])
def test_what_a_pivot_table_kept_of_a_vanished_sheet_is_read(source, count):
    types = (
        '<Types><Override PartName="/xl/workbook.xml" ContentType="a.sheet.main+xml"/>'
        '<Override PartName="/xl/p.xml" ContentType="a.pivotCacheDefinition+xml"/></Types>'
    )
    items = "<sharedItems><s v='Асанов'/><n v='2.1203198400011E13'/></sharedItems>"
    cache = f"<d><worksheetSource sheet='{source}'/>{items}</d>"
    data = xlsx("", **{"[Content_Types].xml": types, "xl/p.xml": cache})
    assert seen(sheet.read, data).everything().count(str(PIN)) == count


def test_cells_copied_from_another_workbook_are_read():
    types = (
        '<Types><Override PartName="/xl/workbook.xml" ContentType="a.sheet.main+xml"/>'
        '<Override PartName="/xl/e.xml" ContentType="a.externalLink+xml"/></Types>'
    )
    link = "<externalLink><cell r='C5'><v>Асанов Бакыт</v></cell></externalLink>"
    data = xlsx("", **{"[Content_Types].xml": types, "xl/e.xml": link})
    assert ("Асанов Бакыт", "name e.xml, cell C5") in seen(sheet.read, data).lines


def test_two_far_corners_take_no_time_and_keep_their_addresses():
    data = xlsx("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>")
    assert ("2", "sheet Лист1, cell XFD1048576") in seen(sheet.read, data).lines


def test_cells_over_the_limit_are_a_gap_and_those_before_are_read():
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>{n}</v></c><c r='XFD{n}'><v>1</v></c></row>" for n in range(1, 200))
    found = seen(sheet.read, xlsx(rows), Limits(cells=16_384 * 100))
    assert [(gap.reason, gap.location) for gap in found.gaps] == [(Reason.TOO_LARGE, (("sheet", "Лист1"),))]
    assert len(found.tables[0][1]) == 100


def test_a_bomb_in_a_sheet_is_a_gap_of_that_sheet():
    rows = "<row><c><v>1</v></c></row>" * 60_000
    found = seen(sheet.read, xlsx(rows), Limits(unpacked_bytes=500_000))
    assert [gap.reason for gap in found.gaps] == [Reason.TOO_LARGE]
    assert found.tables


def test_broken_strings_are_a_gap():
    found = seen(sheet.read, xlsx("<row r='1'><c r='A1'><v>5</v></c></row>", strings="<si>"))
    assert [gap.reason for gap in found.gaps] == [Reason.CORRUPT]
    assert ("5", "sheet Лист1, cell A1") in found.lines


def test_a_missing_sheet_is_a_gap():
    data = zipped(
        {
            "[Content_Types].xml": '<Types><Default Extension="xml" ContentType="a.sheet.main+xml"/></Types>',
            "xl/workbook.xml": f"<workbook {R}><sheets><sheet name='a' r:id='r1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<R>{relation('r1', 'worksheet', 'gone.xml')}</R>",
        }
    )
    assert [gap.reason for gap in seen(sheet.read, data).gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        written(staff)[:3000],
        xlsx("", workbook="<broken"),
        xlsx("", **{"xl/workbook.xml": "<!DOCTYPE w [<!ENTITY a 'x'>]><workbook><sheet name='&a;'/></workbook>"}),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(data):
    with pytest.raises(UnreadError) as error:
        seen(sheet.read, data)
    assert error.value.reason is Reason.CORRUPT


@pytest.mark.parametrize(
    "row",
    [
        "<row r='x'><c r='A1'><v>5</v></c></row>",
        "<row><c r='ZZZZZZ9'><v>5</v></c></row>",
        "<row r='99999999999999'><c r='1A'><v>5</v></c></row>",
        "<row r='-1'><c r='' s='-4'><v>5</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>x</v></c><c r='B1' s='99999'><v>5</v></c></row>",
    ],
)
def test_addresses_that_make_no_sense_lose_no_value(row):
    assert "5" in seen(sheet.read, xlsx(row)).everything()
