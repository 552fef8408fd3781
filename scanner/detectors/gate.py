"""The gate: one quick pass over a text that says where each pattern can match, so that the exact ones need not look
at everything. Two engines, the same findings: Hyperscan where it is installed, else module `regex`.

A gate pattern matches inside every match of its exact pattern (a superset). So an exact match, which is shorter than
its pattern's reach with all that is looked at around it, lies within that reach of one of the gate's hits.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, Protocol

import regex

Engine = Literal["hyperscan", "portable"]
Window = tuple[int, int]

_CONTINUATION = bytes(range(0x80, 0xC0))


class GatePattern(NamedTuple):
    """What to look for, and how many characters before and behind a hit are to be looked at closely.

    A `hint` spares work where it is cheap to find (Hyperscan); where it is not, it counts as found everywhere.
    """

    expression: str
    back: int
    ahead: int
    hint: bool = False


class Gate(Protocol):
    """Where patterns can match."""

    def windows(self, text: str) -> dict[GatePattern, list[Window]]:
        """For each pattern that can match: stretches of the text, ascending and apart."""


def make_gate(patterns: Iterable[GatePattern], engine: Engine | None = None) -> Gate:
    """The gate for these patterns, on the given engine or the quickest at hand; kept for the life of the process."""
    fast = importlib.util.find_spec("hyperscan") is not None
    return _made(tuple(patterns), engine or ("hyperscan" if fast else "portable"))


@cache
def _made(patterns: tuple[GatePattern, ...], engine: Engine) -> Gate:
    return HyperscanGate(patterns) if engine == "hyperscan" and patterns else PortableGate(patterns)


class PortableGate:
    """The gate on module `regex`: a pass for each pattern."""

    def __init__(self, patterns: Sequence[GatePattern]) -> None:
        self._patterns = [(pattern, regex.compile(pattern.expression)) for pattern in patterns]

    def windows(self, text: str) -> dict[GatePattern, list[Window]]:
        """See Gate. A hit that overlaps a skipped one lies within its reach."""
        found = {}
        for pattern, compiled in self._patterns:
            hits = [(0, len(text))] if pattern.hint else [hit.span() for hit in compiled.finditer(text)]
            if hits:
                found[pattern] = _merge(pattern, hits, len(text))
        return found


class HyperscanGate:
    """The gate on Hyperscan: all patterns in one pass over the text's UTF-8. Not for two threads at a time."""

    def __init__(self, patterns: Sequence[GatePattern]) -> None:
        from scanner.detectors import gate_kept

        self._patterns = patterns
        self._database = gate_kept.database([pattern.expression for pattern in patterns])

    def windows(self, text: str) -> dict[GatePattern, list[Window]]:
        """See Gate."""
        data = text.encode("utf-8", "replace")
        hits: list[tuple[int, int]] = []

        # A named function: the library keeps no reference to it, and a temporary one has crashed it.
        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            hits.append((number, end))

        if data:
            self._database.scan(data, match_event_handler=on_match)
        hits.sort()
        characters = _characters(data, sorted({end for _, end in hits}))
        found: dict[GatePattern, list[Window]] = {}
        length, last = len(text), -1
        for number, byte in hits:
            if number != last:
                last, pattern = number, self._patterns[number]
                wide = found[pattern] = []
                back, ahead, reached = pattern.back, pattern.ahead, -1
            at = characters[byte]
            start, end = max(0, at - back), min(at + ahead, length)
            if start <= reached:
                wide[-1] = (wide[-1][0], end)
            else:
                wide.append((start, end))
            reached = end
        return found


def _characters(data: bytes, ends: list[int]) -> dict[int, int]:
    """Offsets in UTF-8 bytes to offsets in characters, counted from one to the next."""
    if data.isascii():
        return dict(zip(ends, ends, strict=True))
    offsets = {}
    position = count = 0
    for end in ends:
        count += len(data[position:end].translate(None, _CONTINUATION))
        offsets[end] = count
        position = end
    return offsets


def _merge(pattern: GatePattern, hits: Iterable[Window], length: int) -> list[Window]:
    return [(start, min(end, length)) for start, end in widened(hits, pattern.back, pattern.ahead)]


def widened(windows: Iterable[Window], back: int, ahead: int | None = None) -> list[Window]:
    """Ascending windows made wider to both sides (from 0 on); those that then touch become one."""
    wide: list[Window] = []
    for first, last in windows:
        start, end = max(0, first - back), last + (back if ahead is None else ahead)
        if wide and start <= wide[-1][1]:
            wide[-1] = (wide[-1][0], max(end, wide[-1][1]))
        else:
            wide.append((start, end))
    return wide


def common(first: Sequence[Window], second: Sequence[Window]) -> list[Window]:
    """The stretches that two ascending lists of windows share."""
    shared = []
    at = 0
    for start, end in first:
        while at < len(second) and second[at][1] <= start:
            at += 1
        following = at
        while following < len(second) and second[following][0] < end:
            shared.append((max(start, second[following][0]), min(end, second[following][1])))
            following += 1
    return shared


def lying_in(spans: Iterable[Window], windows: Sequence[Window]) -> Iterator[Window]:
    """Those of ascending spans that lie in one of some ascending windows."""
    at = 0
    for start, end in spans:
        while at < len(windows) and windows[at][1] < end:
            at += 1
        if at < len(windows) and windows[at][0] <= start:
            yield start, end
