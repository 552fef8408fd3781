"""How data is written into the page: each word once, and nothing that could end the element it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from scanner.i18n import LANGUAGES
from scanner.model import Location
from scanner.reports.interface import Legend
from scanner.reports.words import location, pick
from scanner.verdicts import Words

_Key = TypeVar("_Key", bound=Hashable)

CERTAIN, LIKELY = 0.9, 0.6
"""Confidence from which a case is called certain, and likely; below, it is to be checked."""
_HOLES = 0xE000  # private-use letters that keep the place of a location's values in its words


def sure(confidence: float) -> int:
    """How sure, as the page says it: 0 certain, 1 likely, 2 to check."""
    return 0 if confidence >= CERTAIN else 1 if confidence >= LIKELY else 2


@dataclass(slots=True)
class Coder(Generic[_Key]):
    """A list of distinct things, each written once; calling it gives a thing's place in the list."""

    write: Callable[[_Key], Any]
    seen: dict[_Key, int] = field(default_factory=dict)

    def __call__(self, key: _Key) -> int:
        """The place of a thing in the list, put there if it is new."""
        return self.seen.setdefault(key, len(self.seen))

    def listed(self) -> list[Any]:
        """The list, in order of first use."""
        return [self.write(key) for key in self.seen]


def each(words: dict[str, Words], code: str) -> list[str]:
    """The words of a code in every language; the code itself where nobody named it."""
    return [pick(words.get(code, {}), lang) or code for lang in LANGUAGES]


def clause_text(legend: Legend, number: str, lang: str) -> str:
    """The full text of a clause; of each one where the number names several (`20, 25`). Empty if unknown."""
    numbers = [number] if number in legend.clauses else re.split(r"\s*[;,]\s*", number)
    return "\n\n".join(pick(legend.clauses[one], lang) for one in numbers if one in legend.clauses)


Shape = tuple[tuple[str, bool], ...]
"""The units of a location, and whether each has a value."""


def shape(where: Location) -> Shape:
    """What locations of one kind share: there are few shapes and many values."""
    return tuple((unit, bool(value)) for unit, value in where)


def frame(kind: Shape) -> list[str]:
    """The words of such locations in every language, with a private-use letter in place of each value."""
    holes = tuple((unit, chr(_HOLES + at) if valued else "") for at, (unit, valued) in enumerate(kind))
    return [location(holes, lang) for lang in LANGUAGES]


def as_json(data: object) -> str:
    """JSON that cannot end the element it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
