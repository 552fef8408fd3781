"""What every report gets: one scan, assessed; and what it does: write itself to a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from scanner.verdicts import Assessed, Scan, StoredItem, Words


@dataclass(frozen=True, slots=True)
class ArrayTotals:
    """Of one array: distinct persons over its items, and how many findings of each status."""

    id: str
    title: Words
    subjects: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Legend:
    """Words of law for people, from the declaration: never written in code."""

    holder: Words
    declaration: str  # edition
    approved: bool  # whether the matrix is
    categories: dict[str, Words]
    statuses: dict[str, Words]
    clauses: dict[str, Words]  # number → full text
    remedies: dict[str, Words]


class Assessment(Protocol):
    """A scan with its verdicts, readable again and again, nothing held in memory that the store can give."""

    scan: Scan
    legend: Legend
    complete: bool  # nothing unread beyond what was allowed

    def items(self) -> Iterator[StoredItem]:
        """Every listed item, by target and name."""

    def findings(self) -> Iterator[Assessed]:
        """Every finding with its verdicts, by target and item."""

    def arrays(self) -> Iterator[ArrayTotals]:
        """Every array of the declaration with its totals."""


class Report(Protocol):
    """A format."""

    def write(self, assessment: Assessment, out: BinaryIO, lang: str) -> None:
        """Writes the whole report."""
