"""Where a post stands: beside a name, behind a verb or a label, as an item of what is told of somebody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from scanner.detectors.reading import Reading

# A name right behind a post, or before it with a mark between.
_TO_NAME = re.compile(
    r"(?:[ ]on (?:duty|post|shift|call)|[ ](?:колу|подпись)(?=[^\w]))?"
    r"[ ]?(?:[:,—–…-]|\()?(?:[ ]{0,12}|[ ]?\n[ ]{0,8})(?:[_/«\"]{0,12}[ ]?){0,2}"
    r"(?:Mr\.?|Ms\.?|Mrs\.?|г-н|г-жа|гр\.)?[ ]?"
)
_FROM_NAME = re.compile(
    r"(?:[ ](?:аке|байке|ава|аба|эже|апа|мырза|айым|baike|eje|ake|apa))?"
    r"(?:[ .]{0,2}[,;—–:/|(!-]{1,2}[ ]{0,8}|[ ]{2,16}|\t|[ ]?\n[ ]{0,4}|[ ])"
)
# Whose post it is, between it and a name: `заместитель главы Балыкчинской мэрии Асанов`, `курьер Соцфонда Асан`.
_OF_WHOM = re.compile(
    r"(?:[ ](?:[А-ЯЁа-яё-]{4,}(?:ого|его|ой|ей|ых|их|[^лАЕЁИОУЫЭЮЯаеёиоуыэюя][аыи]|[иь]?я|[ое]в)|[А-ЯЁ]{2,6})){1,3}[ ]"
)
_LINE = 70  # characters from a name to its post on one line
_RANKS = frozenset({"military_rank", "class_rank"})
_NEAR = 45  # characters from a post of one word in a sentence to a name behind it
_CAREER = 110  # characters from a year or an employer's label to a post on its line
_VERB_BEFORE, _VERB_BEHIND, _VERB_FAR = 24, 16, 70  # characters
_PARTICULARS = 180  # characters from a name to a post that is an item of what is told of somebody
_LONG = 40  # characters of the longest name, verb or label
_YEARS = re.compile(
    r"(?:19|20)\d\d[ ]?(?:[гж]\.?|-?ж\.)?[ ]?(?:[-–—]|дан|по|to)[ ]?"
    r"(?:(?:19|20)?\d\d|now|present|date|н\.?[ ]?в|наст|азыр|учур|бүгүн)"
)
_ITEM_BEFORE = re.compile(r"(?:[,;:(|/_!>]|[-–—]|[ ]{2}|\d|вр\.|н\.?в\.|now|present)[ «\"]{0,2}\Z")
ITEM = re.compile(r"(?:\A|\n|[,;:(|/_!•—–]|[ ]-|[ ]{2})[ «\"\d.)§]{0,4}\Z")
ITEM_END = re.compile(r"[»\"]?(?:[ ]?[,;)|/_!\n]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*\Z|\.[ \n])")
_PART_END = re.compile(
    r"[»\"]?(?:[ ]?[,;:)|/_!\n(<]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*\Z|\.[ \n]|[ ](?:at|in|of|for|on duty|в|на|при)[ :])"
)
_INSTRUMENTAL = re.compile(r"(?:ом|ем|ой|ей|ым|им|ою|ею)(?:[ ][^\n]{1,60})?\Z")
_BOLUP = re.compile("bolup|katary|ishte")
# Who a post is said to be: `он мерчендайзер`, `he was a guard`, `Keisha is deputy librarian`, `now chief specialist`.
_SAID_OF = re.compile(
    r"(?:\b(?:он|она|я|өзү|өзүм|[oө]z[uü]m?)"
    r"(?:[ ](?:сам[а]?|сейчас|теперь|официально|раньше|был[а]?|просто|азыр|мурда))?"
    r"|\b(?:he|she|i|who)(?:'s|'m| am| is| was| has been)(?: now| currently| just)?(?: an?| the| our)?"
    r"|\b(?:am|work(?:ed|s|ing)?) (?:an?|as)|\bi work(?:ed|s)?"
    r"|(?:\A|[.;:][ ])(?:now|currently|previously|formerly)(?: an?| the)?"
    r"|(?:\A|[.;:\n][ ]?)(?:before that|prior to that|earlier|до этого|раньше|ранее|буга чейин|ага чейин)[:,]?) \Z",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"\n[ ]{0,40}(?=[A-ZА-ЯӨҮҢЁ])|[ ][^\n.;!?]{2,70}\n[ ]{0,40}(?=[^\W\d_])")
_DATIVE = re.compile(r"(?:у|ю|ому|ему|й|ке|ге|га|ка|го|ко|на|не|но)\Z")
_HEAD = 300  # characters of a text in which those it is written to stand
_IS_A = re.compile(r"[ ](?:is|was|became|has been)(?: now| currently)?(?: an?| the| our| their)? \Z")
_GOES_ON = re.compile(r":|[ ](?:менен|боюнча|деген|эмес)(?![^\W\d_])")
_AS = re.compile(r"\b(?:[Aa]s(?: an?| the)?|[Кк]ак) \Z")
_SENTENCE = re.compile(r"(?:[^\W\d_]{3}|\d)[.!?] ")
_MARK = re.compile(r"[ ]{0,2}(?:[:_.–—-]|\([^)\n]{0,30}\)[ ]?:)")
_REST = re.compile(r"(?:,[ ][^\n.;:]{4,60})?[ ]{0,4}\n[ ]{0,40}")


def name_behind(reading: Reading, start: int, end: int) -> bool:
    """Whether a name stands right behind a post: `дарыгер Асанов`."""
    end = _behind_rank(reading, end)
    at = bisect_left(reading.names, end, key=lambda name: name[0])
    if at == len(reading.names) or reading.names[at][0] - end > 40:
        return False
    name = reading.names[at][0]
    return bool(_TO_NAME.fullmatch(reading.text, end, name) or _OF_WHOM.fullmatch(reading.text, end, name))


def written_to(reading: Reading, start: int, end: int) -> bool:
    """Whether a letter begins with whom it is to: `Акиму Московского района`, and who that is or who writes below."""
    begins = start < _HEAD and not reading.text[max(0, start - 24) : start].rpartition("\n")[2].strip(" _")
    dative = begins and _DATIVE.search(reading.folded, start, end)
    line = _TO_WHOM.match(reading.text, end) if dative else None
    return line is not None and any(
        low - line.end() < _NEAR for low, _ in spans_behind(reading.names, line.end(), _NEAR)
    )


def _behind_rank(reading: Reading, end: int) -> int:
    """The end of a rank between a post and a name: `инспектор ИДН капитан милиции Ысаков`."""
    for hit in reading.hits_in(end + 1, end + 4):
        ranks = any(means.kind == "term" and means.category in _RANKS for means in hit.payloads)
        if ranks and not reading.text[end : hit.start].strip(" ,\n"):
            return hit.end
    return end


def name_before(reading: Reading, start: int, end: int) -> bool:
    """Whether a name stands right before a post, with a mark or a blank between: `Асанов Б., дарыгер`."""
    for _, name_end in spans_before(reading.names, start, 20):
        if _FROM_NAME.fullmatch(reading.text, name_end, start):
            # `Эркин бухг: салам` heads a message; `Эркин сатуучу менен` goes on with somebody else
            return reading.text[name_end:start] != " " or not _GOES_ON.match(reading.text, end)
    return False


def said_of(reading: Reading, start: int) -> bool:
    """Whether a pronoun or a name stands right before a post as its subject: `я кассир`, `Asanov was a guard`."""
    before = reading.text[max(0, start - 40) : start]
    if _SAID_OF.search(before):
        return True
    named = _IS_A.search(before)
    return named is not None and start - len(before) + named.start() in reading.name_ends


def spans_before(spans: Sequence[tuple[int, int]], start: int, reach: int) -> Iterator[tuple[int, int]]:
    """The spans that end at most `reach` characters before `start`, the nearest first."""
    at = bisect_left(spans, start, key=lambda span: span[0]) - 1
    while at >= 0 and spans[at][0] >= start - reach - _LONG:
        if start - reach <= spans[at][1] <= start:
            yield spans[at]
        at -= 1


def spans_behind(spans: Sequence[tuple[int, int]], end: int, reach: int) -> Iterator[tuple[int, int]]:
    """The spans that begin at most `reach` characters after `end`, the nearest first."""
    at = bisect_left(spans, end, key=lambda span: span[0])
    while at < len(spans) and spans[at][0] <= end + reach:
        yield spans[at]
        at += 1


def an_item(reading: Reading, start: int, end: int) -> bool:
    """Whether a post begins its line, or stands by itself between commas, bars or brackets."""
    before = reading.text[max(0, start - 8) : start]
    if not ITEM.search(before):
        return False
    return before.rstrip(" ")[-1:] in ("", "\n") or _PART_END.match(reading.text, end) is not None


def on_line(reading: Reading, start: int, end: int, *, near: bool) -> bool:
    """Whether somebody is named on the line; farther, or in a row of a table, where the post is an item; only `near`
    behind it, where the post is a single word of a sentence."""
    text = reading.text
    if near:
        return any(not breaks(text[end:low]) for low, _ in spans_behind(reading.names, end, _NEAR))
    item = ITEM.search(text[max(0, start - 8) : start]) and ITEM_END.match(text[end : end + 4])
    for _, high in spans_before(reading.names, start, _PARTICULARS if item else _LINE):
        between = text[high:start]
        if not breaks(between) or (item and between.count(";") <= 3 and "\n" not in between and ". " not in between):
            return True
    if any(not breaks(text[end:low]) for low, _ in spans_behind(reading.names, end, _LINE)):
        return True
    return _signed(reading, start, end)


def _signed(reading: Reading, start: int, end: int) -> bool:
    """Whether a post has a line of its own, and somebody is named in the next."""
    text = reading.text
    if text[max(0, start - 4) : start].strip(" ") not in ("", "\n") and start:
        return False
    rest = _REST.match(text, end)
    if not rest:
        return False
    return any("\n" not in text[rest.end() : low] for low, _ in spans_behind(reading.names, rest.end(), _CAREER))


def given_by_verb(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb gives the post to a person of whom the sentence speaks."""
    text = reading.text
    reach = _VERB_FAR if _INSTRUMENTAL.search(reading.folded[start:end]) else _VERB_BEFORE
    near = (
        _AS.search(text[max(0, start - 8) : start])
        or any(not breaks(text[high:start]) for _, high in spans_before(reading.verbs, start, reach))
        or (
            any(
                not breaks(text[end:low]) and (not text[start].isascii() or _BOLUP.match(reading.folded, low))
                for low, _ in spans_behind(reading.verbs, end, _VERB_BEHIND)  # Kyrgyz alone has its verb behind
            )
        )
    )
    return bool(near) and (bool(reading.names) or reading.of_a_person(start, end))


def in_career(reading: Reading, start: int) -> bool:
    """Whether a post is an item of a line that begins with the years of a service or the label of an employer."""
    low = max(0, start - _CAREER)
    line = reading.text[low:start].rpartition("\n")[2]
    if not line.strip(" –—-•*\t"):  # `HR assistant, Ministry (2019–2022)`
        rest = reading.text[start : start + _CAREER].partition("\n")[0]
        return "," in rest and _YEARS.search(rest) is not None
    if not _ITEM_BEFORE.search(line):
        return False
    if _YEARS.search(line):
        return True
    return any(
        _MARK.match(reading.text, label_end) for _, label_end in spans_before(reading.workplaces, start, len(line))
    )


def breaks(between: str) -> bool:
    """Whether a line, an item or a sentence ends in a stretch of text."""
    return "\n" in between or ";" in between or _SENTENCE.search(between) is not None
