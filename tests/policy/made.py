"""Arrays, items and findings made up for the tests of the policy."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from scanner.model import Facts, Finding, Item, Outcome, Status, TableFacts
from scanner.policy.arrays import Array
from scanner.policy.declaration import Declaration, load_declaration
from scanner.verdicts import StoredFinding, StoredItem

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
TITLE = {"ky": "Массив", "ru": "Массив", "en": "Array"}


@cache
def shipped() -> Declaration:
    """The shipped declaration, read once."""
    return load_declaration()


def array(**fields: Any) -> Array:
    """An array of visitors that covers everything, but for the fields given."""
    given = {"id": "log", "title": TITLE, "purposes": ["visitors"], "categories": ["surname"], "locations": ["**"]}
    return Array.model_validate(given | fields)


def item(name: str = "a.docx", *, target: str = "share", modified: dt.date | None = None, **facts: Any) -> StoredItem:
    """A stored item; its file time only where one is given."""
    time = dt.datetime.combine(modified, dt.time(12), dt.UTC) if modified else None
    return StoredItem(1, Item(target, name, modified=time), Outcome(Status.SCANNED), Facts(**facts))


def table(rows: int, category: str = "position", **columns: dict[dt.date, int]) -> TableFacts:
    """A table's facts: the day counts of its date columns, taken for this category."""
    taken = tuple((name, category, 1.0) for name in columns)
    return TableFacts((), taken, tuple((name, tuple(sorted(days.items()))) for name, days in columns.items()), rows)


def found(stored: StoredItem, *categories: str) -> list[StoredFinding]:
    """A finding of each category in the item."""
    return [StoredFinding(name, stored, Finding(name, 3, 2, 0.9, ()), NOON) for name in categories]
