"""csv, tsv and their kin: rows of cells between `;`, `,`, `|` or tabs, as people export and mend them by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from scanner.extract.charset import open_text
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.pieces import pieces
from scanner.extract.shape import batches, filled, header_at, names
from scanner.extract.text import at_line, damage, plain
from scanner.model import Row, Table

# The comma last: it stands in prose and in numbers too.
_DELIMITERS = "\t;|,"
_LOOK_LINES = 200
_LOOK_CHARACTERS = 64_000
_HEAD_ROWS = 50  # among which the header is looked for
_LONGEST = 1_000_000  # characters of a line; a longer one is cut
_RECORD_LINES = 50  # of one record with line ends in its cells; a longer one is a quote that nobody closed
_STEADY = 0.6  # share of rows that are as wide as most
_HINT = re.compile(r"sep=(.)\s*$")
# Python's logging writes milliseconds behind a comma: one comma a line.
_LOG_LINE = re.compile(r"\S{10}[ T]\d\d:\d\d:\d\d,\d{3}\b")
_VALUE = re.compile(r"\S+@\S+|(?=(?:\D*\d){5})[^\n]{5,40}")

Line = tuple[int, str]
Record = tuple[int, Row]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells, and how many cells most rows have."""

    delimiter: str
    width: int


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """Lines above the header as text, then one table. A row's number is that of the line it begins on."""
    csv.field_size_limit(_RECORD_LINES * _LONGEST)
    with content.open() as stream:
        text = open_text(stream)
        lines = ((number, plain(line)) for number, line in text.lines(_LONGEST))
        head = list(_head(lines))
        dialect = dialect_of("".join(line for _, line in head)) or Dialect(",", 1)
        records = _records(chain(head, lines), dialect)
        first = list(islice(records, _HEAD_ROWS))
        at = _header_at([cells for _, cells in first], dialect)
        above, header = (first[:at], names(first[at][1])) if at is not None else ([], ())
        yield from pieces(((_line(cells), at_line(number)) for number, cells in above), limits)
        rows = chain(first if at is None else first[at + 1 :], records)
        yield Table(batches(rows), header)
        yield from damage(text)


def dialect_of(sample: str) -> Dialect | None:
    """How the text's cells are told apart; None where it is no list of rows. A column of values under a name counts
    as one."""
    lines = [f"{line}\n" for line in sample.split("\n")[:_LOOK_LINES] if line.strip()]
    if lines and (hint := _HINT.match(lines[0])):
        return Dialect(hint[1], max((line.count(hint[1]) + 1 for line in lines[1:]), default=1))
    found = [dialect for delimiter in _DELIMITERS if (dialect := _try(lines, delimiter))]
    if found:
        return min(found, key=lambda dialect: _stray_quotes(lines, dialect))
    return Dialect("\t", 1) if _is_column(lines) else None


def _try(lines: list[str], delimiter: str) -> Dialect | None:
    rows = [row for _, row in _records(enumerate(lines), Dialect(delimiter, 0))]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return None
    width, count = widths.most_common(1)[0]
    below = rows[next(at for at, row in enumerate(rows) if len(row) == width) :]
    steady = count >= max(2, _STEADY * len(below)) and widths.total() >= 0.8 * len(below)
    columns = sum(any(cells) for cells in zip(*(row for row in rows if len(row) == width), strict=True))
    if not steady or columns < 2 or (delimiter == "," and _is_prose(lines, count / len(below), width)):
        return None
    return Dialect(delimiter, width)


def _is_prose(lines: list[str], steady: float, width: int) -> bool:
    """Whether commas are those of sentences, code or a log."""
    text = "".join(lines)
    spaced = text.count(", ") + text.count(",\n") >= 0.8 * text.count(",")
    if steady < 0.8 or (spaced and (width == 2 or len(lines) < 5)):
        return True
    odd = sum(line.rstrip().endswith((";", "{", "}")) or _LOG_LINE.match(line) is not None for line in lines)
    return odd >= 0.5 * len(lines)


def _stray_quotes(lines: list[str], dialect: Dialect) -> int:
    """Quotes left inside cells: the wrong delimiter cuts quoted cells in two."""
    return sum((cell or "").count('"') for _, row in _records(enumerate(lines), dialect) for cell in row)


def _is_column(lines: list[str]) -> bool:
    values = sum(_VALUE.fullmatch(line.strip()) is not None for line in lines[1:])
    return len(lines) > 2 and not any(map(str.isdigit, lines[0])) and values >= 0.9 * (len(lines) - 1)


def _header_at(rows: list[Row], dialect: Dialect) -> int | None:
    """The header's index, if what stands above it is a title and not rows of their own."""
    at = header_at(rows)
    return None if at is None or any(2 * len(filled(row)) > dialect.width > 1 for row in rows[:at]) else at


def _head(lines: Iterator[Line]) -> Iterator[Line]:
    size = 0
    for number, line in islice(lines, _LOOK_LINES):
        yield number, line
        size += len(line)
        if size > _LOOK_CHARACTERS:
            return


def _line(cells: Row) -> str:
    return " | ".join(cell for cell in cells if cell)


class _RunawayError(Exception):
    """A record has too many lines to be one."""


class _Feed:
    """Lines for `csv.reader`, with those of the record in hand, which may be put back."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self.held: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.held) == _RECORD_LINES:
            raise _RunawayError
        self.held.append(self._again.popleft() if self._again else next(self._lines))
        return self.held[-1][1]

    def keep_first(self) -> Line:
        """The record's first line; the others will be read again."""
        self._again.extendleft(reversed(self.held[1:]))
        return self.held[0]


def _records(lines: Iterable[Line], dialect: Dialect) -> Iterator[Record]:
    """Rows with the number of their first line. A quote that is not closed costs the quoting of its own line."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=dialect.delimiter)
    while True:
        feed.held.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_RunawayError, csv.Error):
            reader = csv.reader(feed, delimiter=dialect.delimiter)
            number, line = feed.keep_first()
            cells = _unquoted(line, dialect)
        else:
            number, line = feed.held[0]
            if len(feed.held) > 1 and _swallowed(cells, dialect):
                feed.keep_first()
                cells = _unquoted(line, dialect)
        if any(cell and not cell.isspace() for cell in cells):
            yield number, tuple(cell.strip() or None for cell in cells)


def _swallowed(cells: list[str], dialect: Dialect) -> bool:
    """Whether a record of several lines is a stray quote's: of odd width, or with whole rows inside a cell."""
    full = max(1, dialect.width - 1)
    return (dialect.width > 0 and len(cells) != dialect.width) or any(
        line.count(dialect.delimiter) >= full for cell in cells if "\n" in cell for line in cell.split("\n")
    )


def _unquoted(line: str, dialect: Dialect) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(dialect.delimiter)]
