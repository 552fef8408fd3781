"""Columns of money whose names do not say which: what stands beside them, and how their numbers hang together.

A payroll's bonuses and deductions have too many names to list. A column of amounts that touches one of known pay is pay
too; without names, a column that is a fixed share of another one is a contribution, and one that is the sum or the
difference of two others shows that all three are money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from scanner.detectors.columns_column import AMOUNTS, FEW_NAMELESS, SURE_SHARE, Column, Samples
from scanner.detectors.columns_terms import column_terms, is_cryptic, is_empty
from scanner.model import Row

_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,4})?")
_CURRENCY = re.compile(r"\s*(?:сом|som|kgs|с\.|usd|\$|€)\s*", re.IGNORECASE)
_LEAST, _MOST = 400, 3_000_000  # the middle one of a column of money
_WAGE = 3_000  # the middle one of a column of pay that nothing but a post speaks for
_FEW = 2  # columns of such pay
_ADDENDS, _MOST_ADDENDS = 2, 6
_CLOSE = 0.011  # of a value: rounded to hundredths, or to whole ones
_POSTS = frozenset({"position", "profession"})


def money(columns: list[Column], samples: Samples, rows: Sequence[Row]) -> None:
    """Gives roles to the columns of a table of persons that hold amounts and have none."""
    table = [[_number(row[at]) if at < len(row) else None for row in rows] for at in range(len(columns))]
    open_columns = [column for column in columns if not column.roles and _is_money(samples[column.index])]
    nameless = [column for column in open_columns if is_cryptic(column.name)]
    _by_sums(nameless, table)
    for column in nameless:
        if any(_is_share(table[column.index], table[other.index]) for other in nameless[: nameless.index(column)]):
            _give(column, "insurance_contrib")
    for step in (1, -1):
        for column in columns[::step]:
            beside = column.index + step
            if 0 <= beside < len(columns) and columns[beside] in open_columns and set(column.roles) & AMOUNTS:
                _give(columns[beside], "income" if column.category == "income" else "pay")
    held = {role for column in columns for role in column.roles}
    alone = [column for column in nameless if not column.roles]
    if held & _POSTS and not held & AMOUNTS and len(alone) <= _FEW:
        for column in alone:
            numbers = [number for number in table[column.index] if number]
            if numbers and median(numbers) >= _WAGE:
                _give(column, "pay")


def _give(column: Column, category: str) -> None:
    if not column.roles and category not in column.ruled_out:
        column.roles = (category,)


def _by_sums(columns: list[Column], table: list[list[float | None]]) -> None:
    """Columns side by side of which the last is the sum of the others."""
    for last in range(_ADDENDS, len(columns)):
        for first in range(max(0, last - _MOST_ADDENDS), last - 1):
            addends = columns[first:last]
            if _adds_up(table[columns[last].index], [table[column.index] for column in addends]):
                for column in (*addends, columns[last]):
                    _give(column, "pay")
                break


def _is_money(sample: list[str]) -> bool:
    """Whether a column's values are amounts: of no fixed length, as inventory numbers are, and no years or days."""
    numbers = [number for cell in sample if (number := _number(cell)) is not None]
    if len(sample) < FEW_NAMELESS or len(numbers) < SURE_SHARE * len(sample):
        return False
    counted = [number for number in numbers if number]
    if (
        not counted
        or not _LEAST <= median(counted) <= _MOST
        or any(cell.startswith("0") and len(cell) > 4 for cell in sample)
    ):
        return False
    years = sum(1900 <= number <= 2100 and number == int(number) for number in counted)
    round_ones = sum(
        number % 5 == 0 or number != int(number) or bool(_CURRENCY.search(cell))
        for number, cell in zip(numbers, sample, strict=False)
    )
    return years < 0.5 * len(counted) and round_ones >= 0.3 * len(numbers)


def _number(cell: str | None) -> float | None:
    if is_empty(cell) or cell is None:
        return None
    plain = _CURRENCY.sub("", cell.strip())
    if not _NUMBER.fullmatch(plain):
        return None
    return float(plain.replace(" ", "").replace("\u00a0", "").replace(",", "."))


def _is_share(part: list[float | None], whole: list[float | None]) -> bool:
    """Whether one column is a rate of contributions of another one, row by row."""
    pairs = [(one, all_) for one, all_ in zip(part, whole, strict=True) if one and all_]
    if len(pairs) < FEW_NAMELESS:
        return False
    return any(
        sum(abs(one - rate * all_) <= max(1.0, _CLOSE * one) for one, all_ in pairs) >= SURE_SHARE * len(pairs)
        for rate in column_terms().contribution_rates
    )


def _adds_up(total: list[float | None], addends: list[list[float | None]]) -> bool:
    """Whether in the rows that have a total it is the sum of the others, and not of one of them alone in most."""
    rows = [(sum_, parts) for sum_, *parts in zip(total, *addends, strict=True) if sum_]
    several = sum(sum(map(bool, parts)) > 1 for _, parts in rows)
    if len(rows) < FEW_NAMELESS or several < FEW_NAMELESS - 1:
        return False
    right = sum(abs(sum_ - sum(part or 0.0 for part in parts)) <= max(1.0, _CLOSE * sum_) for sum_, parts in rows)
    return bool(right >= SURE_SHARE * len(rows))
