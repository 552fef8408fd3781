"""What the store promises the engine: what is done is done, once."""

from __future__ import annotations

from typing import Protocol

from scanner.model import Item, ItemResult


class Ledger(Protocol):
    """One scan's items as they end. Every call is one transaction."""

    def done(self, items: list[Item]) -> set[str]:
        """Of these items of one target, the names that already have an outcome in this scan (an interrupted
        run's) and whose stamp is the same; a changed one is to be examined again and then replaced."""

    def reuse(self, items: list[Item]) -> set[str]:
        """Of these, the names that an earlier finished scan read whole with the same rules, key and stamp: each
        gets the outcome `unchanged` and that scan's findings, now."""

    def save(self, result: ItemResult) -> None:
        """Keeps an item's outcome, findings and facts, and its members', replacing what the scan held of it."""
