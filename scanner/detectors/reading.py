"""A text with all that is known of it while its phrases are read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scanner.detectors.lexicon import Hit, Token
from scanner.detectors.vocabulary import Means
from scanner.model import NAMES

NUMBERS = frozenset(
    {"pin", "passport", "phone", "email", "current_account", "birth_date", "birth_year", "disease_code"}
)
_OWN = frozenset({"pin", "passport", "birth_date", "birth_year", "disease_code"})
_SCHOOLS = frozenset({"institutions", "specialities", "education"})
_LONGEST_WORD = 24
_STUDY = 60  # characters between a word of education and a label of a speciality
_VETO = 50  # characters between a veto and a phrase
_NEAR = 120  # characters between a phrase and the person it is said of
_FAR = 500  # characters behind a person's name or number in which clauses of the same paragraph are told of the person
_MYSELF = re.compile(  # `үйлөнгөнмүн`, `ooruyum`
    r"(?:[^\W\d_]{3,}м[ыиу]н|[^\W\d_]{2,}[аеоуы]йм|(?:жат|журо|калды|болду)[ау]?м"
    r"|[a-z]{2,}[rknl]m[yiu]n|(?:jat|zhat|jur|zhur|kald|bold)[aiyu]m)\Z"
)
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d))[.!?…][\s»\")]|\n[ ]*\n")


def beginning_in(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of some spans, sorted by start, that begin in `start:end`."""
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


@dataclass(slots=True)
class Reading:
    """A text, its words, the phrases in it, and what other detectors found. Offsets are of the clean text."""

    text: str = field(repr=False)
    folded: str = field(repr=False)
    tokens: Sequence[Token]
    hits: list[Hit[Means]]
    known: list[tuple[int, int, str]]  # what other detectors found, by start
    stops: list[int] = field(default_factory=list)  # where values behind labels end
    choices: frozenset[int] = frozenset()  # where words begin that are choices of a form
    names: list[tuple[int, int]] = field(init=False)
    name_ends: frozenset[int] = field(init=False)
    numbers: list[tuple[int, int]] = field(init=False)
    owners: frozenset[int] = field(init=False)  # where a name or a number of a person begins
    people: list[int] = field(init=False)  # where something speaks of a person
    parts: dict[int, frozenset[str]] = field(init=False)  # start of a word → which parts of a post it may be
    verbs: list[tuple[int, int]] = field(init=False)  # that give a post
    workplaces: list[tuple[int, int]] = field(init=False)  # labels of employers
    kin: list[tuple[int, int]] = field(init=False)
    studies: list[int] = field(init=False)  # where words of education begin
    studied: list[tuple[int, int]] = field(init=False)  # verbs of finishing a school

    def __post_init__(self) -> None:
        self.names = [(start, end) for start, end, category in self.known if category in NAMES]
        self.name_ends = frozenset(end for _, end in self.names)
        self.numbers = [(start, end) for start, end, category in self.known if category in NUMBERS]
        marks = {start for start, _, category in self.known if category in NAMES or category in _OWN}
        self.owners = frozenset(marks)
        parts: dict[int, frozenset[str]] = {}
        self.studies, self.studied = [], []
        for hit in self.hits:
            if any(means.kind == "person" for means in hit.payloads):
                marks.add(hit.start)
            kinds = frozenset(means.category for means in hit.payloads if means.kind == "part")
            if kinds:
                parts.update((token.start, kinds) for token in self.tokens[hit.first : hit.last + 1])
            if any(means.category in _SCHOOLS for means in hit.payloads):
                self.studies.append(hit.start)
            if any(means.category == "studied" for means in hit.payloads):
                self.studied.append((hit.start, hit.end))
        self.people = sorted(marks)
        self.parts = parts
        self.verbs, self.workplaces, self.kin = (
            [(hit.start, hit.end) for hit in self.hits if kind in parts.get(hit.start, ())]
            for kind in ("verbs", "workplaces", "kin")
        )

    def hits_in(self, start: int, end: int) -> Iterator[Hit[Means]]:
        """The phrases that begin in a span, by start."""
        at = bisect_left(self.hits, start, key=lambda hit: hit.start)
        while at < len(self.hits) and self.hits[at].start < end:
            yield self.hits[at]
            at += 1

    def listed(self, category: str, start: int, end: int) -> bool:
        """Whether a listed value of the category begins in a span."""
        return any(
            means.kind == "term" and means.category == category
            for hit in self.hits_in(start, end)
            for means in hit.payloads
        )

    def person_ends_at(self, end: int) -> bool:
        """Whether a person's name or a word for a person ends there."""
        return end in self.name_ends or any(
            hit.end == end and any(means.kind == "person" for means in hit.payloads)
            for hit in self.hits_in(max(0, end - _LONGEST_WORD), end)
        )

    def vetoed(self, category: str, start: int) -> bool:
        """Whether a word before a phrase, on its line, says that it tells of something else: `тилдер: кыргыз, орус`."""
        return any(
            means.kind == "veto" and means.category == category and "\n" not in self.text[hit.end : start]
            for hit in self.hits_in(max(0, start - _VETO), start)
            for means in hit.payloads
        )

    def of_a_study(self, start: int) -> bool:
        """Whether a school is spoken of just before, on the same line."""
        at = bisect_left(self.studies, start) - 1
        return at >= 0 and start - self.studies[at] <= _STUDY and "\n" not in self.text[self.studies[at] : start]

    def says_nothing(self, start: int) -> bool:
        """Whether what begins there says that a form's field is left empty: `нет`, `not stated`."""
        return any(means.category == "nothing" for hit in self.hits_in(start, start + 1) for means in hit.payloads)

    def already_known(self, category: str, start: int, end: int) -> bool:
        """Whether another detector has read a value of the category there: a place of birth is an address's parts."""
        return any(other == category for _, other in self._over(start, end))

    def in_a_name(self, start: int, end: int) -> bool:
        """Whether a span is part of a person's name, of an e-mail address, or of an address."""
        return any(
            low <= start and (other in NAMES or other in ("email", "address")) for low, other in self._over(start, end)
        )

    def _over(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        at = bisect_right(self.known, end - 1, key=lambda one: one[0])
        return ((low, category) for low, other, category in self.known[max(0, at - 6) : at] if start < other)

    def of_a_person(self, start: int, end: int, *, far: bool = False) -> bool:
        """Whether a person is spoken of in the sentence around a span, just before it, or speaks in it.

        `far`: or is named somewhat before it in the paragraph.
        """
        if _MYSELF.search(self.folded, max(0, end - 30), end):
            return True
        at = bisect_left(self.people, start - _NEAR)
        while at < len(self.people) and self.people[at] < end + _NEAR:
            mark = self.people[at]
            if mark < start or mark >= end:
                low, high = (mark, start) if mark < start else (end, mark)
                if mark in self.owners or not _SENTENCE.search(self.text, low, high):
                    return True
            at += 1
        return far and self._named_before(start)

    def _named_before(self, start: int) -> bool:
        low = max(start - _FAR, self.text.rfind("\n\n", 0, start))
        at = bisect_left(self.people, start) - 1
        while at >= 0 and self.people[at] >= low:
            if self.people[at] in self.owners:
                return True
            at -= 1
        return False
