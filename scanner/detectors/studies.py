"""How far a phrase of education reaches: level, institution, faculty and speciality stand between commas as one.

`жогорку, КУУ, юридика факультети` is one phrase, and so is what follows `окончила`: the items beside one of education
that hold a word of it themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from scanner.detectors.reading import Reading, beginning_in

_EDGE = re.compile(
    r"[;:\n|!?]|(?<=[^\W\d_]{3})[.](?=\s)|(?<=[A-ZА-Я]{2})[.](?=[ ][A-ZА-ЯӨҮ])"
    r"|(?<=[\d»)])[.](?=\s)|[ ]{2}|_{2}|[,()]|[ ][-–—/][ ]"
)
_GOES_ON = frozenset(",(")
_ITEMS = 5  # on either side
_WORDS = 9  # of an item beside it
_LONG = 16  # words of the item itself: a sentence, no item
_TRIMMED = " \t\n.,-–—_'/!"
# What a phrase begins behind: when it was, who has it, the verb of finishing.
_LEADING = re.compile(
    r"(?:[^\n]{0,80}?(?<![^\W\d_]))?(быйыл|былтыр|алгач|адегенде|андан (?:сон|кийин)|кийин|азыр"
    r"|потом|затем|сначала|then|later|(?:за|о)кончил[аи]?|(?:за|о)кончивш[а-я]{2,3}|имею|имеет|получил[аи]?|поступил[аи]?"
    r"|учил(?:ся|ась)|учится|обуча(?:ется|лся|лась)|graduated(?: from)?|(?:he|she|i|who) (?:have|held|got)"
    r"|has|had|holds|holding|with|earned|received|obtained|completed|finished|studied|is|was)[ ]"
    r"(?:в |на |the |a |an )?(?=[^\W_])"
)
_NEXT = re.compile(r"(?:андан (?:сон|кийин)|кийин|азыр|потом|затем|ныне|сейчас|then|later|now|and)[ ]")
# The verb at its end: `институтун мыкты бүткөн`.
_ENDING = re.compile(
    r"(?: (?:мыкты|ийгиликтуу|\d{4}-?ж[а-я.]{0,5}|артыкчылык менен|кызыл диплом менен|алтын тамгага|сырттан|кундуз))?"
    r"[ ](?:бутур|буткон|буттум|бутту|бутуп|аякта|тамамда|окуп |окуй|окуган|окудум|билим ал)[^\n]{0,24}"
)
_NAMED_AFTER = re.compile(r"(?:им\.|имени|named after|[A-ZА-ЯӨҮ]\.|[«\"])[ ]?\Z")
_NUMBER = re.compile(r"[ ]?(?:№|No\.?|N)[ ]?\d{1,3}(?!\d)")


def study(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The phrase of education around one of its words at `start:end`."""
    text = reading.text
    low, high = _item(text, start, end)
    if text.count(" ", low, high) >= _LONG:
        return start, end
    for _ in range(_ITEMS):
        after = text[high : high + 3].lstrip()
        if not (after[:1] in _GOES_ON and after) and not text[high : high + 3].startswith((" - ", " — ", " – ")):
            break
        begin = high + len(text[high : high + 3]) - len(text[high : high + 3].lstrip(" ,(-–—"))
        if _NEXT.match(reading.folded, begin):
            break
        _, stop = _item(text, begin, begin + 1)
        if stop <= begin or not _speaks(reading, begin, stop):
            break
        high = stop + (text[stop : stop + 1] == ")" and "(" in text[low:stop])
    for _ in range(_ITEMS):
        if text[max(0, low - 2) : low].strip() != ",":
            break
        stop = low - 2 if text[low - 1] == " " else low - 1
        begin, _ = _item(text, stop - 1, stop)
        if begin >= stop or not _speaks(reading, begin, stop):
            break
        low = begin
    for _, verb_end in beginning_in(reading.studied, low, start):  # the verb is no part of it, nor is who finished
        low = verb_end if verb_end < start else low
    for _, name_end in beginning_in(reading.names, low, start):
        low = name_end
    if leading := _LEADING.match(reading.folded, low, high):
        low = leading.end() if leading.start(1) < end else low
    if (number := _NUMBER.match(text, high)) and high == end:
        high = number.end()
    if ending := _ENDING.search(reading.folded, max(low, start), high):
        high = ending.start() if ending.start() > low + 2 else high
    for name, stop in beginning_in(reading.names, end, high):
        if not _NAMED_AFTER.search(text[max(0, name - 8) : name]) and not text.startswith(" ат", stop):
            high = name
            break
    value = text[low:high]
    low += len(value) - len(value.lstrip(_TRIMMED))
    high -= len(value) - len(value.rstrip(_TRIMMED + "("))
    return (low, high) if low < high else (start, end)


def _item(text: str, start: int, end: int) -> tuple[int, int]:
    """What stands around a span between commas."""
    low = max(0, start - 90)
    begin = max((edge.end() for edge in _EDGE.finditer(text, low, start)), default=low)
    edge = _EDGE.search(text, end, end + 90)
    return begin, edge.start() if edge else min(len(text), end + 90)


def _speaks(reading: Reading, start: int, end: int) -> bool:
    """Whether an item holds a word of education, and is not long."""
    at = bisect_left(reading.studies, start)
    held = at < len(reading.studies) and reading.studies[at] < end
    return held and reading.text.count(" ", start, end) < _WORDS
