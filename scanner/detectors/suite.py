"""All detectors of a scan as the engine uses them: prose rules, names, addresses, columns, the document's date."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from scanner.detectors.columns import ColumnDetector
from scanner.detectors.document_date import document_date
from scanner.detectors.document_type import document_type
from scanner.detectors.interface import LaterDetector, TextDetector
from scanner.detectors.owners import Owners
from scanner.model import DocumentKind, Evidence, Match, Placed, Record, Table, TableFacts, Text

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SUFFIX = 5  # of a file's name: no word of it
_NAME_LOCATION = (("name", ""),)
_SHORT = 400  # characters of a text that is of no type: a cell, a line
_LIKELY = 0.6  # probability of a document's type, or of its subject group, that is told
_TYPICAL = 0.85  # probability of the type that speaks for the categories usual in it
# A value inside one of these is part of it: the name of a street, the surname in an e-mail.
_WHOLES = frozenset({"address", "email"})


@dataclass(frozen=True, slots=True)
class Together:
    """Several text detectors as one; where their matches overlap, the whole wins over its parts."""

    detectors: Sequence[TextDetector]
    later: Sequence[LaterDetector] = ()
    minimum: float = 0.0  # confidence
    owners: Owners | None = None  # whose values are; None in cells, where nobody need be named
    calibration: Callable[[Match], float] | None = None  # what a match's stated confidence is worth

    def find(self, text: str) -> list[Match]:
        """The matches of all, by start; names inside an address or an e-mail left out."""
        matches: list[Match] = []
        mentions = 0
        for detector in self.detectors:
            found = [match for match in detector.find(text) if match.confidence >= self.minimum]
            found = _new(found, matches)
            matches += [_shift(match, mentions) for match in found]
            mentions += 1 + max((match.mention or 0 for match in found), default=0)
        matches = _without_parts(sorted(matches, key=_place))
        for later in self.later:
            if later.of_somebody and self.owners and self.owners.names_nobody(text, matches):
                continue  # whatever it finds there is nobody's
            matches += [match for match in later.find(text, matches) if match.confidence >= self.minimum]
        if self.owners:
            matches = _with_type(text, self.owners.kept(text, matches))
        if self.calibration is None:
            return sorted(matches, key=_place)
        sure = (replace(match, confidence=self.calibration(match)) for match in matches)
        return sorted((match for match in sure if match.confidence >= self.minimum), key=_place)


def _with_type(text: str, matches: list[Match]) -> list[Match]:
    """The matches, those with the document's type among their reasons that are usual in documents of its type."""
    found = document_type(text) if len(text) >= _SHORT and matches else None
    if found is None or found.confidence < _TYPICAL:
        return matches
    why = Evidence("document_type", found.type)
    return [replace(match, why=(*match.why, why)) if match.category in found.holds else match for match in matches]


def _new(found: list[Match], known: list[Match]) -> list[Match]:
    """Without what another detector found before: the PIN of a machine-readable line is a PIN to others too."""
    spans = [
        (match.category, match.start, match.end) for match in known if match.why[:1] and match.why[0].code == "mrz"
    ]
    if not spans:
        return found
    return [
        match
        for match in found
        if not any(
            category == match.category and match.start < end and start < match.end for category, start, end in spans
        )
    ]


def _place(match: Match) -> tuple[int, int]:
    return match.start, -match.end


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

    def kind(self, text: str) -> DocumentKind:
        """The document's type and subject group, each where it is likely."""
        found = document_type(text)
        if found is None or found.confidence < _LIKELY:
            return DocumentKind()
        group = found.subject_group if found.subject_confidence >= _LIKELY else None
        return DocumentKind(found.type, found.confidence, group or "", found.subject_confidence if group else 0.0)

    def date(self, text: str) -> dt.date | None:
        """The document's own date."""
        return document_date(text)
