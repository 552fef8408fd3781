"""What stands around a value: the words that say what it is, or that it is something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from scanner.detectors.gate import GatePattern
from scanner.detectors.rules import Detector
from scanner.folding import loose

_LETTER = r"[^\W\d_]"
_WORD = re.compile(_LETTER)
# No cue reaches across an empty line, or across what parts the cells of a column.
_BARRIER = re.compile(r"\x1f|\n *\n")
# Ends what a word behind a value can speak of; `ж.` and `г.` end no sentence.
_CLAUSE = re.compile(r"[,;:\n]|(?<![жг])\. ")
_LINE = 80  # characters: a line of a list under a heading is no longer
_HINT = 10  # letters of a cue that a hint looks for at most
_BOUND = 6_000  # bytes of a hint: Hyperscan takes no much longer pattern
_LIST = 2000  # characters: a heading speaks of no more
_ANTI_GAP = 14  # characters, also words, over which an anti-cue speaks of the next value
_SENTENCE = re.compile(r"(?:[^ .]{3}|\A)\. (?=[^\W\d_a-zа-яё])")
_GAP = 8  # characters between values of one list
_VETO_BEHIND = 40  # characters behind a value in which a veto speaks of it
# The beginning of a list's item: a dash, `1)`, `а)`.
_ITEM = re.compile(r" {0,8}(?:[-•*·]|\d{1,3}[.)]|\w\))")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the rules found at `start:end` of the text."""

    word: str
    start: int
    end: int
    anti: bool = False
    final: bool = False  # a veto: no other word speaks against it


class Context:
    """The cues of one detector, compiled."""

    def __init__(self, detector: Detector, rivals: Iterable[Detector] = ()) -> None:
        self._window = detector.cue_window
        self._shared = detector.shared_cue
        self._list_gap = detector.list_gap
        others = {cue for rival in rivals for cue in rival.cues} - set(detector.cues)
        self._before = _Finder((*detector.cues, *detector.cues_told), {*detector.anti_cues, *others})
        # Behind a value only `cues_after` speak of it: any other cue there belongs to what follows.
        # A longer form of one of those does so too: `пенсиям*` where `пенсия*` does.
        behind = set(detector.cues_after)
        stems = tuple(word[:-1] for word in behind if word.endswith("*"))
        forms = {cue for cue in detector.cues if cue.startswith(stems) and " " not in cue} if stems else set()
        others = {*detector.cues, *detector.anti_cues} - behind - forms
        self._after = _Finder({*behind, *forms}, others) if behind else None
        vetoes = tuple(detector.vetoes)
        self._vetoes = _Finder(tuple(detector.no_vetoes), vetoes) if vetoes else None
        lifts = tuple(detector.lifts)
        self._lifts = _Finder(lifts, ()) if lifts else None
        ruled_out = tuple(detector.vetoes_after)
        self._vetoes_behind = _Finder(tuple(detector.no_vetoes), ruled_out) if ruled_out else None

    def cues(self, text: str, values: list[tuple[int, int]]) -> list[Cue | None]:
        """The cue or anti-cue that speaks of each value, if any. `values` ascend and do not overlap.

        A cue speaks of the value nearest to it. It speaks of the following ones too where they form a list: on one
        line with no words between (if the detector says so), or a line each under a heading.
        """
        found: list[Cue | None] = []
        low = 0
        for at, (start, end) in enumerate(values):
            high = values[at + 1][0] if at + 1 < len(values) else len(text)
            cue = self._nearest(text, low, start)
            if cue is None and at:
                cue = self._inherited(text, found[-1], values[at - 1], start)
            if cue is None and self._list_gap:
                cue = self._headed(text, start)
            low = end
            if (behind := self._behind(text, end, high)) and _nearer(behind, cue, start, end):
                cue, low = behind, behind.end
            found.append(cue)
        return found

    def said(self, label: str) -> Cue | None:
        """What a column's name says, read as a label."""
        return self._before.last(label, 0, len(label))

    def _nearest(self, text: str, low: int, start: int) -> Cue | None:
        low = max(low, start - self._window.before)
        for barrier in _BARRIER.finditer(text, low, start):
            low = barrier.end()
        veto = self._vetoes and self._vetoes.veto(text, max(low, text.rfind("\n", low, start)), start)
        if veto and self._lifts and self._lifts.first(text, veto.end, start):
            veto = None
        cue = veto or self._before.last(text, low, start)
        # What a line above says it is, some other thing is; but no cue before it reaches over that. What is said before
        # a semicolon is said of that.
        parted = bool(cue and cue.anti and not veto and ";" in text[cue.end : start])
        above = text[cue.end : start].rpartition("\n")[0] if cue and cue.anti else ""
        return None if parted or above.strip(" \n:№") else cue

    def _behind(self, text: str, end: int, high: int) -> Cue | None:
        clause = _CLAUSE.search(text, end, high)
        high = clause.end() if clause else high
        if self._vetoes_behind and (veto := self._vetoes_behind.veto(text, end, min(high, end + _VETO_BEHIND))):
            return veto
        high = min(high, end + self._window.after)
        if self._after is None or high <= end:
            return None
        cue = self._after.first(text, end, high)
        return None if cue and cue.anti else cue

    def _headed(self, text: str, start: int) -> Cue | None:
        """What the line above a list says of a value in one of its items."""
        line = text.rfind("\n", 0, start) + 1
        item = _ITEM.match(text, line)
        while item and 0 < line > start - _LIST:
            above = text.rfind("\n", 0, line - 1) + 1
            item = _ITEM.match(text, above)
            if not item:
                cue = self._before.last(text, above, line)
                return None if cue and cue.anti else cue
            line = above
        return None

    def _inherited(self, text: str, cue: Cue | None, value: tuple[int, int], start: int) -> Cue | None:
        if cue is None or cue.start > value[0] or start - cue.end > _LIST:
            return None
        gap = text[value[1] : start]
        if len(gap) > _LINE or _BARRIER.search(gap):
            return None
        on_line = self._shared and len(gap) <= _GAP and not _WORD.search(gap)
        if not on_line and "\n" not in gap:
            # `GTIN: 1… (line 1), 2…`; `премии: Асанову 5 000 сом, Осмоновой 6 000 сом`
            reach = _ANTI_GAP if cue.anti else self._list_gap or 0
            on_line = len(gap) <= reach and not _SENTENCE.search(gap) and not (cue.anti and ";" in gap)
        under_heading = gap.count("\n") == 1 and "\n" in text[cue.end : value[0]]
        return cue if on_line or under_heading else None


def _nearer(behind: Cue, before: Cue | None, start: int, end: int) -> bool:
    """Whether a cue behind a value (`№ AN1234567 паспорту`) speaks of it, and not what stands before."""
    if before is None or behind.final:
        return True
    return before.anti and not before.final and behind.start - end <= start - before.end


class _Finder:
    """One alternation of cues and anti-cues; the longest at a place wins."""

    def __init__(self, cues: Iterable[str], anti_cues: Iterable[str]) -> None:
        words = [(word, False) for word in cues] + [(word, True) for word in anti_cues]
        words.sort(key=lambda word: (-len(word[0]), word[1], word[0]))
        self._words: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for word, anti in words:
            self._words[_first(loose(word))].append((word, anti))
        # By first letter, so that all that begin with another one are passed over at once.
        letters: dict[str, list[str]] = defaultdict(list)
        for word, _ in words:
            first = _first(loose(word))
            letters[first].append(phrase(word)[len(first) :])
        choices = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in letters.items()) or "(?!)"
        self._pattern = re.compile(rf"(?<![^\W\d])(?:{choices})")

    def first(self, text: str, start: int, end: int) -> Cue | None:
        """The first cue that begins in this stretch of a clean text."""
        return next((self._cue(found, shift) for found, shift in self._all(text, start, end)), None)

    def last(self, text: str, start: int, end: int) -> Cue | None:
        """The last cue that begins in this stretch of a clean text."""
        found = list(self._all(text, start, end))
        return self._cue(*found[-1]) if found else None

    def veto(self, text: str, start: int, end: int) -> Cue | None:
        """The last anti-cue that begins in this stretch, as the last word."""
        antis = [cue for found, shift in self._all(text, start, end) if (cue := self._cue(found, shift)).anti]
        return replace(antis[-1], final=True) if antis else None

    def _all(self, text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
        # A character more on the left, so that half a word is not taken for a whole one.
        margin = min(start, 1)
        for found in self._pattern.finditer(loose(text[start - margin : end]), margin):
            yield found, start - margin

    def _cue(self, found: re.Match[str], shift: int) -> Cue:
        at = found.start()
        words = self._words[_first(found.group())]
        word, anti = next((word, anti) for word, anti in words if _compiled(word).match(found.string, at))
        return Cue(word.rstrip("*"), shift + at, shift + found.end(), anti)


def _first(text: str) -> str:
    return text[0] if text[0].isalnum() else ""


@cache
def _compiled(word: str) -> re.Pattern[str]:
    """A cue's own pattern: made where the cue is met, as few of the thousands are."""
    return re.compile(phrase(word))


def phrase(word: str) -> str:
    """A cue as a pattern for loose text: blanks are any gap, marks may have blanks around, `*` is any ending, `"` an
    opening quotation mark or none."""
    letters = "".join(_piece(char, re.escape(char)) for char in loose(word))
    return letters + (rf"(?!{_LETTER})" if word[-1].isalpha() else "")


def cue_hint(detector: Detector) -> GatePattern:
    """Where a detector's cues stand in a clean text, as a superset: without one near, most patterns need no look."""
    words = [loose(word).partition("*")[0] for word in (*detector.cues, *detector.cues_told, *detector.cues_after)]
    choices = next(
        choices for letters in range(_HINT, 0, -1) if len((choices := _choices(words, letters)).encode()) <= _BOUND
    )
    reach = 2 * max((pattern.reach for pattern in detector.patterns), default=0)
    back, ahead = detector.cue_window.after + reach, _LIST + reach
    return GatePattern(f"(?:^|[^A-Za-zА-Яа-я])(?:{choices})", back, ahead, hint=True)


def _choices(words: Iterable[str], letters: int) -> str:
    return "|".join("".join(_piece(char, _variants(char)) for char in word) for word in _beginnings(words, letters))


def _beginnings(words: Iterable[str], letters: int) -> list[str]:
    """The words' beginnings, without what begins with another one: where one of these stands, so may they all."""
    kept: list[str] = []
    for word in sorted({word[:letters].rstrip() for word in words}):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return kept


def _piece(char: str, letter: str) -> str:
    if char == " ":
        return r"[ \n_]{1,3}"
    if char == '"':
        return r"[ \n]?[«“„\"']?[ \n]?"
    if char == "*":
        return rf"{_LETTER}{{0,12}}"
    return letter if char.isalnum() else rf"[ \n]?{re.escape(char)}[ \n]?"


def _variants(char: str) -> str:
    return f"[{''.join(_spellings()[char])}]" if char.isalpha() else re.escape(char)


@cache
def _spellings() -> dict[str, list[str]]:
    """For each letter of loose text all that `loose` makes it of: к has К, к, қ, Қ."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for char in map(chr, range(0x41, 0x2200)):
        if char.isalpha():
            spellings[loose(char)].append(char)
    return spellings
