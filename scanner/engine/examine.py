"""One item from start to end: open, extract, detect, tally, outcome. Runs in a worker."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from scanner.detectors.interface import Detectors
from scanner.engine.interface import Tools
from scanner.engine.tally import Tally, without
from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Extraction, Member
from scanner.model import (
    Batch,
    Facts,
    Gap,
    Item,
    ItemKind,
    ItemResult,
    Location,
    Outcome,
    Picture,
    Reason,
    Record,
    Status,
    Table,
    TableFacts,
    Text,
)
from scanner.privacy import mask
from scanner.sources.interface import Source

DEPTH = 8  # of containers in containers
_HEAD, _TAIL = 1500, 800  # characters that a document's own date is looked for in
# Units of a location that hold a name somebody gave; the others are numbers and cell addresses.
_NAMED_UNITS = frozenset({"sheet", "name", "key", "column", "element", "property"})
_SURE = 0.9  # of a value in such a name
_PLAIN = re.compile(r"[\d\s]*")


def examine(source: Source, item: Item, outcome: Outcome | None, tools: Tools) -> ItemResult:
    """The item's end. Given an outcome, only the item's own name is looked at.

    Never raises but for a fault outside the item (KeyboardInterrupt, SystemExit).
    """
    work = _Work(item, tools)
    try:
        work.tally.add(tools.detectors.name(_base_name(item)))
        if outcome is None:
            opened = source.open(item)
            if isinstance(opened, Table):
                work.table(opened)
                work.media = "table"
            else:
                work.content(opened)
            if source.stamp(item) != item.stamp:
                work.gap(Gap(Reason.CHANGED))
    except Exception as error:
        work.stop(_reason_of(error))
    return work.result(outcome)


def _base_name(item: Item) -> str:
    return re.split(r"[/!]", item.name.rstrip("/"))[-1]


def _reason_of(error: Exception) -> Gap:
    match error:
        case UnreadError():
            return Gap(error.reason, detail=error.detail)
        case MemoryError():
            return Gap(Reason.MEMORY)
        case RecursionError():
            return Gap(Reason.TOO_DEEP)
        case _:
            # A fault of ours or of a library. The message may quote the data, so only its kind and place are told.
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
            return Gap(Reason.CRASHED, detail=f"{type(error).__name__} {place}".strip())


@dataclass(slots=True)
class _Work:
    """What is known of an item while it is read."""

    item: Item
    tools: Tools
    depth: int = 0
    tally: Tally = field(init=False)
    media: str = ""
    gaps: list[Gap] = field(default_factory=list)
    failed: Gap | None = None
    read_anything: bool = False
    head: str = ""
    tail: str = ""
    tables: list[TableFacts] = field(default_factory=list)
    members: list[ItemResult] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        self.tally = Tally(self.tools.key, partial(_hide, self.tools.detectors, {}))

    def content(self, content: Content) -> None:
        """Reads a file's bytes."""
        extraction = self.tools.extract(content)
        self.media = extraction.media
        self.size = content.size or 0
        for block in extraction.blocks():
            self.block(block, extraction)
            self.read_anything = True

    def block(self, block: Block, extraction: Extraction) -> None:
        match block:
            case Text():
                self.text(block, extraction)
            case Table():
                self.table(block)
            case Picture():
                self.gap(Gap(Reason.PICTURE, block.location))
            case Gap():
                self.gap(block)
            case Member():
                self.member(block)

    def text(self, text: Text, extraction: Extraction) -> None:
        if len(self.head) < _HEAD:
            self.head += text.text[: _HEAD - len(self.head)] + "\n"
        self.tail = (self.tail + "\n" + text.text[-_TAIL:])[-_TAIL:]
        record = self.tools.detectors.text(text)
        if record.matches and text.page is not None:
            rows = self.page_rows(text.page, extraction)
            record = without(record, rows)
            for row in rows:
                self.tally.add(row)
        self.tally.add(record)

    def page_rows(self, page: int, extraction: Extraction) -> list[Record]:
        """What the tables of a page hold. A page whose layout cannot be read keeps what its text gave."""
        try:
            scanned = [self.tools.detectors.table(table) for table in extraction.tables(page)]
            return [record for record in itertools.chain(*scanned) if isinstance(record, Record)]
        except UnreadError:
            return []

    def table(self, table: Table) -> None:
        binary = 0

        def batches() -> Iterator[Batch]:
            nonlocal binary
            for batch in table.batches:
                binary += batch.binary
                yield batch

        for found in self.tools.detectors.table(replace(table, batches=batches())):
            if isinstance(found, Record):
                self.tally.add(found)
            else:
                self.tables.append(found)
        self.read_anything = True
        if binary:
            self.gap(Gap(Reason.UNSUPPORTED, table.location, detail="binary cells"))

    def member(self, member: Member) -> None:
        """A thing inside the item becomes an item of its own."""
        item = Item(
            self.item.target,
            f"{self.item.name}!{member.name}",
            ItemKind.TABLE if member.table else ItemKind.FILE,
            size=member.size,
            modified=member.modified or self.item.modified,
            owner=self.item.owner,
            everyone_reads=self.item.everyone_reads,
            stamp=self.item.stamp,
        )
        work = _Work(item, self.tools, self.depth + 1)
        try:
            work.tally.add(self.tools.detectors.name(_base_name(item)))
            if member.gap:
                work.stop(member.gap)
            elif member.table:
                work.media = "table"
                work.table(member.table)
            elif member.content and work.depth > DEPTH:
                work.stop(Gap(Reason.TOO_DEEP))
            elif member.content:
                work.content(member.content)
        except Exception as error:
            work.stop(_reason_of(error))
        self.members.append(work.result(None))

    def gap(self, gap: Gap) -> None:
        self.gaps.append(gap)

    def stop(self, gap: Gap) -> None:
        """Nothing more of the item can be read."""
        self.failed = gap

    def result(self, outcome: Outcome | None) -> ItemResult:
        rows = sum(table.rows for table in self.tables) if self.tables else None
        facts = Facts(
            media=self.media,
            document_date=self.tools.detectors.date(f"{self.head}\n{self.tail}") if self.head else None,
            tables=tuple(self.tables),
            persons=self.tally.persons,
            prints=self.tally.prints(),
            pin_birth_same=self.tally.pin_birth_same,
            pin_birth_differ=self.tally.pin_birth_differ,
            rows_read=rows,
            bytes_read=self.size,
        )
        return ItemResult(self.item, outcome or self.outcome(), self.tally.findings(), facts, tuple(self.members))

    def outcome(self) -> Outcome:
        if self.failed and not self.read_anything:
            return Outcome(_status_of(self.failed.reason), self.failed.reason, self.failed.detail)
        if gap := self.failed or next(iter(self.gaps), None):
            return Outcome(Status.PARTIAL, gap.reason, gap.detail)
        return Outcome(Status.SCANNED)


def _status_of(reason: Reason) -> Status:
    """Skipped: nobody tried to read it. Failed: it was tried."""
    skipped = {Reason.UNSUPPORTED, Reason.PICTURE, Reason.EMPTY, Reason.SPECIAL_FILE, Reason.SYMLINK}
    return Status.SKIPPED if reason in skipped else Status.FAILED


def _hide(detectors: Detectors, known: dict[str, str], location: Location) -> Location:
    """The location with values masked that a detector sees in a sheet's or column's name."""
    hidden = []
    for unit, value in location:
        if unit in _NAMED_UNITS and not _PLAIN.fullmatch(value):
            if value not in known:
                known[value] = _masked(detectors, value)
            value = known[value]
        hidden.append((unit, value))
    return tuple(hidden)


def _masked(detectors: Detectors, name: str) -> str:
    for placed in reversed(detectors.name(name).matches):
        match = placed.match
        if match.confidence < _SURE:
            continue  # `Юр. адрес` should stay readable
        name = name[: match.start] + mask(match.category, name[match.start : match.end]) + name[match.end :]
    return name
