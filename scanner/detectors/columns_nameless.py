"""What columns without names hold in a table of persons: births and places, told by their values and neighbours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from scanner.detectors import columns_places as places
from scanner.detectors import columns_values as values
from scanner.detectors.columns_beside import CHILD, OLDEST, is_split_date
from scanner.detectors.columns_column import BIRTHS, FEW_NAMELESS, HALF, SOME, SURE_SHARE, Column, Samples, runs
from scanner.detectors.columns_terms import is_cryptic, is_empty
from scanner.model import NAMES, Row

CRYPTIC_SHARE = 0.6
"""Of a nameless column's values that are of one kind."""
_GROWN = 14  # years
_OF_ADULTS = frozenset({"position", "profession", "military_rank", "class_rank", "pay", "salary"})
_VARIED = 0.5  # of places, which begin each otherwise: people of one place were born in many
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d\d?[./-]\d\d?[./-]\d")


def birth_by_values(category: str, cells: list[str]) -> str:
    """A year or a whole date, whichever the values are: `туулган жылы` heads both."""
    if not cells:
        return category
    whole = values.share(cells, (values.day_of(cell) is not None or bool(_DAY.search(cell)) for cell in cells))
    years = values.share(cells, (bool(values.YEAR.match(cell.strip())) for cell in cells))
    return "birth_date" if whole >= HALF else "birth_year" if years >= HALF else category


def births(columns: list[Column], open_columns: list[Column], samples: Samples, rows: Sequence[Row]) -> None:
    """Which nameless column of dates or years is that of births: the one that agrees with the PINs, the one beside the
    names, or the oldest."""
    today = dt.date.today()
    held = {role for column in columns for role in column.roles}
    pin = next((column.index for column in columns if column.category == "pin"), None)
    ages: dict[int, float] = {}
    for column in open_columns:
        sample = samples[column.index]
        if is_cryptic(column.name) and places.born_at(sample) >= CRYPTIC_SHARE:
            birth = birth_by_values("birth_year", sample)
            column.roles = (birth, "birth_place")
            return
        days = [day for day in map(values.day_of, sample) if day]
        if pin is not None and _agree(rows, pin, column.index):
            column.roles = ("birth_date",)
            return
        years = [day.year for day in days] or values.years(sample)
        if len(years) < SURE_SHARE * len(sample) or not is_cryptic(column.name):
            continue
        if all(today.year - OLDEST < year <= today.year for year in years) and len(set(years)) > 1:
            ages[column.index] = values.middle_age(years, today.year)
    if held & BIRTHS:
        return
    for run in _triples(open_columns):
        if is_cryptic(run[0].name) and is_split_date([samples[column.index] for column in run]):
            for column in run:
                column.roles, column.part = ("birth_date",), "piece"
            return
    beside = [at for at in ages if _is_beside_name(columns, at) and ages[at] >= CHILD]
    grown = [at for at in ages if ages[at] >= _GROWN]
    found = max(grown, key=lambda at: ages[at], default=None) if grown else (beside[0] if beside else None)
    if found is not None:
        dates = any(values.day_of(cell) for cell in samples[found])
        columns[found].roles = ("birth_date" if dates else "birth_year",)


def single(columns: list[Column], samples: Samples) -> None:
    """Takes back what a table has once: the births of children where people have posts, and a second nation, which is
    a language."""
    today = dt.date.today()
    posts = any(set(column.roles) & _OF_ADULTS for column in columns)
    for column in columns:
        if column.by_header or column.category not in BIRTHS or column.part or not posts:
            continue
        years = [day.year for day in map(values.day_of, samples[column.index]) if day]
        if max(years or values.years(samples[column.index]), default=0) > today.year - _GROWN:
            column.roles = ()
    nations = [column for column in columns if column.category == "ethnicity" and not column.by_header]
    if len(nations) > 1:
        kinds = {column.index: len(set(samples[column.index])) for column in nations}
        kept = max(nations, key=lambda column: kinds[column.index])
        for column in nations:
            if column is not kept:
                column.roles, column.ruled_out = (), column.ruled_out | {"ethnicity"}


def _triples(columns: list[Column]) -> Iterator[list[Column]]:
    for at in range(len(columns) - 2):
        run = columns[at : at + 3]
        if run[2].index - run[0].index == 2:
            yield run


def _is_beside_name(columns: list[Column], at: int) -> bool:
    """Whether the column left of it, or the one before that, is a name or a PIN."""
    return any(set(column.roles) & {*NAMES, "pin"} for column in columns[max(0, at - 2) : at])


def _agree(rows: Sequence[Row], pin: int, at: int) -> bool:
    """Whether the days of a column are those inside the PINs beside it."""
    told = right = 0
    for row in rows:
        if max(pin, at) < len(row) and not is_empty(row[pin]) and not is_empty(row[at]):
            digits = "".join(char for char in row[pin] or "" if char.isdigit())
            day = values.day_of(row[at] or "")
            told += 1
            right += day is not None and digits[1:9] == f"{day:%d%m%Y}"
    return told >= FEW_NAMELESS and right >= SURE_SHARE * told


def addresses(columns: list[Column], nameless: list[Column], samples: Samples, least: float) -> None:
    """Nameless columns of places: with houses, addresses; without, places of birth beside a birth; a row of columns of
    region, town, street and house is an address."""
    held = {role for column in columns for role in column.roles}
    placed: dict[int, float] = {}
    for column in nameless:
        sample = samples[column.index]
        marks = values.share(sample, (places.place_marks(cell) > 0 for cell in sample))
        if marks >= least:
            placed[column.index] = values.share(sample, (bool(_DIGIT.search(cell)) for cell in sample))
    for run in runs(nameless, lambda column: column.index in placed):
        if (
            len(run) > 1
            and run[-1].index - run[0].index == len(run) - 1
            and all(placed[column.index] < HALF for column in run)
        ):
            _address_run(columns, run, samples)
    for at, digits in placed.items():
        column = columns[at]
        if column.roles:
            continue
        several = values.share(samples[at], (places.place_marks(cell) > 1 for cell in samples[at])) >= SOME
        begun = {cell.split()[0] for cell in samples[at] if cell.strip()}
        varied = several and not digits and len(begun) >= _VARIED * len(samples[at])
        if digits >= SOME:
            column.roles = ("address",)
        elif (
            varied
            or set(columns[at - 1].roles if at else ()) & BIRTHS
            or (several and ("address" in held or any(placed[other] >= SOME for other in placed)))
        ):
            column.roles = ("birth_place",)
        elif several:
            column.roles = ("address",)


def _address_run(columns: list[Column], run: list[Column], samples: Samples) -> None:
    following = columns[run[-1].index + 1 : run[-1].index + 4]
    if following and not following[0].roles and values.worded(samples[following[0].index]) >= SURE_SHARE:
        run = [*run, following[0]]
        for column in following[1:]:
            if column.roles or not samples[column.index] or places.houses(samples[column.index]) < SURE_SHARE:
                break
            run.append(column)
    for column in run:
        column.roles, column.part = ("address",), "piece"
