"""Forms of listed words: case endings of three languages, and no other word."""

import pytest

from scanner.detectors.morphology import NUMBER, Forms
from scanner.folding import loose


@pytest.mark.parametrize(
    ("listed", "forms"),
    [
        ("адис", "адис адиси адистин адиске адисти адистен адистер адистеринин адисмин адисибиз"),
        ("башчы", "башчысы башчысынын башчысына башчыны башчылар башчыбыз"),
        ("кесип", "кесиби кесибим кесибине кесиптин"),
        ("инспектор", "инспектор инспектора инспектору инспектором инспекторе инспекторов инспекторлору"),
        ("судья", "судья судьи судье судью судьей"),
        ("старший", "старший старшего старшему старшим старшая старшие"),
        ("разведён", "разведен разведена разведены разведён"),
        ("manager", "manager managers"),
        ("оор*", "ооруйт оорусу оору"),
        ("женатый", "zhenatyi zhenatogo"),
    ],
)
def test_a_listed_word_is_known_in_its_forms(listed, forms):
    known = Forms([loose(listed)])
    assert [form for form in forms.split() if loose(listed) not in known[loose(form)]] == []


@pytest.mark.parametrize(
    ("listed", "word"),
    [
        ("адис", "адистика"),
        ("орозо", "орозов"),
        ("эко!", "экоо"),
        ("вич!", "вича"),
        ("судья", "судно"),
        ("ст", "стан"),
        ("орус", "орусча"),
        ("турк", "турган"),
    ],
)
def test_another_word_is_none(listed, word):
    assert Forms([listed])[word] == ()


@pytest.mark.parametrize("word", ["12", "iii", "ii"])
def test_figures_and_short_roman_numbers_are_numbers(word):
    assert NUMBER in Forms(["адис"])[word]


def test_a_word_is_looked_up_once_and_remembered():
    forms = Forms(["адис"])
    assert forms["адиске"] is forms["адиске"]
