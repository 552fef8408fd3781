"""A line as a row of codes, a character a thing: what signature marks are read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scanner.folding import Clean
from scanner.model import NAMES, Match

Span = tuple[int, int, str]
"""Start, end and code of a name or a mark."""

_TOKEN = re.compile(
    r"(?P<G> {2,})|(?P<B>_+)|(?P<D>\.{4,}|…+)|(?P<I>[A-ZА-ЯЁӨҮҢ][a-zа-яёөүң]?\.)"
    r"|(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)|(?P<d>\d+)|(?P<x>[^\w ])"
)
_PLAIN = {"[": "(", "]": ")", "\\": "/", "=": ":", "*": "-", "|": ";"}
_ABBREVIATION = 2  # letters
_PERSON = re.compile("I{0,2}NI{0,2}|I{1,2}W|WI{1,2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line as codes, each with its place in the clean text."""

    codes: str
    spans: list[tuple[int, int]] = field(repr=False)

    def text(self, first: int, last: int, text: str) -> str:
        """What stands from one code to before another."""
        return text[self.spans[first][0] : self.spans[last - 1][1]]


def named(known: Sequence[Match], plain: Clean) -> list[Span]:
    """Where persons are named in the clean text: parts of one name that follow one another as one."""
    names: list[Span] = []
    before: Match | None = None
    for match in sorted(known, key=lambda match: match.start):
        if match.category in NAMES and match.end > match.start:
            start, end = plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1
            if (
                before
                and before.mention == match.mention
                and start - names[-1][1] <= 1
                and plain.text[start - 1] != "\n"
            ):
                start = names.pop()[0]
            names.append((start, end, "N"))
            before = match
    return names


def between(spans: list[Span], start: int, end: int) -> list[Span]:
    """Those of `spans`, which are by start, that start in a stretch."""
    low, high = (bisect_left(spans, offset, key=lambda span: span[0]) for offset in (start, end))
    return spans[low:high]


def read(text: str, start: int, end: int, given: Iterable[Span]) -> Row:
    """A stretch of a text as codes; `given` are the names and marks in it, of which the last wins."""
    codes: list[str] = []
    spans: list[tuple[int, int]] = []
    known = {span[0]: span for span in given}
    at = start
    while at < end:
        if at in known:
            first, last, code = known[at]
        else:
            token = _TOKEN.match(text, at, end)
            if token is None:
                at += 1
                continue
            first, last, code = token.start(), token.end(), _code(token)
            if (
                code == "B"
                and last == first + 1
                and text[first - 1 : first].isalnum()
                and text[last : last + 1].isalnum()
            ):
                code = "x"  # of a name in a program: `SENDER_POSITION`
            inside = codes[-1:] == ["w"] or (codes[-1:] == ["W"] and codes[-2:-1] != ["/"])
            if code == "/" and inside and spans[-1][1] == first:
                code = "x"  # of a path: `src/Asanov/`
        codes.append(code)
        spans.append((first, last))
        at = last
    return _with_persons("".join(codes), spans)


def _code(token: re.Match[str]) -> str:
    kind = token.lastgroup or "x"
    if kind == "word":
        word = token.group()
        return "W" if word[0].isupper() and len(word) > _ABBREVIATION else "w"
    if kind == "x":
        char = _PLAIN.get(token.group(), token.group())
        return char if char in "/():,;.-" else "x"
    return kind


def _with_persons(codes: str, spans: list[tuple[int, int]]) -> Row:
    """Parts of names that follow one another as one person."""
    pieces, places, done = [], [], 0
    for person in _PERSON.finditer(codes):
        pieces.append(codes[done : person.start()] + "P")
        places += [*spans[done : person.start()], (spans[person.start()][0], spans[person.end() - 1][1])]
        done = person.end()
    return Row("".join((*pieces, codes[done:])), places + spans[done:])
