"""Columns whose names speak only together: what stands beside a column says what it is."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from scanner.detectors import columns_values as values
from scanner.detectors.columns_column import HALF, SURE_SHARE, Column, Samples, runs
from scanner.detectors.columns_terms import is_cryptic, made_of, said
from scanner.detectors.headers import words
from scanner.model import NAMES

OLDEST = 110
"""Years that somebody may be old."""
CHILD = 4
"""Years that the middle one of a column of children is old."""
_NEAR = 7  # columns from a passport's number to what belongs to it
_PARTS_BEHIND = 3  # columns from a passport's number to its nameless parts
_FIRST_ISSUED = dt.date(1994, 1, 1)
_ISSUER = re.compile(r"(?:МКК|MKK|ИИМ|ГРС|SRS|МВД|[РУО]?О?ВД|УВД|УФМС|ГУ МВД)[\s№-]{0,3}\d?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SERIES = re.compile(r"[A-Za-zА-Яа-я]{2}|\d{2}\s?\d{2}")
_PASSPORT_SERIES = frozenset({"ID", "AN", "AC", "PE"})
_PASSPORT_PARTS = (
    ("passport_series", "series"),
    ("passport_number", None),
    ("passport_issuer", "issuer"),
    ("passport_issued", "issue_date"),
)


def by_neighbours(columns: list[Column], samples: Samples) -> None:
    """Columns whose names speak only together: series and number, day and month and year, street and house."""
    for at, column in enumerate(columns):
        if column.category == "passport":
            column.part = _passport_part(samples[at])
    _series_and_numbers(columns, samples)
    _beside_passports(columns)
    for run in runs(columns, _may_be_of_an_address):
        near = any(column.category == "address" for column in columns[max(0, run[0].index - 1) : run[-1].index + 2])
        if len(run) > 1 or near:
            for column in run:
                column.roles, column.by_header, column.part = ("address",), True, "piece"
        elif len(words(run[0].name)) > 1:  # `Нас. пункт, улица`
            run[0].roles, run[0].by_header = ("address",), True
    for run in runs(columns, _may_be_of_a_date):
        if len(run) == 3 and is_split_date([samples[column.index] for column in run]):
            for column in run:
                column.roles, column.by_header, column.part = ("birth_date",), True, "piece"


def _may_be_of_an_address(column: Column) -> bool:
    named = made_of(column.name, "address_parts") and not is_cryptic(column.name)
    return named and column.category in (None, "address")


def _may_be_of_a_date(column: Column) -> bool:
    last = words(column.name)[-1:]
    return any(said(word, part) for word in last for part in ("day", "month", "year"))


def _passport_part(sample: list[str]) -> str | None:
    """Which part of a passport a column holds: nothing where it is the number."""
    series = values.share(sample, (bool(_SERIES.fullmatch(cell.strip())) for cell in sample))
    if sample and series >= HALF:
        return "series"
    if sample and values.share(sample, (values.day_of(cell) is not None for cell in sample)) >= HALF:
        return "issue_date"
    digits = values.share(sample, (len(_DIGIT.findall(cell)) >= 5 for cell in sample))
    return "issuer" if sample and digits < HALF else None


def _series_and_numbers(columns: list[Column], samples: Samples) -> None:
    """A column of series beside one of numbers that are as long as a passport's, maybe less a zero."""
    for at, (column, number) in enumerate(pairwise(columns)):
        digits = values.share(samples[at + 1], (4 < len(_DIGIT.findall(cell)) < 8 for cell in samples[at + 1]))
        known = bool(samples[at]) and {cell.strip().upper() for cell in samples[at]} <= _PASSPORT_SERIES
        pair = said(column.name, "passport_series") or (is_cryptic(column.name) and known)
        if pair and not column.roles and digits >= SURE_SHARE and number.category in (None, "passport"):
            column.roles, column.by_header, column.part = ("passport",), True, "series"
            if not number.roles:
                number.roles, number.by_header = ("passport",), True


def _beside_passports(columns: list[Column]) -> None:
    """Series, number, issuer and day of issue: one column that is known vouches for those near to it."""
    for step in (1, -1):
        for column in columns[::step]:
            if column.category != "passport":
                continue
            for at in range(column.index + step, column.index + _NEAR * step, step):
                if 0 <= at < len(columns) and not columns[at].roles:
                    touching = abs(at - column.index) == 1 or columns[at - step].category == "passport"
                    _as_part(columns[at], touching=touching)


def _as_part(column: Column, *, touching: bool) -> None:
    for named, part in _PASSPORT_PARTS:
        if (touching or part in ("issuer", "issue_date")) and said(column.name, named):
            column.roles, column.by_header, column.part = ("passport",), True, part


def nameless_parts(columns: list[Column], samples: Samples) -> None:
    """Behind a passport's number: a nameless column of days since there are such passports, and one of issuers."""
    for column in columns:
        if column.category != "passport" or column.part in ("issuer", "issue_date"):
            continue
        for other in columns[column.index + 1 : column.index + 1 + _PARTS_BEHIND]:
            sample = samples[other.index]
            if other.roles or not sample or not is_cryptic(other.name):
                continue
            days = [day for day in map(values.day_of, sample) if day]
            if len(days) >= SURE_SHARE * len(sample) and min(days) >= _FIRST_ISSUED and max(days) <= dt.date.today():
                other.roles, other.part = ("passport",), "issue_date"
            elif values.share(sample, (bool(_ISSUER.match(cell.strip())) for cell in sample)) >= HALF:
                other.roles, other.part = ("passport",), "issuer"


def is_split_date(samples: list[list[str]]) -> bool:
    """Whether three columns are day, month and year, in this order or the other way round, of a birth."""
    numbers = [values.numbers(sample) for sample in samples]
    if any(not found or len(found) < SURE_SHARE * len(sample) for found, sample in zip(numbers, samples, strict=True)):
        return False
    days, months, years = numbers if max(numbers[2]) > 31 else numbers[::-1]
    today = dt.date.today().year
    return (
        max(days) <= 31
        and min(days) > 0
        and max(months) <= 12
        and min(months) > 0
        and all(today - OLDEST < year <= today for year in years)
        and values.middle_age(years, today) >= CHILD
    )


def number_persons(columns: list[Column]) -> None:
    """Name columns side by side speak of one person; a second surname begins another."""
    person, seen = 0, set[str]()
    for column in columns:
        if column.category in NAMES:
            if column.category in seen:
                person, seen = person + 1, set()
            seen.add(column.category)
        column.person = person
