"""Opens an item's bytes with the reader for what they are. A new format is one module and a line in `_READERS`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, TypeVar

from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Limits, Member
from scanner.extract.sniff import PICTURES, sniff
from scanner.model import Reason, Table

_READERS = {
    "text": "text",
    "csv": "delimited",
    "tsv": "delimited",
    "json": "jsons",
    "jsonl": "jsons",
    "html": "markup",
    "xml": "markup",
    "sqlite": "sqlite",
    "docx": "word",
    "xlsx": "sheet",
    "pdf": "pdf",
}

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Document:
    """An opened item. Whatever a library raises over its bytes becomes UnreadError, without the message: that may
    quote them."""

    media: str
    content: Content
    limits: Limits

    def blocks(self) -> Iterator[Block]:
        """Its content, once. Raises UnreadError; so do the rows of its tables."""
        yield from map(_watched, _safe(self._module.read(self.content, self.limits)))

    def tables(self, page: int) -> Iterator[Table]:
        """The tables of a page; none where the format has no pages."""
        if hasattr(self._module, "tables"):
            yield from map(_watched_table, _safe(self._module.tables(self.content, page)))

    @property
    def _module(self) -> Any:
        return import_module(f"scanner.extract.{_READERS[self.media]}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Extract of `extract.interface`; picklable."""

    limits: Limits = field(default_factory=Limits)

    def __call__(self, content: Content) -> Document:
        """Looks at the bytes and picks the reader. Raises UnreadError: unsupported, picture, encrypted, empty…"""
        (media,) = _safe(sniff(content) for _ in range(1))
        if media in PICTURES:
            raise UnreadError(Reason.PICTURE, media)
        if media not in _READERS:
            raise UnreadError(Reason.UNSUPPORTED, media)
        return Document(media, content, self.limits)


def _watched(block: Block) -> Block:
    if isinstance(block, Table):
        return _watched_table(block)
    if isinstance(block, Member) and block.table:
        return replace(block, table=_watched_table(block.table))
    return block


def _watched_table(table: Table) -> Table:
    return replace(table, batches=_safe(table.batches))


def _safe(things: Iterator[Thing]) -> Iterator[Thing]:
    try:
        yield from things
    except (UnreadError, MemoryError):
        raise
    except Exception as error:
        # A system call that failed says nothing of the bytes; what zip and OLE readers raise has no number.
        failed = isinstance(error, OSError) and error.errno is not None
        raise UnreadError(Reason.UNREADABLE if failed else Reason.CORRUPT, type(error).__name__) from None
