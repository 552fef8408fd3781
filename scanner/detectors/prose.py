"""Numbers, e-mails and dates in running text: gate, exact pattern, cues, check, confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import regex

from scanner.detectors.cleaning import cleaned
from scanner.detectors.context import Context, Cue, cue_hint
from scanner.detectors.gate import Engine, Gate, GatePattern, Window, common, lying_in, make_gate, widened
from scanner.detectors.pasted import pasted_cells
from scanner.detectors.prose_near import Columns, around, echoed, inside, repeated
from scanner.detectors.prose_overlap import apart, resolved
from scanner.detectors.rules import Detector, Pattern, Rules
from scanner.detectors.validators import VALIDATORS, Check
from scanner.folding import Clean
from scanner.model import Evidence, Match

# Of so many unlabelled numbers of one form, when a smaller share passes its check, those that pass do so by chance.
_MANY = 20
_SHARE = 0.2


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
        counted = Counter(exact.compiled.pattern for exact in self.exacts)
        self._shared = {pattern for pattern, rules in counted.items() if rules > 1}  # patterns of several rules
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
        pasted = Columns(pasted_cells(plain, text, self._index), self._contexts)
        shared: dict[tuple[str, GatePattern], list[Window]] = {}

        def propose(detector: Detector, near: list[Window] | None) -> list[Candidate]:
            of_cells = self._in_cells(plain.text, pasted, detector) if near is None else []
            return [*self._candidates(plain.text, windows, detector, near, shared), *of_cells]

        return self.judge(plain, text, propose, pasted)

    def _in_cells(self, text: str, pasted: Columns, detector: Detector) -> list[Candidate]:
        """What has the form of a value in the cells of its column: no gate need have seen it."""
        candidates = []
        for cell in pasted.cells:
            if pasted.cue(cell, detector, own=True) is None:
                continue
            for exact in self._exacts[detector.id]:
                piece = exact.pattern.fold(text[cell.start : cell.end])
                candidates += [
                    Candidate(cell.start + found.start(), cell.start + found.end(), exact)
                    for found in exact.compiled.finditer(piece)
                ]
        return candidates

    def _candidates(
        self,
        text: str,
        windows: dict[GatePattern, list[Window]],
        detector: Detector,
        near: list[Window] | None,
        shared: dict[tuple[str, GatePattern], list[Window]],
    ) -> list[Candidate]:
        cued = windows.get(self._hints[detector.id], []) if detector.id in self._hints else None
        if cued is not None and detector.echo:
            proving = (
                exact for one in self._detectors if one.id == detector.echo.category for exact in self._exacts[one.id]
            )
            spots = sorted(window for exact in proving for window in windows.get(exact.gate, ()))
            cued = widened(sorted([*cued, *widened(spots, detector.echo.chars)]), 0)
        candidates: list[Candidate] = []
        for exact in self._exacts[detector.id]:
            places = windows.get(exact.gate)
            if places and exact.pattern.confidence.needs_cue and cued is not None:
                places = common(places, cued)
            if places and near is not None:
                places = common(places, near)
            if places and exact.compiled.pattern in self._shared:
                known = (exact.compiled.pattern, exact.gate)
                if known not in shared:  # read once for all the rules that have it
                    shared[known] = list(_found(exact, text, windows[exact.gate]))
                candidates += [Candidate(start, end, exact) for start, end in lying_in(shared[known], places)]
            else:
                candidates += [Candidate(start, end, exact) for start, end in _found(exact, text, places or ())]
        return candidates

    def judge(self, plain: Clean, original: str, propose: Propose, pasted: Columns | None = None) -> list[Match]:
        """Of the candidates in a clean text those that are believed, by start, with offsets of the original."""
        pasted = pasted or Columns([], {})
        matches: list[tuple[Candidate, Match]] = []
        for detector in self._detectors:
            if detector.beside:
                near = around(matches, detector.beside)
                wide = widened(near, max(pattern.reach for pattern in detector.patterns))
                candidates = [item for item in propose(detector, wide) if inside(item, near)] if near else []
            else:
                candidates = list(propose(detector, None))
            if candidates:
                repeats = echoed(matches, detector.echo) if detector.echo else []
                matches += self._believed(plain, original, detector, candidates, pasted, repeats)
        return resolved([match for _, match in matches])

    def _believed(
        self,
        plain: Clean,
        original: str,
        detector: Detector,
        candidates: list[Candidate],
        pasted: Columns,
        repeats: list[tuple[int, str]],
    ) -> list[tuple[Candidate, Match]]:
        text = plain.text
        values = apart(text, candidates)
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
            if repeats and (cue is None or cue.anti):
                check = value.exact.check(text[value.start : value.end])
                if check.ok is not False and detector.echo and repeated(value, check.canonical, repeats, detector.echo):
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


def _found(exact: Exact, text: str, places: Iterable[Window]) -> Iterator[Window]:
    for start, end in places:
        for found in exact.compiled.finditer(exact.pattern.fold(text[start:end])):
            yield start + found.start(), start + found.end()


def _wants_hint(detector: Detector) -> bool:
    """Whether looking for its cues first spares work: not where a neighbour is asked for anyway."""
    return not detector.beside and any(pattern.confidence.needs_cue for pattern in detector.patterns)


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
