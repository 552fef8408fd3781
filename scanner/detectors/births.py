"""Birth dates and years right behind a person's name, with no word for birth: lists, verdicts, papers of welfare."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_terms import Terms, either, terms
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
# What may part them too, where the day is long ago: a blank, a line's end, a word or two (`, кыргыз, `).
_LOOSELY = rf"(?:{_PARTED}|[ ]|[ ]?\n[ ]{{0,6}})"
_ITEM = r"(?:(?:[,;|/]|[ ][-(|/])[ ]{0,3}[^\W\d][^\d\n,;|()/]{1,24}\)?[ ]?)"
_WORD = r"(?:(?:г?р|род|ж|жен|муж|м|д\.р|ж\.т|т\.ж|г\.р|b|born|dob|туул)[.:]{0,2}[ ]{1,2})?"
_DATE = re.compile(
    rf"(?P<second>[ ][^\W\d]{{3,15}})?(?:(?P<near>{_PARTED})|(?P<colon>[ ]?:[ ])|(?:{_ITEM}){{0,2}}{_LOOSELY}){_WORD}"
    rf"(?P<date>{_DAY}[./-](?:0?[1-9]|1[0-2])[./-]{_YEAR}"
    rf"|{_YEAR}[.-](?:0[1-9]|1[0-2])[.-](?:0[1-9]|[12]\d|3[01])"
    rf"|{_DAY}[ -](?:{_MONTH})[^\W\d_]{{0,4}}[ ,]{{1,2}}{_YEAR}"
    rf"|{_YEAR}(?:-?ж\.|[ -]?жыл(?:ы|дын)?)?,? {_DAY}[ -](?:{_MONTH})[^\W\d_]{{0,5}}"
    rf"|(?P<vague>(?:0[1-9]|1[0-2])\.{_YEAR}|(?:{_MONTH})[^\W\d_]{{0,4}} {_YEAR})"
    rf"|(?:{_MONTH})[^\W\d_]{{0,6}} {_DAY},? {_YEAR}|{_DAY}[./-](?:0?[1-9]|1[0-2])[./-]\d\d)"
    r"(?![\d/]|[.-]\d)"
)
# `Токтобүбү чоң эне, 1948, …`
_CALLED = r"(?:[ ](?:чон эне|чон ата|апа|эже|байке|аке|эне|аксакал|бабушка|дедушка)(?=[ ,(-]))?"
_ONLY_YEAR = re.compile(
    rf"(?P<second>[ ][^\W\d]{{3,15}})?{_CALLED}(?:{_PARTED}|(?P<blank> )){_WORD}(?P<year>{_YEAR})"
    r"(?=[,;)|!/\n]|\.?$|\.\s|[ ]{2}|[ ][|!/]|-?ж\.|[ ]г(?:ода|\.)|[ ]года)"
)
_OLDEST = 110  # years
_UNIT = r"[ -]?(?:г|ж|года|жылы)?\.?[ ]?"
# Behind a surname with initials: `А. Асанов, 1980, …`, but not `(Асанов, 2015)` nor `Асанов А., 1998, с. 45`.
_IN_LIST = re.compile(
    r"(?:,[ ]|[ ]\()(?:19[3-9]\d|200[0-5])"
    r"(?:(?:-?ж\.)?,[ ](?!с\.|p\.|pp|№|том|бет)|\)[ ,]|;[ ]|[ ]года[,.])"
)
# `Асанов Бакыт 1982, Ош ш.`
_IN_ROW = re.compile(r"[ ](?:19[3-9]\d|200[0-5])(?:,[ ](?!с\.|p\.|pp|№|том|бет|\d)|-?ж\.,|гр?\.?,)")
_BACK = 40  # characters before a name where its kin word stands
_HEADING = 400  # characters before a name where a list of children is headed
_NEXT = 16  # characters between a birth and the next name of one list
_AHEAD = 90  # characters behind a name that are looked at
_GAP = 2  # characters between the parts of a name
_ADULT = 14  # years since a birth that no word for kin or birth speaks of
_LONG_AGO = 23  # years: papers of an office are seldom older, so such a day is no paper's
_LISTED = 0.8
_SHORT = 0.65  # behind initials
_KINDRED = 0.85

_HALVES = ("уулу", "кызы", "uulu", "kyzy")
_RULE = "behind_a_name"


class _Terms(Terms):
    """The words of `rules/terms/births.yaml`."""

    kin: tuple[str, ...]
    others: tuple[str, ...]
    minors: tuple[str, ...]


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Kin before a name, with up to two words between; what rules a date out, behind it, and between it and a name;
    and what heads a list of children."""
    listed = terms("births", _Terms)
    kin, others, minors = (either(words, 6) for words in (listed.kin, listed.others, listed.minors))
    return (
        re.compile(rf"(?<!\w)(?:{kin})[^\w\n]{{1,3}}(?:\w+[ ,:]{{1,2}}){{0,2}}$"),
        re.compile(rf"{_UNIT}(?:{others})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{others})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{minors})(?!\w)"),
    )


@dataclass(frozen=True, slots=True)
class _Person:
    start: int
    end: int
    full: bool  # more than one word of the name is written out
    several: bool = True  # parts of a name, initials included
    half: bool = False  # ends in `уулу`, `кызы`: a given name that no list knows may follow


@dataclass(frozen=True, slots=True)
class BirthDetector:
    """Implements detectors.interface.LaterDetector."""

    of_somebody: bool = True

    def find(self, text: str, known: Sequence[Match]) -> list[Match]:
        """Dates and years behind names, where nothing else was found."""
        plain = cleaned(text)
        taken = sorted(
            (plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1, match.category in _BIRTHS)
            for match in known
            if match.category not in NAMES and match.end > match.start
        )
        ends = {high for _, high, birth in taken if birth}
        found = []
        numbers = [
            _Person(plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1, full=False)
            for match in known
            if match.category == "pin" or (match.category == "passport" and match.part == "number")
        ]
        for person in (*_persons(known, plain), *numbers):
            following = any(person.start - _NEXT < end <= person.start for end in ends)
            birth = self._behind(plain.text, person, following)
            if birth and not any(low < birth.end and birth.start < high for low, high, _ in taken):
                found.append(_placed(birth, plain, text))
                ends.add(birth.end)
        return found

    def _behind(self, text: str, person: _Person, following: bool) -> Match | None:
        """The birth behind a person's name; `following`: another one's birth stands just before."""
        kin_before, other_behind, others, minors = _words()
        before = loose(text[max(0, person.start - _BACK) : person.start])
        kin = following or kin_before.search(before)
        before = before.rpartition("\n")[2]
        window = loose(text[person.end : person.end + _AHEAD])
        if (match := _DATE.match(window)) and not other_behind.match(window, match.end()):
            day = read_date(match["date"])
            year = (
                day.year if day else int(match["date"][-4:]) if match["vague"] and match["date"][-4:].isdigit() else 0
            )
            age = dt.date.today().year - year if year else 0
            young = kin or minors.search(loose(text[max(0, person.start - _HEADING) : person.start]))
            near = match["near"] or (match["colon"] and young)
            listed = near and (person.full or kin) and (young or (age >= _ADULT and not match["vague"]))
            long_ago = (
                (person.several or person.half)
                and age >= _LONG_AGO
                and not match["vague"]
                and not others.search(before + match.group())
            )
            if 0 < age < _OLDEST and (listed or long_ago) and (match["second"] is None or person.half):
                sure = _KINDRED if kin else _LISTED if near and person.full else _SHORT
                value = match["date"]
                canonical = day.isoformat() if day else value
                return _match("birth_date", person.end + match.start("date"), value, canonical, sure)
        if (
            (match := _ONLY_YEAR.match(window))
            and (person.full or kin or _IN_LIST.match(window, match.start("year") - 2))
            and (kin or match["blank"] is None or (person.full and _IN_ROW.match(window)))
            and (match["second"] is None or person.half)
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
    half, parts = False, 0
    for match in sorted((match for match in known if match.category in NAMES), key=lambda match: match.start):
        first, last = plain.cleaned(match.start), plain.cleaned(match.end - 1) + 1
        whole = last - first > 2 and not match.value.endswith(".")
        several = sum(len(word) > 2 for word in match.value.split())
        if start >= 0 and (match.mention == mention or half) and first - end <= _GAP:
            end, words, parts, half = last, words + several * whole, parts + 1, match.value.lower().endswith(_HALVES)
            continue
        if start >= 0:
            yield _Person(start, end, words > 1, parts > 1, half)
        start, end, words, parts = first, last, several * whole, 1
        mention, half = match.mention, match.value.lower().endswith(_HALVES)
    if start >= 0:
        yield _Person(start, end, words > 1, parts > 1, half)


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
