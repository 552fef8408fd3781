"""Scores by the annotation guide: overlap by half, categories and families, whole persons, false alarms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scanner.synthetic.marked import Span

FAMILIES = {
    "names": ("surname", "given_name", "patronymic"),
    "money": ("income", "pay", "salary"),
    "posts": ("position", "profession"),
    "birth": ("birth_date", "birth_year"),
    "medical": ("disease_code", "health"),
}
FAMILY = {category: family for family, categories in FAMILIES.items() for category in categories}
_NAMES = FAMILIES["names"]


@dataclass(slots=True)
class Counts:
    """Right finds, false finds and missed values."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was found, how much is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was found; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0

    @property
    def true(self) -> int:
        """How many values there are."""
        return self.right + self.missed


def overlaps(first: Span, second: Span) -> bool:
    """Whether two spans share at least half of the longer one."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    return 2 * shared >= max(first.end - first.start, second.end - second.start)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which finds of one kind are right, in a text."""

    right: list[tuple[Span, Span]]  # (found, true)
    false: list[Span]
    missed: list[Span]

    def counts(self) -> Counts:
        """Their numbers."""
        return Counts(len(self.right), len(self.false), len(self.missed))


def pair(found: Iterable[Span], true: Iterable[Span]) -> Pairing:
    """Each find with one true span at the most, and the other way round."""
    left = list(true)
    right, false = [], []
    for span in found:
        match = next((other for other in left if overlaps(span, other)), None)
        if match is None:
            false.append(span)
        else:
            left.remove(match)
            right.append((span, match))
    return Pairing(right, false, left)


def by_category(found: Sequence[Span], true: Sequence[Span]) -> dict[str, Pairing]:
    """The pairing of every category that is in either."""
    return {
        category: pair(_of(found, {category}), _of(true, {category}))
        for category in sorted({span.category for span in (*found, *true)})
    }


def by_family(found: Sequence[Span], true: Sequence[Span]) -> dict[str, Pairing]:
    """The lenient pairing: categories of a family count as one."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for span in (*found, *true):
        kinds[FAMILY.get(span.category, span.category)].add(span.category)
    return {family: pair(_of(found, categories), _of(true, categories)) for family, categories in sorted(kinds.items())}


def persons(spans: Iterable[Span], text: str) -> list[Span]:
    """Whole mentions: runs of parts of names that touch one another over blanks; `person` spans as they are."""
    runs: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.category == "person":
            runs.append(span)
        elif span.category in _NAMES:
            if runs and span.start <= runs[-1].end + 3 and not text[runs[-1].end : span.start].strip(" \u00a0\n\t"):
                runs[-1] = Span(runs[-1].start, max(span.end, runs[-1].end), "person")
            else:
                runs.append(Span(span.start, span.end, "person"))
    return runs


def _of(spans: Iterable[Span], categories: set[str]) -> list[Span]:
    return sorted((span for span in spans if span.category in categories), key=lambda span: (span.start, span.end))
