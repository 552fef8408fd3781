"""Values in running text: what is found, how sure, why, and where in the text as it was given."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from scanner.model import Match
from tests.detectors.made_up import ACCOUNT, PIN, WRONG_ACCOUNT, WRONG_PIN

DETECTOR = ProseDetector(load_rules())


def find(text: str) -> list[tuple[str, str, str]]:
    return [(match.category, match.value, match.canonical) for match in DETECTOR.find(text)]


def only(text: str) -> Match:
    (match,) = DETECTOR.find(text)
    return match


@pytest.mark.parametrize(
    ("text", "low", "high", "flawed"),
    [
        (f"ПИН {PIN}", 0.98, 1, False),
        (PIN, 0.85, 0.95, False),
        (f"ПИН {WRONG_PIN}", 0.5, 0.65, True),
        ("ЖИН: 23513198500012", 0.5, 0.65, True),
        (f"эсеби: {ACCOUNT}", 0.97, 1, False),
        (ACCOUNT, 0.6, 0.75, False),
        (f"р/с {WRONG_ACCOUNT}", 0.4, 0.6, True),
        ("туулган күнү 12.03.1985", 0.9, 1, False),
        ("туулган күнү 31.02.1985", 0.4, 0.6, True),
        ("тел. +996 555 123456", 0.97, 1, False),
        ("ID1234567", 0.4, 0.6, False),
        ("паспорт ID1234567", 0.9, 1, False),
    ],
)
def test_confidence_follows_the_evidence(text, low, high, flawed):
    match = only(text)

    assert low <= match.confidence <= high
    assert match.flawed is flawed


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"ПИН {PIN}", ["shape", "check_digit", "cue"]),
        (f"ПИН {WRONG_PIN}", ["shape", "check_digit_bad", "cue"]),
        ("тел. 66-12-34", ["shape", "cue"]),
        ("+996 555 123456", ["shape", "known_number"]),
    ],
)
def test_a_match_says_why_and_never_what(text, codes):
    match = only(text)

    assert [reason.code for reason in match.why] == codes
    assert not any(char.isdigit() for reason in match.why for char in reason.detail)
    assert match.value not in repr(match)


def test_the_cue_is_told_in_the_rules_words():
    assert only("Туулган күнүнөн: 12.03.1985").why[-1].detail == "туулган күн"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0555123456@mail.ru", [("email", "0555123456@mail.ru", "0555123456@mail.ru")]),
        (f"тел. {PIN}", [("pin", PIN, PIN)]),
        (f"ПИН {ACCOUNT}", [("current_account", ACCOUNT, ACCOUNT)]),
        ("паспорт AN1234567, тел. 0555 12 34 56", [
            ("passport", "AN1234567", "AN1234567"), ("phone", "0555 12 34 56", "+996555123456"),
        ]),
    ],
)  # fmt: skip
def test_a_value_has_one_category(text, found):
    assert find(text) == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Паспорт AN1234567, МКК 211031, 12.03.2018-ж. берилген",
            [("number", "AN1234567"), ("issuer", "MKK211031"), ("issue_date", "2018-03-12")],
        ),
        ("паспорт ID1234567 выдан МКК 50-34 от 12.03.2018", [
            ("number", "ID1234567"), ("issuer", "MKK5034"), ("issue_date", "2018-03-12"),
        ]),
        ("Паспорт AN1234567, туулган күнү 12.03.1985", [("number", "AN1234567"), (None, "1985-03-12")]),
    ],
)  # fmt: skip
def test_a_passport_has_parts(text, parts):
    assert [(match.part, match.canonical) for match in DETECTOR.find(text)] == parts


def test_an_issue_date_needs_a_passport_beside_it():
    assert find("берилген күнү 12.03.2018") == []
    assert find("AN1234567" + " " * 200 + "берилген күнү 12.03.2018") == [("passport", "AN1234567", "AN1234567")]


@pytest.mark.parametrize("typed", ["АN1234567", "АN 1234567", "ІD1234567", "АС1234567"])
def test_cyrillic_look_alikes_in_a_series(typed):
    assert only(f"паспорт {typed}").canonical[:2] in ("AN", "ID", "AC")


@pytest.mark.parametrize(
    "text",
    [
        WRONG_PIN,
        WRONG_ACCOUNT,
        f"{PIN}12",
        f"12{PIN}",
        f"0x{PIN}",
        f"3.{PIN}",
        f"ab{PIN}cd",
        "ПИН-код 1234",
        "555123456",
        "+1 555 010 9999",
        "127.0.0.1 255.255.255.255",
        "2020-10-12T19:35:00.123456Z",
        "978-5-17-118366-5",
        "RFC 5322, CVE-2024-53241",
        "550e8400-e29b-41d4-a716-446655440000",
        "12.03.2018",
        f"ОсОО «Мисал» р/с {ACCOUNT}",
        "1 250 000,00 сом",
        "",
        "\x00\ud800\udfff",
    ],
)
def test_what_is_nothing(text):
    assert find(text) == []


def test_numbers_that_pass_by_chance_among_many_that_fail_are_nothing():
    numbers = [f"12{number:012}{number % 97:02}" for number in range(1000, 3000)]

    assert find("\n".join(numbers)) == []
    assert find(f"эсеби: {ACCOUNT}\n" + "\n".join(numbers))[0][1] == ACCOUNT


def test_odd_blanks_and_invisible_letters_are_read_over():
    text = "Тел.\u00a0номери: 0555\u00a012\u00ad34\u200b56; ПИН " + "\u00ad".join(PIN)

    phone, pin = DETECTOR.find(text)
    assert (phone.canonical, phone.value) == ("+996555123456", "0555\u00a012\u00ad34\u200b56")
    assert (pin.canonical, pin.value) == (PIN, "\u00ad".join(PIN))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_places_are_those_of_the_text_as_given(data):
    """Soft hyphens and odd blanks anywhere change neither what is found nor that its place holds it."""
    text = f"Жаран: ПИН {PIN}, тел. +996 555 123456, э-почта b.asanov@gov.kg, туулган күнү 12.03.1985."
    at = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    pieces = [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]
    dirty = "\u00ad".join(pieces).replace(" ", data.draw(st.sampled_from([" ", "\u00a0", "\u2009"])))

    found = DETECTOR.find(dirty)

    assert [match.canonical for match in found] == [match.canonical for match in DETECTOR.find(text)]
    for match in found:
        assert dirty[match.start : match.end] == match.value
        assert not match.value.startswith("\u00ad") and not match.value.endswith("\u00ad")


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fall(text):
    for match in DETECTOR.find(text):
        assert text[match.start : match.end] == match.value


def test_matches_ascend_and_do_not_overlap():
    text = f"ПИН {PIN}; тел. 0555 12 34 56, 66-12-34; паспорт AN1234567 МКК 211031 12.03.2018; a@gov.kg " * 20

    found = DETECTOR.find(text)

    assert len(found) == 7 * 20
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_cells_joined_with_their_label_do_not_speak_of_each_other():
    cells = ["Телефон: 66-12-34", "Код: 66-12-35", "Телефон: 66-12-36"]

    assert [match.canonical for match in DETECTOR.find("\n\x1f\n".join(cells))] == ["661234", "661236"]


def test_a_pin_near_by_proves_a_birth_date():
    text = "Асанов Бакыт, 12.03.1985, ПИН 21203198500121, 12.03.1986"
    found = [
        text[match.start : match.end]
        for match in ProseDetector(load_rules()).find(text)
        if match.category == "birth_date"
    ]
    assert found == ["12.03.1985"]
