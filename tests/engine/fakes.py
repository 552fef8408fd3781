"""A source, a reader and detectors simple enough to say what an engine must do with them; importable by workers."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scanner.engine.interface import Tools
from scanner.errors import UnreadError
from scanner.extract.interface import Member
from scanner.model import (
    Batch,
    DocumentKind,
    Gap,
    Item,
    Match,
    Outcome,
    Picture,
    Placed,
    Reason,
    Record,
    Table,
    TableFacts,
    Text,
)

KEY = b"k" * 32
_PIN = re.compile(r"\d{14}")


@dataclass(frozen=True)
class MemoryContent:
    name: str
    data: bytes
    path: bytes | None = None

    @property
    def size(self):
        return len(self.data)

    def open(self):
        return io.BytesIO(self.data)


@dataclass(frozen=True)
class MemorySource:
    """Items by name; a name that begins with `table` holds rows."""

    contents: tuple[tuple[str, str], ...]
    label: str = "memory"
    outcomes: tuple[tuple[str, Outcome], ...] = ()
    stamp_now: str = "1"

    def items(self) -> Iterator[tuple[Item, Outcome | None]]:
        for name, content in self.contents:
            yield Item(self.label, name, size=len(content), stamp="1"), dict(self.outcomes).get(name)

    def open(self, item):
        content = dict(self.contents)[item.name]
        if item.name.startswith("table"):
            return rows(content)
        return MemoryContent(item.name, content.encode())

    def stamp(self, item):
        return self.stamp_now


def rows(content):
    cells = tuple(tuple(line.split(",")) for line in content.split("\n"))
    return Table(iter([Batch(tuple(range(1, len(cells) + 1)), cells, binary=content.count("BINARY"))]))


@dataclass
class FakeExtraction:
    text: str
    media: str = "fake"

    def blocks(self):
        for word in self.text.split():
            match word.partition(":")[::2]:
                case "hang", _:
                    time.sleep(600)
                case "kill", _:
                    os.kill(os.getpid(), signal.SIGKILL)
                case "abort", _:
                    ctypes.string_at(0)
                case "eat", _:
                    yield Text("x" * 2**40)
                case "fault", _:
                    raise ValueError("a message that quotes 21203199801234")
                case "deep", _:
                    raise RecursionError
                case "gap", reason:
                    yield Gap(Reason(reason))
                case "stop", reason:
                    raise UnreadError(Reason(reason))
                case "picture", _:
                    yield Picture()
                case "member", name:
                    yield Member(name, content=MemoryContent(name, b"21203199801234"))
                case "rows", name:
                    yield Member(name, table=rows("21203199801234,1998-03-12\nBINARY,"))
                case "bad", name:
                    yield Member(name, gap=Gap(Reason.ENCRYPTED))
        yield Text(self.text, marks=((0, (("line", "1"),)),), page=1 if "page" in self.text else None)

    def tables(self, page):
        yield rows("21203199801234,x")


def extract(content):
    with content.open() as stream:
        return FakeExtraction(stream.read().decode())


class FakeDetectors:
    """Sees 14 digits as a PIN and `Capital_Capital` as a name."""

    def find(self, text):
        for found in _PIN.finditer(text):
            yield Match("pin", *found.span(), 0.9, value=found.group(), canonical=found.group())
        for number, found in enumerate(re.finditer(r"([А-Я]\w+)_([А-Я]\w+)", text)):
            for group, category in ((1, "surname"), (2, "given_name")):
                value = found.group(group)
                yield Match(category, *found.span(group), 0.8, value=value, canonical=value.lower(), mention=number)

    def text(self, block):
        return Record(tuple(Placed(match, block.locate(match.start)) for match in self.find(block.text)))

    def table(self, table):
        count = 0
        for batch in table.batches:
            for number, row in zip(batch.numbers, batch.rows, strict=True):
                count += 1
                matches = [match for cell in row for match in self.find(cell)]
                matches += [
                    Match("birth_date", 0, 10, 0.9, value=cell, canonical=cell)
                    for cell in row
                    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell)
                ]
                if matches:
                    yield Record(tuple(Placed(match, (("row", str(number)),)) for match in matches), row=True)
        yield TableFacts((), (), (), count)

    def name(self, name):
        return self.text(Text(name))

    def kind(self, text):
        return DocumentKind("order", 0.9) if "order" in text else DocumentKind()

    def date(self, text):
        return dt.date(2019, 3, 5) if "2019" in text else None


def make_tools():
    return Tools(extract, FakeDetectors(), KEY)


@dataclass
class MemoryLedger:
    """Keeps results; calls `then` after each save, to interrupt a run where a test wants it."""

    results: dict[str, object] = field(default_factory=dict)
    saves: list[str] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    then: Callable[[int], None] = lambda count: None

    def done(self, items):
        return {item.name for item in items if item.name in self.results}

    def reuse(self, items):
        return {item.name for item in items if item.name in self.unchanged}

    def save(self, result):
        self.saves.append(result.item.name)
        self.results[result.item.name] = result
        self.then(len(self.saves))
