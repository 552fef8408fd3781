"""JSON: records as tables, other values with their keys; what is broken is still read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.jsons import kind_of, read
from scanner.model import Reason, canonical
from tests.extract.office import Seen, seen

PEOPLE = [{"name": "Асанов Бакыт", "pin": 21203198401234}, {"name": "Юдин Лев", "pin": "20101199912345"}]
PARSED = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text("аб1 ", max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("kл", max_size=3), inner, max_size=4),
    max_leaves=30,
)


def seen_of(value: Any, **options: Any) -> Seen:
    return seen(read, json.dumps(value, ensure_ascii=False, **options).encode())


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_an_array_of_objects_is_a_table(indent, charset):
    ((table, rows),) = seen(read, json.dumps(PEOPLE, ensure_ascii=False, indent=indent).encode(charset)).tables
    assert table.header == ("name", "pin")
    assert rows == {1: ("Асанов Бакыт", "21203198401234"), 2: ("Юдин Лев", "20101199912345")}


def test_an_array_inside_an_object_is_a_table_with_its_place():
    found = seen_of({"total": 2, "data": {"items": PEOPLE}, "next": "x"})
    assert canonical(found.tables[0][0].location) == "key data.items"
    assert found.lines == [("total: 2", "key total"), ("next: x", "key next")]


def test_nested_keys_are_dotted_and_lists_joined():
    ((table, rows),) = seen_of([{"a": {"b": 1, "c": ["x", "y"]}, "kids": [{"n": "Азамат"}, {"n": "Айгүл"}]}]).tables
    assert dict(zip(table.header, rows[1], strict=True)) == {"a.b": "1", "a.c": "x; y", "kids.n": "Азамат; Айгүл"}


def test_a_list_of_lists_is_a_table_without_header():
    found = seen_of({"columns": ["ФИО", "ПИН"], "data": [[None, 1], ["Юдин", 2]]})
    ((table, rows),) = found.tables
    assert table.header == () and rows == {1: (None, "1"), 2: ("Юдин", "2")}
    assert found.lines == [("columns: ФИО", "key columns.0"), ("columns: ПИН", "key columns.1")]


def test_lists_of_objects_in_a_list_are_tables_of_their_own():
    found = seen_of({"date": "x", "tables": [PEOPLE, PEOPLE[:1]]})
    assert [(canonical(table.location), table.header, len(rows)) for table, rows in found.tables] == [
        ("key tables.0", ("name", "pin"), 2),
        ("key tables.1", ("name", "pin"), 1),
    ]


def test_values_of_a_plain_object_have_their_key_path_as_label():
    assert seen_of({"person": {"pin": 21203198401234, "tags": ["x"]}}).lines == [
        ("person.pin: 21203198401234", "key person.pin"),
        ("person.tags: x", "key person.tags.0"),
    ]


def test_a_key_that_comes_late_begins_another_table_and_is_not_lost():
    found = seen_of([{"a": 1}] * 600 + [{"a": 2, "pin": "x"}] + [{"a": 3}])
    assert [table.header for table, _ in found.tables] == [("a",), ("a", "pin")]
    assert found.tables[1][1] == {601: ("2", "x"), 602: ("3", None)}


def test_objects_with_keys_of_their_own_are_text():
    found = seen_of([{f"21203198{number:06}": "x"} for number in range(400)])
    assert not found.tables and found.lines[399] == ("21203198000399: x", "row 400, key 21203198000399")


def test_a_record_with_thousands_of_values_is_taken_apart():
    found = seen_of([{"id": 7, "staff": [{"n": number} for number in range(3000)]}])
    ((table, rows),) = found.tables
    assert canonical(table.location) == "key 0.staff" and rows[3000] == ("2999",)
    assert found.lines[0] == ("id: 7", "key 0, key id")
    assert sum(line.startswith("staff.n: ") for line, _ in found.lines) + len(rows) == 3000


def test_a_record_a_line_with_the_number_of_the_line():
    data = "\n".join(json.dumps(person) for person in PEOPLE).encode() + b"\n\n" + b'{"name": "x"}\n'
    ((table, rows),) = seen(read, data).tables
    assert table.header == ("name", "pin") and list(rows) == [1, 2, 4] and rows[1][0] == "Асанов Бакыт"


def test_a_broken_line_is_text_and_a_gap_and_costs_no_other():
    found = seen(read, b'{"a": 1}\n{"a": 2}\n{"a": "\\u0410\n{"a": 4}\n')
    assert [list(rows) for _, rows in found.tables] == [[1, 2], [4]]
    assert found.lines == [('{"a": "А', "line 3")]
    assert [(gap.reason, canonical(gap.location)) for gap in found.gaps] == [(Reason.CORRUPT, "line 3")]


@pytest.mark.parametrize("end", ["", ',{"name": "Ким', ',{"name": "Ким" "pin"}]', "] хвост"])
def test_what_is_cut_or_broken_is_a_gap_and_is_read_as_text(end):
    found = seen(read, (json.dumps(PEOPLE, ensure_ascii=False).removesuffix("]") + end).encode())
    assert [gap.reason for gap in found.gaps] == [Reason.CORRUPT]
    assert "Юдин Лев" in found.everything() and end in found.everything()


def test_little_is_read_twice_where_a_large_file_breaks():
    people = json.dumps([{"name": f"Юдин{number:05}"} for number in range(5000)], ensure_ascii=False)
    found = seen(read, (people.removesuffix("]") + ',{"n": Ким}').encode()).everything()
    assert {f"Юдин{number:05}" for number in range(5000)} <= set(re.findall(r"Юдин\d{5}", found))
    assert found.count("Юдин") < 5200


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5000 + '"Юдин"' + "}" * 5000])
def test_nesting_without_end_is_a_gap(text):
    found = seen(read, text.encode())
    assert [gap.reason for gap in found.gaps] == [Reason.TOO_DEEP]
    assert "".join(found.everything().split()).count("Юдин") == text.count("Юдин")


@pytest.mark.parametrize("number", ["9" * 5000, "1e999999999", "-1.5e-99999"])
def test_numbers_that_would_fill_the_memory_do_not(number):
    found = seen(read, f'{{"a": {number}, "name": "Юдин"}}'.encode())
    assert "Юдин" in found.everything() and len(found.everything()) < 6000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"a": 1}', "json"),
        ("[]", "json"),
        (' \n[{"a": [1, 2', "json"),
        ('{"a": 1}\n{"a": 2}', "jsonl"),
        ('{\n"a": 1\n}', "json"),
        ("[2024-01-01 12:00:00] Запуск", None),
        ("[12] Иванов", None),
        ("{% if x %}", None),
        ("{фигурная}", None),
        ('"слово"', None),
        ("", None),
    ],
)
def test_json_is_known_by_its_first_characters(text, kind):
    assert kind_of(text) == kind


def leaves(value: Any) -> list[str]:
    match value:
        case dict():
            return [leaf for inner in value.values() for leaf in leaves(inner)]
        case list():
            return [leaf for inner in value for leaf in leaves(inner)]
        case None | "":
            return []
        case bool():
            return [str(value).lower()]
        case _:
            return [str(value)]


@settings(deadline=None)
@given(PARSED.filter(lambda value: isinstance(value, dict | list)))
def test_no_value_is_lost(value):
    found = seen_of(value)
    said = "\n".join(
        (
            *(text.text for text in found.texts),
            *(cell or "" for _, rows in found.tables for row in rows.values() for cell in row),
        )
    )
    assert not found.gaps
    assert all(said.count(leaf) >= leaves(value).count(leaf) for leaf in set(leaves(value)) if leaf.strip())
