"""All detectors of a scan as the engine uses them: prose rules, names, addresses, columns, the document's date."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scanner.detectors.columns import ColumnDetector
from scanner.detectors.document_date import document_date
from scanner.detectors.interface import TextDetector
from scanner.model import Match, Placed, Record, Table, TableFacts, Text

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SUFFIX = 5  # of a file's name: no word of it
_NAME_LOCATION = (("name", ""),)
# A value inside one of these is part of it: the name of a street, the surname in an e-mail.
_WHOLES = frozenset({"address", "email"})


@dataclass(frozen=True, slots=True)
class Together:
    """Several text detectors as one; where their matches overlap, the whole wins over its parts."""

    detectors: Sequence[TextDetector]
    minimum: float = 0.0  # confidence

    def find(self, text: str) -> list[Match]:
        """The matches of all, by start; names inside an address or an e-mail left out."""
        matches = []
        mentions = 0
        for detector in self.detectors:
            found = [match for match in detector.find(text) if match.confidence >= self.minimum]
            matches += [_shift(match, mentions) for match in found]
            mentions += 1 + max((match.mention or 0 for match in found), default=0)
        matches.sort(key=lambda match: (match.start, -match.end))
        return _without_parts(matches)


def _shift(match: Match, by: int) -> Match:
    return match if match.mention is None or not by else replace(match, mention=match.mention + by)


def _without_parts(matches: list[Match]) -> list[Match]:
    wholes = [match for match in matches if match.category in _WHOLES]
    if not wholes:
        return matches
    starts = [whole.start for whole in wholes]
    kept = []
    for match in matches:
        at = bisect_right(starts, match.start) - 1
        inside = at >= 0 and match.end <= wholes[at].end and match is not wholes[at]
        if not inside or match.category == "email":
            kept.append(match)
    return kept


@dataclass(frozen=True, slots=True)
class Suite:
    """Implements detectors.interface.Detectors."""

    together: TextDetector
    columns: ColumnDetector

    def text(self, block: Text) -> Record:
        """The matches that a piece of text owns, each with its location."""
        return Record(
            tuple(
                Placed(match, block.locate(match.start))
                for match in self.together.find(block.text)
                if block.owns(match.start)
            )
        )

    def table(self, table: Table) -> Iterator[Record | TableFacts]:
        """The rows that hold something, and the table's facts last."""
        return self.columns.scan(table)

    def name(self, name: str) -> Record:
        """What an item's own name holds: underscores part words, and small letters begin names there."""
        stem, dot, suffix = name.rpartition(".")
        if stem and len(suffix) <= _LONGEST_SUFFIX and "@" not in name:
            name = stem + " " * len(dot + suffix)
        spaced = name.replace("_", " ")
        titled = _WORD.sub(lambda word: word.group() if word.group()[0].isupper() else word.group().title(), spaced)
        if len(titled) != len(name):
            titled = spaced
        return Record(tuple(Placed(match, _NAME_LOCATION) for match in self.together.find(titled)))

    def date(self, text: str) -> dt.date | None:
        """The document's own date."""
        return document_date(text)
