"""Columns of money whose names do not say which: what stands beside them, and how their numbers hang together.

A payroll's bonuses and deductions have too many names to list. A column of amounts that touches one of known pay is pay
too; without names, a column that is a fixed share of another one is a contribution, and one that is the sum of those
before it, or what is left of it without what is withheld, shows that they all are money. Taxes, loans and prices are
none of a person's amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from scanner.detectors import columns_values as values
from scanner.detectors.columns_column import AMOUNTS, FEW_NAMELESS, SURE_SHARE, Column, Samples
from scanner.detectors.columns_sums import Numbers, by_sums, give, is_share, is_tax
from scanner.detectors.columns_terms import is_cryptic, is_empty
from scanner.model import Row

_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,4})?")
_CURRENCY = re.compile(r"\s*(?:сом|som|kgs|с\.|usd|\$|€)\s*", re.IGNORECASE)
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?\s?%.{0,20}")
_MONTHS = re.compile(r"[1-9]\d{0,2}(?:\s(?:мес|ай|mo|months?)\b.{0,5})?")
_HALF_YEAR = 6
_LEAST, _MOST = 400, 3_000_000  # the middle one of a column of money
_LEAST_PART = 50  # the middle one of a column of what is added up or withheld
_WAGE = 3_000  # the middle one of a column of pay that nothing but a post speaks for
_YEARLY = 150_000  # the middle one of a column of what is paid in a year
_LENT, _LENT_ROUND, _LENT_SHARE = 60_000, 10_000, 0.9  # the middle one of a column of loans, and how round they are
_BEHIND = 2  # columns behind a loan that may tell of it
_CODE = 6  # digits of codes of soldiers' trades
_ROUND, _ROUND_SHARE = 100, 0.6  # money of so many digits is round more often
_POSTS = frozenset({"position", "profession"})
_OF_LIFE = frozenset(
    {"education", "ethnicity", "intimate_life", "marital_status", "political", "race", "religion_philosophy"}
)


def money(columns: list[Column], samples: Samples, rows: Sequence[Row]) -> None:
    """Gives roles to the columns of a table of persons that hold amounts and have none."""
    labels = [values.spoken(sample) if len(sample) >= FEW_NAMELESS else "" for sample in samples]
    samples = [
        [cell.strip().removeprefix(label).strip() for cell in sample] if label else sample
        for sample, label in zip(samples, labels, strict=True)
    ]
    table = [
        [_number((row[at] or "").strip().removeprefix(label)) if at < len(row) else None for row in rows]
        for at, label in enumerate(labels)
    ]
    soldiers = any(column.category == "military_rank" for column in columns)
    open_columns = [
        column for column in columns if not column.roles and _is_money(samples[column.index], soldiers=soldiers)
    ]
    _rule_out_loans(columns, open_columns, samples, table)
    nameless = [column for column in open_columns if is_cryptic(column.name) and not column.ruled_out >= AMOUNTS]
    by_sums([column for column in columns if _is_of_figures(column, samples)], table, _LEAST)
    for column in nameless:
        if any(is_share(table[column.index], table[other.index]) for other in nameless[: nameless.index(column)]):
            give(column, "insurance_contrib")
    _rule_out_taxes(columns, open_columns, table)
    for step in (1, -1):
        for column in columns[::step]:
            beside = column.index + step
            if 0 <= beside < len(columns) and columns[beside] in open_columns and set(column.roles) & AMOUNTS:
                give(columns[beside], "income" if column.category == "income" else "pay")
    _beside_posts(columns, [column for column in nameless if not column.roles], table)


def _beside_posts(columns: list[Column], alone: list[Column], table: list[Numbers]) -> None:
    """In a table that has posts and no known amounts: columns of sums as large as pay, and those behind them; as large
    as a year's pay, they are income. In one that asks how persons live, the only column of such sums."""
    held = {role for column in columns for role in column.roles}
    asked = len(held & _OF_LIFE) > 1 and len(alone) == 1
    if held & AMOUNTS or not (held & _POSTS or asked):
        return
    middles = {column.index: _middle(table[column.index]) for column in alone}
    category = "income" if asked or max(middles.values(), default=0.0) >= _YEARLY else "pay"
    for column in alone:
        behind = column.index > 0 and columns[column.index - 1].category == category
        if behind or middles[column.index] >= _WAGE:
            give(column, category)


def _middle(numbers: Numbers) -> float:
    return median([number for number in numbers if number] or [0.0])


def _rule_out_loans(columns: list[Column], open_columns: list[Column], samples: Samples, table: list[Numbers]) -> None:
    """Loans, deposits and prices: beside percents and terms, or large and round; and what is paid or left of them."""
    for column in open_columns:
        if _is_lent(column, columns, samples) or (is_cryptic(column.name) and _is_large(table[column.index])):
            column.ruled_out |= AMOUNTS
            for other in columns[column.index + 1 : column.index + 1 + _BEHIND]:
                pairs = [pair for pair in zip(table[column.index], table[other.index], strict=True) if all(pair)]
                if other in open_columns and all((part or 0.0) <= (whole or 0.0) for whole, part in pairs):
                    other.ruled_out |= AMOUNTS


def _is_large(numbers: Numbers) -> bool:
    counted = [number for number in numbers if number]
    round_ones = sum(number % _LENT_ROUND == 0 for number in counted)
    return _middle(numbers) >= _LENT and round_ones >= _LENT_SHARE * len(counted)


def _is_of_figures(column: Column, samples: Samples) -> bool:
    """Whether a nameless column with no role holds numbers, round or not, and no years, days or numbers of rows."""
    sample = samples[column.index]
    numbers = [number for cell in sample if (number := _number(cell)) is not None]
    if column.roles or not is_cryptic(column.name) or not sample or len(numbers) < SURE_SHARE * len(sample):
        return False
    counted = [number for number in numbers if number]
    return bool(counted) and median(counted) >= _LEAST_PART and not _are_years(counted)


def _is_lent(column: Column, columns: list[Column], samples: Samples) -> bool:
    """Whether a nameless column touches one of percents or of terms in months: it is a loan, a deposit or a price."""
    beside = [at for at in (column.index - 1, column.index + 1) if 0 <= at < len(columns)]
    return is_cryptic(column.name) and any(not columns[at].roles and _is_of_terms(samples[at]) for at in beside)


def _is_of_terms(sample: list[str]) -> bool:
    """Whether values are percents, or months of whole half-years."""
    cells = [cell.strip() for cell in sample]
    percents = sum(bool(_PERCENT.fullmatch(cell)) for cell in cells)
    months = [bool(_MONTHS.fullmatch(cell)) and int(cell.split()[0]) % _HALF_YEAR == 0 for cell in cells]
    enough = len(cells) >= FEW_NAMELESS
    return enough and (percents >= SURE_SHARE * len(cells) or (all(months) and len(set(cells)) > 1))


def _rule_out_taxes(columns: list[Column], open_columns: list[Column], table: list[Numbers]) -> None:
    """Taxes by their share of pay: a column that touches pay would be taken for pay."""
    contributions = [column for column in columns if column.category == "insurance_contrib"]
    paid = [
        column
        for column in columns
        if column not in contributions and (set(column.roles) & AMOUNTS or column in open_columns)
    ]
    for column in open_columns:
        before = [table[other.index] for other in paid if other.index < column.index]
        if not column.roles and any(
            is_tax(table[column.index], pay, table[other.index]) for pay in before for other in contributions
        ):
            column.ruled_out |= AMOUNTS


def _is_money(sample: list[str], *, soldiers: bool) -> bool:
    """Whether a column's values are amounts: no years or days, nor codes of what soldiers are trained for."""
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
    lengths = {len(str(int(number))) for number in counted}
    if soldiers and lengths == {_CODE}:
        round_sums = sum(number % _ROUND == 0 for number in counted)
        if round_sums < _ROUND_SHARE * len(counted):
            return False
    round_ones = sum(
        number % 5 == 0 or number != int(number) or bool(_CURRENCY.search(cell))
        for number, cell in zip(numbers, sample, strict=False)
    )
    return not _are_years(counted) and round_ones >= 0.3 * len(numbers)


def _are_years(numbers: list[float]) -> bool:
    return sum(1920 <= number <= 2040 and number == int(number) for number in numbers) > 0.5 * len(numbers)


def _number(cell: str | None) -> float | None:
    if is_empty(cell) or cell is None:
        return None
    plain = _CURRENCY.sub("", cell.strip())
    if not _NUMBER.fullmatch(plain):
        return None
    return float(plain.replace(" ", "").replace("\u00a0", "").replace(",", "."))
