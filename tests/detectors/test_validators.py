"""What validators say of made-up numbers: right, wrong by a digit, of another kind."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors import validators
from scanner.detectors.validators import VALIDATORS, account_key, inn_check_digit, pin_check_digit, read_date
from tests.detectors.made_up import ACCOUNT, PIN, WRONG_PIN

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2020, 12, 31))


@settings(deadline=None)
@given(st.sampled_from("12"), DAYS, st.integers(0, 9999))
def test_a_pin_with_its_check_digit_is_right_and_every_other_last_digit_is_wrong(sex, born, serial):
    first13 = f"{sex}{born:%d%m%Y}{serial:04}"
    right = pin_check_digit(first13)

    # A moment in figures proves nothing, whatever its digit.
    assert validators.pin(first13 + right).ok is not False
    for digit in "0123456789".replace(right, ""):
        assert validators.pin(first13 + digit).code == "check_digit_bad"


@settings(deadline=None)
@given(st.text("0123456789", min_size=13, max_size=13))
def test_the_check_digit_follows_the_published_evidence(first13):
    """Weights 1…13, then 3…15: the rule that 65 of 65 public numbers obeyed."""
    rest = sum(weight * int(digit) for weight, digit in enumerate(first13, 1)) % 11
    if rest == 10:
        rest = sum(weight * int(digit) for weight, digit in enumerate(first13, 3)) % 11 % 10

    assert pin_check_digit(first13) == str(rest)


@pytest.mark.parametrize(
    ("value", "ok", "code"),
    [
        (PIN, True, "check_digit"),
        (f"{PIN[0]} {PIN[1:9]} {PIN[9:]}", True, "check_digit"),
        (WRONG_PIN, False, "check_digit_bad"),
        ("23513198500012", False, "impossible_date"),
        ("23112299900012", False, "impossible_date"),
        ("0" + PIN[1:], False, "form_bad"),
        ("3" + PIN[1:], False, "form_bad"),
        (PIN[:-1], False, "form_bad"),
    ],
)
def test_pin(value, ok, code):
    check = validators.pin(value)

    assert (check.ok, check.code) == (ok, code)
    assert check.canonical == "".join(filter(str.isdigit, value))


def test_a_moment_in_figures_proves_nothing_as_a_pin():
    moments = (f"2010120{day}19{minute:02}{second:02}" for day in "12" for minute in range(60) for second in range(60))
    right = [moment for moment in moments if pin_check_digit(moment[:13]) == moment[13]]

    assert {validators.pin(moment).ok for moment in right} <= {None, False}
    assert right


def test_an_organisations_inn_is_never_a_pin():
    inn = "0120319851001"
    inn += inn_check_digit(inn)

    assert validators.organisation_inn(inn).ok
    assert validators.pin(inn).ok is False
    assert not validators.organisation_inn(PIN).ok


@settings(deadline=None)
@given(st.text("0123456789", min_size=13, max_size=13))
def test_an_accounts_key_leaves_the_first_fourteen_digits_mod_97(rest):
    account = "1" + rest + account_key("1" + rest)

    assert validators.current_account(account).ok
    assert int(account[14:]) in range(1, 98)
    assert int(account[:14]) % 97 == int(account[14:]) % 97


@pytest.mark.parametrize("value", [ACCOUNT[:-1], "2" + ACCOUNT[1:], ACCOUNT[:14] + "98", ACCOUNT + "1"])
def test_what_is_no_account(value):
    assert validators.current_account(value).ok is False


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("AN1234567", "AN1234567"),
        ("АN 1234567", "AN1234567"),
        ("ID № 0123456", "ID0123456"),
        ("id 123456", "ID0123456"),
        ("AN, номер: 1234567", "AN1234567"),
        ("45 10 123456", "4510123456"),
    ],
)
def test_a_passport_has_one_spelling(value, canonical):
    assert validators.passport(value) == validators.Check(None, canonical)


@pytest.mark.parametrize("value", ["МКК 211031", "MKK-211031", "мкк211031"])
def test_an_issuer_has_one_spelling(value):
    assert validators.passport_issuer(value).canonical == "MKK211031"


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("0555 12 34 56", "+996555123456"),
        ("+996 555 123456", "+996555123456"),
        ("996_555_12_34_56", "+996555123456"),
        ("00996 555 123456", "+996555123456"),
        ("(0312) 66-12-34", "+996312661234"),
        ("0-3222-5-23-45", "+996322252345"),
        ("555123456", "+996555123456"),
        ("0800 800 55 10", "+9968008005510"),
        ("8 916 123-45-67", "+79161234567"),
        ("+7 916 123-45-67", "+79161234567"),
        ("+49 30 1234567", "+49301234567"),
    ],
)
def test_a_phone_of_a_numbering_plan(value, canonical):
    assert validators.phone(value) == validators.Check(True, canonical, "known_number")


@pytest.mark.parametrize("value", ["8 555 123456", "0400123456", "+1-555-123-4567", "123", "", "+", "0" * 20])
def test_a_number_of_no_plan(value):
    assert validators.phone(value).ok is False


@pytest.mark.parametrize("value", ["name@gov.kg", "A.B@stat.gov.kg", "x@corp.local"])
def test_an_email_right_under_a_public_suffix_or_in_an_intranet(value):
    assert validators.email(value) == validators.Check(True, value.lower(), "address")


@pytest.mark.parametrize("value", [".a@mail.kg", "a.@mail.kg", "a..b@mail.kg", "a@mail..kg"])
def test_a_misplaced_dot_is_no_email(value):
    assert validators.email(value).ok is False


@pytest.mark.parametrize(
    "text",
    [
        "12.03.1985",
        "12/3/1985",
        "12. 03. 1985",
        "1985-03-12",
        "12.03.85",
        "«12» марта 1985",
        "12-март 1985",
        "1985-жылдын 12-мартында",
        "1985-жылдын жалган куран айынын 12",
        "March 12th, 1985",
        "12 MARCH 1985",
    ],
)
def test_one_day_in_many_spellings(text):
    assert read_date(text) == dt.date(1985, 3, 12)


@pytest.mark.parametrize(
    "text", ["", "12.03", "31.02.1985", "45.13.1985", "00.00.0000", "март", "30 февраля 1985", "1985"]
)
def test_what_names_no_day(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("value", "ok"), [("12.03.1985", None), ("12.03.1885", False), ("12.03.2985", False), ("31.02.1985", False)]
)
def test_a_birth_date_lies_between_1900_and_today(value, ok):
    assert validators.birth_date(value).ok is ok


def test_the_canonical_birth_date_is_iso():
    assert validators.birth_date("12 марта 1985").canonical == "1985-03-12"


@settings(deadline=None)
@given(st.sampled_from(sorted(VALIDATORS)), st.text(max_size=40))
def test_no_validator_falls_over_any_text(name, text):
    check = VALIDATORS[name](text)

    assert check.ok in (True, False, None)
    assert text == "" or text not in repr(check) or len(text) < 6
