"""Facts and places as compact JSON and back. Fields at their default are left out; days are day numbers."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from scanner.model import Evidence, Facts, Location, Place, Prints, TableFacts

# Facts that are written as they are.
_PLAIN = (
    "media",
    "document_type",
    "subject_group",
    "persons",
    "pin_birth_same",
    "pin_birth_differ",
    "rows_read",
    "rows_total",
    "bytes_read",
)
_NOTHING = Facts()
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump(value: Any) -> str:
    """JSON without blanks. Half a character (a lone surrogate, which SQLite cannot keep) becomes its JSON escape."""
    return _JSON.encode(value).encode("utf-8", "backslashreplace").decode()


def dump_places(places: tuple[Place, ...]) -> str:
    """Places as lists: location, example, why, confidence."""
    return dump(
        [
            [place.location, place.example, [[why.code, why.detail] for why in place.why], place.confidence]
            for place in places
        ]
    )


def load_places(text: str) -> tuple[Place, ...]:
    """What `dump_places` was given."""
    return tuple(
        Place(_location(location), example, tuple(Evidence(*each) for each in why), confidence)
        for location, example, why, confidence in json.loads(text)
    )


def dump_facts(facts: Facts) -> str:
    """Facts without their prints, which have a table of their own."""
    said = {name: getattr(facts, name) for name in _PLAIN if getattr(facts, name) != getattr(_NOTHING, name)}
    if facts.document_date:
        said["date"] = facts.document_date.toordinal()
    if facts.tables:
        said["tables"] = [_table(table) for table in facts.tables]
    return dump(said)


def load_facts(text: str, prints: tuple[Prints, ...] = ()) -> Facts:
    """What `dump_facts` was given, with these prints."""
    said = json.loads(text)
    day = said.pop("date", None)
    tables = tuple(_load_table(*table) for table in said.pop("tables", ()))
    date = None if day is None else dt.date.fromordinal(day)
    return replace(_NOTHING, document_date=date, tables=tables, prints=prints, **said)


def _table(table: TableFacts) -> list[Any]:
    days = [[column, [[day.toordinal(), rows] for day, rows in counts]] for column, counts in table.days]
    return [table.location, table.columns, days, table.rows, table.read, table.total]


def _load_table(
    location: Any, columns: Any, days: Any, rows: int, read: Any = (), total: int | None = None
) -> TableFacts:
    return TableFacts(
        _location(location),
        tuple((name, category, share) for name, category, share in columns),
        tuple((name, tuple((dt.date.fromordinal(day), count) for day, count in counts)) for name, counts in days),
        rows,
        tuple(read),
        total,
    )


def _location(steps: Any) -> Location:
    return tuple(map(tuple, steps))
