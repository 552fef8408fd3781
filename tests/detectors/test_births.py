"""Birth dates and years behind names."""

from __future__ import annotations

import pytest

from scanner.detectors.births import BirthDetector
from scanner.model import Match


def births(text: str, *names: str) -> list[tuple[str, str]]:
    """What is found where each of `names` (its words parted by blanks) is one person."""
    known = []
    for mention, name in enumerate(names):
        at = text.index(name)
        for word in name.split():
            start = text.index(word, at)
            at = start + len(word)
            known.append(Match("given_name", start, at, 0.9, value=word, mention=mention))
    return [(match.category, text[match.start : match.end]) for match in BirthDetector().find(text, known)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Асанов Бакыт Болотович, 14.01.1977, уйгур", "Асанов Бакыт Болотович", ("birth_date", "14.01.1977")),
        ("Асанова Айгүл (04.08.2002, ID1234567)", "Асанова Айгүл", ("birth_date", "04.08.2002")),
        ("Асанов Бакыт, 1990-ж. 7-июнь, жесир", "Асанов Бакыт", ("birth_date", "1990-ж. 7-июнь")),
        ("Асанов Бакыт   1987.06.23  ", "Асанов Бакыт", ("birth_date", "1987.06.23")),
        ("баласы Ислам (21.05.2022), ооруйт", "Ислам", ("birth_date", "21.05.2022")),
        ("сын Ислам 2019, дочь", "Ислам", ("birth_year", "2019")),
        ("Asanov Bakyt, 1986, higher education", "Asanov Bakyt", ("birth_year", "1986")),
        ("Асанов Бакыт (сварщик, 1998-ж.).", "Асанов Бакыт", ("birth_year", "1998")),
        ("Асанов Бакыт\u00ad, 1986, адис", "Асанов Бакыт", ("birth_year", "1986")),
    ],
)
def test_found_behind_a_name(text, name, expected):
    assert births(text, name) == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Асанов Бакыт, 12.03.2024, кирди", "Асанов Бакыт"),
        ("Асанов Бакыт, 14.01.1977 № 5 буйрук", "Асанов Бакыт"),
        ("Асанов Бакыт, 1986-жылы кабыл алынган", "Асанов Бакыт"),
        ("Бакыт, 14.01.1977, уйгур", "Бакыт"),
        ("Асанов Бакыт 1986 сом алды", "Асанов Бакыт"),
        ("Асанов Бакыт, 45.13.1977, уйгур", "Асанов Бакыт"),
    ],
)
def test_other_dates_are_no_births(text, name):
    assert births(text, name) == []


def test_a_value_that_is_something_else_stays_so():
    text = "Асанов Бакыт, 14.01.1977"
    known = [
        Match("surname", 0, 6, 0.9, value="Асанов", mention=0),
        Match("given_name", 7, 12, 0.9, value="Бакыт", mention=0),
        Match("passport", 14, 24, 0.9, part="issue_date"),
    ]
    assert BirthDetector().find(text, known) == []
