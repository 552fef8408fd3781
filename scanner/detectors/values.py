"""What stands behind a label of a form: where the value begins, and where it ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# A remark in brackets, the same label in another language or further labels, and then what parts a label from its
# value; a remark in brackets again, or the word for an answer.
_BETWEEN = re.compile(
    r"[ ]{0,2}(?:\([^)\n]{0,40}\)[ ]{0,2})?(?:/[ ]?[^\W\d_][^\n:_/]{1,40}?)?"
    r"(?:(?:,|[ ](?:и|and|жана))[ ][^\W\d_]{2,16}(?=[ ]?[,:]|[ ](?:and|и|жана)[ ])){0,3}"
    r"(?P<mark>[ ]?[:=?>—–][ ]?-?|[ ][-.][ ]|;(?=[^;\n]{2,80}(?:\n|\Z))"
    r"|[ ]{0,2}[_.…]{2,}|[ ]{2,}|\t|[ ]?\n|[ ](?=[^\W\d_\n]))"
    r"[ _.:\t]*(?:\n[ ]{0,40})?[ _!\[]*(?:(?:Жооп|Ответ|Answer)[.:][ ]{0,2})?"
)
_END = re.compile(
    r"\n|;|[ ]{2,}|\t|\||_{2,}"
    r"|(?:(?<=[^\W\d_]{4})|(?<=[)»\d]))[.!?][ )»\"](?=[ ]*[A-ZА-ЯӨҮҢЁ«\d])|(?<=[^\W\d_]{3})[.!?]$"
    r"|[)\]}»]|(?<=\w)[ ][/–—-][ ]|\\,|\.\n"
)
# Further words of a label at a line's beginning: `диагноз закл.:`, `Контрацепция до беременности:`.
_FURTHER = re.compile(r"(?:[ ][^\W\d_]{2,14}\.?){1,3}(?=[ ]?(?:\([^)\n]{0,30}\)[ ]?)?:)")
_BEGINS = re.compile(
    r"(?:\A|\n|[ ]{2}|\t|[/;|])[ ]*(?:\(?[A-ZА-ЯQ]?\d{1,3}[^\W\d_]?[.)]{0,2}[ ]*)?[«\"•*-]?[ ]*(?:[^\W\d_]+[ ])?$"
)
_NUMBERED = re.compile(r"(?:\A|\n)[ ]{0,4}\d{1,2}[.)][ ]{0,2}$")  # `5. Образование высшее`
_COMMA = re.compile(r",")
_GOES_ON = re.compile(r"\n[ ]{0,12}(?=[а-яөүңёa-z(])")
_LONGEST = 160  # characters
_WRAPS = 36  # characters of a line that may go on in the next
_SHARES = 2  # per cents in a value: statistics
_SHARE = re.compile(r"[ ]?[-–—:(]?[ ]{0,3}\d[\d,. ]{0,6}%")
_LETTERS = re.compile(r"[^\W\d_]{2}|\b[бБ]/[пП]\b")  # `б/п`: of no party
# A form that nobody filled in: `Перенесённые болезни: корь, желтуха (нужное подчеркнуть)`, `АДС-М ...... БЦЖ`
_EMPTY = re.compile(r"[.…]{5}|нужное подч|нужное отм|керектүүсүн|тиешелүүсүн|underline|tick (?:all|one|as)|delete as")
_TRIMMED = " \t\n,.:-–—_\"'«»“”!/\\([|"


@dataclass(frozen=True, slots=True)
class Value:
    """A value at `start:end`; `marked`: more than a blank parts it from its label; `listed`: it has commas."""

    start: int
    end: int
    marked: bool
    listed: bool


class ValueReader:
    """Reads the values of labels in a clean text."""

    def marked(self, text: str, label: int, end: int) -> bool:
        """Whether the words `label:end` are parted from what follows as a label is from its value."""
        return self._between(text, label, end)[1]

    def _between(self, text: str, label: int, end: int) -> tuple[re.Match[str] | None, bool]:
        begins = _BEGINS.search(text, max(0, label - 40), label)
        further = _FURTHER.match(text, end) if begins else None
        between = _BETWEEN.match(text, further.end() if further else end)
        if not between:
            return between, False
        if between["mark"] == " ":
            return between, bool(_NUMBERED.search(text, max(0, label - 12), label))
        # Blanks, a line's end or the `;` of a table of two columns part words that are no label too: a label of that
        # kind begins its line or column.
        blank = not between["mark"].strip(" \n\t;")
        return between, not blank or bool(begins)

    def read(self, text: str, label: int, end: int, stops: Sequence[int], *, commas: bool) -> Value | None:
        """The value of a label at `label:end`; None where there is none, or only statistics."""
        between, marked = self._between(text, label, end)
        if not between:
            return None
        start = between.end()
        at = bisect_right(stops, start - 1)
        limit = min(stops[at] if at < len(stops) else len(text), start + _LONGEST)
        stop = self._stop(text, start, limit)
        value = text[start:stop]
        if not commas and (comma := _COMMA.search(value)):
            stop = start + comma.start()
        value = text[start:stop]
        stop -= len(value) - len(value.rstrip(_TRIMMED))
        start += len(value) - len(value.lstrip(_TRIMMED))
        if start >= stop or not _LETTERS.search(text, start, stop):
            return None
        if _EMPTY.search(text, start, stop):
            return None
        if text.count("%", start, stop) >= _SHARES or _SHARE.match(text, stop):
            return None
        start, stop = balanced(text, start, stop)
        return Value(start, stop, marked, "," in text[start:stop])

    def items(self, text: str, value: Value) -> list[tuple[int, int]]:
        """The parts of a value between its commas; a comma in quotes or brackets parts nothing."""
        items: list[tuple[int, int]] = []
        start = value.start
        for comma in [*_COMMA.finditer(text, value.start, value.end), None]:
            end = comma.start() if comma else value.end
            item = text[start:end]
            if comma and any(item.count(one) > item.count(other) for one, other in ("()", "«»")):
                continue
            low, high = start + len(item) - len(item.lstrip()), start + len(item.rstrip())
            if items and not _LETTERS.search(item):  # `Ардак грамота, 2022`
                items[-1] = (items[-1][0], high)
            elif low < high:
                items.append((low, high))
            start = end + 1
        return items

    def _stop(self, text: str, start: int, limit: int) -> int:
        at = start
        while True:
            end = _END.search(text, at, limit)
            if not end:
                return limit
            if end.group() in ")]}»" and any(
                text.count(opening, start, end.start()) > text.count(end.group(), start, end.start())
                for opening in _OPENING[end.group()]
            ):
                at = end.end()
                continue
            wraps = end.start() - start >= _WRAPS or text[end.start() - 1] == ","
            if end.group() == "\n" and wraps and _GOES_ON.match(text, end.start()):
                at = end.end()
                continue
            return end.start()


_OPENING = {")": "(", "]": "[", "}": "{", "»": "«"}


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the quotes at its edges that belong to quotes inside it: `«Даңк» медалы`, `medal "Dank"`."""
    value = text[start:end]
    for opening, closing in ("«»", "“”", '""'):
        if opening == closing:
            if value.count(opening) % 2:
                if text[end : end + 1] == closing:
                    end += 1
                elif start and text[start - 1] == opening:
                    start -= 1
        elif value.count(opening) > value.count(closing) and text[end : end + 1] == closing:
            end += 1
        elif value.count(closing) > value.count(opening) and start and text[start - 1] == opening:
            start -= 1
    return start, end
