"""What the store gives back of scans, and what the declaration says of it: findings as stored, verdicts, scans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scanner.model import Facts, Finding, Item, Outcome

Words = dict[str, str]
"""A sentence or name in each language: `{"ky": …, "ru": …, "en": …}`."""


@dataclass(frozen=True, slots=True)
class RowCount:
    """Of a table's rows, how many are past their term and within or over the days to destroy them."""

    due: int
    overdue: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the declaration says of a finding: one status with its clause, remedy and the reason in words."""

    status: str
    clause: str
    remedy: str
    preliminary: bool
    reason: Words
    clock: str | None = None  # "column:closed_at", "document", "path_year", "file_time"
    due: dt.date | None = None
    rows: RowCount | None = None


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as the store gives it back for assessing and reporting."""

    id: int
    item: Item
    outcome: Outcome
    facts: Facts


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as the store gives it back. `id` is the same in every scan and on every machine with one key."""

    id: str
    item: StoredItem
    finding: Finding
    first_seen: dt.datetime


@dataclass(frozen=True, slots=True)
class Assessed:
    """A finding with what the declaration says of it."""

    stored: StoredFinding
    array: str | None
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of its verdicts, in their order."""
        return tuple(verdict.status for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Scan:
    """One run: its targets and the versions of what it was run with."""

    id: int
    started: dt.datetime
    finished: dt.datetime | None
    as_of: dt.date
    targets: tuple[str, ...]
    rules: str  # version: a digest of rules/
    declaration: str
    key: str  # the key's id
    options: tuple[tuple[str, str], ...] = ()
