"""The made-up databases (`data/databases.yaml`): SQLite files on the share, and one that is scanned by its URL."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pydantic import Field

from scanner import rulefiles
from scanner.synthetic.clerk import Clerk
from scanner.synthetic.dirt import Habits
from scanner.synthetic.marked import Marked, counts
from scanner.synthetic.plan import plan
from scanner.synthetic.vocabulary import DATA, Strict

_TODAY = dt.date(2026, 10, 1)
Range = tuple[dt.date, dt.date] | None


class Lot(Strict):
    """Rows whose date columns lie in the same ranges."""

    rows: int
    dates: dict[str, Range] = Field(default_factory=dict)


class PlannedTable(Strict):
    """A table: column → field, and its rows in lots."""

    verdicts: str
    clock: list[str]
    columns: dict[str, str]
    lots: list[Lot]
    contradictions: int = 0


class _Databases(Strict):
    databases: dict[str, dict[str, PlannedTable]]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A filled table with the statuses of each of its categories."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Marked, ...], ...]
    statuses: dict[str, frozenset[str]]

    def pieces(self) -> list[Marked]:
        """Every cell."""
        return [cell for row in self.rows for cell in row]


def databases(rng: Random) -> dict[str, list[MadeTable]]:
    """Path of each database → its tables."""
    planned = rulefiles.load(DATA / "databases.yaml", _Databases).databases
    return {path: [_made(rng, name, table) for name, table in tables.items()] for path, tables in planned.items()}


def write(path: Path, tables: list[MadeTable]) -> None:
    """A new SQLite file with these tables; empty cells are NULL."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in tables:
            columns = ", ".join(
                f'"{name}" {"INTEGER PRIMARY KEY" if name == "id" else "TEXT"}' for name in table.columns
            )
            connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            rows = ([cell.text or None for cell in row] for row in table.rows)
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608 - our own names


def _made(rng: Random, name: str, planned: PlannedTable) -> MadeTable:
    clerk = Clerk(rng, "ru", _TODAY, Habits(rng))
    lots = [lot for lot in planned.lots for _number in range(lot.rows)]
    rows = []
    for number, lot in enumerate(lots, start=1):
        clerk.next_row()
        if number <= planned.contradictions:
            clerk.contradict(number)
        rows.append(tuple(_cell(clerk, field, number, lot) for field in planned.columns.values()))
    statuses = {
        category: plan().statuses(planned.verdicts, category, [*planned.clock, *_contradicted(planned, category)])
        for category in counts(cell for row in rows for cell in row)
    }
    return MadeTable(name, tuple(planned.columns), tuple(rows), statuses)


def _contradicted(planned: PlannedTable, category: str) -> list[str]:
    return ["inaccurate"] if planned.contradictions and category in ("pin", "birth_date") else []


def _cell(clerk: Clerk, field: str, number: int, lot: Lot) -> Marked:
    if field == "row":
        return Marked(str(number))
    if field not in lot.dates:
        return clerk.field(field)
    days = lot.dates[field]
    if days is None:
        return Marked()
    day = days[0] + dt.timedelta(days=clerk.rng.randrange((days[1] - days[0]).days + 1))
    return Marked(day.isoformat())
