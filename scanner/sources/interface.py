"""What every source promises: list items one by one, and open one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from scanner.model import Content, Item, Outcome, Table


class Source(Protocol):
    """A target that can be listed and read. Picklable: workers get it by copy."""

    @property
    def label(self) -> str:
        """The target's name in items and reports."""

    def items(self) -> Iterator[tuple[Item, Outcome | None]]:
        """Every item once, as it is met; with an outcome where nothing is left to examine (a link, a fifo, a
        folder that cannot be listed). Raises SourceError when the target itself cannot be read."""

    def open(self, item: Item) -> Content | Table:
        """The item's bytes, or its rows where it is a database's table. Raises UnreadError."""

    def stamp(self, item: Item) -> str:
        """The item's stamp now, to see whether it changed while it was read; "" where nobody can say."""
