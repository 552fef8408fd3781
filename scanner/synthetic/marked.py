"""Text that knows which of its characters are personal data: truth is a by-product of writing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from string import Formatter

CATEGORIES = (
    "pin",
    "passport",
    "phone",
    "email",
    "current_account",
    "birth_date",
    "surname",
    "given_name",
    "patronymic",
    "address",
)
"""The ten categories that a made-up share is labelled for."""

NEAR_MISS = "~"
"""First character of a span's category where the value only looks like personal data: `~org_inn`."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` are one value of `category`; `part` as in the annotation guide, where it has parts."""

    start: int
    end: int
    category: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the spans of its values, ascending by start."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __add__(self, other: Marked | str) -> Marked:
        if isinstance(other, str):
            return Marked(self.text + other, self.spans)
        by = len(self.text)
        moved = tuple(Span(span.start + by, span.end + by, span.category, span.part) for span in other.spans)
        return Marked(self.text + other.text, self.spans + moved)

    def values(self) -> list[tuple[str, str]]:
        """(category, value) of every span, near misses too."""
        return [(span.category, self.text[span.start : span.end]) for span in self.spans]

    def respelt(self, spell: Callable[[str], str]) -> Marked:
        """The same spans over `spell(text)`, which must keep the length."""
        text = spell(self.text)
        assert len(text) == len(self.text)
        return Marked(text, self.spans)


def value(category: str, text: str, part: str | None = None) -> Marked:
    """A text that is one value from end to end."""
    return Marked(text, (Span(0, len(text), category, part),))


def fill(template: str, field: Callable[[str], Marked], literal: Callable[[str], str] = str) -> Marked:
    """The template with `{name}` replaced by `field(name)` and everything between passed through `literal`."""
    filled = Marked()
    for words, name, _spec, _conversion in Formatter().parse(template):
        filled += literal(words)
        if name is not None:
            filled += field(name)
    return filled


def join(separator: str, pieces: Iterable[Marked]) -> Marked:
    """The pieces with `separator` between them."""
    joined = Marked()
    for at, piece in enumerate(pieces):
        joined = joined + separator + piece if at else piece
    return joined


def counts(pieces: Iterable[Marked]) -> dict[str, int]:
    """How many values of each of the ten categories the pieces hold, in the order of CATEGORIES."""
    seen = Counter(span.category for piece in pieces for span in piece.spans)
    return {category: seen[category] for category in CATEGORIES if seen[category]}


def near_misses(pieces: Iterable[Marked]) -> int:
    """How many values of the pieces only look like personal data."""
    return sum(span.category.startswith(NEAR_MISS) for piece in pieces for span in piece.spans)
