"""Whose the data of a table are: of persons, of organisations, of nobody."""

from __future__ import annotations

import re

from scanner.detectors import columns_places as places
from scanner.detectors import columns_values as values
from scanner.detectors.columns_column import PERSONAL, SOME, Column, Samples
from scanner.detectors.columns_names import column_words
from scanner.detectors.columns_terms import holds
from scanner.detectors.headers import words

_OF_FIRMS = frozenset({"address", "current_account", "education"})  # may be a firm's, or be the firm
_ORGANISATION = re.compile(r"0\d{13}")


def bar(columns: list[Column], samples: Samples, of_somebody: frozenset[str], *, persons: bool) -> None:
    """Takes from the columns what is nobody's: of firms, of no person at all, of machines."""
    organisation, _ = column_words()
    firms = [
        column
        for column in columns
        if set(words(column.name)) & organisation
        or holds(column.name, "organisations")
        or of_firms(samples[column.index])
    ]
    if persons:
        if firms and _only_chiefs(columns, firms[0].index):
            for column in columns:
                column.roles = tuple(role for role in column.roles if role not in _OF_FIRMS)
                column.ruled_out |= _OF_FIRMS
        return
    _take(columns, of_somebody | (_OF_FIRMS if firms else frozenset()))
    for column in columns:
        sample = samples[column.index]
        if column.category == "address" and sample:
            placed = values.share(sample, (places.place_marks(cell) > 0 for cell in sample))
            if placed < SOME:
                _take([column], column.barred | {"address"})


def _take(columns: list[Column], barred: frozenset[str]) -> None:
    for column in columns:
        column.barred = barred
        column.roles = tuple(role for role in column.roles if role not in barred)


def _only_chiefs(columns: list[Column], first: int) -> bool:
    """Whether the only persons of a table are the heads of organisations that stand before them in their rows."""
    chiefs = [column for column in columns if column.index > first and holds(column.name, "chiefs")]
    return bool(chiefs) and all(column in chiefs for column in columns if set(column.roles) & PERSONAL)


def of_firms(sample: list[str]) -> bool:
    """Whether a column is numbers of organisations."""
    return bool(sample) and all(_ORGANISATION.fullmatch(cell.strip()) for cell in sample)
