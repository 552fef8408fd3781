"""Persons are combined from lists, agree with themselves, and take the endings of two languages."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.synthetic import person
from scanner.synthetic.addresses import address, office
from scanner.synthetic.inflect import kyrgyz, romanised, russian
from scanner.synthetic.vocabulary import names

persons = st.integers(0, 2**32).map(lambda seed: person(Random(seed)))


def test_the_lists_are_long_enough_to_combine():
    kyrgyz_names, russian_names = names().kyrgyz, names().russian
    assert len({*kyrgyz_names.male, *kyrgyz_names.female}) >= 60
    assert len({*russian_names.male, *russian_names.female}) >= 20
    assert len({*kyrgyz_names.surnames, *russian_names.surnames}) >= 60


@settings(deadline=None)
@given(persons)
def test_a_person_agrees_with_herself(someone):
    assert someone.pin[0] == ("1" if someone.female else "2")
    assert someone.pin[1:9] == f"{someone.born:%d%m%Y}"
    assert someone.email.isascii() and someone.email.count("@") == 1
    if not someone.patronymic:
        assert someone.surname.endswith("кызы" if someone.female else "уулу")
    elif someone.female:
        assert someone.surname.endswith("а") and someone.patronymic.endswith(("на", "кызы"))


@settings(deadline=None)
@given(persons, st.sampled_from(["ky", "ru", "en"]))
def test_a_name_is_marked_part_by_part(someone, lang):
    full, short = someone.full_name(lang), someone.short_name(lang)
    parts = [category for category, _word in someone.parts()]
    assert [category for category, _text in full.values()] == parts
    assert [category for category, _text in short.values()] == parts
    assert all(text.endswith(".") and len(text) == 2 for _category, text in short.values()[1:])


@settings(deadline=None)
@given(persons, st.sampled_from(["ky", "ru", "en"]))
def test_an_address_is_one_value_and_an_office_is_none(someone, lang):
    home = address(Random(1), someone, lang)
    assert home.values() == [("address", home.text)]
    assert str(someone.house) in home.text
    assert office(Random(1), lang).spans[0].category == "~office"


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Асанов", ("Асановдун", "Асановго", "Асановду", "Асановдон")),
        ("Асанова", ("Асанованын", "Асановага", "Асанованы", "Асановадан")),
        ("Бакыт", ("Бакыттын", "Бакытка", "Бакытты", "Бакыттан")),
        ("Айгүл", ("Айгүлдүн", "Айгүлгө", "Айгүлдү", "Айгүлдөн")),
        ("Асан уулу", ("Асан уулунун", "Асан уулуга", "Асан уулуну", "Асан уулудан")),
    ],
)
def test_kyrgyz_endings_follow_vowel_harmony(word, forms):
    assert tuple(kyrgyz(word, case) for case in ("gen", "dat", "acc", "abl")) == forms


@pytest.mark.parametrize(
    ("part", "word", "female", "forms"),
    [
        ("surname", "Орлов", False, ("Орлова", "Орлову", "Орлова", "Орловым")),
        ("surname", "Орлова", True, ("Орловой", "Орловой", "Орлову", "Орловой")),
        ("surname", "Канат уулу", False, ("Канат уулу", "Канат уулу", "Канат уулу", "Канат уулу")),
        ("given_name", "Сергей", False, ("Сергея", "Сергею", "Сергея", "Сергеем")),
        ("given_name", "Игорь", False, ("Игоря", "Игорю", "Игоря", "Игорем")),
        ("given_name", "Ольга", True, ("Ольги", "Ольге", "Ольгу", "Ольгой")),
        ("given_name", "Асель", True, ("Асели", "Асели", "Асель", "Аселью")),
        ("given_name", "Айгүл", True, ("Айгүл", "Айгүл", "Айгүл", "Айгүл")),
        ("patronymic", "Маратовна", True, ("Маратовны", "Маратовне", "Маратовну", "Маратовной")),
        ("patronymic", "Маратович", False, ("Маратовича", "Маратовичу", "Маратовича", "Маратовичем")),
    ],
)
def test_russian_endings(part, word, female, forms):
    assert tuple(russian(part, word, female, case) for case in ("gen", "dat", "acc", "ins")) == forms


@pytest.mark.parametrize(
    ("text", "spelt"), [("Жээнбеков", "Zheenbekov"), ("Өмүрбек", "Omurbek"), ("Д. 5, Чүй", "D. 5, Chuy")]
)
def test_names_in_latin_letters(text, spelt):
    assert romanised(text) == spelt
