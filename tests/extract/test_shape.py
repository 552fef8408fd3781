"""Whether a grid is a table with a header or a form is told from its shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.shape import batches, form_lines, header_at, is_form

PIN, OTHER = "21203198400011", "12203199000022"
PEOPLE = [("Асанов Бакыт", PIN, "1984-03-12"), ("Иванов Иван", OTHER, "1990-03-22")]

HEADERS = [
    ([("ФИО", "ПИН", "Дата рождения"), *PEOPLE], 0),
    ([("Список", None, None), ("ФИО", "ПИН", "Дата рождения"), *PEOPLE], 1),
    ([("№", "ФИО", "ПИН"), ("1", "Асанов", PIN), ("2", "Иванов", OTHER)], 0),
    ([("Сотрудник", None, "Документ"), ("ФИО", "ПИН", "Дата"), *PEOPLE], 1),
    ([("ФИО", "Документ", None), (None, "ПИН", "Дата"), *PEOPLE], 0),
    ([("ФИО", "ПИН", "Дата"), ("1", "2", "3"), *PEOPLE], 0),
    ([("ПИН",), (PIN,), (OTHER,)], 0),
    (PEOPLE, None),
    ([("ФИО", "Отдел"), ("Асанов", "связь"), ("Иванов", "право")], None),
    ([("1", "Асанов", "инженер"), ("2", "Иванов", "юрист"), ("3", "Осмонов", "врач")], None),
    ([(None, None)] * 20 + [("ФИО", "ПИН"), ("Асанов", PIN)], None),
    ([], None),
]


@pytest.mark.parametrize(("rows", "at"), HEADERS)
def test_a_header_is_a_row_of_labels_over_columns_of_values(rows, at):
    assert header_at(rows) == at


FORMS = [
    ([("ФИО", "Асанов Бакыт"), ("ПИН", PIN)], True),
    ([("Анкета", None), ("ФИО", "Асанов"), ("ПИН", PIN), ("Адрес", "г. Ош")], True),
    ([("Фамилия", "Асанов", "Имя", "Бакыт"), ("ПИН", PIN, "Дата", "1984-03-12"), ("Пол", "м", "Дети", "2")], True),
    ([("ФИО", "ПИН"), ("Асанов", PIN), ("Иванов", OTHER)], False),
    ([("ФИО", "Дата"), ("Асанов", "1984-03-12"), ("Иванов", "1990-03-22")], False),
    ([("ФИО", "ПИН", "Отдел", "Дата"), *(("Асанов", PIN, "связь", "1984-03-12"),) * 3], False),
    ([(PIN, "Асанов"), (OTHER, "Иванов")], False),
    ([("ФИО", "Асанов")], False),
    ([(f"поле {number}", "да") for number in range(60)], False),
    ([("ФИО", "Асанов"), ("ФИО", "Иванов")], False),
    ([], False),
]


@pytest.mark.parametrize(("rows", "form"), FORMS)
def test_a_form_is_pairs_of_a_label_and_some_value(rows, form):
    assert is_form(rows) is form


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (("ФИО:", None, "Асанов"), [(2, "ФИО: Асанов")]),
        (("Имя", "Бакыт", "Год", "1984"), [(1, "Имя: Бакыт"), (3, "Год: 1984")]),
        ((None, "Анкета"), [(1, "Анкета")]),
        (("a", "b", "c"), [(0, "a | b | c")]),
        ((PIN, "Асанов"), [(0, f"{PIN} | Асанов")]),
        ((None, " "), []),
    ],
)
def test_form_lines_put_the_label_before_its_value(cells, lines):
    assert list(form_lines(cells)) == lines


@given(st.lists(st.integers(0, 500), max_size=40).map(lambda widths: [("x",) * width for width in widths]))
@settings(deadline=None)
def test_batches_keep_every_row_with_its_number(rows):
    numbered = list(enumerate(rows, 1))
    found = [pair for batch in batches(numbered) for pair in zip(batch.numbers, batch.rows, strict=True)]
    assert found == numbered


def test_batches_end_at_two_thousand_rows_and_sooner_where_rows_are_wide():
    assert [len(batch.rows) for batch in batches([(1, ("x",))] * 4001)] == [2000, 2000, 1]
    assert max(len(batch.rows) for batch in batches([(1, ("x",) * 16_384)] * 100)) < 20
