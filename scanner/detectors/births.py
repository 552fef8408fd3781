"""Birth dates and years right behind a person's name, with no word for birth: lists, verdicts, papers of welfare."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from scanner import rulefiles
from scanner.detectors.cleaning import cleaned
from scanner.detectors.validators import month_names, read_date
from scanner.folding import Clean, loose
from scanner.model import NAMES, Evidence, Match

_BIRTHS = frozenset({"birth_date", "birth_year"})
_MONTH = "|".join(sorted({name for names in month_names() for name in names}, key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19[2-9]\d|20[0-2]\d)"
# What may stand between a name and the birth: a comma, a bracket, a dash, the line of a table.
_PARTED = (
    r"(?:\.?,[ ]{1,3}|\)?[ ]?[-–—][ ]|[ ]?\(|\.?[ ]?[;|!/]{1,2}[ ]?|[ ]{2,24}|\.[ ]"
    r"|[ ]\([^\W\d]{3,20}\)(?:,[ ]|[ ]{1,16}[!|]?[ ]?)|[ ]\([^\W\d]{3,20}, )"
)
_DATE = re.compile(
    rf"{_PARTED}(?P<date>{_DAY}[./-](?:0?[1-9]|1[0-2])[./-]{_YEAR}|{_YEAR}[.-](?:0[1-9]|1[0-2])[.-](?:0[1-9]|[12]\d|3[01])"
    rf"|{_DAY}[ -](?:{_MONTH})[^\W\d_]{{0,4}}[ ,]{{1,2}}{_YEAR}"
    rf"|{_YEAR}(?:-?ж\.|[ -]?жыл(?:ы|дын)?)?,? {_DAY}[ -](?:{_MONTH})[^\W\d_]{{0,5}})"
    r"(?![\d./]|-\d)"
)
_ONLY_YEAR = re.compile(
    rf"(?:{_PARTED}|(?P<blank> ))(?P<year>{_YEAR})"
    r"(?=[,;)|!/\n]|\.?$|\.\s|[ ]{2}|[ ][|!/]|-?ж\.|[ ]г(?:ода|\.)|[ ]года)"
)
_UNIT = r"[ -]?(?:г|ж|года|жылы)?\.?[ ]?"
# Behind a surname with initials: `А. Асанов, 1980, …`, but not `(Асанов, 2015)` nor `Асанов А., 1998, с. 45`.
_IN_LIST = re.compile(r"(?:,[ ]|[ ]\()(?:19[3-9]\d|200[0-5])(?:,[ ](?!с\.|p\.|pp|№|том|бет)|\)[ ,])")
_BACK = 40  # characters before a name where its kin word stands
_GAP = 2  # characters between the parts of a name
_ADULT = 14  # years since a birth that no word for kin or birth speaks of
_LISTED = 0.8
_SHORT = 0.65  # behind initials
_KINDRED = 0.85

_RULE = "behind_a_name"


class _Terms(BaseModel):
    """The words of `rules/terms/births.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kin: tuple[str, ...]
    others: tuple[str, ...]


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Kin before a name, with up to two words between; and what rules a date out, behind it."""
    terms = rulefiles.load(rulefiles.root() / "terms" / "births.yaml", _Terms)
    kin, others = (
        "|".join(re.escape(word).replace(r"\*", r"\w{0,6}") for word in words) for words in (terms.kin, terms.others)
    )
    return (
        re.compile(rf"(?<!\w)(?:{kin})[^\w\n]{{1,3}}(?:\w+[ ,:]{{1,2}}){{0,2}}$"),
        re.compile(rf"{_UNIT}(?:{others})(?!\w)"),
    )


@dataclass(frozen=True, slots=True)
class _Person:
    start: int
    end: int
    full: bool  # more than one word of the name is written out


@dataclass(frozen=True, slots=True)
class BirthDetector:
    """Implements detectors.interface.LaterDetector."""

    of_somebody: bool = True

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Dates and years behind names, where nothing else was found."""
        plain = cleaned(text)
        taken = sorted(
            (plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1)
            for match in known
            if match.category not in NAMES and match.end > match.start
        )
        found = []
        for person in _persons(known, plain):
            birth = self._behind(plain.text, person)
            if birth and not any(low < birth.end and birth.start < high for low, high in taken):
                found.append(_placed(birth, plain, text))
        return found

    def _behind(self, text: str, person: _Person) -> Match | None:
        kin_before, other_behind = _words()
        kin = kin_before.search(loose(text[max(0, person.start - _BACK) : person.start]))
        window = loose(text[person.end : person.end + 60])
        if (match := _DATE.match(window)) and (person.full or kin) and not other_behind.match(window, match.end()):
            day = read_date(match["date"])
            if day and (kin or day.year <= dt.date.today().year - _ADULT):
                sure = _KINDRED if kin else _LISTED
                return _match("birth_date", person.end + match.start("date"), match["date"], day.isoformat(), sure)
        if (
            (match := _ONLY_YEAR.match(window))
            and (person.full or kin or _IN_LIST.match(window))
            and (kin or match["blank"] is None)
        ):
            year = int(match["year"])
            if kin or year <= dt.date.today().year - _ADULT:
                sure = _KINDRED if kin else _LISTED if person.full else _SHORT
                return _match("birth_year", person.end + match.start("year"), match["year"], match["year"], sure)
        return None


def _persons(known: Sequence[Match], plain: Clean) -> Iterator[_Person]:
    """The names of one person that touch, as one."""
    start = end = -1
    words = 0
    mention: int | None = None
    for match in sorted((match for match in known if match.category in NAMES), key=lambda match: match.start):
        first, last = plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1
        whole = last - first > 2 and not match.value.endswith(".")
        several = sum(len(word) > 2 for word in match.value.split())
        if start >= 0 and match.mention == mention and first - end <= _GAP:
            end, words = last, words + several * whole
            continue
        if start >= 0:
            yield _Person(start, end, words > 1)
        start, end, words, mention = first, last, several * whole, match.mention
    if start >= 0:
        yield _Person(start, end, words > 1)


def _match(category: str, start: int, value: str, canonical: str, confidence: float) -> Match:
    return Match(
        category,
        start,
        start + len(value),
        confidence,
        (Evidence("shape", _RULE), Evidence("neighbours")),
        value=value,
        canonical=canonical,
    )


def _placed(match: Match, plain: Clean, original: str) -> Match:
    start, end = plain.span(match.start, match.end)
    return Match(
        match.category,
        start,
        end,
        match.confidence,
        match.why,
        value=original[start:end],
        canonical=match.canonical,
    )
