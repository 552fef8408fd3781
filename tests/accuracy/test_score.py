"""Scoring by the guide: overlap by half, families, whole persons, stated confidence."""

import json

import pytest

from benchmarks.accuracy.corpus import Labelled, parse, spans_file
from benchmarks.accuracy.engines import Found
from benchmarks.accuracy.measures import ALL, NUMBER, Tenth, measure, rate
from benchmarks.accuracy.score import Counts, by_category, by_family, overlaps, pair, persons
from scanner.synthetic.marked import Span


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ((0, 10), (0, 10), True),
        ((0, 5), (0, 10), True),  # half of the longer one
        ((0, 4), (0, 10), False),
        ((0, 10), (5, 15), True),
        ((0, 10), (6, 16), False),
        ((0, 3), (7, 9), False),
    ],
)
def test_overlap_by_half_of_the_longer(first, second, right):
    one, other = Span(first[0], first[1], "pin"), Span(second[0], second[1], "pin")
    assert overlaps(one, other) is right
    assert overlaps(other, one) is right


def test_a_value_is_found_once():
    found = [Span(0, 10, "pin"), Span(1, 10, "pin")]
    assert pair(found, [Span(0, 10, "pin")]).counts() == Counts(right=1, false=1)


def test_another_category_is_no_find():
    pairings = by_category([Span(0, 4, "birth_year")], [Span(0, 4, "birth_date")])
    assert pairings["birth_year"].counts() == Counts(false=1)
    assert pairings["birth_date"].counts() == Counts(missed=1)


def test_a_family_counts_as_one():
    pairings = by_family([Span(0, 4, "birth_year"), Span(9, 12, "pin")], [Span(0, 4, "birth_date")])
    assert pairings["birth"].counts() == Counts(right=1)
    assert pairings["pin"].counts() == Counts(false=1)


def test_parts_that_touch_are_one_person():
    text = "Асанов Б. К., Болотова Айша"
    spans = [
        Span(0, 6, "surname"),
        Span(7, 9, "given_name"),
        Span(10, 12, "patronymic"),
        Span(14, 22, "surname"),
        Span(23, 27, "given_name"),
        Span(0, 27, "signature"),
    ]
    assert [(span.start, span.end) for span in persons(spans, text)] == [(0, 12), (14, 27)]
    assert persons([Span(3, 9, "person")], text) == [Span(3, 9, "person")]


def test_precision_and_recall_of_nothing():
    assert (Counts().precision, Counts().recall, Counts().f1) == (1, 1, 1)
    assert Counts(right=3, false=1, missed=2).f1 == pytest.approx(6 / 9)


class Stub:
    """Finds what it is told to."""

    name = "stub"
    categories = frozenset({"pin"})

    def __init__(self, *found):
        self.found = list(found)

    def find(self, text):
        return self.found


def test_measure_by_language_number_and_script():
    text = Labelled("x-2", "ky", "Asanov ID123 MKK", (Span(0, 6, "surname"), Span(7, 12, "passport")))
    part = Span(13, 16, "passport", "issuer")
    text = Labelled(text.id, text.lang, text.text, (*text.spans, part))
    figures = measure(Stub(Found(0, 6, "surname"), Found(7, 12, "passport", "number")), "corpus", [text], own=True)
    assert figures.categories["passport"][ALL] == Counts(right=1, missed=1)
    assert figures.categories[NUMBER]["ky"] == Counts(right=1)
    assert figures.micro() == Counts(right=2, missed=1)  # the number is not counted twice
    assert figures.persons["Latin"] == Counts(right=1)
    assert "Kyrgyz" not in figures.persons
    assert figures.clean_texts == 0


def test_whatever_is_found_in_a_clean_text_is_an_alarm():
    texts = [Labelled("x-2", "ru", "a" * 500, (), "negative"), Labelled("x-4", "ru", "a" * 500, ())]
    figures = measure(Stub(Found(0, 9, "passport")), "corpus", texts, own=True)
    assert figures.alarms == {NUMBER: 2}
    assert figures.alarm_rate() == 2


def test_a_corpus_of_persons_is_scored_for_nothing_else():
    text = Labelled("x-1", "ru", "мэр Асанов", (Span(4, 10, "person"),))
    figures = measure(Stub(Found(0, 3, "position"), Found(4, 10, "surname")), "corpus", [text], own=False)
    assert figures.persons == {ALL: Counts(right=1), "ru": Counts(right=1)}
    assert not figures.categories


def test_confidence_falls_into_tenths():
    tenths = [Tenth() for _ in range(10)]
    right, wrong = Found(0, 5, "pin", None, 0.7), Found(20, 25, "pin", None, 1.0)
    rate(tenths, pair([right, wrong], [Span(0, 5, "pin")]))
    assert (tenths[7].count, tenths[7].right, tenths[9].count, tenths[9].right) == (1, 1, 1, 0)


def test_our_own_format():
    text, spans = parse("{signature|колу /{surname|Асанов}/} {~no|12} {passport.issuer|МКК} {pin!|1} }", "x")
    assert text == "колу /Асанов/ 12 МКК 1 }"
    assert [(span.category, span.part, text[span.start : span.end]) for span in spans] == [
        ("signature", None, "колу /Асанов/"),
        ("surname", None, "Асанов"),
        ("passport", "issuer", "МКК"),
        ("pin", None, "1"),
    ]
    with pytest.raises(ValueError, match="not closed"):
        parse("{pin|1", "x")


def test_spans_file(tmp_path):
    line = {"id": "a-1", "lang": "ru", "text": "Асанов", "spans": [{"start": 0, "end": 6, "category": "surname"}]}
    path = tmp_path / "a.spans.jsonl"
    path.write_text(json.dumps(line) + "\n\n", "utf-8")
    assert spans_file(path) == [Labelled("a-1", "ru", "Асанов", (Span(0, 6, "surname"),))]
