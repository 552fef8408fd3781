"""What the policy promises: a stored item and its findings in, verdicts out. No text is ever read here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from scanner.verdicts import Assessed, StoredFinding, StoredItem


class Policy(Protocol):
    """A declaration with its arrays, on a given day."""

    edition: str

    def assess(self, item: StoredItem, findings: Iterable[StoredFinding]) -> list[Assessed]:
        """The verdicts of one item's findings (contract: how statuses combine)."""
