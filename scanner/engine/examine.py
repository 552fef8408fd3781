"""One item from start to end: open, extract, detect, tally, outcome. Runs in a worker."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scanner.detectors.interface import Detectors
from scanner.engine.interface import Tools
from scanner.engine.tally import Tally, without
from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Extraction, Member
from scanner.model import (
    NOTHING_TO_READ,
    Batch,
    DocumentKind,
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
# What stands in a location and in a table's facts may be a name that somebody gave: a sheet, a key, a column.
_PLAIN = re.compile(r"[A-Z]{0,3}\d{0,7}")  # a number or a cell's address
_NUMBER = re.compile(r"\d(?:[ ()-]{0,2}\d){8,}")  # longer than a day's: a PIN, a phone, an account


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
        gap = _reason_of(error)
        # Listed with bytes, and now there is nothing to read: it was emptied, or something else took its place.
        work.stop(Gap(Reason.CHANGED) if item.size and gap.reason in NOTHING_TO_READ else gap)
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
    hidden: _Hidden = field(init=False)
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
        self.hidden = _Hidden(self.tools.detectors)
        self.tally = Tally(self.tools.key, self.hidden.location)

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
                self.tables.append(self.hidden.facts(found))
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
        tables = tuple(map(self._told_of, self.tables))
        totals = [table.total for table in tables if table.total is not None]
        kind = self.tools.detectors.kind(f"{self.head}\n{self.tail}") if self.head else DocumentKind()
        facts = Facts(
            media=self.media,
            document_date=self.tools.detectors.date(f"{self.head}\n{self.tail}") if self.head else None,
            document_type=kind.type,
            subject_group=kind.subject_group,
            tables=tables,
            persons=self.tally.persons,
            prints=self.tally.prints(),
            pin_birth_same=self.tally.pin_birth_same,
            pin_birth_differ=self.tally.pin_birth_differ,
            rows_read=sum(table.rows for table in tables) if tables else None,
            rows_total=sum(totals) if totals and len(totals) == len(tables) else None,
            bytes_read=self.size,
        )
        return ItemResult(self.item, outcome or self.outcome(), self.tally.findings(), facts, tuple(self.members))

    def _told_of(self, table: TableFacts) -> TableFacts:
        """A table with how many rows it has: where nothing of the item was left out, those that were read."""
        whole = table.total is None and not (self.failed or self.gaps)
        return replace(table, total=table.rows) if whole else table

    def outcome(self) -> Outcome:
        if self.failed and not self.read_anything:
            return Outcome(_status_of(self.failed.reason), self.failed.reason, self.failed.detail)
        if gap := self.failed or next(iter(self.gaps), None):
            return Outcome(Status.PARTIAL, gap.reason, gap.detail)
        return Outcome(Status.SCANNED)


def _status_of(reason: Reason) -> Status:
    """Skipped: nobody tried to read it. Failed: it was tried."""
    skipped = {Reason.UNSUPPORTED, Reason.PICTURE, *NOTHING_TO_READ}
    return Status.SKIPPED if reason in skipped else Status.FAILED


class _Hidden:
    """Names that somebody gave, with the values masked that a detector sees in them."""

    def __init__(self, detectors: Detectors) -> None:
        self._detectors = detectors
        self._known: dict[str, str] = {}

    def location(self, location: Location) -> Location:
        """The location without values."""
        return tuple((unit, self.name(value)) for unit, value in location)

    def facts(self, facts: TableFacts) -> TableFacts:
        """The facts with a location and columns without values."""
        columns = tuple((self.name(column), category, share) for column, category, share in facts.columns)
        days = tuple((self.name(column), counts) for column, counts in facts.days)
        return replace(facts, location=self.location(facts.location), columns=columns, days=days)

    def name(self, name: str) -> str:
        """The name without values."""
        if _PLAIN.fullmatch(name):
            return name
        if name not in self._known:
            self._known[name] = self._masked(name)
        return self._known[name]

    def _masked(self, name: str) -> str:
        # The steps of an element's path are words of their own. The suffix keeps the last word from being taken for
        # one, as it would be in a file's name; an e-mail is read to its end anyway.
        suffix = "" if "@" in name else ".x"
        for placed in reversed(self._detectors.name(name.replace("/", " ") + suffix).matches):
            match = placed.match
            name = name[: match.start] + mask(match.category, name[match.start : match.end]) + name[match.end :]
        # A detector wants to see a label or a check digit; a long number in a name is no better for lacking them.
        return _NUMBER.sub(lambda number: mask("", number.group()), name)
