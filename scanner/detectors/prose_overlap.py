"""Of candidates and of matches that overlap, those that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Match

if TYPE_CHECKING:
    from scanner.detectors.prose import Candidate


def apart(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Of candidates that overlap, the one whose check does not fail, then the longest, then one that needs no cue."""
    kept: list[Candidate] = []
    for item in sorted(candidates, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
        elif _rank(text, item) > _rank(text, kept[-1]):
            kept[-1] = item
    return kept


def _rank(text: str, item: Candidate) -> tuple[bool, int, bool]:
    sound = item.exact.check(text[item.start : item.end]).ok is not False
    return sound, item.end - item.start, not item.exact.pattern.confidence.needs_cue


def resolved(matches: list[Match]) -> list[Match]:
    """Of matches that overlap, the surest, then the longest; by start."""
    kept: list[Match] = []
    cluster: list[Match] = []
    end = 0
    for match in sorted(matches, key=lambda match: match.start):
        if cluster and match.start >= end:
            kept += _winners(cluster)
            cluster = []
        cluster.append(match)
        end = max(end, match.end)
    return kept + _winners(cluster)


def _winners(cluster: list[Match]) -> list[Match]:
    if len(cluster) < 2:
        return cluster
    kept: list[Match] = []
    for match in sorted(cluster, key=lambda match: (match.confidence, match.end - match.start), reverse=True):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)
