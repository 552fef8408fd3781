"""Whether an item's term of storage is over, and by which clock (clauses 20 and 25).

Clocks in order of trust: the date column or event that the array names, the document's own date, the path's year,
file times. The most trusted one that an item has decides alone: when it says "not over", no lesser one is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from scanner.folding import clean, loose
from scanner.model import TableFacts
from scanner.policy.arrays import Array
from scanner.policy.terms import DefaultTerms, Term, later
from scanner.policy.wording import ClockName
from scanner.verdicts import RowCount, StoredItem

_YEAR = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?=г\b|год|ж\b|жыл|[\W_]|$)", re.IGNORECASE)

Over = Literal["due", "overdue", "stale"]
Days = tuple[tuple[dt.date, int], ...]
"""Days with the number of rows that bear each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows for an item: the days from which terms count, each with its rows (1 where it has none)."""

    clock: ClockName
    days: Days
    column: str = ""
    rows: int | None = None  # of the tables that have the column

    @property
    def trusted(self) -> bool:
        """Whether it may make data due; a path's year and a file's times only give a hint."""
        return self.clock in ("column", "event", "document")

    @property
    def name(self) -> str:
        """The clock as a verdict tells it: `column:closed_at`, `document`."""
        return f"{self.clock}:{self.column}" if self.column else self.clock


@dataclass(frozen=True, slots=True)
class Expiry:
    """A term that is over: by which clock, since when (the earliest row's last day), and how sure that is."""

    status: Over
    reading: Reading
    ended: dt.date
    due: dt.date  # the last day to destroy it
    unverified: bool
    rows: RowCount | None = None


@dataclass(frozen=True, slots=True)
class Aging:
    """What became of an item's term: what is over, and what hinders telling it."""

    expiries: tuple[Expiry, ...] = ()
    notes: tuple[Literal["on_hold", "term_unknown"], ...] = ()


@dataclass(frozen=True, slots=True)
class Clocks:
    """The day, and what the law and the scan say of every clock."""

    as_of: dt.date
    days_to_destroy: int
    defaults: DefaultTerms
    file_times_off: Collection[str] = frozenset()  # targets

    def age(self, stored: StoredItem, array: Array) -> Aging:
        """What the array's term, or the default of its purposes, says of an item on the day."""
        if array.hold and array.hold.lasts(self.as_of):
            return Aging(notes=("on_hold",))
        term = array.term or self.defaults.longest(array.purposes)
        if term is None:
            return Aging(notes=("term_unknown",))
        reading = self._event(stored, array, term) if term.type == "event" else self._best(stored, array, term)
        expiries = self._expiries(reading, term) if reading else ()
        unknown = array.term is None or (term.type == "event" and reading is None)
        return Aging(expiries, ("term_unknown",) if unknown else ())

    def _event(self, stored: StoredItem, array: Array, term: Term) -> Reading | None:
        """The day of the event; of two, the later."""
        readings = [*self._columns(stored, term)]
        if "document" in term.clock and "document" not in array.forbidden_clocks:
            readings += self._document(stored)
        if term.event_dates:
            readings.append(Reading("event", ((max(term.event_dates), 1),)))
        return self._latest(readings, term)

    def _best(self, stored: StoredItem, array: Array, term: Term) -> Reading | None:
        """The most trusted clock that the item has and the array allows."""
        columns = self._latest([*self._columns(stored, term)], term)
        lesser = (*self._document(stored), *self._path_year(stored), *self._file_time(stored))
        return columns or next((reading for reading in lesser if reading.clock not in array.forbidden_clocks), None)

    def _latest(self, readings: list[Reading], term: Term) -> Reading | None:
        """Of several clocks, the one by which the fewest rows are over: counts by day do not tell which dates share
        a row, and of two events that follow each other this is the later."""

        def over(reading: Reading) -> tuple[int, int]:
            rows = sum(rows for day, rows in reading.days if term.last_day(day) < self.as_of)
            return rows, -min(reading.days)[0].toordinal()

        return min(readings, key=over, default=None)

    def _columns(self, stored: StoredItem, term: Term) -> Iterator[Reading]:
        for column in term.columns:
            found = [(table, days) for table in stored.facts.tables for days in self._days(table, column)]
            days = tuple(pair for _table, pairs in found for pair in pairs)
            if days:
                yield Reading("column", days, column, sum(table.rows for table, _pairs in found))

    def _days(self, table: TableFacts, column: str) -> Iterator[Days]:
        """The day counts of the table's column of this name, unless it is one that never is a clock."""
        wanted = _plain(column)
        never = {name for name, category, _share in table.columns if category in self.defaults.never_clocks}
        yield from (days for name, days in table.days if _plain(name) == wanted and name not in never)

    def _document(self, stored: StoredItem) -> Iterator[Reading]:
        if stored.facts.document_date:
            yield Reading("document", ((stored.facts.document_date, 1),))

    def _path_year(self, stored: StoredItem) -> Iterator[Reading]:
        year = path_year(stored.item.name)
        if year:
            yield Reading("path_year", ((dt.date(year, 12, 31), 1),))

    def _file_time(self, stored: StoredItem) -> Iterator[Reading]:
        if stored.item.modified and stored.item.target not in self.file_times_off:
            yield Reading("file_time", ((stored.item.modified.date(), 1),))

    def _expiries(self, reading: Reading, term: Term) -> tuple[Expiry, ...]:
        ended = tuple((last, rows) for day, rows in reading.days if (last := term.last_day(day)) < self.as_of)
        if not ended:
            return ()
        if term.unverified or not reading.trusted:
            return (self._expiry("stale", ended, reading, term),)
        late = tuple(pair for pair in ended if self._due(pair[0]) < self.as_of)
        due = tuple(pair for pair in ended if self._due(pair[0]) >= self.as_of)
        rows = None if reading.rows is None else RowCount(_rows(due), _rows(late), reading.rows)
        groups: dict[Over, Days] = {"due": due, "overdue": late}
        return tuple(self._expiry(status, days, reading, term, rows) for status, days in groups.items() if days)

    def _expiry(self, status: Over, ended: Days, reading: Reading, term: Term, rows: RowCount | None = None) -> Expiry:
        last = min(ended)[0]
        return Expiry(status, reading, last, self._due(last), term.unverified, rows)

    def _due(self, last_day: dt.date) -> dt.date:
        return later(last_day, days=self.days_to_destroy)


def _rows(days: Days) -> int:
    return sum(rows for _day, rows in days)


def path_year(name: str) -> int | None:
    """The year that an item's name tells: the latest of those that stand by themselves in it (`hr/2019/orders.docx`,
    `visits_2019.xlsx`, `отчет 2019г.doc`), never a part of a longer number or word."""
    years = [int(match.group()) for match in _YEAR.finditer(name)]
    return max(years, default=None)


def _plain(column: str) -> str:
    """A column's name as it is compared: people write headers with odd blanks, capitals and letters."""
    return " ".join(loose(clean(column).text).split())
