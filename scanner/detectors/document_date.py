"""The document's own date: the one that heads or signs it. Rather none than a wrong one.

A date counts where its line holds nothing else than what heads a document: a number, the kind of the document, a
place, a label, a signature mark. Birth dates, issue dates, dates of laws and terms never do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scanner.detectors.names_context import Starts, starts
from scanner.detectors.names_terms import Terms, Words, places, terms
from scanner.detectors.validators import month_names
from scanner.folding import clean, loose

_HEAD, _TAIL = 1500, 800  # characters of a document where its own date may stand
_FIRST_YEAR = 1990  # of the documents that offices keep in files
_LONGEST_LINE = 120  # characters of a line that heads or signs
_BEFORE = 70  # characters before a date in which a word may say that it is another one
_WORD = re.compile(r"[^\W\d_][\w./-]*|№")
_NUMBER = re.compile(r"(?:№|\bn[o°]?\.?)\s*[\w/.-]*\d[\w/.-]*")
_BLANK = re.compile(r"_{3,}")


class DateTerms(Terms):
    """Kinds of documents, labels of their date, words beside it, marks of a signature, words of other dates."""

    kinds: Words
    labels: Words
    beside: Words
    signed: Words
    other: Words


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a text, with how well its line heads or signs a document."""

    day: dt.date
    rank: int


def document_date(text: str) -> dt.date | None:
    """The date that heads or signs the document, or None where none does, or where several might."""
    head = list(_dates(clean(text[:_HEAD]).text))
    if head:
        return _best(head)
    tail = text[_HEAD:][-_TAIL:]
    return _best(list(_dates(clean(tail).text)))


def _best(found: list[_Found]) -> dt.date | None:
    """The one date of the best rank."""
    top = max((date.rank for date in found), default=0)
    days = {date.day for date in found if date.rank == top}
    return days.pop() if len(days) == 1 else None


def _dates(text: str) -> Iterator[_Found]:
    small = loose(text)
    for match in _pattern().finditer(small):
        day = _day(match)
        if day is None or not dt.date(_FIRST_YEAR, 1, 1) <= day <= dt.date.today():
            continue
        start, end = small.rfind("\n", 0, match.start()) + 1, small.find("\n", match.end())
        line = small[start : end if end >= 0 else len(small)]
        rank = 0 if len(line) > _LONGEST_LINE else _rank(line.replace(match.group(), " ", 1))
        if rank and not _speaks_of_another(small[max(0, match.start() - _BEFORE) : match.start()], line):
            yield _Found(day, rank)


def _rank(rest: str) -> int:
    """How well a line without its date heads or signs a document: 0 not at all, 3 best."""
    lists = _lists()
    words = _WORD.findall(_NUMBER.sub(" ", rest))
    signed = bool(_BLANK.search(rest)) or any(lists.signed.hold(word) for word in words)
    strange = [word for word in words if not (lists.beside.hold(word) or lists.headed.hold(word))]
    if strange and not (signed and len(strange) <= 4):
        return 0
    if _NUMBER.search(rest) or any(lists.headed.hold(word) for word in words):
        return 3
    return 2 if words or signed else 1


def _speaks_of_another(before: str, line: str) -> bool:
    return any(_lists().other.hold(word) for word in (*_WORD.findall(before), *_WORD.findall(line)))


@dataclass(frozen=True, slots=True)
class _Lists:
    headed: Starts
    beside: Starts
    signed: Starts
    other: Starts


@cache
def _lists() -> _Lists:
    data = terms("document_date", DateTerms)
    known = places()
    towns = known.towns | known.regions | known.districts
    return _Lists(
        starts(data.kinds | data.labels), starts(data.beside | towns), starts(data.signed), starts(data.other)
    )


@cache
def _pattern() -> re.Pattern[str]:
    """Every way to write a day, on loose text. A Kyrgyz attributive (`14-апрелиндеги мыйзам`) is none."""
    month = "|".join(sorted((re.escape(name) for names in month_names() for name in names), key=len, reverse=True))
    day, year = r"0?[1-9]|[12]\d|3[01]", r"(?:19|20)\d\d"
    word = rf"(?:{month})\w{{0,6}}(?<!деги)(?<!даги)(?<!дагы)"
    return re.compile(
        rf"(?<![\d.,/-])(?:(?P<d1>{day})(?P<sep>[./-])(?P<m1>0?[1-9]|1[0-2])(?P=sep)(?P<y1>{year})"
        rf"|(?P<y2>{year})-(?P<m2>0[1-9]|1[0-2])-(?P<d2>0[1-9]|[12]\d|3[01])"
        rf"|[«\"“]?(?P<d3>{day})[»\"”]?[ -]{{1,2}}(?P<m3>{word})[ ,-]{{1,3}}(?P<y3>{year})"
        rf"|(?P<y4>{year})[ -]{{0,2}}(?:жылдын|жылы|жыл|ж\.?)?,? ?[«\"“]?(?P<d4>{day})[»\"”]?[ -]{{1,2}}(?P<m4>{word})"
        rf"|(?P<m5>{word})\.? (?P<d5>{day})(?:st|nd|rd|th)?,? (?P<y5>{year}))(?![\d/]|[.-]\d)"
        r"(?:-?(?:жылы|жыл|ж)\b\.?| ?(?:года|год|г)\b\.?)?"
    )


def _day(match: re.Match[str]) -> dt.date | None:
    year, month, day = (next(filter(None, (match[f"{unit}{way}"] for way in range(1, 6)))) for unit in "ymd")
    try:
        return dt.date(int(year), int(month) if month.isdigit() else _month(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    return next(number for number, names in enumerate(month_names(), 1) if word.startswith(names))
