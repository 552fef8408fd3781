"""What is written as JSON comes back as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model import Evidence, Facts, Location, Place, Prints, TableFacts
from scanner.store.codec import dump, dump_facts, dump_places, load_facts, load_places

texts = st.text(max_size=20)  # hypothesis makes no lone surrogates here; they have a test of their own
shares = st.floats(0, 1)
numbers = st.integers(0, 2**62)
locations = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
evidence = st.builds(Evidence, texts, texts)
places = st.builds(Place, locations, texts, st.lists(evidence, max_size=3).map(tuple), shares)
days = st.lists(st.tuples(st.dates(), numbers), max_size=4).map(tuple)
tables = st.builds(
    TableFacts,
    locations,
    st.lists(st.tuples(texts, texts, shares), max_size=3).map(tuple),
    st.lists(st.tuples(texts, days), max_size=3).map(tuple),
    numbers,
)
facts = st.builds(
    Facts,
    media=texts,
    document_date=st.none() | st.dates(),
    tables=st.lists(tables, max_size=2).map(tuple),
    persons=numbers,
    prints=st.just(()),
    pin_birth_same=numbers,
    pin_birth_differ=numbers,
    rows_read=st.none() | numbers,
    rows_total=st.none() | numbers,
    bytes_read=numbers,
)


@settings(deadline=None)
@given(st.lists(places, max_size=3).map(tuple))
def test_places_come_back(given_places: tuple[Place, ...]) -> None:
    assert load_places(dump_places(given_places)) == given_places


@settings(deadline=None)
@given(facts)
def test_facts_come_back(given_facts: Facts) -> None:
    assert load_facts(dump_facts(given_facts)) == given_facts


def test_every_field_of_facts_is_kept() -> None:
    """A field that is added to Facts and forgotten here would be lost in silence."""
    table = TableFacts(
        (("sheet", "Кадры"),), (("ИНН", "pin", 0.9),), (("closed", ((dt.date(2020, 2, 29), 7),)),), 9, (8,), 12
    )
    full = Facts("csv", dt.date(2019, 3, 5), (table,), 1, (), 2, 3, 4, 5, 6, "order", "civil_servant")

    defaults = [name for name in Facts.__slots__ if getattr(full, name) == getattr(Facts(), name)]

    assert defaults == ["prints"]
    assert load_facts(dump_facts(full)) == full


def test_prints_are_kept_elsewhere_and_given_back() -> None:
    held = (Prints("pin", 8, b"12345678"),)

    text = dump_facts(Facts(prints=held))

    assert text == "{}"
    assert load_facts(text, held) == replace(Facts(), prints=held)


@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_half_a_character_survives(half: str) -> None:
    """JSON documents can hold lone surrogates; a database cannot."""
    where: Location = (("key", half),)
    text = dump_places((Place(where, half, (), 1.0),))

    assert text.encode()
    assert load_places(text)[0].location == where


def test_json_is_compact_and_readable() -> None:
    assert dump({"имя": ["ө", None]}) == '{"имя":["ө",null]}'
    assert json.loads(dump("\x00\n")) == "\x00\n"
