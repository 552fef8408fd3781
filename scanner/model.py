"""The nouns of a scan: what is scanned, and what was found in it. What follows from it is in `verdicts`.

Frozen and typed, shared by every room; this module imports nothing of ours.
Raw values of the data live in `Match` only, never in its repr, and never leave the worker that read them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Protocol

# --- where something stands inside an item -------------------------------------------------------

Location = tuple[tuple[str, str], ...]
"""Where in an item, outermost first: `(("sheet", "Кадры"), ("cell", "B7"))`, `(("page", "3"),)`.

Units: page, paragraph, line, row, column, cell, sheet, table, header, footer, footnote, endnote, comment,
textbox, property, key, element, name. Reports translate the unit; the value is a number or a structural name.
"""


def canonical(location: Location) -> str:
    """The machine's spelling of a location: `sheet Кадры, cell B7`."""
    return ", ".join(f"{unit} {value}".strip() for unit, value in location)


# --- items ----------------------------------------------------------------------------------------


class ItemKind(StrEnum):
    """What an item is."""

    FILE = "file"
    TABLE = "table"
    FOLDER = "folder"  # only when it could not be listed: a volume nobody knows


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be scanned, named inside its target.

    `name` is the item's identity: `/` between folders, `!` into a container; bytes that are no UTF-8 are
    written `\\xNN`, injectively. `locator` is what the source needs to open it (a path's raw bytes; a table's
    schema and name) and means nothing to anyone else. `stamp` changes when the content may have changed;
    empty means "always read again".
    """

    target: str
    name: str
    kind: ItemKind = ItemKind.FILE
    size: int | None = None  # bytes
    modified: dt.datetime | None = None  # aware, UTC
    owner: str | None = None
    everyone_reads: bool | None = None
    stamp: str = ""
    locator: tuple[bytes | str, ...] = field(default=(), repr=False)


class Status(StrEnum):
    """What became of an item."""

    SCANNED = "scanned"
    PARTIAL = "partial"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class Reason(StrEnum):
    """Why an item was not read, or not whole."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"  # its reader was killed or aborted
    UNSUPPORTED = "unsupported"  # no reader for this type
    PICTURE = "picture"  # needs OCR
    PERMISSION = "permission"
    VANISHED = "vanished"
    CHANGED = "changed"  # while it was read
    UNREADABLE = "unreadable"  # the medium or the server failed
    ROWS_HIDDEN = "rows_hidden"
    TOO_DEEP = "too_deep"
    SPECIAL_FILE = "special_file"  # fifo, socket, device: nothing is kept in it
    SYMLINK = "symlink"  # not followed: what it names is scanned where it lies, or is not there
    LINK_OUTSIDE = "link_outside"  # not followed, and what it names lies outside the target
    EMPTY = "empty"  # no bytes


NOTHING_TO_READ = frozenset({Reason.SPECIAL_FILE, Reason.SYMLINK, Reason.EMPTY})
"""Reasons that leave nothing unread: such an item does not make a scan incomplete."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item, with the reason where it was not read whole. `detail` holds no data."""

    status: Status
    reason: Reason | None = None
    detail: str = ""

    @property
    def unread(self) -> bool:
        """Whether something that could hold data was not read."""
        return self.status in (Status.PARTIAL, Status.SKIPPED, Status.FAILED) and self.reason not in NOTHING_TO_READ


class Content(Protocol):
    """A file's bytes, wherever they lie. Opened by the worker that reads them; never written to."""

    @property
    def name(self) -> str:
        """As a user sees it; its suffix is only a hint."""

    @property
    def size(self) -> int | None:
        """In bytes, where known."""

    @property
    def path(self) -> bytes | None:
        """A real path on this machine, where there is one."""

    def open(self) -> BinaryIO:
        """The bytes, seekable. Raises UnreadError (permission, vanished, unreadable)."""


# --- blocks: an item's content, with its place ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of prose. `marks` are (offset, location) pairs, ascending; `own` is the range of offsets whose
    matches count (long texts are cut with an overlap, and each match belongs to one piece).

    `page` is set where the reader can find tables on the same page when asked (`Tables` of extract.interface).
    """

    text: str = field(repr=False)
    marks: tuple[tuple[int, Location], ...] = ()
    own: tuple[int, int] | None = None
    page: int | None = None

    def locate(self, offset: int) -> Location:
        """The location of the character at `offset`."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark[0])
        return self.marks[at - 1][1] if at else ()

    def owns(self, offset: int) -> bool:
        """Whether a match starting at `offset` is this piece's to count."""
        return self.own is None or self.own[0] <= offset < self.own[1]


Row = tuple[str | None, ...]
"""A row's cells as text: numbers without exponent or padding `.0`, dates as ISO `YYYY-MM-DD[ HH:MM:SS]`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table with their numbers as a user counts them (a sheet's or file's row; from 1)."""

    numbers: tuple[int, ...]
    rows: tuple[Row, ...] = field(repr=False)
    binary: int = 0  # cells whose bytes are no text: not read


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column, read once, in batches. `header` is empty where the reader knows of none: the first
    rows may then hold it. `spreadsheet` makes locations `cell B7` instead of `row 7, column pin`."""

    batches: Iterator[Batch] = field(repr=False)
    header: tuple[str, ...] = ()
    location: Location = ()
    spreadsheet: bool = False
    total: int | None = None  # rows it has, where its source knows


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was met and not read (no OCR yet)."""

    location: Location = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of an item that could not be read: the item becomes partial."""

    reason: Reason
    location: Location = ()
    detail: str = ""


# --- matches and findings -----------------------------------------------------------------------------

NAMES = ("surname", "given_name", "patronymic")
"""The categories that a person's name is made of."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a match: `code` is one of a closed list that reports translate (`shape`, `check_digit`,
    `check_digit_bad`, `cue`, `header`, `share`, `neighbours`, `list`, `ending`, `known_number` …), `detail` a
    word of our rules or a figure, never a value of the data."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One value that a detector saw, at `start:end` of the text (or cell) it was given.

    `value` is the raw value and `canonical` its one spelling (a PIN's digits, a phone in E.164, a name in base
    form): both stay in the worker. `mention` numbers the person a name part belongs to within its text.
    """

    category: str
    start: int
    end: int
    confidence: float  # 0…1
    why: tuple[Evidence, ...] = ()
    part: str | None = None
    value: str = field(default="", repr=False)
    canonical: str = field(default="", repr=False)
    mention: int | None = None
    flawed: bool = False  # named by label or column, but its check digit or date is wrong


@dataclass(frozen=True, slots=True)
class Placed:
    """A match with its location in the item."""

    match: Match
    location: Location


@dataclass(frozen=True, slots=True)
class Record:
    """Matches that speak of one thing: a table's row (`row=True`), or a piece of text with its persons."""

    matches: tuple[Placed, ...]
    row: bool = False


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a table's columns were taken for, and the day counts of its date columns, after all rows were read.

    What is said of a column rests on `read` values of `rows` rows that were read, of `total` where that is known.
    """

    location: Location
    columns: tuple[tuple[str, str, float], ...]  # column name, category, share of its values that match
    days: tuple[tuple[str, tuple[tuple[dt.date, int], ...]], ...]  # column name, (day, rows)
    rows: int = 0  # that were read
    read: tuple[int, ...] = ()  # for each of `columns`, the rows in which it held something
    total: int | None = None  # rows that the table has


@dataclass(frozen=True, slots=True)
class Place:
    """Where one match of a finding stands, with a masked example and why it is believed."""

    location: Location
    example: str  # masked
    why: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """All matches of one category in one item."""

    category: str
    count: int
    subjects: int  # distinct persons
    confidence: float
    places: tuple[Place, ...]
    flawed: int = 0  # of `count`, how many fail their check


@dataclass(frozen=True, slots=True)
class Prints:
    """Keyed fingerprints of one kind for a whole item: sorted, distinct, 8 bytes each, big-endian.

    Kinds: `pin`, `passport`, `person` (name in base form, with birth date where known), and pairs of 16 bytes:
    `pin+birth_date`, `pin+person`.
    """

    kind: str
    width: int
    data: bytes = field(repr=False)

    def __len__(self) -> int:
        return len(self.data) // self.width


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What kind of document a text is, with probabilities 0…1; empty names where nothing is likely."""

    type: str = ""
    confidence: float = 0.0
    subject_group: str = ""
    subject_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What assessing needs of an item beside its findings, so that the data is never opened again."""

    media: str = ""  # "docx", "csv", "sqlite-table"
    document_date: dt.date | None = None  # the document's own
    tables: tuple[TableFacts, ...] = ()
    persons: int = 0  # distinct, over all categories
    prints: tuple[Prints, ...] = ()
    pin_birth_same: int = 0  # records whose PIN and birth date agree
    pin_birth_differ: int = 0
    rows_read: int | None = None
    rows_total: int | None = None
    bytes_read: int = 0
    document_type: str = ""  # "appeal", "order" …; empty where none is likely
    subject_group: str = ""  # of clause 6, whom the document speaks of; empty where none is likely


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item's end: outcome, findings and facts; `members` are the items it holds, each with its own."""

    item: Item
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    facts: Facts = Facts()
    members: tuple[ItemResult, ...] = ()
