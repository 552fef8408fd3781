"""Phrases in one pass: the longest at a place, over hyphens, quotes and line ends, never over a comma."""

import pytest

from scanner.detectors.lexicon import Lexicon, spelt_out
from scanner.folding import loose


def found(phrases, text):
    lexicon = Lexicon((phrase, phrase) for phrase in phrases)
    folded = loose(text)
    return [(text[hit.start : hit.end], set(hit.payloads)) for hit in lexicon.hits(folded, lexicon.tokens(folded))]


@pytest.mark.parametrize(
    ("phrase", "text", "value"),
    [
        ("генерал майор", "Генерал-майор келди", "Генерал-майор"),
        ("# класстагы кеңешчи", "2-класстагы кеңешчиси", "2-класстагы кеңешчиси"),
        ("советник # класса", "советнику 1 класса", "советнику 1 класса"),
        ("медаль Данк", "медалью «Данк»", "медалью «Данк"),
        ("үй бүлөлүү", "үй-\nбүлөлүү", "үй-\nбүлөлүү"),
        ("оору… жатат", "оорулуу жатат", "оорулуу жатат"),
        ("кенже? лейтенант", "лейтенант", "лейтенант"),
        ("холост/женат", "женат", "женат"),
        ("адис # класс", "адис, 2 класс", "адис, 2 класс"),
        ("голосовал за … партию", "голосовал за эту новую партию", "голосовал за эту новую партию"),
    ],
)
def test_a_phrase_is_found_as_people_write_it(phrase, text, value):
    phrase = phrase.replace("…", "*", 1) if phrase.startswith("оору…") else phrase
    assert [one for one, _ in found([phrase], text)] == [value]


def test_the_longest_at_a_place_wins_and_nothing_overlaps():
    assert found(["адис", "башкы адис", "адис болуп"], "башкы адис болуп иштейт") == [("башкы адис", {"башкы адис"})]


def test_all_vocabularies_that_end_at_one_place_are_told():
    assert found(["диагноз", "диагноз*"], "диагнозу") == [("диагнозу", {"диагноз", "диагноз*"})]


@pytest.mark.parametrize("text", ["башкы, адис", "башкы. Адис", "башкы\n\nадис", "башкы беш адис", "12. Адис"])
def test_a_phrase_does_not_reach_over_marks_and_other_words(text):
    assert found(["башкы адис", "# адис"], text) == []


def test_left_out_words_do_not_reach_over_a_sentences_end():
    assert found(["голосовал … партию"], "голосовал. Новую партию") == []


def test_options_are_spelt_out():
    assert set(spelt_out("а/б в? #")) == {("а", "в", "#"), ("а", "#"), ("б", "в", "#"), ("б", "#")}


def test_an_abbreviation_takes_no_endings():
    assert found(["ЭКО"], "экөө") == []
    assert found(["ЭКО"], "эко") == [("эко", {"ЭКО"})]


def test_a_text_of_one_word_repeated_takes_no_more_than_its_length():
    assert len(found(["адис адис адис"], "адис " * 3000)) == 1000
