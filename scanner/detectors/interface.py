"""What detectors promise: text or table in, matches out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Protocol

from scanner.model import DocumentKind, Match, Record, Table, TableFacts, Text


class TextDetector(Protocol):
    """Finds values in running text."""

    def find(self, text: str) -> list[Match]:
        """Matches by start; offsets are of `text` as given. Values of different categories may nest."""


class LaterDetector(Protocol):
    """Finds values that other detectors' finds speak for: a post beside a name.

    `of_somebody`: all it finds is personal only in a text that names somebody.
    """

    @property
    def of_somebody(self) -> bool:
        """Whether nothing it finds counts in a text that names nobody."""

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Matches by start, given those of other detectors in the same text, by start."""


class Detectors(Protocol):
    """All detectors of a scan, as the engine uses them."""

    def text(self, block: Text) -> Record:
        """What a piece of text holds, the matches it owns only."""

    def table(self, table: Table) -> Iterator[Record | TableFacts]:
        """What a table holds, a record a row that has matches, and its facts last."""

    def name(self, name: str) -> Record:
        """What an item's own name gives away (`Асанов_Бакыт_996555123456.docx`)."""

    def kind(self, text: str) -> DocumentKind:
        """What kind of document a text begins, and whom it speaks of."""

    def date(self, text: str) -> dt.date | None:
        """The document's own date, from its head and tail."""
