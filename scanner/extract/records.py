"""Events of a JSON parser to what they tell: records of arrays, and single values with their key paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from scanner.cells import as_text
from scanner.extract.text import at_line
from scanner.model import Location

_LARGEST = 1000  # values of one record; a larger one is none, and what lies in it is looked at by itself
_LONGEST_NUMBER = 40  # digits: `1e999999999` is eleven characters, and a gigabyte when written out

Event = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands in no record, with the names that lead to it."""

    label: str
    text: str = field(repr=False)
    location: Location = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An object in an array, `number` its place in it from 1: its values by dotted key, several of one key joined.
    A list in an array is a record whose keys are positions (`named` is false)."""

    array: Location
    number: int
    named: bool
    values: dict[str, str] = field(repr=False)


@dataclass(slots=True)
class _Level:
    """An object or array that is open: the key or index of what is read in it now."""

    array: bool
    at: str | int


@dataclass(slots=True)
class _Open:
    """A record that is being read, and how many levels lie around it."""

    depth: int
    named: bool
    values: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0


class Walk:
    """Goes through the events of one file; or, with `line`, of one line of a file that has a record in each."""

    def __init__(self, line: int | None = None) -> None:
        # The lines of a file are as the elements of one array.
        self._levels = [] if line is None else [_Level(True, line - 2)]
        self._outer = len(self._levels)
        self._line = () if line is None else at_line(line)
        self._record: _Open | None = None

    def parts(self, events: Iterable[Event]) -> Iterator[Value | Record]:
        """What the events tell, in their order; a record that they leave open too."""
        for event, value in events:
            if event == "map_key":
                self._levels[-1].at = str(value)
            elif event in ("start_map", "start_array"):
                self._start(event == "start_array")
            elif event in ("end_map", "end_array"):
                self._levels.pop()
                if self._record and self._record.depth == len(self._levels):
                    yield from self._close(self._record)
            else:
                self._advance()
                if (text := _as_text(value)) is not None:
                    yield from self._tell(text)
        if self._record:
            yield from self._close(self._record)

    def _start(self, array: bool) -> None:
        # A list that begins with an object is no record itself: it is one more array of records.
        outer = self._record is not None and not self._record.named and not self._record.count and not array
        if self._advance() and (self._record is None or outer):
            self._record = _Open(len(self._levels), not array)
        self._levels.append(_Level(array, -1 if array else ""))

    def _advance(self) -> bool:
        """Counts an array's next element; false outside arrays."""
        level = self._levels[-1] if self._levels else None
        if level is None or not isinstance(level.at, int):
            return False
        level.at += 1
        return True

    def _tell(self, text: str) -> Iterable[Value]:
        record = self._record
        if record is None:
            return (Value(self._names(self._levels), text, self._place(self._levels)),)
        inside = self._levels[record.depth :]
        record.values.setdefault(self._names(inside) if record.named else str(inside[0].at), []).append(text)
        record.count += 1
        if record.count <= _LARGEST:
            return ()
        self._record = None
        return self._spilled(record)

    def _spilled(self, record: _Open) -> Iterator[Value]:
        place = self._place(self._levels[: record.depth])
        for key, texts in record.values.items():
            yield from (Value(key, text, (*place, ("key", key))) for text in texts)

    def _close(self, record: _Open) -> Iterator[Record]:
        self._record = None
        array = self._levels[: record.depth]
        number = array[-1].at
        assert isinstance(number, int)
        if record.values:
            location = self._place(array[:-1]) if len(array) > self._outer else ()
            values = {key: "; ".join(texts) for key, texts in record.values.items()}
            yield Record(location, number + 1, record.named, values)

    @staticmethod
    def _names(levels: list[_Level]) -> str:
        return ".".join([str(level.at) for level in levels if not level.array])

    def _place(self, levels: list[_Level]) -> Location:
        path = ".".join([str(level.at) for level in levels[self._outer :]])
        return (*self._line, ("key", path)) if path else self._line


def _as_text(value: object) -> str | None:
    if isinstance(value, Decimal) and abs(value.adjusted()) > _LONGEST_NUMBER:
        return str(value)
    return as_text(value)
