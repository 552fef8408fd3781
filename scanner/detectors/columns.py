"""Tables by column: what the header says, what the values are, and how large a share of them.

The cells of a column are joined, each behind its label, and scanned once; a call a cell would cost more than
everything else. What a column is taken for (its role) is decided by `columns_roles` from its header, its first batch
of values and the columns beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scanner.detectors import columns_values as values
from scanner.detectors.columns_cells import CellReader
from scanner.detectors.columns_column import PERSONAL, SURE_SHARE, Column
from scanner.detectors.columns_heads import column_names
from scanner.detectors.columns_roles import RoleReader
from scanner.detectors.columns_rows import InColumn, put_together
from scanner.detectors.columns_terms import is_empty, is_total
from scanner.detectors.interface import TextDetector
from scanner.detectors.rules import Rules
from scanner.model import NAMES, Batch, Evidence, Location, Match, Placed, Record, Table, TableFacts

_SAMPLE = 60  # values of the first batch that a column is judged by
_PLACEHOLDERS = 4  # times as many cells are looked at, as some hold no value
_CHANCE_SHARE = 0.2  # whole-cell numbers that are right more rarely than this are right by chance
_FEW = 20  # values below which a share says nothing
_NUMBERS = frozenset({"pin", "passport", "current_account", "phone", "payment_card"})
_SURE = 0.6  # confidence of what names somebody
_BY_VALUE = 0.8  # of a match's confidence, in a column whose values alone say what it is


@dataclass(slots=True)
class _State:
    """What is known of a table while it is read."""

    columns: list[Column]
    barred: frozenset[str]  # categories that are nobody's in this table
    skipped: int  # rows of the first batch that are names of columns
    rows: int = 0


@dataclass(frozen=True, slots=True)
class ColumnDetector:
    """Finds what tables hold. `text` sees labelled cells; `headers` are the rules, which know column names."""

    text: TextDetector
    headers: Rules
    minimum: float = 0.0
    _cells: CellReader = field(init=False)
    _roles: RoleReader = field(init=False)

    def __post_init__(self) -> None:
        cells = CellReader(self.text, self.headers)
        object.__setattr__(self, "_cells", cells)
        object.__setattr__(self, "_roles", RoleReader(cells, self.headers))

    def scan(self, table: Table) -> Iterator[Record | TableFacts]:
        """A record for each row that holds something, then the table's facts."""
        state: _State | None = None
        for batch in table.batches:
            if state is None:
                state = self._begin(table.header, batch)
                batch = Batch(batch.numbers[state.skipped :], batch.rows[state.skipped :], batch.binary)
            columns = state.columns
            width = max((len(row) for row in batch.rows), default=0)
            columns += [Column(index, "", barred=state.barred) for index in range(len(columns), width)]
            state.rows += len(batch.rows)
            yield from self._batch(table, state, batch)
        yield _facts(table, state.columns if state else [], state.rows if state else 0)

    def _begin(self, header: Sequence[str], first: Batch) -> _State:
        """The columns with their roles, from the header and the first batch."""
        names, skipped = column_names(header, first.rows, self.headers.index)
        rows = first.rows[skipped:]
        width = max(len(names), max((len(row) for row in rows), default=0))
        columns = [
            Column(index, name, name.strip()) for index, name in enumerate([*names, *[""] * (width - len(names))])
        ]
        told = [row for row in rows if not is_total(row)]
        samples = [_sample(told, column.index) for column in columns]
        self._roles.settle(columns, samples, told[:_SAMPLE])
        barred = frozenset.intersection(*(column.barred for column in columns)) if columns else frozenset()
        return _State(columns, barred, skipped)

    def _batch(self, table: Table, state: _State, batch: Batch) -> Iterator[Record]:
        found: dict[int, list[InColumn]] = defaultdict(list)
        totals = {at for at, row in enumerate(batch.rows) if is_total(row)}
        for column in state.columns:
            cells = [row[column.index] if column.index < len(row) else None for row in batch.rows]
            _count_days(column, cells)
            for at, match in self._column(column, cells, totals):
                if match.confidence >= self.minimum:
                    found[at].append((column, match))
        for at in sorted(found):
            if kept := _of_somebody(put_together(found[at]), state):
                places = (_location(table, batch.numbers[at], column) for column, _ in kept)
                yield Record(tuple(map(Placed, (match for _, match in kept), places)), row=True)

    def _column(self, column: Column, cells: Sequence[str | None], totals: set[int]) -> Iterator[tuple[int, Match]]:
        filled = [at for at, cell in enumerate(cells) if cell and not cell.isspace()]
        column.filled += len(filled)
        if column.roles:
            filled = [at for at in filled if at not in totals and cells[at] != column.name]
            found = list(self._cells.read(column.roles, column.part, cells, filled))
        else:
            found = list(self._cells.joined(cells, filled, column.label))
            found = [(at, match) for at, match in found if match.category not in column.ruled_out]
        whole = {
            (at, match.category) for at, match in found if match.end - match.start >= len((cells[at] or "").strip())
        }
        column.whole.update(category for _, category in whole)
        for at, match in found:
            if not _by_chance(column, match, cells[at] or ""):
                yield at, _with_column_evidence(column, match)


def _sample(rows: Sequence[Sequence[str | None]], index: int) -> list[str]:
    """Some of a column's values, from all over the batch."""
    cells = [cell for row in rows if index < len(row) and (cell := row[index])]
    some = cells[:: max(1, len(cells) // (_PLACEHOLDERS * _SAMPLE))]
    kept = [cell for cell in some if not is_empty(cell)]
    return kept[:: max(1, len(kept) // _SAMPLE)][:_SAMPLE]


def _of_somebody(found: list[InColumn], state: _State) -> list[InColumn]:
    """Of a table of no persons, without posts and amounts in rows that name nobody; and without what is a firm's."""
    if not state.barred:
        return found
    named = any(
        match.category in PERSONAL and match.confidence >= _SURE and match.part in (None, "number")
        for _, match in found
    )
    return [(column, match) for column, match in found if match.category not in (() if named else column.barred)]


def _by_chance(column: Column, match: Match, cell: str) -> bool:
    """A column of numbers of which a few pass a check is a column of other numbers."""
    if column.roles or column.filled < _FEW or match.end - match.start < len(cell.strip()):
        return False
    return column.whole[match.category] < _CHANCE_SHARE * column.filled and match.category in _NUMBERS


def _with_column_evidence(column: Column, match: Match) -> Match:
    why = match.why
    confidence = match.confidence
    if match.category in column.roles:
        if column.by_header:
            why = (Evidence("header"), *(reason for reason in why if reason.code != "cue"))
        else:
            share = round(100 * column.whole[match.category] / max(1, column.filled))
            why = (*(reason for reason in why if reason.code != "cue"), Evidence("share", f"{share} %"))
            confidence = confidence if match.why else confidence * _BY_VALUE
    mention = match.mention
    if match.category in NAMES:
        mention = 1000 * column.person + (mention or 0)
    return replace(match, why=why, confidence=confidence, mention=mention)


def _count_days(column: Column, cells: Sequence[str | None]) -> None:
    """Counts the whole days of a column, for the terms of storage."""
    for cell in cells:
        day = values.written_day(cell) if cell else None
        if day:
            column.days[day] += 1
            column.dates += 1


def _location(table: Table, row: int, column: Column) -> Location:
    if table.spreadsheet:
        return (*table.location, ("cell", f"{_letters(column.index)}{row}"))
    return (*table.location, ("row", str(row)), ("column", column.name or str(column.index + 1)))


def _letters(index: int) -> str:
    """A spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _facts(table: Table, columns: list[Column], rows: int) -> TableFacts:
    roles, read = [], []
    for column in columns:
        category = column.category or next((name for name, _ in column.whole.most_common(1)), None)
        if category and column.filled:
            share = min(1.0, column.whole[category] / column.filled)
            roles.append((column.name or str(column.index + 1), category, round(share, 3)))
            read.append(column.filled)
    days: tuple[tuple[str, tuple[tuple[dt.date, int], ...]], ...] = tuple(
        (column.name or str(column.index + 1), tuple(sorted(column.days.items())))
        for column in columns
        if column.dates and column.dates >= SURE_SHARE * column.filled
    )
    return TableFacts(table.location, tuple(roles), days, rows, tuple(read), table.total)
