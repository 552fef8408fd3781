"""Values that stand in several columns of a row, put together: a date in day, month and year, a passport in series and
number, an address in town, street and house. Every cell stays a match of its own, but all have one spelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scanner.detectors.columns_column import Column
from scanner.detectors.validators import VALIDATORS
from scanner.model import Match

InColumn = tuple[Column, Match]
"""A match with the column it stands in."""


def put_together(found: Sequence[InColumn]) -> list[InColumn]:
    """The matches of a row; parts of one value bear the canonical spelling of the whole."""
    if all(column.part is None for column, _ in found):
        return list(found)
    spellings = {
        category: _spelling(category, [match for column, match in found if _is_piece(column, match, category)])
        for category in ("birth_date", "address")
    }
    series = next((match.value for column, match in found if column.part == "series" and match.part == "series"), "")
    return [
        (column, _respelt(match, series, spellings.get(match.category, "") if column.part == "piece" else ""))
        for column, match in found
    ]


def _is_piece(column: Column, match: Match, category: str) -> bool:
    return column.part == "piece" and match.category == category


def _respelt(match: Match, series: str, whole: str) -> Match:
    if whole:
        return replace(match, canonical=whole)
    if match.category == "passport" and match.part in (None, "number") and series and match.value.strip().isdecimal():
        return replace(match, canonical=VALIDATORS["passport"](f"{series} {match.value}").canonical)
    return match


def _spelling(category: str, pieces: list[Match]) -> str:
    numbers = [int(match.value) for match in pieces if match.value.strip().isdecimal()]
    if category == "birth_date" and len(pieces) == len(numbers) == 3:
        day, month, year = numbers if numbers[2] > 31 else numbers[::-1]
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            pass
    return " ".join(match.canonical for match in pieces)
