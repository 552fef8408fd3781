"""Pages and XML: what a reader of the page sees, what its author hid, and no value cut in two."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.markup import kind_of, read
from scanner.model import Reason, canonical
from tests.extract.office import Seen, seen


def page(body: str) -> Seen:
    return seen(read, f"<html><body>{body}</body></html>".encode())


def xml(text: str) -> Seen:
    return seen(read, text.encode())


def lines(found: Seen) -> list[str]:
    return [line for line, _ in found.lines]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>ПИН 2120<b>3198401</b>234</p>", ["ПИН 21203198401234"]),
        ("<div>один</div>два<br>три<ul><li>четыре<li>пять</ul>", ["один", "два", "три", "четыре", "пять"]),
        ("<span>ПИН</span><span>2120</span> <i>Асан</i><i>ов</i><b>Бакыт</b>", ["ПИН 2120 Асанов Бакыт"]),
        ("&#1040;санов &amp; &laquo;Ко&raquo;&nbsp;x", ["Асанов & «Ко» x"]),
        ("много\n   пустого\n места", ["много пустого места"]),
        ("<pre>а\n  б</pre>", ["а", "б"]),
        ("<!-- скрыто: 2120 -->", ["скрыто: 2120"]),
        ("<script>var a = '\\u0410сан';\nb(1)</script>", ["var a = 'Асан';", "b(1)"]),
        ("<style>p { content: 'Асанов' }</style>", ["p { content: 'Асанов' }"]),
        ("<?php $pin = '2120'; ?>", ["?php $pin = '2120'; ?"]),
        ("<label>ПИН</label><input name=pin value=2120>", ["ПИН pin: 2120"]),
        ("<img alt='Фото Асанова'><p title='Юдин'>х</p>", ["Фото Асанова", "х Юдин"]),
        (
            "<a href='mailto:a@b.kg'>a@b.kg</a> <a href='tel:+996555123456'>звонить</a>",
            ["a@b.kg звонить +996555123456"],
        ),
        ("<a href='/p?pin=21203198401234'>дело</a> <a href='/about'>о нас</a>", ["дело о нас /p?pin=21203198401234"]),
    ],
)
def test_a_page_s_text(body, expected):
    assert lines(page(body)) == expected


def test_the_head_is_read_too():
    found = xml("<!DOCTYPE html><title>Дело Юдина</title><meta name=author content='Асанов'><p>х")
    assert lines(found) == ["Дело Юдина", "author: Асанов", "х"]


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-r"])
def test_a_page_s_charset_is_what_its_bytes_are_not_what_it_says(charset):
    found = seen(read, "<html><meta charset=iso-8859-1><p>Сотрудник Абрамов".encode(charset))
    assert lines(found) == ["Сотрудник Абрамов"]


def test_a_table_with_header_cells():
    found = page("<table><tr><th>ФИО<th>ПИН<tr><td>Юдин<br>Лев<td>2<tr><td><td>3</table>после")
    ((table, rows),) = found.tables
    assert (table.header, canonical(table.location)) == (("ФИО", "ПИН"), "table 1")
    assert rows == {2: ("Юдин Лев", "2"), 3: (None, "3")} and lines(found) == ["после"]


def test_a_title_row_above_the_header_is_text():
    cells = "<tr><td>ФИО<td>ПИН<td>Город<tr><td>Юдин<td>21203198401234<td>Ош"
    found = page(f"<table><tr><td colspan=3>Список Асанова{cells}</table>")
    assert found.tables[0][0].header == ("ФИО", "ПИН", "Город") and list(found.tables[0][1]) == [3]
    assert found.lines == [("Список Асанова", "table 1, row 1")]


def test_a_form_s_labels_stay_with_their_values():
    found = page("<table><tr><td>ФИО<td>Юдин Лев<tr><td>ПИН:<td>21203198401234</table>")
    assert lines(found) == ["ФИО: Юдин Лев", "ПИН: 21203198401234"] and not found.tables


def test_a_table_inside_a_table_s_cell_is_a_table_and_the_rest_text():
    inner = "<table><tr><th>ФИО<th>ПИН<tr><td>Юдин<td>2</table>"
    found = page(f"<table><tr><td>меню<td>перед {inner} за<tr><td>низ</table>")
    assert [rows for _, rows in found.tables] == [{2: ("Юдин", "2")}]
    assert lines(found) == ["меню", "перед", "за", "низ"]


def test_a_page_laid_out_by_a_table_is_text():
    found = page(f"<table><tr><td>меню<td>{'слово ' * 300}<tr><td>x<td>y</table>")
    assert not found.tables and "меню" in found.everything()


def test_spanning_cells_keep_the_columns():
    found = page("<table><tr><th>а<th>б<th>в<tr><td colspan=2>x<td>y<tr><td colspan=99999999999999999999>z</table>")
    assert found.tables[0][1][2] == ("x", None, "y") and found.tables[0][1][3][0] == "z"


def test_a_long_table_is_read_to_its_end():
    rows = "".join(f"<tr><td>Юдин<td>{number}" for number in range(25_000))
    found = page(f"<table><tr><th>ФИО<th>№{rows}</table>")
    numbers = [number for _, rows in found.tables for number in rows]
    assert numbers == list(range(2, 25_002)) and {table.header for table, _ in found.tables} == {("ФИО", "№")}


def test_elements_and_attributes_of_xml_are_labelled_lines():
    found = xml('<?xml version="1.0"?><r xmlns="u:x"><p id="7"><name>Юдин &amp; Ко</name>хвост</p><!--тайна--></r>')
    assert found.lines == [
        ("id: 7", "element r/p"),
        ("name: Юдин & Ко", "element r/p/name"),
        ("p: хвост", "element r/p"),
        ("тайна", "element r"),
    ]


def test_an_encoding_that_the_xml_only_claims_does_no_harm():
    data = '<?xml version="1.0" encoding="UTF-8"?><r><имя>Абрамов Денис</имя></r>'.encode("cp1251")
    assert lines(seen(read, data)) == ["имя: Абрамов Денис"]


@pytest.mark.parametrize("end", ["", "<имя>Ким", "<имя>Ким</r>", "<имя>Ким & Ко</имя></r>", "</r><r>Ким</r>"])
def test_malformed_xml_is_a_gap_and_is_read_as_text(end):
    found = xml(f"<r><имя>Юдин</имя>{end}")
    assert [gap.reason for gap in found.gaps] == [Reason.CORRUPT]
    assert "Юдин" in found.everything() and end in found.everything()


def test_little_is_read_twice_where_a_large_xml_breaks():
    people = "".join(f"<n>Юдин{number:05}</n>" for number in range(5000))
    found = xml(f"<r>{people}<n>Ким</r>").everything()
    assert {f"Юдин{number:05}" for number in range(5000)} <= set(re.findall(r"Юдин\d{5}", found))
    assert found.count("Юдин") < 5300


def test_entities_of_the_file_s_own_are_not_expanded_but_read():
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    found = xml(f'<!DOCTYPE r [<!ENTITY a0 "Юдин Лев">{levels}]><r>&a9;</r>')
    assert found.everything().count("Юдин Лев") == 1


def test_an_entity_never_reads_another_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Тайна")
    found = xml(f'<!DOCTYPE r SYSTEM "{secret.as_uri()}" [<!ENTITY a SYSTEM "{secret.as_uri()}">]><r>&a;</r>')
    assert "Тайна" not in found.everything()


@pytest.mark.parametrize("tag", ["div", "b", "table", "d"])
def test_nesting_without_end_costs_no_more_than_its_length(tag):
    depth = 5_000 if tag == "table" else 100_000
    start = time.monotonic()
    found = xml(f"<{tag}>" * depth + "ТЕКСТ" + f"</{tag}>" * depth)
    assert "ТЕКСТ" in found.everything()
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><p>x", "html"),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("<!-- x -->\n<TABLE border=1><tr>", "html"),
        ('<?xml version="1.0"?><r>', "xml"),
        ('<svg width="1"><text>Юдин</text></svg>', "xml"),
        ("<Документ><ПИН>1</ПИН></Документ>", "xml"),
        ("<Асанов> привет", None),
        ("<- стрелка", None),
        ("a < b", None),
        ("", None),
    ],
)
def test_markup_is_known_by_its_first_characters(text, kind):
    assert kind_of(text) == kind


@settings(deadline=None)
@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "<th>", "</td>", "<p>", "<b>", "</b>", "@"])))
def test_no_text_is_lost_whatever_the_tags(parts):
    found = page("".join(part.replace("@", "Юдин ") for part in parts))
    assert found.everything().count("Юдин") == parts.count("@")
