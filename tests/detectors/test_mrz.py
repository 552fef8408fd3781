"""Machine-readable lines of passports and cards: each alone, together, and as people and readers spoil them."""

from __future__ import annotations

import datetime as dt
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.mrz import MrzDetector
from scanner.detectors.mrz_lines import check_digit
from scanner.synthetic import numbers

DETECTOR = MrzDetector()
PIN = numbers.pin(Random(1), False, dt.date(1999, 5, 9))


def checked(value: str) -> str:
    return value + check_digit(value)


def passport_line(number: str = "PE0418236", optional: str = PIN) -> str:
    fields = [checked(number), checked("990509"), checked("320519"), checked(optional)]
    return f"{fields[0]}KGZ{fields[1]}M{fields[2]}{fields[3]}{check_digit(''.join(fields))}"


NAMES = "P<KGZASANOV<<BAKYT<KUBANYCHOVICH".ljust(44, "<")
NUMBERS = passport_line()
CARD_FIRST = f"I<KGZ{checked('ID1234567')}{PIN}<"
_BODY = f"{CARD_FIRST[5:]}{checked('990509')}{checked('320519')}{'<' * 11}"
CARD_SECOND = f"{checked('990509')}M{checked('320519')}KGZ{'<' * 11}{check_digit(_BODY)}"
CARD_NAMES = "ASAN<UULU<<BAKYT".ljust(30, "<")

PERSON = [("surname", "асанов"), ("given_name", "бакыт"), ("patronymic", "кубанычович")]
FIGURES = [("passport", "PE0418236"), ("birth_date", "1999-05-09"), ("pin", PIN)]


def found(text: str) -> list[tuple[str, str]]:
    return [(match.category, match.canonical) for match in DETECTOR.find(text)]


def test_the_icao_examples_check_digits() -> None:
    assert [check_digit(value) for value in ("L898902C3", "740812", "120415", "ZE184226B<<<<<")] == list("6291")
    assert len(NAMES) == len(NUMBERS) == 44
    assert {len(line) for line in (CARD_FIRST, CARD_SECOND, CARD_NAMES)} == {30}


def test_a_passports_two_lines_say_who_it_is() -> None:
    text = f"Паспорт\n{NAMES}\n{NUMBERS}\n"
    matches = DETECTOR.find(text)

    assert [(match.category, match.canonical) for match in matches] == PERSON + FIGURES
    assert all(text[match.start : match.end] == match.value for match in matches)
    assert {match.confidence for match in matches} == {0.99}
    assert [match.part for match in matches if match.category == "passport"] == ["number"]
    assert len({match.mention for match in matches[:3]}) == 1
    assert [evidence.code for evidence in matches[3].why] == ["mrz", "check_digit"]
    assert PIN not in repr(matches)


def test_a_cards_three_lines() -> None:
    text = "\n".join((CARD_FIRST, CARD_SECOND, CARD_NAMES))
    assert found(text) == [
        ("passport", "ID1234567"),
        ("pin", PIN),
        ("birth_date", "1999-05-09"),
        ("surname", "асан уулу"),
        ("given_name", "бакыт"),
    ]
    assert {match.confidence for match in DETECTOR.find(text)} == {0.99}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (NAMES, PERSON),
        (NUMBERS, FIGURES),
        (CARD_FIRST, [("passport", "ID1234567"), ("pin", PIN)]),
        (CARD_FIRST.replace("I<", "ID"), [("passport", "ID1234567"), ("pin", PIN)]),
        (CARD_SECOND, [("birth_date", "1999-05-09")]),
        (CARD_NAMES, [("surname", "асан уулу"), ("given_name", "бакыт")]),
    ],
)
def test_each_line_alone(line: str, expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected
    assert found(f"MRZ: {line}, көчүрмөсү") == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{NAMES}\n{NUMBERS}".lower(),
        f"{NAMES}\r\n{NUMBERS}",
        f"{NAMES}\n{NUMBERS}".replace("<<", "«"),
        f"{NAMES}\n{NUMBERS}".replace("KGZ", "КGZ").replace("PE", "РЕ"),
        f"{NAMES[:25]}\n{NAMES[25:]}\n{NUMBERS[:20]}\n{NUMBERS[20:]}",
        f"{NAMES[:5]} {NAMES[5:]}\n{' '.join(NUMBERS[at : at + 4] for at in range(0, 44, 4))}",
        f"{NAMES}\n{NUMBERS.replace('0', 'O')}",
        f"{NAMES.rstrip('<')}<<<\n{NUMBERS}",
    ],
)
def test_dirt_of_copying_and_reading(text: str) -> None:
    assert found(text) == PERSON + FIGURES


def test_a_daughters_patronymic_is_two_words() -> None:
    assert found("P<KGZASANOVA<<AIGUL<BOLOT<KYZY".ljust(44, "<")) == [
        ("surname", "асанова"),
        ("given_name", "айгул"),
        ("patronymic", "болот кызы"),
    ]


def test_a_wrong_check_digit_flaws_its_field_and_weakens_the_rest() -> None:
    wrong = NUMBERS[:9] + str((int(NUMBERS[9]) + 1) % 10) + NUMBERS[10:]
    passport, born, pin = DETECTOR.find(wrong)

    assert (passport.flawed, passport.confidence, passport.why[-1].code) == (True, 0.6, "check_digit_bad")
    assert (born.confidence, pin.confidence) == (0.8, 0.8)
    assert not born.flawed


def test_a_line_cut_behind_the_pin_is_still_read() -> None:
    assert found(NUMBERS[:42]) == FIGURES


def test_persons_of_several_documents_are_apart() -> None:
    matches = DETECTOR.find(f"{NAMES}\n{NUMBERS}\n" * 3)
    assert len({match.mention for match in matches if match.category == "surname"}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "std::cout<<abc<<def<<KGZ<<endl;",
        "Азаматтыгы KGZ, Nationality KGZ",
        "archive.tar.gz",
        "cout << value << endl;\nKGZ 417",
        f"X1{NUMBERS}",
        f"{NUMBERS}0",
        "<" * 88,
        "",
        "\x00\ud800\udfff<<KGZ",
    ],
)
def test_what_is_none(text: str) -> None:
    assert found(text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["P<KGZ", "<<", "KGZ", "A", "0", "«", "\n", " ", "\u00ad", "ID1234567", NUMBERS])))
def test_offsets_are_of_the_text_given(pieces: list[str]) -> None:
    text = "".join(pieces)
    for match in DETECTOR.find(text):
        assert text[match.start : match.end] == match.value


@pytest.mark.parametrize("piece", ["KGZ<<", "<", "A<", "P<KGZA", f"{CARD_FIRST}\n{CARD_SECOND}\n{CARD_NAMES}\n"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = perf_counter()
    DETECTOR.find(text)
    assert perf_counter() - started < 5
