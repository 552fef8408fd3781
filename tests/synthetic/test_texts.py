"""Texts know where their values are, however careless the typist; wordings are many and well-formed."""

import datetime as dt
import json
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.synthetic import labelled_text, spans_jsonl
from scanner.synthetic.clerk import Clerk
from scanner.synthetic.dirt import Habits, encodable, habits
from scanner.synthetic.marked import CATEGORIES, Marked, counts, fill, join, value
from scanner.synthetic.vocabulary import genres, sheets

PERSONAL_IN_TWO = ("appeal", "reply", "visit", "invitation", "order", "card", "cv", "competition", "contract", "sick")
CLEAN = ("minutes", "procurement", "server_log")
SHAPES = {
    "pin": r"[12]\d{13}",
    "passport": r"[A-ZАСN]{2} ?\d{7}|(МКК|MKK) \d{6}|\d\d\.\d\d\.\d{4}",
    "phone": r"[+0(9][\d ()-]{8,18}",
    "email": r"[a-z0-9._]+@[a-z.]+\.[a-z]+",
    "current_account": r"1\d{15}",
    "birth_date": r".*(19|20)\d\d.*|.*(19|20)\d\d",
    "surname": r"\w+( уулу| кызы| uulu| kyzy)?\w*",
    "given_name": r"\w+\.?",
    "patronymic": r"\w+\.?( (уулу|кызы|uulu|kyzy)\w*)?",
    "address": r".*\d.*",
}


def test_filling_keeps_spans_at_their_values():
    text = fill("№ {a}, {b}!", lambda name: value(name, name * 3), str.upper)
    assert text.text == "№ aaa, bbb!"
    assert text.values() == [("a", "aaa"), ("b", "bbb")]
    assert join("; ", [text, text]).values() == text.values() * 2


def test_counting_leaves_near_misses_out():
    pieces = [value("pin", "1"), value("~org_inn", "0") + value("pin", "2"), Marked("3")]
    assert counts(pieces) == {"pin": 2}


def test_an_unknown_field_is_an_error():
    with pytest.raises(KeyError):
        Clerk(Random(1), "ky", dt.date(2024, 1, 1), Habits(Random(1))).write("{nobody}")


@pytest.mark.parametrize("genre", PERSONAL_IN_TWO)
def test_each_genre_has_three_wordings_of_every_part_in_both_languages(genre):
    found = genres()[genre]
    assert len(found.ky) == len(found.ru) >= 2
    assert all(len(set(wordings)) >= 3 for wordings in (*found.ky, *found.ru, *found.en))


@pytest.mark.parametrize("genre", CLEAN)
@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_clean_genres_hold_near_misses_and_no_personal_data(genre, seed):
    for lang in ("ky", "ru", "en"):
        for section in getattr(genres()[genre], lang):
            clerk = Clerk(Random(seed), lang, dt.date(2024, 5, 6), habits(Random(seed), 0.5))
            assert counts(clerk.write(wording) for wording in section) == {}


def test_every_field_of_every_wording_and_table_is_known():
    clerk = Clerk(Random(3), "ky", dt.date(2024, 5, 6), Habits(Random(3)))
    for genre in genres().values():
        for lang in ("ky", "ru", "en"):
            clerk.lang = lang
            for wordings in getattr(genre, lang):
                assert all(clerk.write(wording).text for wording in wordings)
    for sheet in sheets().values():
        assert all(field == "row" or clerk.field(field) for _header, field in sheet.columns)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from(["ky", "ru", "en", "mixed"]))
def test_labelled_spans_have_the_shape_of_their_category(seed, lang):
    text, spans = labelled_text(Random(seed), lang)
    for span in spans:
        found = text[span.start : span.end]
        assert re.fullmatch(SHAPES[span.category], found), (span, found)
        assert found == found.strip()


def test_all_categories_are_labelled_and_some_texts_hold_none():
    lines = [json.loads(line) for line in spans_jsonl(seed=5, count=200)]
    assert {span["category"] for line in lines for span in line["spans"]} == set(CATEGORIES)
    assert {line["lang"] for line in lines} == {"ky", "ru", "en", "mixed"}
    assert 10 < sum(not line["spans"] for line in lines) < 100
    assert len({line["id"] for line in lines}) == 200


def test_the_same_seed_gives_the_same_corpus():
    assert list(spans_jsonl(5, 20)) == list(spans_jsonl(5, 20)) != list(spans_jsonl(6, 20))


def test_a_careless_typist_drops_letters_mixes_scripts_and_doubles_blanks():
    typist = Habits(Random(1), drops_letters=True, odd=0.2)
    typed = typist.words("өтүнүчүм боюнча жооп берүүңүздөрдү суранам " * 20)
    assert not re.search("[өүң]", typed)
    assert re.search("[a-z]", typed) and "  " in typed and "\u00a0" in typed


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866", "kz1048", "utf-8"])
def test_respelling_for_a_charset_keeps_the_length(charset):
    text = "«Өтүнүч» № 5 — жаңы\u00a0кат"
    assert len(encodable(text, charset).encode(charset).decode(charset)) == len(text)


def test_only_kz1048_keeps_kyrgyz_letters():
    assert encodable("Өң", "kz1048") == "Өң"
    assert encodable("Өң", "cp1251") == "Он"
