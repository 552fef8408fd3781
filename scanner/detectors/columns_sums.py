"""How the numbers of a payroll hang together: what is added up, what is withheld, what is left to hand out."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from scanner.detectors.columns_column import AMOUNTS, FEW_NAMELESS, SURE_SHARE, Column
from scanner.detectors.columns_terms import column_terms

Numbers = list[float | None]
"""A column's amounts, row by row."""

_ADDENDS, _MOST_ADDENDS = 2, 9
_CLOSE = 0.011  # of a contribution: rounded to hundredths, or to whole ones
_ROUNDED = 1.5  # of a sum, whose parts are rounded
_WITHHELD = 0.105  # of pay, at most, is withheld as a contribution
_ADVANCE = 100  # what is withheld in such round sums was paid before
_ROUND = 100  # a rate of pay is set in such round sums
_WHOLE_ROWS = 0.3  # of the rows, where all of a rate is accrued
_TAX = 0.1  # of what contributions leave of pay


def by_sums(columns: list[Column], table: list[Numbers], least: float) -> None:
    """Columns side by side of which the last is the sum of the others, or of the first of them less what is withheld,
    which is the rest of them and holds a contribution. `least`: the middle one of such sums."""
    for last in range(_ADDENDS, len(columns)):
        total = table[columns[last].index]
        if median([number for number in total if number] or [0.0]) < least:
            continue
        for first, end in _spans(last):
            added, withheld = columns[first:end], columns[end:last]
            plus, minus = ([table[column.index] for column in some] for some in (added, withheld))
            whole: Numbers = [sum(part or 0.0 for part in parts) for parts in zip(*plus, strict=True)]
            shares = [is_share(part, whole) for part in minus]
            minus = [part for part in minus if not _is_of_employer(part, whole)]
            if _adds_up(total, plus, minus) and (not shares or any(shares)):
                _accrued(columns[:first], [*added, columns[last]], table)
                _withheld(withheld, whole, table)
                break


def _spans(last: int) -> Iterator[tuple[int, int]]:
    """Where what is added up may begin, and where what is withheld."""
    for first in range(max(0, last - _MOST_ADDENDS), last - 1):
        for end in range(last, first, -1):
            yield first, end


def _adds_up(total: Numbers, plus: list[Numbers], minus: list[Numbers]) -> bool:
    """Whether in the rows that have a total it is the sum of the others, and not of one of them alone in most."""
    rows = [(sum_, parts) for sum_, *parts in zip(total, *plus, *minus, strict=True) if sum_]
    several = sum(sum(map(bool, parts)) > 1 for _, parts in rows)
    if len(rows) < FEW_NAMELESS or several < FEW_NAMELESS - 1:
        return False
    signs = [1] * len(plus) + [-1] * len(minus)
    right = sum(
        abs(sum_ - sum(sign * (part or 0.0) for sign, part in zip(signs, parts, strict=True))) <= _ROUNDED
        for sum_, parts in rows
    )
    return bool(right >= SURE_SHARE * len(rows))


def _is_of_employer(part: Numbers, whole: Numbers) -> bool:
    """Whether a column is a contribution that nobody withholds from pay."""
    return any(rate > _WITHHELD and _is_rate(part, whole, rate) for rate in column_terms().contribution_rates)


def _accrued(before: list[Column], added: list[Column], table: list[Numbers]) -> None:
    """The rate of pay is a column before what is added up, of which the first addend is the whole or a part; or that
    addend, if it is round in all rows. All the others are pay."""
    first = table[added[0].index]
    rates = [column for column in before if not column.roles and _is_part(first, table[column.index])]
    if rates:
        give(rates[0], "salary")
    elif len(added) > _ADDENDS and all(number and number % _ROUND == 0 for number in first if number is not None):
        give(added[0], "salary")
    for column in added:
        give(column, "pay")


def _is_part(accrued: Numbers, rate: Numbers) -> bool:
    pairs = [(one, whole) for one, whole in zip(accrued, rate, strict=True) if one and whole]
    equal = sum(one == whole for one, whole in pairs)
    below = sum(one <= whole for one, whole in pairs)
    return len(pairs) >= FEW_NAMELESS and equal >= _WHOLE_ROWS * len(pairs) and below >= SURE_SHARE * len(pairs)


def _withheld(columns: list[Column], whole: Numbers, table: list[Numbers]) -> None:
    """Contributions, advances, taxes: these are no category."""
    for column in columns:
        numbers = [number for number in table[column.index] if number]
        if is_share(table[column.index], whole):
            give(column, "insurance_contrib")
        elif numbers and all(number % _ADVANCE == 0 for number in numbers):
            give(column, "pay")
        elif not column.roles:
            column.ruled_out |= AMOUNTS


def is_share(part: Numbers, whole: Numbers) -> bool:
    """Whether one column is a rate of contributions of another one, row by row."""
    return any(_is_rate(part, whole, rate) for rate in column_terms().contribution_rates)


def _is_rate(part: Numbers, whole: Numbers, rate: float) -> bool:
    pairs = [(one, all_) for one, all_ in zip(part, whole, strict=True) if one and all_]
    right = sum(abs(one - rate * all_) <= max(1.0, _CLOSE * one) for one, all_ in pairs)
    return len(pairs) >= FEW_NAMELESS and right >= SURE_SHARE * len(pairs)


def is_tax(tax: Numbers, pay: Numbers, withheld: Numbers) -> bool:
    """Whether a column is a tenth of the pay that contributions leave, less the same sum in all rows."""
    rows = [
        (one, _TAX * (all_ - less))
        for one, all_, less in zip(tax, pay, withheld, strict=True)
        if one and all_ and less and less < all_
    ]
    if len(rows) < FEW_NAMELESS:
        return False
    free = median(whole - one for one, whole in rows)
    return free >= -1.0 and sum(abs(whole - free - one) <= 1.0 for one, whole in rows) >= SURE_SHARE * len(rows)


def give(column: Column, category: str) -> None:
    """Gives a column a role, if it has none and its name does not rule it out."""
    if not column.roles and category not in column.ruled_out:
        column.roles = (category,)
