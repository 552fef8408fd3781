"""The numbers of made-up persons follow the rules of the real ones."""

import datetime as dt
from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.synthetic import numbers

seeds = st.integers(0, 2**32)


@pytest.mark.parametrize(
    ("first13", "digit"),
    [
        ("1000000000000", "1"),  # 1·1
        ("0000000000001", "2"),  # 13 mod 11
        ("0000000001000", "1"),  # 10, so the second pass: 12 mod 11
        ("9000020000000", "0"),  # 10 in both passes
    ],
)
def test_a_pin_ends_with_the_digit_of_two_weighted_passes(first13, digit):
    assert numbers.pin_check_digit(first13) == digit


@settings(deadline=None)
@given(seeds, st.booleans(), st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)))
def test_a_pin_tells_sex_and_birth_date(seed, female, born):
    pin = numbers.pin(Random(seed), female, born)
    assert pin[0] == ("1" if female else "2")
    assert dt.datetime.strptime(pin[1:9], "%d%m%Y").date() == born
    assert len(pin) == 14
    assert pin[-1] == numbers.pin_check_digit(pin[:13])


@pytest.mark.parametrize(
    ("first14", "key"), [("00000000000097", "97"), ("00000000000098", "01"), ("10000000000000", "15")]
)
def test_an_account_ends_with_the_remainder_by_97(first14, key):
    assert numbers.account_key(first14) == key


@settings(deadline=None)
@given(seeds)
def test_an_account_passes_and_a_near_miss_never_does(seed):
    account, other = numbers.account(Random(seed)), numbers.not_an_account(Random(seed))
    assert len(account) == len(other) == 16
    assert account[0] == "1" and account[14:] == numbers.account_key(account[:14])
    assert other[0] != "1" or other[14:] != numbers.account_key(other[:14])


@settings(deadline=None, max_examples=60)
@given(seeds)
def test_every_written_phone_is_the_same_valid_number(seed):
    rng = Random(seed)
    national = numbers.mobile(rng)
    parsed = phonenumbers.parse(numbers.written_phone(rng, national), "KG")
    assert phonenumbers.is_valid_number(parsed)
    assert str(parsed.national_number) == national


@settings(deadline=None)
@given(seeds)
def test_fourteen_digits_of_other_kinds_are_no_pin(seed):
    rng = Random(seed)
    for other in (numbers.timestamp(rng), numbers.order_number(rng), numbers.org_inn(rng)):
        assert len(other) == 14 and other.isdigit()
        assert other[0] not in "12" or not _is_day(other[1:9])


def _is_day(digits):
    try:
        return dt.datetime.strptime(digits, "%d%m%Y").year > 1900
    except ValueError:
        return False


@settings(deadline=None)
@given(seeds)
def test_an_isbn_has_its_check_digit(seed):
    digits = numbers.isbn(Random(seed)).replace("-", "")
    assert len(digits) == 13
    assert sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0
