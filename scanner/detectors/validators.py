"""What a number says of itself: check digits, dates, numbering plans. Rules name a validator by its key in VALIDATORS.

The check digits of PIN, organisation INN and account are published nowhere; they were found by measuring, and every
genuine-looking public number obeyed them (65 of 65, 16 of 17, 19 of 19). So a failed one makes a value doubtful, and
only a label keeps it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

import phonenumbers
from pydantic import BaseModel, ConfigDict, Field

from scanner import rulefiles
from scanner.folding import latin, loose

_KYRGYZ_PREFIX = re.compile(r"\A(?:(?:00)?9960?(?=\d{9,10}\Z)|80(?=\d{9}\Z)|0(?!0))")
_AT = re.compile(r"[(\[{](?:at|собака)[)\]}]|(?<=[\w.])собака(?=\w)", re.IGNORECASE)
_DOT = re.compile(r"[(\[{](?:dot|точка)[)\]}]", re.IGNORECASE)
_OLDEST = dt.date(1900, 1, 1)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = re.compile(rf"\d ?[ ./-] ?({'|'.join(sorted(_ROMANS, key=len, reverse=True))}) ?[ ./-] ?\d")
# What names a day in part, or in words: nothing to check.
_IN_WORDS = re.compile(r"\A\D*\d+\D*\Z|тысяч|thousand|nineteen|нч[иыу] ")
_IN_PART = re.compile(r"(?:0[1-9]|1[0-2])[./](?:19|20)\d\d|(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
_SOLID = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)|((?:19|20)\d\d)(\d\d)(\d\d)")
_APART = re.compile(r"(?:\d[ ./|-]{1,3}){7}\d")  # 1 2 . 0 3 . 1 9 8 5
# Letters that readers of pictures take figures for.
_LIKE_FIGURE = re.compile(r"[OОoоЗ](?=[ \dОOоoЗ./-])|(?<=[\d ])[OОoоЗ](?!\w)|(?<=\d)[OОoоЗ]")


@dataclass(frozen=True, slots=True)
class Check:
    """A validator's answer: `ok` is None where the form proves nothing; `code` is the evidence's code."""

    ok: bool | None
    canonical: str = field(repr=False)
    code: str = ""


def pin_check_digit(first13: str) -> str:
    """The last digit of a person's PIN: mod 11, weights 1…13, second pass 3…15."""
    return _mod11(first13, range(1, 14), range(3, 16))


def inn_check_digit(first13: str) -> str:
    """The last digit of an organisation's INN: mod 11, weights 1…10, 1…3, second pass 3…10, 1…5 (as in OKPO)."""
    return _mod11(first13, (*range(1, 11), *range(1, 4)), (*range(3, 11), *range(1, 6)))


def account_key(first14: str) -> str:
    """The last two digits of a bank account: the first 14 mod 97, with 97 for 0."""
    return f"{int(first14) % 97 or 97:02d}"


def _mod11(digits: str, *passes: range | tuple[int, ...]) -> str:
    for weights in passes:
        rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
        if rest < 10:
            return str(rest)
    return "0"


def pin(value: str) -> Check:
    """A person's PIN: `S DDMMYYYY NNNN C`, S is 1 or 2. An organisation's INN (first digit 0) fails."""
    digits = _digits(_as_figures(value))
    if len(digits) != 14 or digits[0] not in "12":
        return Check(False, digits, "form_bad")
    born = _date(int(digits[5:9]), int(digits[3:5]), int(digits[1:3]))
    if born is None or not _OLDEST <= born <= dt.date.today():
        return Check(False, digits, "impossible_date")
    if pin_check_digit(digits[:13]) != digits[13]:
        return Check(False, digits, "check_digit_bad")
    # A moment written `20101202110508` can pass both tests: by itself it proves nothing.
    return Check(None if _is_timestamp(digits) else True, digits, "check_digit")


def organisation_inn(value: str) -> Check:
    """An organisation's INN: 14 digits, the first is 0. No personal data; columns of it are told from PINs so."""
    digits = _digits(value)
    fits = len(digits) == 14 and digits[0] == "0"
    return Check(fits and inn_check_digit(digits[:13]) == digits[13], digits, "check_digit")


def current_account(value: str) -> Check:
    """A bank account: 16 digits, the first is 1, the last two are a key."""
    digits = _digits(value)
    if len(digits) != 16 or digits[0] != "1":
        return Check(False, digits, "form_bad")
    ok = account_key(digits[:14]) == digits[14:]
    return Check(ok, digits, "check_digit" if ok else "check_digit_bad")


def passport(value: str) -> Check:
    """A passport's series and number, `AN1234567`; a zero that a spreadsheet dropped is put back. No passport's number
    is nothing but zeros: a form's example is."""
    series = re.search(r"\b[A-Z]{2}", latin(value).upper())
    digits = _digits(value)
    return Check(None if digits.strip("0") else False, f"{series.group()}{digits:0>7}" if series else digits)


def passport_issuer(value: str) -> Check:
    """The code of the body that issued a passport: `MKK211031`, `MKK50-34`."""
    return Check(None, re.sub(r"[\W_]", "", latin(value.upper())))


def issue_date(value: str) -> Check:
    """The day a passport was issued: since independence, not after today."""
    return _dated(value, dt.date(1991, 8, 31))


def birth_date(value: str) -> Check:
    """A day someone can have been born on: 1900 to today."""
    return _dated(value, _OLDEST)


def phone(value: str) -> Check:
    """A subscriber's number, of the Kyrgyz numbering plan where no other country is named."""
    digits = _digits(value)
    national = _KYRGYZ_PREFIX.sub("", digits)
    if _kyrgyz_plan().fullmatch(national):
        return Check(True, f"+996{national}", "known_number")
    # Russians and Kazakhs write their trunk prefix 8 where others write +7.
    if len(digits) == 11 and digits[0] == "8":
        known = _e164(f"+7{digits[1:]}")
    else:
        known = _e164(f"+{digits.removeprefix('00')}") if "+" in value or digits.startswith("00") else ""
    return Check(True, known, "known_number") if known else Check(False, digits, "unknown_number")


def local_phone(value: str) -> Check:
    """A number inside one town, without its code: nothing to check."""
    return Check(None, _digits(value))


def email(value: str) -> Check:
    """An address; `name@gov.kg`, right under a public suffix, is one, and so is an intranet's `name@post.local`."""
    value = _DOT.sub(".", _AT.sub("@", re.sub(r"\s", "", value)))
    name = value.lower().rpartition("@")[0]
    ok = ".." not in value and not name.startswith(".") and not name.endswith(".")
    return Check(ok, value.lower(), "address" if ok else "address_bad")


def birth_year(value: str) -> Check:
    """A year someone alive or on record can have been born in: 1900 to this one; two figures of the last century."""
    digits = _digits(value)
    year = (int(digits) if len(digits) == 4 else _century(int(digits))) if digits else 0
    return Check(None if _OLDEST.year <= year <= dt.date.today().year else False, str(year), "impossible_date")


def amount(value: str) -> Check:
    """An amount of money: nothing to check. Canonical: its figures."""
    return Check(None, re.sub(r"[^\d.,-]", "", value))


def payment_card(value: str) -> Check:
    """A payment card's number: the Luhn check digit (ISO/IEC 7812)."""
    digits = _digits(value)
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    total = sum(int(digit) for digit in digits[-1::-2]) + sum(number - 9 * (number > 9) for number in doubled)
    ok = len(digits) in (15, 16) and total % 10 == 0
    return Check(ok, digits, "check_digit" if ok else "check_digit_bad")


def plate(value: str) -> Check:
    """A vehicle's plate, in Latin capitals without blanks."""
    return Check(None, re.sub(r"[\W_]", "", latin(value).upper()))


def icd10(value: str) -> Check:
    """An ICD-10 code whose category is in the WHO's list (2019), ranges of `rules/terms/icd10.yaml`."""
    code = latin(value).upper()
    ok = code[:3] in _icd10_categories()
    return Check(ok, code, "list" if ok else "form_bad")


class _Icd10(BaseModel):
    """The categories of ICD-10 as ranges: `A00-A09 A15-A19 …`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    categories: str


@cache
def _icd10_categories() -> frozenset[str]:
    ranges = rulefiles.load(rulefiles.root() / "terms" / "icd10.yaml", _Icd10).categories.split()
    return frozenset(
        f"{first[0]}{number:02}"
        for first, _, last in (part.partition("-") for part in ranges)
        for number in range(int(first[1:]), int((last or first)[1:]) + 1)
    )


VALIDATORS: dict[str, Callable[[str], Check]] = {
    validator.__name__: validator
    for validator in (
        pin,
        organisation_inn,
        current_account,
        passport,
        passport_issuer,
        issue_date,
        birth_date,
        phone,
        local_phone,
        email,
        birth_year,
        amount,
        payment_card,
        plate,
        icd10,
    )
}


def read_date(text: str) -> dt.date | None:
    """The day a date names, in figures (day first), its month in words or Roman; None if there is no such day."""
    month = _month(text)
    if month is None:
        text = _as_figures(text)
        if _APART.fullmatch(text):
            text = re.sub(r"(?<=\d) (?=\d)", "", text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if month is not None and len(numbers) == 2:
        year, day = numbers if numbers[0] > 31 else reversed(numbers)
        return _date(_century(year), month, day)
    if month is None and len(numbers) == 1 and (solid := _SOLID.fullmatch(text)):
        numbers = [int(part) for part in solid.groups() if part]
    if month is not None or len(numbers) < 3:
        return None
    first, second, third = numbers[:3]
    if first > 31:
        return _date(first, second, third)
    return _date(_century(third), second, first) or _date(_century(third), first, second)


class Months(BaseModel):
    """The months' names: twelve lists of beginnings, whatever ending follows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    months: tuple[tuple[str, ...], ...] = Field(min_length=12, max_length=12)


@cache
def month_names() -> tuple[tuple[str, ...], ...]:
    """The beginnings of the twelve months' names in every language, in loose spelling."""
    months = rulefiles.load(rulefiles.root() / "terms" / "months.yaml", Months).months
    return tuple(tuple(loose(name) for name in names) for names in months)


def _month(text: str) -> int | None:
    roman = _ROMAN.search(latin(text))
    if roman:
        return _ROMANS.index(roman[1]) + 1
    words = loose(text)
    found = (
        (words.index(name), number) for number, names in enumerate(month_names(), 1) for name in names if name in words
    )
    return min(found, default=(0, None))[1]


def _dated(value: str, oldest: dt.date) -> Check:
    day = read_date(value)
    if day is None and (_IN_PART.fullmatch(value) or (_month(value) and _IN_WORDS.search(loose(value)))):
        return Check(None, loose(value))
    if day is None or not oldest <= day <= dt.date.today():
        return Check(False, _digits(value), "impossible_date")
    return Check(None, day.isoformat())


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _century(year: int) -> int:
    """Two figures mean the latest such year that is not in the future."""
    if year >= 100:
        return year
    return year + (2000 if year <= dt.date.today().year % 100 else 1900)


def _is_timestamp(digits: str) -> bool:
    year, month, day, hour, minute, second = (int(digits[a:b]) for a, b in pairwise((0, 4, 6, 8, 10, 12, 14)))
    plausible = 1990 <= year <= 2050 and hour < 24 and minute < 60 and second < 60
    return plausible and _date(year, month, day) is not None


def _as_figures(text: str) -> str:
    return _LIKE_FIGURE.sub(lambda letter: "3" if letter.group() == "З" else "0", text)


def _digits(value: str) -> str:
    return "".join(char for char in value if "0" <= char <= "9")


@cache
def _kyrgyz_plan() -> re.Pattern[str]:
    """The national numbers of the Kyrgyz plan. Parsing each number would cost 0.1 ms."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region("KG")
    assert plan is not None
    parts = (plan.fixed_line, plan.mobile, plan.toll_free)
    return re.compile("|".join(f"(?:{part.national_number_pattern})" for part in parts if part))


@lru_cache(maxsize=4096)
def _e164(number: str) -> str:
    """The number in E.164, empty if no numbering plan has it."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
