"""Globs on item names: `*` stays inside a folder, `**` crosses folders, `?` is one character.

A name without wildcards covers what lies in it as well (a folder's files, a database file's tables), and every glob
covers the members of a container that it matches (`hr/*.zip` covers `hr/a.zip!b.docx`). Case counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_WILD = re.compile(r"\*\*/|\*\*|\*|\?")
_AS_REGEX = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_SKIP = "skip"  # stands before the `**` and `/` of a `**/`: all three may be left out


def composed(name: str) -> str:
    """One spelling of a name: some file systems and archives write й and ё as two characters."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


@dataclass(frozen=True, slots=True)
class Glob:
    """A compiled glob. `prefix` is its part before the first wildcard, `wildcards` how many it has."""

    text: str
    prefix: str
    wildcards: int
    _regex: re.Pattern[str] = field(repr=False)

    @classmethod
    def compile(cls, text: str) -> Glob:
        """The glob for a text; one that ends in `/` is a folder with everything in it."""
        text = composed(text)
        text += "**" if text.endswith("/") else ""
        pieces = _split(text)
        wildcards = sum(piece in _AS_REGEX for piece in pieces)
        prefix = text if not wildcards else text[: next(_WILD.finditer(text)).start()]
        body = "".join(_AS_REGEX.get(piece) or re.escape(piece) for piece in pieces)
        tail = "(?:!.*)?" if wildcards else "(?:[/!].*)?"
        return cls(text, prefix, wildcards, re.compile(body + tail, re.DOTALL))

    def covers(self, name: str) -> bool:
        """Whether it covers an item of this composed name."""
        return name.startswith(self.prefix) and self._regex.fullmatch(name) is not None

    def meets(self, other: Glob) -> bool:
        """Whether one name could match both, or one of them leads into a folder or container that the other names."""
        return self._holds(other) or other._holds(self) or _meet(_steps(self.text), _steps(other.text))

    def _holds(self, other: Glob) -> bool:
        ways_in = "!" if self.wildcards else "/!"
        return any(char in ways_in and self.covers(other.prefix[:at]) for at, char in enumerate(other.prefix))


def _split(text: str) -> list[str]:
    """The text's wildcards, each whole, and its other characters one by one."""
    return re.findall(_WILD.pattern + "|.", text, re.DOTALL)


def _steps(text: str) -> list[str]:
    """The text as steps of a walk: characters and wildcards."""
    steps: list[str] = []
    for piece in _split(text):
        steps += [_SKIP, "**", "/"] if piece == "**/" else [piece]
    return steps


def _meet(one: list[str], two: list[str]) -> bool:
    """Whether two lists of steps accept a common text: walks both at once, every pair of places once."""
    todo, seen = [(0, 0)], {(0, 0)}
    while todo:
        at = todo.pop()
        if at == (len(one), len(two)):
            return True
        fresh = _next(one, two, *at) - seen
        seen |= fresh
        todo += fresh
    return False


def _next(one: list[str], two: list[str], i: int, j: int) -> set[tuple[int, int]]:
    places = {(k, j) for k in _free(one, i)} | {(i, k) for k in _free(two, j)}
    if i < len(one) and j < len(two) and _share(one[i], two[j]):
        places.add((i if one[i] in ("*", "**") else i + 1, j if two[j] in ("*", "**") else j + 1))
    return places


def _free(steps: list[str], at: int) -> tuple[int, ...]:
    """The places that can be reached without a character."""
    if at == len(steps):
        return ()
    return {_SKIP: (at + 1, at + 3), "*": (at + 1,), "**": (at + 1,)}.get(steps[at], ())


def _share(one: str, two: str) -> bool:
    """Whether two steps accept a common character."""
    if _SKIP in (one, two):
        return False
    if "**" in (one, two):
        return True
    wild = [step for step in (one, two) if step in ("*", "?")]
    return len(wild) == 2 or (one != "/" and two != "/" if wild else one == two)
