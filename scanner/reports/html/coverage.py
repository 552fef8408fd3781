"""What was read and what was not: one pass over the items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scanner.model import ItemKind, Reason, Status
from scanner.verdicts import StoredItem

LISTED_UNREAD = 500
"""How many unread items the page names; the counts are exact all the same."""


@dataclass(slots=True)
class Coverage:
    """Counts of items by outcome. Folders that could not be opened are no items: their volume is unknown."""

    items: int = 0
    folders: int = 0
    unread: int = 0
    nothing: int = 0  # items that hold nothing to read
    cut_tables: int = 0  # tables of which only some rows were read
    bytes_read: int = 0
    outcomes: Counter[Status] = field(default_factory=Counter)
    reasons: Counter[tuple[Status, Reason | None]] = field(default_factory=Counter)
    examples: list[StoredItem] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Items read whole, now or in an earlier scan."""
        return self.items - self.unread - self.nothing

    @property
    def share(self) -> float:
        """The share of items read whole, of those that hold something; rounded down, so that 1 means all."""
        readable = self.items - self.nothing
        return self.read * 100 // readable / 100 if readable else 0.0

    @property
    def pictures(self) -> int:
        """Items left out because they, or a part of them, are pictures."""
        return sum(count for (_status, reason), count in self.reasons.items() if reason is Reason.PICTURE)

    def add(self, stored: StoredItem) -> None:
        """Counts one item."""
        unread = stored.outcome.unread
        if unread and len(self.examples) < LISTED_UNREAD:
            self.examples.append(stored)
        if stored.item.kind is ItemKind.FOLDER and unread:
            self.folders += 1
            return
        self._count(stored, unread)

    def _count(self, stored: StoredItem, unread: bool) -> None:
        outcome, facts = stored.outcome, stored.facts
        self.items += 1
        self.outcomes[outcome.status] += 1
        self.bytes_read += facts.bytes_read
        if unread:
            self.unread += 1
            self.reasons[outcome.status, outcome.reason] += 1
        elif outcome.status in (Status.SKIPPED, Status.FAILED):
            self.nothing += 1
        if facts.rows_read is not None and facts.rows_total is not None and facts.rows_read < facts.rows_total:
            self.cut_tables += 1


def cover(items: Iterable[StoredItem]) -> Coverage:
    """The coverage of a scan with these items."""
    coverage = Coverage()
    for stored in items:
        coverage.add(stored)
    return coverage
