"""Numbers with the check digits of the Kyrgyz Republic, made up by rule.

The rules were found in public samples, no text of law states them. Detectors have an implementation of their own:
two that agree are worth more than one used twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

BANKS = ("103", "109", "118", "124", "128", "129", "135")
MOBILE_CODES = ("500", "505", "550", "551", "555", "557", "700", "703", "705", "707", "708", "770", "772", "777", "999")
ISSUERS = ("211011", "211012", "211021", "211031", "212011", "213011", "214024", "214032", "216032", "217041", "218061")


def digits(rng: Random, count: int) -> str:
    """`count` random digits."""
    return "".join(rng.choices("0123456789", k=count))


def _weighted(number: str, weights: Iterable[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11


def _two_passes(number: str, first: Iterable[int], second: Iterable[int]) -> str:
    """The digit of the OKPO family: modulo 11, a second pass where the first gives 10, then 0."""
    rest = _weighted(number, first)
    if rest == 10:
        rest = _weighted(number, second)
    return str(rest % 10)


def pin_check_digit(first13: str) -> str:
    """The last digit of a personal identification number: weights 1…13, then 3…15."""
    return _two_passes(first13, range(1, 14), range(3, 16))


def pin(rng: Random, female: bool, born: dt.date) -> str:
    """Sex (1 female, 2 male), DDMMYYYY, four digits, check digit: 14 digits."""
    first13 = f"{1 if female else 2}{born:%d%m%Y}0{digits(rng, 3)}"
    return first13 + pin_check_digit(first13)


def org_inn(rng: Random) -> str:
    """An organisation's tax number: 0, DDMMYYYY of registration, 1NNN, check digit. Not personal data."""
    registered = dt.date(1996, 1, 1) + dt.timedelta(days=rng.randrange(9000))
    first13 = f"0{registered:%d%m%Y}1{digits(rng, 3)}"
    return first13 + _two_passes(first13, (*range(1, 11), 1, 2, 3), (*range(3, 11), *range(1, 6)))


def account_key(first14: str) -> str:
    """The last two digits of a bank account: the first 14 modulo 97, 0 written 97."""
    return f"{int(first14) % 97 or 97:02}"


def account(rng: Random) -> str:
    """A bank account of 16 digits with a right key."""
    first14 = rng.choice(BANKS) + digits(rng, 11)
    return first14 + account_key(first14)


def not_an_account(rng: Random) -> str:
    """16 digits that are no account: another first digit, or a wrong key."""
    if rng.random() < 0.6:
        return rng.choice("2345678") + digits(rng, 15)
    first14 = "1" + digits(rng, 13)
    return first14 + f"{(int(account_key(first14)) + rng.randrange(1, 90)) % 100:02}"


def passport(rng: Random) -> str:
    """Series and seven digits."""
    return rng.choice(("ID", "ID", "ID", "AN", "AN", "AC")) + "0123"[rng.randrange(4)] + digits(rng, 6)


def mobile(rng: Random) -> str:
    """A mobile number's nine national digits."""
    return rng.choice(MOBILE_CODES) + digits(rng, 6)


_PHONE_FORMS = (
    "+996 {0} {1}{2}{3}",
    "+996{0}{1}{2}{3}",
    "0{0} {1} {2} {3}",
    "0{0}{1}{2}{3}",
    "0({0}) {1}-{2}-{3}",
    "+996 ({0}) {1}-{2}-{3}",
    "996{0}{1}{2}{3}",
    "0{0}-{1}-{2}-{3}",
    "0 {0} {1}{2}{3}",
)


def written_phone(rng: Random, national: str) -> str:
    """A national number as one person or another writes it."""
    form = rng.choice(_PHONE_FORMS)
    return form.format(national[:3], national[3:5], national[5:7], national[7:])


def timestamp(rng: Random) -> str:
    """YYYYMMDDhhmmss of 2022 to 2026: 14 digits in which no birth date can be read."""
    moment = dt.datetime(2022, 1, 1) + dt.timedelta(seconds=rng.randrange(4 * 365 * 86400))
    return f"{moment:%Y%m%d%H%M%S}"


def order_number(rng: Random) -> str:
    """A 14-digit number of an order or invoice; 3 to 9 is no sex digit."""
    return rng.choice("3456789") + digits(rng, 13)


def isbn(rng: Random) -> str:
    """An ISBN-13 with hyphens and a right check digit."""
    body = "9789967" + digits(rng, 5)
    check = -sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(body)) % 10
    return f"978-9967-{body[7:9]}-{body[9:12]}-{check}"
