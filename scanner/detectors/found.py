"""Phrases found, before they become matches: what overlaps or goes on is made one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_JOINT = re.compile(r"[ ]?(?:[,/]|[ ](?:and|и|жана|да)(?=[ ]))[ \n]{1,3}")  # what parts two phrases told as one
_LONG = 3  # blanks of a phrase that a comma may end


@dataclass(frozen=True, slots=True)
class Found:
    """A value at `start:end` of the clean text."""

    category: str
    start: int
    end: int
    confidence: float
    why: tuple[Evidence, ...]

    def match(self, plain: Clean, text: str) -> Match:
        """The match in the text as it was before cleaning."""
        start, end = plain.span(self.start, self.end)
        value = text[start:end]
        canonical = " ".join(loose(value).split())
        return Match(self.category, start, end, self.confidence, self.why, value=value, canonical=canonical)


def settled(found: Iterable[Found], text: str, wholes: Collection[str], apart: Collection[str] = ()) -> list[Found]:
    """By start; of two of one category that overlap the surer, then the longer; those of `wholes` are joined first.

    In categories `apart` a comma parts a phrase of more than three words from what follows.
    """
    kept: dict[str, list[tuple[int, int, Found]]] = defaultdict(list)  # by category, by start, none over another
    for one in sorted(_joined(found, text, wholes, apart), key=lambda one: (-one.confidence, one.start - one.end)):
        others = kept[one.category]
        at = bisect_left(others, (one.start,))
        free_before = at == 0 or others[at - 1][1] <= one.start
        if free_before and (at == len(others) or one.end <= others[at][0]):
            others.insert(at, (one.start, one.end, one))
    return sorted((one for others in kept.values() for *_, one in others), key=lambda one: (one.start, -one.end))


def _joined(found: Iterable[Found], text: str, wholes: Collection[str], apart: Collection[str]) -> list[Found]:
    """Phrases that overlap, or have but a comma or `and` between, are one: `a Muslim and prays`."""
    joined: list[Found] = []
    for one in sorted(found, key=lambda one: (one.category, one.start)):
        before = joined[-1] if joined and joined[-1].category == one.category in wholes else None
        if before and (one.start < before.end or _joint(before, one, text, one.category in apart)):
            sure = max(before.confidence, one.confidence)
            joined[-1] = replace(before, end=max(before.end, one.end), confidence=sure)
        elif before and text[before.end : one.start] == " (" and text[one.end : one.end + 1] == ")":
            joined[-1] = replace(before, end=one.end + 1)  # `group III disability (hard of hearing)`
        else:
            joined.append(one)
    return joined


def _joint(before: Found, one: Found, text: str, apart: bool) -> bool:
    """Whether two phrases with but a comma or `and` between are told as one."""
    long = apart and text[before.end] == "," and text.count(" ", before.start, before.end) >= _LONG
    return not long and bool(_JOINT.fullmatch(text, before.end, one.start))
