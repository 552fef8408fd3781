"""The rules' own examples as tests: `scanner rules test`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.detectors.interface import TextDetector
from scanner.detectors.rules import Detector, Rules

_MARK = re.compile("⟦(.*?)⟧", re.DOTALL)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that its detector reads otherwise. Examples are made up, so they may be shown."""

    detector: str
    example: str
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]


def run_examples(rules: Rules, detector: TextDetector) -> list[Failure]:
    """Every example of every rule held against `detector`; empty if all are read as marked."""
    return [failure for rule in rules.detectors for failure in _failures(rule, detector)]


def _failures(rule: Detector, detector: TextDetector) -> Iterator[Failure]:
    for example in (*rule.examples.match, *rule.examples.no_match):
        text, expected = unmark(example)
        found = {(match.start, match.end) for match in detector.find(text) if match.category == rule.category}
        # A rule speaks for its own examples' marks: where none is marked, nothing of its category may be found.
        if found != expected:
            missing, unwanted = (
                tuple(text[start:end] for start, end in sorted(spans)) for spans in (expected - found, found - expected)
            )
            yield Failure(rule.id, example, missing, unwanted)


def unmark(example: str) -> tuple[str, set[Span]]:
    """An example's text without its marks, and the spans they marked."""
    spans: set[Span] = set()
    for count, mark in enumerate(_MARK.finditer(example)):
        start = mark.start() - 2 * count
        spans.add((start, start + len(mark.group(1))))
    return _MARK.sub(r"\1", example), spans
