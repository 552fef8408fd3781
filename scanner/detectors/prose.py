"""Numbers, e-mails and dates in running text: gate, exact pattern, cues, check, confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import regex

from scanner.detectors.cleaning import cleaned
from scanner.detectors.context import Context, Cue, cue_hint
from scanner.detectors.gate import Engine, Gate, GatePattern, Window, common, make_gate, widened
from scanner.detectors.pasted import Cell, pasted_cells
from scanner.detectors.rules import Beside, Detector, Echo, Pattern, Rules
from scanner.detectors.validators import VALIDATORS, Check
from scanner.folding import Clean
from scanner.model import Evidence, Match

# Of so many unlabelled numbers of one form, when a smaller share passes its check, those that pass do so by chance.
_MANY = 20
_SHARE = 0.2
_PIN = 14  # digits
_MARGIN = 60  # characters around a cell that a pattern may look at


@dataclass(frozen=True, slots=True)
class Exact:
    """A pattern with its detector, compiled."""

    detector: Detector
    pattern: Pattern
    compiled: regex.Pattern[str] = field(repr=False)
    gate: GatePattern

    @classmethod
    def build(cls, detector: Detector, pattern: Pattern) -> Exact:
        """The gate looks for the pattern's own gate, or for the pattern, of which it ignores the look-around."""
        gate = GatePattern(pattern.gate or pattern.regex, pattern.reach, pattern.reach)
        return cls(detector, pattern, pattern.compiled(), gate)

    def check(self, value: str) -> Check:
        """What its validator says of a value."""
        name = self.pattern.validator or self.detector.validator
        return VALIDATORS[name](value) if name else Check(None, value)


class Candidate(NamedTuple):
    """A stretch of clean text that has the form of a value."""

    start: int
    end: int
    exact: Exact


Propose = Callable[[Detector, list[Window] | None], Iterable[Candidate]]
"""Who names a detector's candidates: all, or only those that lie in the given stretches of the text."""


class ProseDetector:
    """Finds what the rules' patterns describe. Implements detectors.interface.TextDetector."""

    def __init__(self, rules: Rules, gate: Engine | None = None) -> None:
        self._engine = gate
        self._index = rules.index
        # Those that need a neighbour come last: their neighbours are known by then.
        self._detectors = sorted(
            (detector for detector in rules.detectors if detector.patterns),
            key=lambda detector: bool(detector.beside or detector.echo),
        )
        self._exacts = {
            detector.id: [Exact.build(detector, pattern) for pattern in detector.patterns]
            for detector in self._detectors
        }
        self._hints = {detector.id: cue_hint(detector) for detector in self._detectors if _wants_hint(detector)}

    @property
    def exacts(self) -> list[Exact]:
        """Every pattern."""
        return [exact for exacts in self._exacts.values() for exact in exacts]

    @cached_property
    def _gate(self) -> Gate:
        gates = (exact.gate for exact in self.exacts if not exact.pattern.confidence.only_cell)
        return make_gate(dict.fromkeys((*gates, *self._hints.values())), self._engine)

    @cached_property
    def _contexts(self) -> dict[str, Context]:
        by_id = {detector.id: detector for detector in self._detectors}
        return {
            detector.id: Context(detector, [by_id[rival] for rival in detector.rivals]) for detector in self._detectors
        }

    def find(self, text: str) -> list[Match]:
        """Matches by start, with offsets of `text` as given; they do not overlap."""
        plain = cleaned(text)
        windows = self._gate.windows(plain.text)
        if not windows:
            return []
        pasted = _Pasted(pasted_cells(plain, text, self._index), self._contexts)

        def propose(detector: Detector, near: list[Window] | None) -> list[Candidate]:
            inside = self._in_cells(plain.text, pasted, detector) if near is None else []
            return [*self._candidates(plain.text, windows, detector, near), *inside]

        return self.judge(plain, text, propose, pasted)

    def _in_cells(self, text: str, pasted: _Pasted, detector: Detector) -> list[Candidate]:
        """What has the form of a value in the cells of its column: no gate need have seen it."""
        candidates = []
        for cell in pasted.cells:
            if pasted.cue(cell, detector, own=True) is None:
                continue
            low = max(0, cell.start - _MARGIN)
            for exact in self._exacts[detector.id]:
                piece = exact.pattern.fold(text[low : cell.end + _MARGIN])
                candidates += [
                    Candidate(low + found.start(), low + found.end(), exact)
                    for found in exact.compiled.finditer(piece, cell.start - low)
                    if low + found.end() <= cell.end
                ]
        return candidates

    def _candidates(
        self, text: str, windows: dict[GatePattern, list[Window]], detector: Detector, near: list[Window] | None
    ) -> list[Candidate]:
        cued = windows.get(self._hints[detector.id], []) if detector.id in self._hints else None
        if cued is not None and detector.echo:
            echoed = (
                exact for one in self._detectors if one.id == detector.echo.category for exact in self._exacts[one.id]
            )
            spots = sorted(window for exact in echoed for window in windows.get(exact.gate, ()))
            cued = widened(sorted([*cued, *widened(spots, detector.echo.chars)]), 0)
        candidates: list[Candidate] = []
        for exact in self._exacts[detector.id]:
            places = windows.get(exact.gate)
            if places and exact.pattern.confidence.needs_cue and cued is not None:
                places = common(places, cued)
            if places and near is not None:
                places = common(places, near)
            for start, end in places or ():
                piece = exact.pattern.fold(text[start:end])
                candidates += [
                    Candidate(start + found.start(), start + found.end(), exact)
                    for found in exact.compiled.finditer(piece)
                ]
        return candidates

    def judge(self, plain: Clean, original: str, propose: Propose, pasted: _Pasted | None = None) -> list[Match]:
        """Of the candidates in a clean text those that are believed, by start, with offsets of the original."""
        pasted = pasted or _Pasted([], {})
        matches: list[tuple[Candidate, Match]] = []
        for detector in self._detectors:
            if detector.beside:
                near = _around(matches, detector.beside)
                wide = widened(near, max(pattern.reach for pattern in detector.patterns))
                candidates = [item for item in propose(detector, wide) if _inside(item, near)] if near else []
            else:
                candidates = list(propose(detector, None))
            if candidates:
                echo = _echoed(matches, detector.echo) if detector.echo else []
                matches += self._believed(plain, original, detector, candidates, pasted, echo)
        return _resolved([match for _, match in matches])

    def _believed(
        self,
        plain: Clean,
        original: str,
        detector: Detector,
        candidates: list[Candidate],
        pasted: _Pasted,
        echoed: list[tuple[int, str]],
    ) -> list[tuple[Candidate, Match]]:
        text = plain.text
        values = _apart(text, candidates)
        cues = self._contexts[detector.id].cues(text, [(value.start, value.end) for value in values])
        believed: list[tuple[Candidate, Cue | None, Match]] = []
        tries: dict[str, list[bool]] = defaultdict(list)
        for value, cue in zip(values, cues, strict=True):
            confidence = value.exact.pattern.confidence
            cell = pasted.at(value)
            if cell:
                said = pasted.cue(cell, detector)
                if said is None and confidence.needs_cue and (cell.categories or (cue and cue.start < cell.start)):
                    continue  # its column holds something else
                cue = said or cue
                if said and not said.anti and confidence.cell is not None:
                    check = value.exact.check(text[value.start : value.end])
                    if check.ok is not False:
                        believed.append((value, said, _match(value, plain, original, check, said, confidence.cell)))
                    continue
            if echoed and (cue is None or cue.anti):
                check = value.exact.check(text[value.start : value.end])
                if check.ok is not False and detector.echo and _repeated(value, check.canonical, echoed, detector.echo):
                    believed.append(
                        (value, None, _match(value, plain, original, check, None, detector.echo.confidence))
                    )
                    continue
            if cue.anti and (cue.final or confidence.anti is None) if cue else confidence.needs_cue:
                continue  # whatever a check would say
            check = value.exact.check(text[value.start : value.end])
            if cue is None and check.ok is not None:
                tries[value.exact.pattern.id].append(check.ok)
            sure = confidence.of(check.ok, (None if cue.anti else True) if cue else False)
            if sure is not None:
                believed.append((value, cue, _match(value, plain, original, check, cue, sure)))
        chance = {form for form, oks in tries.items() if len(oks) >= _MANY and sum(oks) < _SHARE * len(oks)}
        return [(value, match) for value, cue, match in believed if cue or value.exact.pattern.id not in chance]


class _Pasted:
    """The cells of tables in a text, and what their columns' names say to each detector."""

    def __init__(self, cells: list[Cell], contexts: dict[str, Context]) -> None:
        self.cells = cells
        self._contexts = contexts
        self._said: dict[tuple[str, str], Cue | None] = {}

    def at(self, value: Candidate) -> Cell | None:
        """The cell that a value stands in."""
        at = bisect_right(self.cells, value.start, key=lambda cell: cell.start)
        return self.cells[at - 1] if at and value.end <= self.cells[at - 1].end else None

    def cue(self, cell: Cell, detector: Detector, *, own: bool = False) -> Cue | None:
        """What a cell's column says to a detector: its category's name, or a cue; `own`: no anti-cue."""
        if detector.category in cell.categories:
            return Cue(cell.name, cell.start, cell.start)
        if cell.categories:
            return None
        key = (cell.name, detector.id)
        if key not in self._said:
            self._said[key] = self._contexts[detector.id].said(f"{cell.name}: ")
        said = self._said[key]
        if said is None or (own and said.anti):
            return None
        return Cue(said.word, cell.start, cell.start, said.anti)


def _wants_hint(detector: Detector) -> bool:
    """Whether looking for its cues first spares work: not where a neighbour is asked for anyway."""
    return not detector.beside and any(pattern.confidence.needs_cue for pattern in detector.patterns)


def _apart(text: str, candidates: list[Candidate]) -> list[Candidate]:
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


def _match(value: Candidate, plain: Clean, original: str, check: Check, cue: Cue | None, confidence: float) -> Match:
    why = [Evidence("shape", value.exact.pattern.id)]
    if check.ok is not None:
        why.append(Evidence(check.code))
    if cue and not cue.anti:
        why.append(Evidence("cue", cue.word))
    start, end = plain.span(value.start, value.end) if plain.cuts else (value.start, value.end)
    return Match(
        value.exact.detector.category,
        start,
        end,
        confidence,
        tuple(why),
        part=value.exact.pattern.part,
        value=original[start:end],
        canonical=check.canonical,
        flawed=check.ok is False,
    )


def _echoed(matches: Iterable[tuple[Candidate, Match]], echo: Echo) -> list[tuple[int, str]]:
    """Where the numbers stand that repeat a value's figures, and what they repeat: the date in a PIN."""
    return sorted(
        (value.start, f"{match.canonical[5:9]}-{match.canonical[3:5]}-{match.canonical[1:3]}")
        for value, match in matches
        if match.category == echo.category and len(match.canonical) == _PIN
    )


def _repeated(value: Candidate, canonical: str, echoed: list[tuple[int, str]], echo: Echo) -> bool:
    """Whether a date, or a year, is that of a PIN near by."""
    low = bisect_right(echoed, value.start - echo.chars, key=lambda spot: spot[0])
    return any(
        date.startswith(canonical)
        for start, date in echoed[low:]
        if value.start - echo.chars < start < value.end + echo.chars
    )


def _around(matches: Iterable[tuple[Candidate, Match]], beside: Beside) -> list[Window]:
    """The stretches beside the neighbours: an issue date far from any passport is no passport's."""
    spots = sorted((value.start, value.end) for value, match in matches if match.category == beside.category)
    return widened(spots, beside.before or beside.chars, beside.chars)


def _inside(item: Candidate, windows: list[Window]) -> bool:
    at = bisect_right(windows, item.start, key=lambda window: window[0])
    return at > 0 and item.end <= windows[at - 1][1]


def _resolved(matches: list[Match]) -> list[Match]:
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
