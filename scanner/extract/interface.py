"""What every reader promises: a file's bytes in, blocks with their places out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from scanner.model import Content as Content
from scanner.model import Gap, Picture, Table, Text


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one item a reader may take before it must stop with a gap."""

    unpacked_bytes: int = 400 * 2**20  # of one compressed part
    ratio: int = 200  # unpacked to packed, once over a megabyte
    cells: int = 50_000_000
    text_piece: int = 64_000  # characters of one Text block
    overlap: int = 512  # characters shared by neighbouring pieces


@dataclass(frozen=True, slots=True)
class Member:
    """Something inside the item that is an item of its own: a table of a database file, an archive's member."""

    name: str
    content: Content | None = None  # bytes to examine in their turn …
    table: Table | None = None  # … or rows
    size: int | None = None
    gap: Gap | None = None  # listed, and not readable
    modified: dt.datetime | None = None


Block = Text | Table | Picture | Gap | Member


class Extraction(Protocol):
    """An opened item: what it is and what it says."""

    @property
    def media(self) -> str:
        """`docx`, `text`, `sqlite`, …: by content, not by name."""

    def blocks(self) -> Iterator[Block]:
        """Its content, once. Raises UnreadError where nothing more can be read."""

    def tables(self, page: int) -> Iterator[Table]:
        """The tables of a page whose text had matches; none where the format has no such second look."""


class Extract(Protocol):
    """Opens an item's bytes with the reader for what they are."""

    def __call__(self, content: Content) -> Extraction:
        """Raises UnreadError: unsupported, encrypted, corrupt, empty, picture…"""
