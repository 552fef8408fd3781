"""Word: every text of a document comes out once, with its place."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from scanner.errors import UnreadError
from scanner.extract import word
from scanner.extract.interface import Limits
from scanner.model import Reason
from tests.extract.office import docx, paragraph, relation, seen, table

HEADER = ("ФИО", "ПИН")
PEOPLE = (("Асанов Бакыт", "21203198400011"), ("Токтогулова Айгүл", "12203199000022"))


def planted(number: int) -> str:
    return f"2120319840{number:04}"


def rich_document() -> bytes:
    """Fifteen values, each in another corner."""
    value = [planted(number) for number in range(16)]
    body = (
        paragraph(value[1][:4], value[1][4:11], value[1][11:])
        + table(("внешняя",), (table(("a", "b"), ("c", value[2])),))
        + paragraph(
            f"<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{paragraph(value[8])}</w:txbxContent></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph(value[8])}</w:txbxContent></w:pict>"
            "</mc:Fallback></mc:AlternateContent>"
        )
        + paragraph(f'<w:ins w:author="Осмонов К."><w:r><w:t>{value[9]}</w:t></w:r></w:ins>')
        + paragraph(f'<w:del w:author="Осмонов К."><w:r><w:delText>{value[10]}</w:delText></w:r></w:del>')
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(value[11])}</w:sdtContent></w:sdt>"
        + paragraph(f'<w:hyperlink r:id="h1"><w:r><w:t>{value[12]}</w:t></w:r></w:hyperlink>')
        + paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD pin</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{value[13]}</w:t></w:r>'
        )
        + paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{value[14]}</w:t></w:r>")
    )
    core = f'<p xmlns:dc="d"><dc:creator>{value[15]}</dc:creator><dc:lastModifiedBy>{value[15]}</dc:lastModifiedBy></p>'
    return docx(
        body,
        relation("h1", "hyperlink", f"tel:{value[12]}", external=True),
        header=paragraph(value[3]),
        footer=paragraph(value[4]),
        footnotes=f'<w:footnote w:id="2">{paragraph(value[5])}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{paragraph(value[6])}</w:endnote>',
        comments=f'<w:comment w:id="7" w:author="Осмонов К.">{paragraph(value[7])}</w:comment>',
        **{"docProps/core.xml": core},
    )


PLACES = {
    1: "paragraph 1",
    2: "table 1, row 2, table 2, row 2",
    3: "header 1",
    4: "footer 1",
    5: "footnote 2",
    6: "endnote 3",
    7: "comment 7",
    8: "textbox 1",
    9: "paragraph 3",
    10: "paragraph 4",
    11: "paragraph 5",
    12: "paragraph 6",
    13: "paragraph 7",
    14: "paragraph 8",
    15: "property author",
}


@pytest.mark.parametrize("number", PLACES)
def test_every_planted_value_comes_out_exactly_once_with_its_place(number):
    found = seen(word.read, rich_document())
    assert found.everything().count(planted(number)) == 1
    assert [where for line, where in found.lines if planted(number) in line] == [PLACES[number]]


def test_who_commented_and_changed_is_named_once():
    assert seen(word.read, rich_document()).everything().count("Осмонов К.") == 1


def test_a_document_of_python_docx_is_read_with_its_table_and_properties():
    document = python_docx.Document()
    document.core_properties.author = "Исаева Жылдыз"
    document.add_paragraph("Эмгек келишими")
    grid = document.add_table(3, 2)
    for row, cells in enumerate((HEADER, *PEOPLE)):
        for column, text in enumerate(cells):
            grid.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    found = seen(word.read, out.getvalue())
    assert ("Исаева Жылдыз", "property author") in found.lines
    assert ("Эмгек келишими", "paragraph 1") in found.lines
    [(block, rows)] = found.tables
    assert (block.header, rows) == (HEADER, {2: PEOPLE[0], 3: PEOPLE[1]})


@pytest.mark.parametrize("main", ["document.main", "template.main", "document.macroEnabled.main"])
def test_documents_templates_and_those_with_macros_are_read_alike(main):
    assert seen(word.read, docx(paragraph("Сыдыков"), main=main)).lines == [("Сыдыков", "paragraph 1")]


def test_strict_documents_are_read_like_the_usual_ones():
    namespace = "xmlns:d='http://purl.oclc.org/ooxml/wordprocessingml/main'"
    body = f"<d:document {namespace}><d:body><d:p><d:r><d:t>Сыдыков</d:t></d:r></d:p></d:body></d:document>"
    assert seen(word.read, docx("", **{"word/document.xml": body})).lines == [("Сыдыков", "paragraph 1")]


INLINE = [
    (("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t></w:r>",), "а б\nв"),
    (("<w:r><w:t>0555</w:t><w:noBreakHyphen/><w:t>12</w:t></w:r>",), "0555-12"),
    (("<w:r><w:t>Аса</w:t><w:softHyphen/><w:t>нов</w:t></w:r>",), "Асанов"),
    (("2120", "<w:r><w:footnoteReference w:id='1'/></w:r>", "3198"), "21203198"),
    (("12", "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", "34"), "1234\n12934"),
    (("1234", "<w:del><w:r><w:delText>, </w:delText></w:r></w:del>"), "1234"),
    (("<w:moveFrom><w:r><w:t>был</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>стал</w:t></w:r></w:moveTo>"), "стал"),
    (("<w:smartTag><w:r><w:t>Ош</w:t></w:r></w:smartTag>",), "Ош"),
    (("пишите", '<w:r><w:instrText>HYPERLINK "mailto:a%40b.kg?subject=x"</w:instrText></w:r>'), "пишите\na@b.kg"),
    (
        ("<w:fldSimple w:instr='HYPERLINK \"tel:+996555\"'><w:r><w:t>звоните</w:t></w:r></w:fldSimple>",),
        "звоните\n+996555",
    ),
]


@pytest.mark.parametrize(("runs", "text"), INLINE)
def test_a_paragraph_reads_as_it_is_seen_and_then_says_what_it_hides(runs, text):
    assert seen(word.read, docx(paragraph(*runs))).texts[0].text == text


def test_a_form_becomes_lines_with_its_labels():
    form = table(("Фамилия:", "Асанов"), ("ПИН", planted(1)), ("Адрес", "г. Бишкек, ул. Манаса, 5"))
    found = seen(word.read, docx(form))
    assert not found.tables
    assert found.lines == [
        ("Фамилия: Асанов", "table 1, row 1"),
        (f"ПИН: {planted(1)}", "table 1, row 2"),
        ("Адрес: г. Бишкек, ул. Манаса, 5", "table 1, row 3"),
    ]


def test_a_title_over_the_header_is_text_and_rows_keep_their_numbers():
    wide = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("Список") + "</w:tc></w:tr>"
    rows = table(HEADER, *PEOPLE).replace("<w:tbl>", "<w:tbl>" + wide)
    found = seen(word.read, docx(rows))
    [(block, cells)] = found.tables
    assert found.lines == [("Список", "table 1, row 1")]
    assert (block.header, sorted(cells)) == (HEADER, [3, 4])


def test_a_header_that_word_repeats_is_a_header_though_all_cells_are_words():
    rows = table(("ФИО", "Должность", "Отдел"), ("Асанов", "инженер", "связь"), ("Иванов", "юрист", "право"))
    flagged = rows.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    assert seen(word.read, docx(rows)).tables[0][0].header == ()
    assert seen(word.read, docx(flagged)).tables[0][0].header == ("ФИО", "Должность", "Отдел")


def test_a_frame_to_set_text_in_is_text():
    frame = table((f"Прописью {'слово ' * 300}", "справа"), ("слева", "справа внизу"))
    found = seen(word.read, docx(frame))
    assert not found.tables
    assert ("справа внизу", "table 1, row 2") in found.lines


def test_a_form_inside_a_table_of_records_is_its_cells_text_once():
    rows = table(HEADER, (PEOPLE[0][0], PEOPLE[0][1]), (table(("Имя", "Алия"), ("Год", "1984")), PEOPLE[1][1]))
    found = seen(word.read, docx(rows))
    assert found.tables[0][1][3] == ("Имя: Алия\nГод: 1984", PEOPLE[1][1])
    assert found.everything().count("Алия") == 1


def test_pictures_are_met_where_they_stand_and_objects_are_gaps():
    picture = paragraph("<w:r><w:drawing><a:blip r:embed='r5'/></w:drawing></w:r>")
    found = seen(word.read, docx(paragraph("x") + picture, **{"word/embeddings/sheet.xlsx": "PK"}))
    assert [block.location for block in found.pictures] == [(("paragraph", "2"),)]
    assert [gap.reason for gap in found.gaps] == [Reason.UNSUPPORTED]


def test_an_imported_chunk_is_a_gap():
    assert [gap.reason for gap in seen(word.read, docx("<w:altChunk r:id='r1'/>")).gaps] == [Reason.UNSUPPORTED]


def test_a_broken_part_is_a_gap_and_the_rest_is_read():
    broken = docx(paragraph("Асанов"), header="<w:p>", footer=paragraph("Ош"))
    found = seen(word.read, broken)
    assert [(gap.reason, gap.location) for gap in found.gaps] == [(Reason.CORRUPT, (("header", "1"),))]
    assert [line for line, _ in found.lines] == ["Асанов", "Ош"]


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    "<d xmlns:w='w'><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></d>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.CORRUPT),
        (b"PK\x03\x04 no zip at all", Reason.CORRUPT),
        (rich_document()[:2000], Reason.CORRUPT),
        (docx("", **{"word/document.xml": BOMB}), Reason.CORRUPT),
        (docx("", **{"word/document.xml": "<w:document"}), Reason.CORRUPT),
        (docx("", main="nothing"), Reason.CORRUPT),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(data, reason):
    with pytest.raises(UnreadError) as error:
        seen(word.read, data)
    assert error.value.reason is reason


def test_a_bomb_stops_at_the_limit_and_what_came_before_is_kept():
    bomb = docx(paragraph("Асанов") + paragraph("0" * 100_000) * 100)
    found = seen(word.read, bomb, Limits(unpacked_bytes=2**20))
    assert [gap.reason for gap in found.gaps] == [Reason.TOO_LARGE]
    assert found.lines[0] == ("Асанов", "paragraph 1")


def test_the_ratio_counts_only_over_a_megabyte():
    assert not seen(word.read, docx(paragraph("0" * 900_000))).gaps
    assert [gap.reason for gap in seen(word.read, docx(paragraph("0" * 100_000) * 90)).gaps] == [Reason.TOO_LARGE]


def test_nesting_as_deep_as_the_parser_allows_is_read():
    deep = "<w:sdt><w:sdtContent>" * 110 + paragraph("Асанов") + "</w:sdtContent></w:sdt>" * 110
    assert seen(word.read, docx(deep)).lines == [("Асанов", "paragraph 1")]


def test_tables_nested_thirty_deep_give_their_text_once():
    nested = paragraph("Асанов")
    for _ in range(30):
        nested = table((nested, "x"))
    assert seen(word.read, docx(nested)).everything().count("Асанов") == 1


def test_a_huge_span_costs_no_memory():
    rows = table(HEADER, *PEOPLE).replace("<w:tc>", "<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>")
    [(_, cells)] = seen(word.read, docx(rows)).tables
    assert max(map(len, cells.values())) < 200


def test_errors_say_nothing_of_the_data():
    with pytest.raises(UnreadError) as error:
        seen(word.read, docx("", **{"word/document.xml": f"<a><{planted(1)}"}))
    assert planted(1) not in repr(error.value) + str(error.value.__cause__)
