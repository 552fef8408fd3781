"""Rows of a table pasted into running text: which cell stands under which word of the header line.

`No; Post; Official rate; A/c` and a line a person below: nothing beside an amount says what it is, only its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles
from scanner.detectors.headers import HeaderIndex
from scanner.folding import Clean, loose

# What parts the cells of a line, with the fewest times it stands in a text that holds a table.
_MARKS = tuple(
    (mark, re.compile(pattern))
    for mark, pattern in (
        ("\t", "\t"),
        (";", ";"),
        ("|", r"\|"),
        ("!", "!"),
        (" // ", " // "),
        (" / ", " / "),
        ("   ", r"(?<=[^ \n]) {3,}(?=[^ \n])"),
    )
)
_FEWEST = 4
_CELLS = 3  # cells of a row, at least
_KNOWN = 2  # cells of a header line that name a category, at least; one of many where the next line is alike
_MANY = 4
_DIGITS = re.compile(r"\d")
_FEW = 5  # digits of a header line: `Соц.фонд 10%`
_LONGEST = 400  # characters of a header line
_NAME = 48  # characters of a column's name
_SURE = 0.75  # strength of a column's name
_GAPS = 1  # lines without cells inside a table
_SUMS = frozenset({"total"})  # of the cells of a line that adds up others: no category of a rule
_EDGE = " \t*#\"'"


class _Terms(BaseModel):
    """The words of `rules/terms/pasted_tables.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    totals: tuple[str, ...]


@cache
def _total() -> re.Pattern[str]:
    terms = rulefiles.load(rulefiles.root() / "terms" / "pasted_tables.yaml", _Terms)
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, terms.totals))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at `start:end` of the clean text, the name of its column, and the categories that the name speaks of."""

    start: int
    end: int
    name: str = field(repr=False)
    categories: frozenset[str]


def pasted_cells(plain: Clean, original: str, index: HeaderIndex) -> list[Cell]:
    """The cells under named columns, by start; empty for a text without such a table."""
    cells: list[Cell] = []
    for mark, parting in _MARKS:
        if original.count(mark) >= _FEWEST and "\n" in original:
            cells += _cells(original, parting, index)
    if plain.cuts:
        cells = [Cell(plain.cleaned(cell.start), plain.cleaned(cell.end), cell.name, cell.categories) for cell in cells]
    return sorted(cells, key=lambda cell: cell.start)


def _cells(text: str, parting: re.Pattern[str], index: HeaderIndex) -> Iterator[Cell]:
    names: list[tuple[str, frozenset[str]]] | None = None
    gaps = start = 0
    lines = text.split("\n")
    for at, line in enumerate(lines):
        fields = list(_fields(line, start, parting))
        start += len(line) + 1
        if len(fields) < _CELLS:
            gaps += 1
            if gaps > _GAPS:
                names = None
        elif (head := _head(line, fields, text, index)) and (
            _named(head) >= _KNOWN or _alike(fields, lines[at + 1 : at + 2], parting)
        ):
            names, gaps = head, 0
        elif names is not None and len(fields) == len(names):
            gaps = 0
            adds_up = _total().match(loose(line))
            for (first, last), (name, categories) in zip(fields, names, strict=True):
                if last > first:
                    yield Cell(first, last, name, _SUMS if adds_up else categories)


def _head(
    line: str, fields: list[tuple[int, int]], text: str, index: HeaderIndex
) -> list[tuple[str, frozenset[str]]] | None:
    if len(line) > _LONGEST or len(_DIGITS.findall(line)) > _FEW:
        return None
    names = [text[first:last] for first, last in fields]
    if any(len(name) > _NAME for name in names):
        return None
    spoken = [frozenset(claim.category for claim in index.claims(name) if claim.strength >= _SURE) for name in names]
    return list(zip(names, spoken, strict=True)) if any(spoken) else None


def _named(head: list[tuple[str, frozenset[str]]]) -> int:
    return sum(bool(categories) for _, categories in head)


def _alike(fields: list[tuple[int, int]], following: list[str], parting: re.Pattern[str]) -> bool:
    """Whether a line of many cells is followed by one of as many."""
    return len(fields) >= _MANY and any(len(parting.findall(line)) + 1 == len(fields) for line in following)


def _fields(line: str, start: int, parting: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The line's cells without blanks around, as offsets of the text."""
    first = 0
    for found in (*parting.finditer(line), None):
        last = found.start() if found else len(line)
        value = line[first:last]
        left = len(value) - len(value.lstrip(_EDGE))
        yield start + first + left, max(start + first + left, start + first + len(value.rstrip(_EDGE)))
        first = found.end() if found else last
