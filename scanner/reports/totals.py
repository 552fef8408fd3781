"""Counts of a scan, made while its items and findings pass by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scanner.model import ItemKind, Reason, Status
from scanner.verdicts import Assessed, StoredItem, Verdict

AGREED = "declared"
"""The one status that asks for nothing."""


@dataclass(slots=True)
class Totals:
    """Items by outcome and by reason, findings by category and status."""

    items: int = 0
    unread: int = 0  # items of which something was not read
    folders: int = 0  # of `unread`, folders that could not be listed: nobody knows how much they hold
    outcomes: Counter[Status] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    unread_reasons: Counter[Reason | None] = field(default_factory=Counter)  # folders left out
    findings: Counter[str] = field(default_factory=Counter)  # by category
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)  # by category and status
    attention: int = 0  # findings of which the declaration says anything but that they are declared

    def add_item(self, stored: StoredItem) -> None:
        """Counts one item."""
        outcome = stored.outcome
        self.items += 1
        self.outcomes[outcome.status] += 1
        if outcome.reason:
            self.reasons[outcome.reason] += 1
        if outcome.unread:
            self.unread += 1
            if stored.item.kind is ItemKind.FOLDER:
                self.folders += 1
            else:
                self.unread_reasons[outcome.reason] += 1

    def add_finding(self, assessed: Assessed) -> None:
        """Counts one finding, under each of its statuses."""
        category = assessed.stored.finding.category
        self.findings[category] += 1
        self.statuses.update((category, status) for status in set(assessed.statuses))
        self.attention += bool(asking(assessed))


def asking(assessed: Assessed) -> list[Verdict]:
    """The verdicts that ask for something to be done."""
    return [verdict for verdict in assessed.verdicts if verdict.status != AGREED]
