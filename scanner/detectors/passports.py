"""Passports' numbers with no word for one, beside a person: guest lists, journals of visitors, rows of a table.

`1. OMUROV TALANT - KGZ - AN3367001`, `Асанов Бакыт, 12.03.1985, ID1234567`, `ID1234567 | Асанов Бакыт`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_terms import Terms, either, terms
from scanner.detectors.validators import passport
from scanner.folding import latin, loose
from scanner.model import NAMES, Evidence, Match

_PERSONAL = frozenset({*NAMES, "pin", "birth_date", "birth_year"})
_ITEM = r"[^\W\d][^\d\n,;|/]{0,30}"  # words between a name and a number: `, KGZ,`, `(коштоочу, улуту түрк)`
_PARTED = r"[ .,;:|/()\"»'!-]{1,16}"
_GAP = re.compile(
    rf"(?:-?[жгту]\. ?[трж]?\.?)?(?:{_PARTED}|[ .,;]?\n[ ]{{0,6}})(?:{_ITEM}(?:{_PARTED}|[ ])){{0,2}}(?:№ ?)?\Z"
)
_BEFORE_NAME = re.compile(r"[ ]?[,;:|/(-]?[ ]{0,12}\Z")
_FIRST = re.compile(
    r"(?:\A|[\n|;]|(?<!\w)\d{1,3}[.)])[ ]{0,6}(?:№ ?)?\Z"
)  # what a number stands behind where the name comes second
_REACH = 90  # characters between the two
_BEFORE = 50  # characters before a name in which a word says what number follows it
# A number by itself: behind a mark or at a line's beginning, `Ошто жашайт. ID1234567`, `жазып алгам: ID1234567`.
_APART = re.compile(r"(?:\A|\n|[:;,/|(«\"—–-]|[^\W\d_]{4}\.)[ ]{0,12}\Z")
_CLAUSE = re.compile(r"[;\n|]|[^\W\d_]{4}\. ")
_FAR = 250  # characters to a person named in the same paragraph
# The series of the country's own passports, and numbers as others have them.
_OWN = re.compile(
    r"(?<![\w№#&=])(?<!\w[/.-])(?P<series>ID|AN|AH|AC|PE|id|an|ac|pe|ИД|ПE)[ -]?(?:№[ ]?)?"
    r"(?:\d{7}|\d(?: \d){6}|\d \d{3} \d{3}|\d{3} \d{4}|\d{4} \d{3}|\d{2} \d{3} \d{2})(?!\w|[.-]\d)"
)
_FOREIGN = re.compile(
    r"(?<![\w№#&=])(?<!\w[/.-])(?:[A-Z]{1,2}[ ]?(?:№[ ]?)?\d{7,8}|\d\d[ ]?(?:№[ ]?)?\d{7}|\d{9})(?!\w|[ .-]\d)"
)
_SOLID = re.compile(r"(?:ID|(?:AN|AC|PE)[ ]?)\d{7}\Z")
_OWN_SURE, _FOREIGN_SURE, _APART_SURE = 0.8, 0.75, 0.65


class _Terms(Terms):
    """The words of `rules/terms/passports.yaml`."""

    papers: tuple[str, ...]
    countries: tuple[str, ...]
    others: tuple[str, ...]
    documents: tuple[str, ...]


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words for a paper right before a number, for a country, for something else, and for a person's paper."""
    listed = terms("passports", _Terms)
    papers, countries, others, documents = (
        either(words, 12) for words in (listed.papers, listed.countries, listed.others, listed.documents)
    )
    return (
        re.compile(rf"(?<!\w)(?:{papers})[.:]?[ ]{{0,2}}(?:№ ?)?\Z"),
        re.compile(rf"(?<!\w)(?:{countries})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{others})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{documents})[.:]?\Z"),
    )


@dataclass(frozen=True, slots=True)
class PassportDetector:
    """Implements detectors.interface.LaterDetector."""

    of_somebody: bool = True

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Numbers beside persons, where nothing else was found."""
        plain = cleaned(text)
        read = latin(plain.text)
        candidates = sorted(_candidates(read))
        if not candidates:
            return []
        spans = sorted(
            ((plain.cleaned(item.start), plain.cleaned(item.end - 1) + 1, item) for item in known if item.value),
            key=lambda span: span[:2],
        )
        taken = [(start, end) for start, end, item in spans if item.category not in NAMES]
        persons = [(start, end) for start, end, item in spans if item.category in _PERSONAL and item.part is None]
        found: list[Match] = []
        for start, end, own in candidates:
            if any(low < end and start < high for low, high in taken):
                continue
            beside = self._behind(plain.text, persons, start, end, own) or (
                own and self._before(plain.text, persons, start, end)
            )
            if beside or self._apart(plain.text, read, persons, start, end, own):
                first, last = plain.span(start, end)
                taken.append((start, end))
                persons = sorted([*persons, (start, end)]) if own else persons
                found.append(
                    Match(
                        "passport",
                        first,
                        last,
                        (_OWN_SURE if own else _FOREIGN_SURE) if beside else _APART_SURE,
                        (Evidence("shape"), Evidence("neighbours")),
                        part="number",
                        value=text[first:last],
                        canonical=passport(plain.text[start:end]).canonical,
                    )
                )
        return found

    def _behind(self, text: str, persons: list[tuple[int, int]], start: int, end: int, own: bool) -> bool:
        """Whether a person's name, PIN or birth stands before a number, with nothing that says it is something else."""
        papers, countries, others, _ = _words()
        at = bisect_right(persons, start, key=lambda person: person[1]) - 1
        if at < 0 or start - persons[at][1] > _REACH:
            return False
        gap = loose(text[persons[at][1] : start])
        if not _GAP.match(gap) or others.search(gap):
            return False
        if others.search(re.split(r"[\n,:]", loose(text[max(0, persons[at][0] - _BEFORE) : persons[at][0]]))[-1]):
            return False
        last = re.split(r"[,;:|/()\n-]", gap)[-1].strip(" .№")
        if own:
            return not last or bool(papers.search(gap) or countries.search(last))
        abroad = countries.search(gap) or countries.match(loose(text[end : end + 30]).lstrip(" ,(-/|"))
        return bool(abroad) and (not last or bool(papers.search(gap) or countries.search(last)))

    def _before(self, text: str, persons: list[tuple[int, int]], start: int, end: int) -> bool:
        """Whether a person's name stands behind a number that begins a line or a cell."""
        at = bisect_right(persons, end - 1, key=lambda person: person[0])
        return (
            at < len(persons)
            and bool(_BEFORE_NAME.match(text[end : persons[at][0]]))
            and bool(_FIRST.search(text[max(0, start - 20) : start]))
        )

    def _apart(self, text: str, read: str, persons: list[tuple[int, int]], start: int, end: int, own: bool) -> bool:
        """Whether a number stands by itself in a paragraph that names somebody, and nothing says that it is something
        else. Another country's needs a word for a paper right before it, or its country's before it on the line."""
        _, countries, others, documents = _words()
        low, high = max(0, start - _FAR), end + _FAR
        low, high = max(low, text.rfind("\n\n", low, start)), min(high, len(text))
        if (gap := text.find("\n\n", end, high)) >= 0:
            high = gap
        at = bisect_left(persons, (low, 0))
        if at == len(persons) or persons[at][1] > high:
            return False
        before = loose(text[low:start])
        line = before.rpartition("\n")[2]
        clause = before[max((mark.end() for mark in _CLAUSE.finditer(before)), default=0) :][-_REACH:]
        behind = re.split(r"[,;.\n|]| \w+=", loose(text[end : end + 30]))[0]
        if others.search(clause) or others.search(behind) or len(set(re.findall(r"\d", read[start:end]))) < 2:
            return False
        if documents.search(before.rstrip(' :=(«"')):
            return True
        if not _APART.search(before):
            return False
        return bool(_SOLID.match(read[start:end])) if own else bool(countries.search(line))


def _candidates(read: str) -> Iterator[tuple[int, int, bool]]:
    for match in _OWN.finditer(read):
        yield match.start(), match.end(), True
    for match in _FOREIGN.finditer(read):
        if not _OWN.match(read, match.start()):
            yield match.start(), match.end(), False
