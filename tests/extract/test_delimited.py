"""Rows of cells as people export and mend them by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.delimited import Dialect, dialect_of, read
from scanner.extract.interface import Limits
from scanner.model import Table
from tests.extract.office import Bytes, seen

PEOPLE = "ФИО;ПИН;Город\nАсанов Бакыт;21203198401234;Бишкек\nПетров Пётр;20101199912345;Ош\n"


def table_of(text: str) -> tuple[tuple[str, ...], dict[int, tuple[str | None, ...]]]:
    ((table, rows),) = seen(read, text.encode()).tables
    return table.header, rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "utf-16"])
def test_rows_under_a_header_with_the_numbers_of_the_file(delimiter, charset):
    ((table, rows),) = seen(read, PEOPLE.replace(";", delimiter).encode(charset)).tables
    assert table.header == ("ФИО", "ПИН", "Город")
    assert rows == {2: ("Асанов Бакыт", "21203198401234", "Бишкек"), 3: ("Петров Пётр", "20101199912345", "Ош")}


def test_a_title_above_the_header_is_text():
    found = seen(read, f"Список сотрудников Асанова А.\n\n{PEOPLE}".encode())
    assert found.lines == [("Список сотрудников Асанова А.", "line 1")]
    assert found.tables[0][0].header == ("ФИО", "ПИН", "Город") and set(found.tables[0][1]) == {4, 5}


def test_without_a_header_the_first_row_is_data():
    header, rows = table_of(PEOPLE.partition("\n")[2])
    assert header == () and rows[1] == ("Асанов Бакыт", "21203198401234", "Бишкек")


def test_a_list_of_words_has_no_header_that_could_swallow_a_person():
    header, rows = table_of("Асанов;Бакыт\nПетров;Пётр\nЮдин;Лев\n")
    assert header == () and len(rows) == 3


def test_rows_above_a_second_header_are_rows():
    header, rows = table_of(PEOPLE.partition("\n")[2] + PEOPLE)
    assert header == () and len(rows) == 5


def test_quoted_cells_hold_delimiters_quotes_and_line_ends():
    header, rows = table_of('id,name,note\n1,"Асанов, Бакыт","дом ""А""\nкв. 5"\n2,Юдин,x; y\n3,"Лев, мл.",z\n')
    assert header == ("id", "name", "note")
    assert rows[2] == ("1", "Асанов, Бакыт", 'дом "А"\nкв. 5') and rows[4] == ("2", "Юдин", "x; y")


def test_a_quote_that_nobody_closed_costs_no_row():
    lines = [f"{number};Юдин{number};2120319840{number:04}" for number in range(300)]
    lines[10] = '10;"ОсОО Ромашка;21203198400010'
    header, rows = table_of("№;имя;ПИН\n" + "\n".join(lines))
    assert len(rows) == 300 and header == ("№", "имя", "ПИН")
    assert rows[12] == ("10", "ОсОО Ромашка", "21203198400010") and rows[13] == ("11", "Юдин11", "21203198400011")


def test_two_stray_quotes_do_not_swallow_the_rows_between():
    lines = [f"{number};Юдин;2120319840{number:04}" for number in range(40)]
    lines[5], lines[20] = '5;"ОсОО;21203198400005', '20;ОсОО";21203198400020'
    _, rows = table_of("\n".join(lines))
    assert [row[2] for row in rows.values()] == [f"2120319840{number:04}" for number in range(40)]


def test_ragged_rows_keep_all_their_cells():
    _, rows = table_of(PEOPLE + "Юдин\nЛев;20101199912345;Ош;кв. 7;996555\n" + PEOPLE)
    assert rows[4] == ("Юдин",) and rows[5] == ("Лев", "20101199912345", "Ош", "кв. 7", "996555")


def test_a_column_of_values_under_a_name_is_a_table():
    assert table_of("ПИН\n21203198401234\n20101199912345\n") == (
        ("ПИН",),
        {2: ("21203198401234",), 3: ("20101199912345",)},
    )


def test_zero_bytes_and_empty_cells():
    assert table_of("a;;b\n1;;2\x00\n3; ;\n")[1] == {2: ("1", None, "2"), 3: ("3", None, None)}


def test_a_huge_cell_is_read():
    _, rows = table_of(f'a;b\n1;"{"слово " * 50_000}"\n2;x\n')
    assert len(rows[2][1] or "") > 200_000


def test_rows_come_in_batches_of_two_thousand():
    data = "a;b\n" + "".join(f"{number};x\n" for number in range(4500))
    blocks = read(Bytes(data.encode()), Limits())
    table = next(blocks)
    assert isinstance(table, Table)
    assert [len(batch.rows) for batch in table.batches] == [2000, 2000, 500]


def test_excel_s_hint_names_the_delimiter():
    assert dialect_of("sep=|\na,b|c\n1,2|3\n") == Dialect("|", 2)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("1,5;2,5;3,5\n1,7;2,8;3,9\n", Dialect(";", 3)),
        ('"a","x; y"\n"b","z; w"\n', Dialect(",", 2)),
        ("ФИО;ПИН\nАсанов;1\nПетров\nЮдин;2\nЛев;3\nКим;5\nЦой;6\nПак;7\nЛи;8\nХан;9\nЮн;1\n", Dialect(";", 2)),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_all_rows_alike(text, dialect):
    assert dialect_of(text) == dialect


@pytest.mark.parametrize(
    "text",
    [
        "Уважаемый Иван, направляем вам ответ.\nПросим, если можно, ответить.\nС уважением, Пётр\n",
        "".join(f"2024-01-01 12:00:0{number},123 INFO сообщение\n" for number in range(9)),
        "INSERT INTO p VALUES (1,'a','b');\n" * 5,
        "одна строка; без второй",
        "просто\nтекст\nбез разделителей\n",
        "",
    ],
)
def test_prose_logs_and_code_are_no_rows(text):
    assert dialect_of(text) is None


@settings(deadline=None)
@given(st.text('a1;,"\n\t|', max_size=400))
def test_no_cell_is_lost_whatever_the_quotes(text):
    found = seen(read, text.encode())
    assert all(found.everything().count(letter) == text.count(letter) for letter in "a1")
