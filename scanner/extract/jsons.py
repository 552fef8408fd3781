"""JSON: arrays of objects as tables, everything else as `key path: value` lines, so that keys serve as labels.

Read as a stream of events, never as a tree: neither a file's size nor its nesting costs memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

import ijson

from scanner.errors import UnreadError
from scanner.extract.charset import TextStream, open_text
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.pieces import pieces
from scanner.extract.records import Event, Record, Value, Walk
from scanner.extract.shape import batches
from scanner.extract.text import Slices, at_line, damage, plain
from scanner.model import Gap, Reason, Row, Table

_DEEPEST = 200
_LEARN = 500  # rows whose keys make a header
_WIDEST = 300  # columns; objects with more keys than that are no records of one kind
_LONGEST = 1_000_000  # characters of a line that holds a record
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
_BEGINS = re.compile(r'\s*[\[{]\s*["\[{\]}\dtfn-]')
# The parser's C code brings the whole process down over an integer that is too long for Python.
_HUGE_NUMBER = re.compile(r"\d{400}")
_BROKEN = (ijson.JSONError, ValueError, ArithmeticError)


def kind_of(head: str) -> str | None:
    """`json` or `jsonl` (a value a line) by a file's first characters, None where they are neither."""
    if not _BEGINS.match(head):
        return None
    lines = [line for line in head.split("\n")[:20] if line.strip()]
    if len(lines) > 1 and all(map(_is_whole, lines[:2])):
        return "jsonl"
    return "json" if _is_begun(head) else None


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """Tables and text. What is broken or nested too deep is a gap, and from there the file is read as plain text."""
    with content.open() as stream:
        text = open_text(stream)
        head = next(text.chunks(), "")
        stream.seek(0)
        text = TextStream(stream, text.encoding)
        yield from _read_lines(text, limits) if kind_of(head) == "jsonl" else _read_whole(text, limits)
        yield from damage(text)


def _read_whole(text: TextStream, limits: Limits) -> Iterator[Block]:
    slices = Slices(text.chunks())
    events = _Events(slices)
    yield from _blocks(Walk().parts(events), limits)
    if events.gap:
        yield events.gap
        yield from slices.rest(limits)


def _read_lines(text: TextStream, limits: Limits) -> Iterator[Block]:
    bad: list[int] = []
    yield from _blocks(_lines(text, bad), limits)
    if bad:
        yield Gap(Reason.CORRUPT, at_line(bad[0]))


def _lines(text: TextStream, bad: list[int]) -> Iterator[Value | Record]:
    """The records of each line; a line that is not JSON as it stands. The first such line is told in `bad`."""
    for number, line in text.lines(_LONGEST):
        if not line.strip():
            continue
        try:
            yield from list(Walk(number).parts(_shallow(_Source([line]))))
        except (*_BROKEN, UnreadError):
            bad[:] = bad or [number]
            yield Value("", plain(line), at_line(number))


def _is_whole(line: str) -> bool:
    try:
        events = list(_shallow(_Source([line])))
    except (*_BROKEN, UnreadError):
        return False
    return events[0][0].startswith("start")


def _is_begun(head: str) -> bool:
    """Whether the text is JSON as far as it goes: all that the parser misses is the end."""
    try:
        for _ in _shallow(_Source([head])):
            pass
    except ijson.IncompleteJSONError as error:
        return "premature EOF" in str(error)
    except (*_BROKEN, UnreadError):
        return True
    return True


class _Source:
    """Text as the bytes that the parser asks for, once it has told all it knows of those before."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = iter(parts)

    def read(self, size: int) -> bytes:
        """The next part, whatever its size; nothing for nothing."""
        part = next(self._parts, "") if size else ""
        if _HUGE_NUMBER.search(part):
            raise ValueError
        return part.encode()


def _shallow(source: _Source) -> Iterator[Event]:
    """The parser's events. Raises UnreadError (too deep) and what the parser raises."""
    depth = 0
    for event in ijson.basic_parse(source, multiple_values=True):
        depth += _STEPS.get(event[0], 0)
        if depth > _DEEPEST:
            raise UnreadError(Reason.TOO_DEEP)
        yield event


class _Events:
    """A file's events; where the parser gives up they end, and `gap` says why."""

    def __init__(self, slices: Slices) -> None:
        self.gap: Gap | None = None
        self._slices = slices
        self._told = False

    def _parts(self) -> Iterator[str]:
        for part in self._slices:
            if self._told:
                self._slices.answered()
            self._told = False
            yield part

    def __iter__(self) -> Iterator[Event]:
        try:
            for event in _shallow(_Source(self._parts())):
                self._told = True
                yield event
        except _BROKEN:
            self.gap = Gap(Reason.CORRUPT)
        except UnreadError as error:
            self.gap = Gap(error.reason)


def _blocks(parts: Iterator[Value | Record], limits: Limits) -> Iterator[Block]:
    for array, group in groupby(parts, key=lambda part: part.array if isinstance(part, Record) else None):
        if array is None:
            yield from _text((part for part in group if isinstance(part, Value)), limits)
        else:
            yield from _tables((part for part in group if isinstance(part, Record)), limits)


def _text(values: Iterator[Value], limits: Limits) -> Iterator[Block]:
    lines = ((f"{value.label}: {value.text}" if value.label else value.text, value.location) for value in values)
    yield from pieces(lines, limits)


def _tables(records: Iterator[Record], limits: Limits) -> Iterator[Block]:
    """One table; another one from the record on that has a key which the first ones had not."""
    header: dict[str, None] = {}
    while first := list(islice(records, _LEARN)):
        header |= dict.fromkeys(key for record in first for key in record.values)
        if len(header) > _WIDEST:
            header = {}
            yield from _text((value for record in first for value in _values(record)), limits)
            continue
        named = all(record.named for record in first)
        columns = tuple(header) if named else tuple(sorted(header, key=_position))
        fitting = _Fitting(chain(first, records), columns)
        yield Table(batches(fitting), columns if named else (), first[0].array)
        records = fitting.rest()


def _position(key: str) -> int:
    return int(key) if key.isdecimal() else -1


def _values(record: Record) -> Iterator[Value]:
    for key, text in record.values.items():
        yield Value(key, text, (*record.array, ("row", str(record.number)), ("key", key)))


class _Fitting:
    """Rows of the records that have no key beyond the header."""

    def __init__(self, records: Iterator[Record], header: tuple[str, ...]) -> None:
        self._records = records
        self._header = header
        self._next: list[Record] = []

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        known = set(self._header)
        for record in self._records:
            if not known.issuperset(record.values):
                self._next = [record]
                return
            yield record.number, tuple(record.values.get(key) for key in self._header)

    def rest(self) -> Iterator[Record]:
        """The records from the first that does not fit on."""
        return chain(self._next, self._records)
