"""Folding: one spelling for many, and always a way back to the original offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.folding import clean, cyrillic, latin, loose


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Телефон:\u00a00555\u2011123456", "Телефон: 0555-123456"),
        ("пас\u00adпорт", "паспорт"),
        ("\ufeffПИН\u200b 2", "ПИН 2"),
        ("Ырай\u0438\u0306", "Ырайй"),
        ("\uff11\uff12", "12"),
        ("a\r\nb\rc\u2028d", "a \nb\nc\nd"),
        ("Acaнов", "Асанов"),  # A, c, a typed in Latin
        ("IDn 123 Аsanov", "IDn 123 Asanov"),  # А typed in Cyrillic
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_odd_characters_become_plain(written, plain):
    assert clean(written).text == plain


@pytest.mark.parametrize("word", ["паспорт", "0555-123", "й"])
def test_a_span_of_the_clean_text_is_a_span_of_the_original(word):
    original = f"\u00ad\ufeffТел\u00adефон й и\u0306 {word}\u00ad, кийин"
    cleaned = clean(original)
    start = cleaned.text.rindex(word)

    assert original[slice(*cleaned.span(start, start + len(word)))] == word


@given(st.text(st.sampled_from("аөҮңeAО \u00ad\u200b\u0306\u00a0İ1-\n"), max_size=60))
@settings(deadline=None)
def test_every_clean_offset_points_to_the_character_it_came_from(text):
    cleaned = clean(text)
    offsets = [cleaned.original(offset) for offset in range(len(cleaned.text))]

    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < len(text) for offset in offsets)
    for fold in (loose, latin, cyrillic):
        assert len(fold(cleaned.text)) == len(cleaned.text)


def test_kyrgyz_letters_are_dropped_as_people_drop_them():
    assert loose("Өмүрбек Жаңыл Ёлка") == "омурбек жаныл елка"


def test_look_alikes_go_either_way():
    assert latin("АN1234567 ІD") == "AN1234567 ID"
    assert cyrillic("ACAHOB") == "АСАНОВ"
