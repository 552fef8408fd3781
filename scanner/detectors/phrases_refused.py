"""Where a listed phrase tells nothing of a person: in a title or a name, in a program's word, in a form's question."""

from __future__ import annotations

import re

from scanner.detectors.lexicon import Hit
from scanner.detectors.reading import Reading
from scanner.detectors.rules import Extent
from scanner.detectors.vocabulary import Means

_ASKS = re.compile(r"[ ]?(?:[,/(]|[ ])[^\n:?.;]{0,30}[:?]")  # what a form asks: `Disability, if any:`
_LINE = re.compile(r"(?:\A|\n)[ \t]*(?:[•*#-]|\(?[A-ZА-Я]?\d{1,3}[.)]{0,2})?[ \t]*\Z")
_COLON = re.compile(r"[ )]{0,24}:")
_NEAR_COLON = 3  # characters with the colon
# `std::`, `TB/s`, `--abort`, `TB-KG-A15`: parts of a program's words and of codes
_CODE_BEFORE = re.compile(r"(?:--|::|\w_|\w[.])\Z")
_CODE_BEHIND = re.compile(r"::|_|-[A-Z]{2}|/s\b|[(][)]")
_OPENED = re.compile(r"[«“\"](?=[^\W\d_a-zа-яөүңё])[^«»“”\"\n]{0,40}\Z")
_CLOSED = re.compile(r"[»”\"]")
_TITLE = 3  # words
_MANY = re.compile(
    r"(?:students|graduates|pupils|студент(?:ы|ов|ам|ами|ах)|студенттер|окуучулар|учащи(?:еся|хся|мся))(?![^\W\d_])"
)
_NAMED_SO = frozenset({"ethnicity", "political", "race", "religion_philosophy"})  # whose words are names too
_CAPITALIZED = re.compile(r"[A-Z][a-z]+(?![^\W\d_])")
_TITLED = 24  # characters
_WORD_BEFORE = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) \Z")  # no sentence begins with it
# `epilepsy, fits — no`
_DENIED = re.compile(r"(?:, ?[^\W\d_]{3,16}){0,2}[ ]?[-–—][ ]?(?:жок|нет|no|none|отриц)(?![^\W\d_])")


def tells_nothing(reading: Reading, hit: Hit[Means], means: Means, extent: Extent) -> bool:
    """Whether a phrase without a label, told as `means` says, is none of its category here."""
    text, start, end = reading.text, hit.start, hit.end
    if extent != "named":  # of such a phrase quotes are part: `«Отличник связи»`
        if text[start - 1 : start] + text[end : end + 1] == "«»":  # a title: `«Вдова»`
            return True
        if means.strength != "sure" and _titled(text, start, end):
            return True
    if means.strength != "sure" and means.category in _NAMED_SO and _a_name(reading, hit):
        return True
    if extent == "study" and _MANY.search(reading.folded, start, end):
        return True
    return _DENIED.match(text, end) is not None or _of_a_form(reading, hit, means.category)


def _of_a_form(reading: Reading, hit: Hit[Means], category: str) -> bool:
    """Whether a phrase is part of a program's word or a code, or of what a form's line asks."""
    text, start, end = reading.text, hit.start, hit.end
    if text[start].isascii() and (_CODE_BEFORE.search(text, max(0, start - 2), start) or _CODE_BEHIND.match(text, end)):
        return True
    label = any(means.kind == "label" and means.category == category for means in hit.payloads)
    return label and bool(_LINE.search(text, max(0, start - 12), start) and _ASKS.match(text, end))


def heads(text: str, start: int, end: int) -> bool:
    """Whether a colon makes a phrase the label of what follows: one right behind it, or after blanks in a column."""
    colon = _COLON.match(text, end)
    if not colon:
        return False
    return colon.end() - end <= _NEAR_COLON or _LINE.search(text, max(0, start - 12), start) is not None


def _titled(text: str, start: int, end: int) -> bool:
    """Whether a phrase is in a name in quotes, of three words at most: `the café «No diabetes»`."""
    opened = _OPENED.search(text, max(0, start - 40), start)
    closed = _CLOSED.search(text, end, end + 40)
    return bool(opened and closed and text.count(" ", opened.start(), closed.start()) < _TITLE)


def _a_name(reading: Reading, hit: Hit[Means]) -> bool:
    """Whether an English word is half of a name of which the other half is no listed word: `Christian Clauss`,
    `Rohan Jain`, `Russian Federation`."""
    text = reading.text
    if not _CAPITALIZED.fullmatch(text, hit.start, hit.end):
        return False
    after = _CAPITALIZED.match(text, hit.end + 1) if text.startswith(" ", hit.end) else None
    if after and not any(reading.hits_in(after.start(), after.end())):
        return True
    before = _WORD_BEFORE.search(text, max(0, hit.start - _TITLED), hit.start)
    return bool(
        before
        and (reading.tokens[hit.first - 1].start, hit.start - 1) not in reading.names
        and not any(reading.hits_in(before.start(1), hit.start))
    )
