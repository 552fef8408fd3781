"""How far a phrase said of a person reaches: the clause around it, without the person and without the reason's word.

`уйкусуздук, депрессия менен психологго барып жүрөм` of `Азамат уйкусуздук, …`; `a broken leg` of `failed to appear
owing to a broken leg`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from scanner.detectors.lexicon import Hit
from scanner.detectors.reading import Reading, beginning_in
from scanner.detectors.values import balanced
from scanner.detectors.vocabulary import Means

_REACH = 80  # characters of a clause on either side
_BESIDE = 3  # words of a clause on either side of what is told in it
_END = re.compile(
    r"[,;:!?()\[\]\n|•·\u2600-\u27bf\U0001f300-\U0001faff]|=\"|(?<![ \d-][гжл])[.](?=\s|$)|[ ][-–—/=][ ]|[ ]{2}|_{2,}"
)
_AND = re.compile(r"[ ](?:and|but|и|а|но|жана|бирок)[ ]")
_DATE = re.compile(r"[ ](?:[12]\d{3}|\d{1,2}[.]\d\d)\b")
_NAME_BEFORE = re.compile(r"[«\"“][^«»\"“”\n]{2,90}[»\"”][ ](?:деген[ ])?\Z")
_NAME_BEHIND = re.compile(r"[ ]?[«\"“][^«»\"“”\n]{2,70}[»\"”]|[ ](?:named after|им\.|имени)[ ][^,;\n()]{2,40}")
_REASON = re.compile(
    r"[^\W\d_]{3,}(?:[гк]анд[ыи]|[гк]онду)ктан"
)  # `since he fell ill`: what goes after is another thing
_GENITIVE = re.compile(r"[^\W\d_]{2,}[нтд][ыиу]н")
_TRIMMED = " \t\n.,-–—_'/"
# Russian and English say behind an award whose it is: `грамота министерства культуры`, `from the Mayor of Osh`.
_OF = r"(?:[рштвлмн][аы]|да|ии|[тл]и|ия|[ое]го|ой|ей|ых|их|[ое]в|ний)(?![^\W\d_])"  # endings of the Russian genitive
_GIVERS = re.compile(
    rf"(?:[ ](?:[А-ЯЁ]{{2,6}}(?![^\W\d_])|[А-ЯЁа-яё]{{3,}}{_OF})){{1,5}}(?:[ ]и(?:[ ][а-яё]{{3,}}{_OF}){{1,3}})?"
    r"|[ ](?:from|of)[ ](?:the[ ])?[A-Z][^\W\d_]*(?:(?:[ ](?:of|the|and|in)){0,2}[ ][A-Z][^\W\d_]*){0,6}"
)
_CLOSED = re.compile(r"[^«»\"“”\n]{0,70}[»\"”]")
_TO_NAME = re.compile(r"[ ](?=[«\"“])")
_FROM_NAME = re.compile(r"(?<=[»\"”])[ ](?:деген[ ])?")
# No word of a giver ends so.
_AT_TIMES = re.compile(r"[^\W\d_]{2,}(?:[дтн][ао]н|[дт][аео]|[гк][ао]н|[гк]о|[пб]|га|ге|ка|ке)")
_OWNER = re.compile(r"[^\W\d_]{2,}[нтд][ыиу]н|атынан")
_AND_WORDS = frozenset({"жана", "менен", "да", "болуп"})
_OWNERS = 6  # words before a genitive that belong to it
_PREPOSITION = re.compile(r"[ ](?:с|со|к|ко|от|у|на|за|with|to|by|and|и|жана)[ ](?:[^\W\d_]{1,12}[ ])?\Z")
_WITH = " менен"  # whoever stands before it is part of what is told: `Бакай менен көңүлдөш`
_ITEM_BEFORE = re.compile(r"(?:[,;:(|\t!/]|(?<![^\W\d_])[-–—]|[ ]{2})[ «\"]{0,2}$|\A$|\n[ ]{0,3}$")
_ITEM_BEHIND = re.compile(r"[»\"]?(?:[ ]?[,;()|\t!\n/]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*$|\.[ \n])")


def alone(reading: Reading, start: int, end: int) -> bool:
    """Whether a span is an item by itself between commas, bars or brackets, or right beside a person's name or role."""
    text = reading.text
    if text[end : end + 1] == " " and beginning_in(reading.names, end + 1, end + 2):
        return True
    if not _ITEM_BEHIND.match(text[end : end + 4]):
        return False
    return bool(_ITEM_BEFORE.search(text[max(0, start - 4) : start])) or reading.person_ends_at(start - 1)


def named(reading: Reading, hit: Hit[Means]) -> tuple[int, int]:
    """A phrase with the quoted name beside it and whose it is: `Салык кызматынын «Мыкты» төш белгиси`."""
    text, start, end = reading.text, *balanced(reading.text, hit.start, hit.end)
    if behind := _NAME_BEHIND.match(text, end):
        end = behind.end()
    if before := _NAME_BEFORE.search(text, max(0, start - _REACH), start):
        start = before.start()
    at = hit.first
    while at and start <= reading.tokens[at].start:
        token = reading.tokens[at - 1]
        if token.end != start - 1 or text[token.end] != " " or not _GENITIVE.fullmatch(reading.folded, *token[:2]):
            break
        start, at = token.start, at - 1
    if 0 < at < hit.first:  # `Салык кызматынын`: what the owner is of
        first, last, _ = reading.tokens[at - 1]
        if text[last:start] == " " and text[first].isupper() and not reading.in_a_name(first, last):
            start = first
    return start, end


def given(reading: Reading, hit: Hit[Means]) -> tuple[int, int]:
    """An award with its quoted name and who gives it: `райондук билим берүү бөлүмүнүн Мактоо баракчасы`."""
    start, end = _with_its_kind(reading, hit, *_unquoted(reading.text, *named(reading, hit)))
    text, tokens, folded = reading.text, reading.tokens, reading.folded
    if end == hit.end and (giver := _GIVERS.match(text, end)):
        names = beginning_in(reading.names, end, giver.end())
        end = names[0][0] - 1 if names else giver.end()
    at = bisect_left(tokens, start, key=lambda token: token.start)
    owned = start < hit.start and _OWNER.fullmatch(folded, *tokens[at][:2]) is not None
    for _ in range(_OWNERS if at else 0):
        first, last, _keys = tokens[at - 1]
        owner = _OWNER.fullmatch(folded, first, last) is not None
        if text[last:start] != " " or text[first:last].isdecimal() or reading.in_a_name(first, last):
            break
        if not owner and (not owned or _AT_TIMES.fullmatch(folded, first, last) or folded[first:last] in _AND_WORDS):
            break
        start, at, owned = first, at - 1, True
        if not at:
            break
    return start, end


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """With the rest of a quoted name of which a phrase is the beginning."""
    opened = text.count("«", start, end) - text.count("»", start, end)
    if not opened and start and text[start - 1] in '«"“':
        start, opened = start - 1, 1
    if opened == 1 and (closed := _CLOSED.match(text, end)):
        return start, closed.end()
    return start, end


def _with_its_kind(reading: Reading, hit: Hit[Means], start: int, end: int) -> tuple[int, int]:
    """With the word that says what a quoted name is of: `«Мыкты кызматкер» белгиси`, `знак «Отличник связи»`."""
    ours = {means.category for means in hit.payloads if means.kind == "term"}
    for other in reading.hits_in(max(0, start - 40), end + 20):
        if any(means.kind == "term" and means.category in ours for means in other.payloads):
            if other.end < start and _TO_NAME.fullmatch(reading.text, other.end, start):
                start = other.start
            elif other.start > end and _FROM_NAME.fullmatch(reading.text, end, other.start):
                end = other.end
    return start, end


def clause(reading: Reading, hit: Hit[Means], most: int) -> tuple[int, int]:
    """The clause around a phrase; what is of `most` words of it, or the phrase alone, where the clause is longer."""
    text = reading.text
    start, end = _between_marks(text, hit)
    for _, name_end in beginning_in(reading.names, start, hit.start):  # the person stands first in the clause
        if not _goes_with(text, name_end):
            start = name_end
    for name, name_end in beginning_in(reading.names, hit.end, end)[:1]:  # `the disability of Asan Bakyt`
        if not _goes_with(text, name_end) and not _PREPOSITION.search(text, hit.end, name):
            end = name
    for _, number_end in beginning_in(reading.numbers, start, hit.start):
        start = number_end
    for name, _ in beginning_in(reading.names, hit.end, hit.end + 3)[:1]:  # `член «Элет» Асанов`
        end = name
    for number, _ in beginning_in(reading.numbers, hit.end, end)[:1]:
        end = number
    for other in reading.hits_in(start, end):
        kinds = {(means.kind, means.category) for means in other.payloads}
        if other.end <= hit.start and not _goes_with(text, other.end):
            if any(kind in ("edge", "person", "label") and category != "nothing" for kind, category in kinds):
                start = other.end
        elif other.start >= hit.end and ("edge", "behind") in kinds:
            end = other.start
            break
    if (reason := _REASON.search(reading.folded, hit.start, end)) and reason.end() >= hit.end:
        end = reason.end()
    for joint in _AND.finditer(text, start, hit.start):  # `has two children and is ill`
        if joint.end() == hit.start and not _tells(reading, start, joint.start(), hit):
            start = joint.end()
    value = text[start:end]
    start += len(value) - len(value.lstrip(_TRIMMED))
    end -= len(value) - len(value.rstrip(_TRIMMED))
    start, end = balanced(text, start, end)
    if text.count(" ", start, end) >= most:
        start = max((mark.end() for mark in _AND.finditer(text, start, hit.start)), default=start)
        mark = _AND.search(text, hit.end, end) or _DATE.search(text, hit.end, end)
        end = mark.start() if mark else end
    if not start <= hit.start < hit.end <= end:
        return hit.start, hit.end
    for low, high in ((start, end), (hit.start, end), (start, hit.end)):  # what fits of a long clause
        if text.count(" ", low, high) < most:
            return _near(text, hit, low, high)
    return hit.start, hit.end


def _near(text: str, hit: Hit[Means], start: int, end: int) -> tuple[int, int]:
    """A clause without the words far from what is told in it: `лежит в травматологии с переломом таза`."""
    before, behind = text[start : hit.start].split(" "), text[hit.end : end].split(" ")
    if len(before) > _BESIDE + 1:
        start = hit.start - len(" ".join(before[-_BESIDE - 1 :]))
    if len(behind) > _BESIDE + 1:
        end = hit.end + len(" ".join(behind[: _BESIDE + 1]))
    return balanced(text, start, end)


def _tells(reading: Reading, start: int, end: int, hit: Hit[Means]) -> bool:
    """Whether a phrase of a hit's category is told in a span."""
    return any(means.kind == "term" and reading.listed(means.category, start, end) for means in hit.payloads)


def _between_marks(text: str, hit: Hit[Means]) -> tuple[int, int]:
    low = max(0, hit.start - _REACH)
    start = max((mark.end() for mark in _END.finditer(text, low, hit.start)), default=low)
    mark = _END.search(text, hit.end, hit.end + _REACH)
    return start, mark.start() if mark else min(len(text), hit.end + _REACH)


def _goes_with(text: str, end: int) -> bool:
    return text.startswith(_WITH, end)
