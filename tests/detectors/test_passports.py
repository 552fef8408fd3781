"""Passports' numbers without a label: only beside a person, and not where the paper is something else."""

import pytest

from scanner.app import text_detector
from scanner.detectors.passports import PassportDetector

DETECTOR = text_detector(0.5)


def numbers(text):
    return [match.value for match in DETECTOR.find(text) if match.category == "passport"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1. ASANOV BAKYT - KGZ - AN3367001", "AN3367001"),
        ("2. IVANOV SERGEI - RUS - 75 № 4102288", "75 № 4102288"),
        ("Asanov Bakyt, Uzbekistan, AA 8140226;", "AA 8140226"),
        ("Асанов Бакыт Кубанычович\nID1450229", "ID1450229"),
        ("ID1234567 Асанов Бакыт, каб. 12", "ID1234567"),
        ("Осмонова Айгүл: ID № 1 609 283", "ID № 1 609 283"),
    ],
)
def test_a_number_beside_a_person(text, value):
    assert numbers(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "| насос | К 20/30 | PE0041207 | 04.1987 |",
        "Asanov Bakyt's request ID7654321 is pending",
        "Заявка ID1234567 от Асанова Бакыта Кубанычовича",
        "Асанов Бакыт, договор AN1234567",
        "Полис Асанова Бакыта — AN 7654321",
        "Рейс PE1234567, бронь AC1234567 на имя Asanov Bakyt",
        "Asanov Bakyt, AA 8140226",
    ],
)
def test_other_numbers_beside_a_person(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Асанов Бакыт Кубанычович, туулган күнү 03.04.1985. Келгенде көрсөттү: AN1234567", "AN1234567"),
        ("Асанова Айгүл документ алып келди (ID1450229), арызын жазды.", "ID1450229"),
    ],
)
def test_a_number_by_itself_in_a_paragraph_about_somebody(text, value):
    assert numbers(text) == [value]


def test_two_finds_at_one_place_are_no_trouble():
    known = [match for match in DETECTOR.find("Асанов Бакыт, ID1450229") if match.category in ("surname", "passport")]
    surname = next(match for match in known if match.category == "surname")

    assert [match.value for match in PassportDetector().find("Асанов Бакыт, ID1450229", [surname, surname])]
