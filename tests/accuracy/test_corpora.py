"""Our own labelled texts and tables are well made."""

import re
from collections import Counter

import pytest

from benchmarks.accuracy.corpus import FOLDER, careless, dropped, own_texts, sections
from benchmarks.accuracy.engines import text_categories
from benchmarks.accuracy.repair import repaired, tables, texts
from benchmarks.accuracy.tables import read_tables

TABLES = FOLDER / "tables" / "tables.txt"
LANGUAGES = {"ky", "ru", "en", "mixed"}
LABEL = re.compile(r"\{(pin|current_account)\|([^{}]*)\}")
FEWEST = 20


@pytest.fixture(scope="module")
def own():
    return own_texts()


def test_every_text_parses_and_has_an_id_of_its_own(own):
    assert len(own) >= 200
    assert [id for id, count in Counter(text.id for text in own).items() if count > 1] == []
    assert {text.lang for text in own} == LANGUAGES
    for text in own:
        assert all(0 <= span.start < span.end <= len(text.text) for span in text.spans), text.id


def test_texts_hold_no_unknown_category(own):
    assert {span.category for text in own for span in text.spans} == text_categories()


@pytest.mark.parametrize("testing", [True, False])
def test_each_half_has_enough_of_every_category(own, testing):
    counts = Counter(span.category for text in own if text.for_testing is testing for span in text.spans)
    assert {category: counts[category] for category in text_categories() if counts[category] < FEWEST} == {}


def test_negatives_hold_nothing(own):
    negatives = [text for text in own if text.genre == "negative"]
    assert len(negatives) >= 40
    assert [text.id for text in negatives if text.spans] == []


def test_numbers_not_marked_wrong_have_right_check_digits():
    wrong = [
        (fields["id"], found.start())
        for path in sorted((FOLDER / "texts").glob("*.txt"))
        for fields, body in sections(path)
        for found in LABEL.finditer(body)
        if repaired(*found.groups()) != found[2]
    ]
    assert wrong == []


def test_numbers_of_tables_have_right_check_digits():
    content = TABLES.read_text("utf-8")
    differing = zip(content.split("\n"), tables(content).split("\n"), strict=True)
    assert [at for at, (line, mended) in enumerate(differing, 1) if line != mended] == []


def test_rows_have_as_many_cells_as_there_are_columns():
    read = read_tables(TABLES)
    assert len(read) >= 60
    assert [id for id, count in Counter(table.id for table in read).items() if count > 1] == []
    assert [table.id for table in read if any(len(row) != len(table.columns) for row in table.rows)] == []
    assert [table.id for table in read if not 0 <= table.header < len(table.rows)] == []


def test_tables_hold_no_unknown_category():
    held = {category for table in read_tables(TABLES) for _, category in table.pairs}
    assert held <= text_categories()


def test_variants_keep_spans_in_place(own):
    for variant in (dropped, careless):
        for text in list(variant(own[:40])):
            original = next(one for one in own if text.id.startswith(f"{one.id}-"))
            assert len(text.text) == len(original.text)


def test_repair_leaves_what_is_wrong_on_purpose():
    assert texts("{pin!|20304198512345} {phone|0555123456}") == "{pin!|20304198512345} {phone|0555123456}"
    mended = texts("{pin|20304198512345}")
    assert mended != "{pin|20304198512345}"
    assert texts(mended) == mended


def test_repair_of_tables_touches_columns_of_numbers_only():
    head = "=== id: tab-1; lang: ky; header: 0\ncolumns: pin; -; pin"
    row = "20304198512345!;20304198512345;20304-198512345 а"
    mended = tables(f"{head}\n{row}").split("\n")[-1].split(";")
    assert mended[:2] == ["20304198512345!", "20304198512345"]
    assert mended[2] != "20304-198512345 а"
    assert mended[2].startswith("20304-19851234")
