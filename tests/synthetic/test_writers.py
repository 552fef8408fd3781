"""Every format says what the paper says, where a reader of that format looks for it."""

import csv
import datetime as dt
import io
import json
import zipfile
from random import Random

import docx as python_docx
import lxml.etree
import msoffcrypto
import pypdfium2
import pytest
import python_calamine

from scanner.errors import UsageError
from scanner.synthetic import writers_broken, writers_office, writers_text
from scanner.synthetic.documents import CORNERS, Paper, corners, table
from scanner.synthetic.marked import Marked
from scanner.synthetic.writers_docx import docx

DAY = dt.date(2021, 4, 5)
WORDS = "Өтүнүч: <жооп> & «кат»"


@pytest.fixture
def paper():
    rng = Random(4)
    grids = (table(rng, "staff_ky", "ky", DAY, 3), table(rng, "payroll_ru", "ru", DAY, 2))
    return Paper(DAY, (Marked(WORDS), Marked("экинчи")), grids, corners(rng, CORNERS, "ru", DAY))


def opened(data):
    return python_docx.Document(io.BytesIO(data))


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: lxml.etree.fromstring(archive.read(name)) for name in archive.namelist()}


def words_of(tree):
    return "".join(tree.itertext())


def test_a_docx_opens_in_another_library_with_its_text_tables_and_date(paper):
    document = opened(docx(paper))
    assert [p.text for p in document.paragraphs][:2] == [WORDS, "экинчи"]
    grid = paper.grids[0]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == list(grid.header)
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [cell.text for cell in grid.rows[0]]
    assert document.core_properties.created.date() == DAY


@pytest.mark.parametrize("part", ["header", "footer", "footnote", "comment"])
def test_a_docx_keeps_these_corners_in_parts_of_their_own(paper, part):
    trees = parts_of(docx(paper))
    text = dict(paper.corners)[part].text
    assert words_of(trees[f"word/{part}.xml"]) == text
    assert text not in words_of(trees["word/document.xml"])


def test_a_docx_finds_its_header_and_comment_by_their_relations(paper):
    document = opened(docx(paper))
    said = dict(paper.corners)
    assert document.sections[0].header.paragraphs[0].text == said["header"].text
    assert document.sections[0].footer.paragraphs[0].text == said["footer"].text
    assert [comment.text for comment in document.comments] == [said["comment"].text]
    assert document.core_properties.author == said["author"].text


@pytest.mark.parametrize(
    ("corner", "path"),
    [("inserted", ".//{*}ins//{*}t"), ("deleted", ".//{*}del//{*}delText"), ("textbox", ".//{*}wsp//{*}t")],
)
def test_a_docx_keeps_these_corners_in_the_body(paper, corner, path):
    body = parts_of(docx(paper))["word/document.xml"]
    assert "".join(run.text for run in body.findall(path)) == dict(paper.corners)[corner].text


def test_a_nested_table_stands_in_a_cell_of_another(paper):
    outer = opened(docx(paper, nested=True)).tables
    assert len(outer) == 1
    assert len(outer[0].cell(0, 0).tables) == 2


def test_a_paper_without_corners_makes_a_docx_of_three_parts_and_relations():
    names = set(parts_of(docx(Paper(DAY, (Marked("бир"),)))))
    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "docProps/core.xml",
    }


def test_a_workbook_has_lines_above_its_header_hidden_sheets_and_pins_as_numbers(paper):
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(writers_office.xlsx(paper, hidden=frozenset({1}), numbers=True))
    )
    visible = [sheet.visible == python_calamine.SheetVisibleEnum.Visible for sheet in book.sheets_metadata]
    assert visible == [True, False]
    rows = book.get_sheet_by_index(0).to_python()
    grid = paper.grids[0]
    assert [row[0] for row in rows[:3]] == [WORDS, "экинчи", *grid.title]
    assert rows[3] == list(grid.header)
    pin = rows[4][grid.header.index("ЖИН")]
    assert isinstance(pin, float) and str(int(pin)) == grid.rows[0][4].text


def test_a_pdf_says_its_paragraphs_and_cells(paper):
    text = pypdfium2.PdfDocument(writers_office.pdf(paper))[0].get_textpage().get_text_range()
    solid = "".join(text.split())
    for piece in (*paper.paragraphs, *paper.grids[0].pieces()):
        assert "".join(piece.text.split()) in solid


def test_a_locked_pdf_does_not_open_without_its_password(paper):
    data = writers_office.pdf(paper, password="x")
    with pytest.raises(pypdfium2.PdfiumError, match="assword"):
        pypdfium2.PdfDocument(data)
    assert len(pypdfium2.PdfDocument(data, password="x")) == 1


def test_a_missing_font_is_named_with_the_package_that_has_it(paper, monkeypatch, tmp_path):
    monkeypatch.setattr(writers_office, "FONT", tmp_path / "no.ttf")
    with pytest.raises(UsageError, match=r"no\.ttf.*fonts-dejavu-core"):
        writers_office.pdf(paper)


def test_a_missing_library_is_named_with_the_extra_that_has_it(paper, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"xlsxwriter.*scanner\[demo\]"):
        writers_office.xlsx(paper)


def test_a_locked_document_is_encrypted_and_opens_with_its_password(paper):
    plain = docx(paper)
    file = msoffcrypto.OfficeFile(io.BytesIO(writers_broken.locked_office(plain, "x")))
    assert file.is_encrypted()
    out = io.BytesIO()
    file.load_key(password="x")
    file.decrypt(out)
    assert out.getvalue() == plain


def test_a_torn_document_is_no_package_any_more(paper):
    torn = writers_broken.torn(docx(paper))
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(torn))


def test_a_picture_is_a_whole_png():
    data = writers_broken.picture()
    assert data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize(
    ("charset", "first"),
    [
        ("utf-8", "Ө".encode()),
        ("utf-8-sig", b"\xef\xbb\xbf"),
        ("utf-16le", "Ө".encode("utf-16-le")),
        ("utf-16be", "Ө".encode("utf-16-be")),
        ("utf-16le-sig", b"\xff\xfe"),
        ("utf-16be-sig", b"\xfe\xff"),
        ("kz1048", "Ө".encode("kz1048")),
        ("cp1251", "О".encode("cp1251")),
        ("koi8-r", "О".encode("koi8-r")),
        ("cp866", "О".encode("cp866")),
    ],
)
def test_each_charset_begins_with_its_own_bytes(paper, charset, first):
    respelt = paper.respelt(writers_text.codec(charset))
    data = writers_text.write(respelt, "txt", charset)
    assert data.startswith(first)
    assert respelt.paragraphs[0].text in data.decode(writers_text.codec(charset))


def test_separated_values_read_back(paper):
    for suffix, delimiter in (("csv", ","), ("csv", ";"), ("tsv", "\t")):
        data = writers_text.write(paper, suffix, "utf-8", delimiter).decode()
        rows = list(csv.reader(io.StringIO(data), delimiter=delimiter))
        assert rows[0] == list(paper.grids[0].header)
        assert rows[1] == [cell.text for cell in paper.grids[0].rows[0]]


def test_json_and_lines_of_json_read_back(paper):
    whole = json.loads(writers_text.write(paper, "json", "utf-8"))
    lines = [json.loads(line) for line in writers_text.write(paper, "jsonl", "utf-8").splitlines()]
    assert whole["text"][0] == WORDS
    assert whole["tables"][0] + whole["tables"][1] == lines
    assert lines[0]["ЖИН"] == paper.grids[0].rows[0][4].text


@pytest.mark.parametrize("suffix", ["xml", "html"])
def test_markup_is_well_formed_and_says_its_charset(paper, suffix):
    data = writers_text.write(paper.respelt("cp1251"), suffix, "cp1251")
    tree = lxml.etree.fromstring(data, lxml.etree.HTMLParser() if suffix == "html" else None)
    assert "Отунуч: <жооп> & «кат»" in words_of(tree)
    assert paper.grids[1].rows[1][2].text in words_of(tree)


def test_a_log_numbers_its_lines_with_the_day(paper):
    lines = writers_text.write(paper, "log", "utf-8").decode().splitlines()
    assert all(line.startswith("2021-04-05 09:") for line in lines)
    assert lines[0].endswith(WORDS)
