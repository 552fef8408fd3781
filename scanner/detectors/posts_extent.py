"""How far a post reaches beside its head word: adjectives and units before it, units and what they are about behind.

Kyrgyz puts a unit in the genitive before the head (`кадр бөлүмүнүн адиси`), Russian behind it (`специалист отдела
кадров`, `инспектор по кадрам`), English does both (`HR specialist`, `head of the HR department`). The name of an
organisation is left out, a unit's stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from scanner.detectors.lexicon import Hit
from scanner.detectors.names_terms import places
from scanner.detectors.reading import Reading
from scanner.detectors.vocabulary import Means
from scanner.folding import loose

_BESIDE = frozenset({"modifiers", "units", "unit_words"})
_GENITIVE = re.compile(r"[^\W\d_]{2,}[нтд][ыиу]н")
_CASED = re.compile(r"[^\W\d_]{3,}(?:[дт][ао](?:н)?|[дт]е(?:н)?)|семь[еи]")  # `заводдо`, `мектептен`, `в семье чабана`
# Endings no Kyrgyz word has: in Russian the head's own ending tells of no owner (`памятник первому президенту`).
_RUSSIAN = re.compile(r"[^\W\d_]{2,}(?:ому|ему|лся|лась|ые|ие|ого|его)|чтобы|что|как|для|это|при|под")
_POSSESSED = re.compile(r"[^\W\d_]{2,}(?:[ыиу]|(?:[ыиу]м|[ыиу]н)(?:[аео]|[дт]а[нк]?|[нд][ыиу]н|[ыиу])?)")  # `адис-и`
_BY = re.compile(r"[ ](?:по|of(?: the)?|for|in charge of)[ ](?=[^\W\d_]{2})", re.IGNORECASE)
_BY_BEFORE = "боюнча"
_BY_TRADE = re.compile("кеси[пб]|адисти[кг]|билим[ия]|маалымат|тизме|буйру|штат|арыз")  # `кесиби боюнча юрист`
_AND = frozenset({"жана", "менен", "and", "и"})
_TOUCHING = re.compile(r"[ ]|[ ]?\n[ ]{0,8}|-|-\n[ ]{0,8}|[.][ ]?")
_ITEM = re.compile(r"(?:\A|\n|[,:;(\[«»\"|!/=>•]|(?<![^\W\d_])-|[–—]|\d[.)]|[ ]{2}|_)[ ]{0,8}\Z")
_NAMED_BEFORE = re.compile(
    r"(?:[A-ZА-ЯӨҮҢЁ][^\W\d_]*(?:-[^\W\d_]+)?|[»\"”]|атындагы|ат\.)[ ]\Z"
)  # `«Үмүт» бала бакчасынын башчысы`
# Cases that no word of a post before its head has, and participles: the post begins behind them.
_BEFORE_POST = re.compile(
    r"[^\W\d_]{2,}(?:[дтн][ао]н|[дт][аео]|[гк][ао]н|[гк]он)|учун|менен|тартып|баштап|карата|кийин|чейин|бери|тууралуу|жонундо|катары|деп|деген|азыр|эле|дагы|озунун|жана|да|де|го|га|ашык|ашуун|жакын|мурун|мурда|буга|учурда|гана"
)
# What says nothing of the post: `бывший участковый`, `the new manager`.
_STATUS = re.compile(
    r"(?:бывш[а-я]{2,3}|нынешн[а-я]{2,3}|нов(?:ый|ая|ого|ой|ому|ым|ую)|мурдагы|мурунку|азыркы|учурдагы|жаны|former|current|new"
    r"|newly appointed|incoming|outgoing)[ ]"
)
_POINTERS = frozenset(["the", "a", "an", "this", "your", "our", "his", "her", "their", "its", "my", "всем", "всей"])
_OF_MANY = re.compile(r"[лдт][аеоө]р(?:[дт][ыиуү](?:н)?|га|ге|го|гө)\Z")  # `кардарларды колдоо адиси`
_NUMBERED = re.compile(
    r"[ ](?:№[ ]?)?\d{1,3}(?:-?[^\W\d_]{1,3})?[ ](?:категори|разряд|класс|уровн)\w{1,4}|[ ]№[ ]?\d{1,3}(?!\d)"
)
_RANKED = re.compile(r"[ ](?:высш|перв|втор|треть)\w{2,4}[ ](?:категори|разряд)\w{1,3}")
_SHORTENED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,5}\Z")
_HYPHENED = re.compile(r"-(?=[^\W\d_]{3})")
_ABOUT = re.compile(r"[а-яё]{3,}(?:ого|его|ой|ых|их|ов|ев|ий|ии|ия|ей|ам|ям|ами|ки|ек|ок|ств[ао]|ен|сти|ти|зи|ния)")
_TRANSLIT = re.compile("kt[oy]|zh|shch|ch[yiu]|ik$|vr|tel$|dj|hg|gl|alim|iyu|kassir|bashch|sh?vey|povar|[iy]st$|sar$")
# `Senior Specialist, Legal Drafting Unit`, `assistant to the Chief Medical Officer`
_ENGLISH_UNIT = re.compile(
    r", (?:the )?(?:(?:[A-Z][a-z]+|[A-Z]{2,5}|and|of|&) ){1,4}"
    r"(?:Unit|Department|Division|Section|Directorate|Sector|Branch|Desk|Team)(?![^\W\d_])"
)
_HELPER = re.compile(r"(?:assistant|secretary|advis[eo]r|deputy|aide)\Z")
_TO_WHOM = re.compile(r" to (?:the |a )?(?:[A-Z][A-Za-z]+)(?: [A-Z][A-Za-z]+){0,3}")
_OF_AN_ORGANISATION = re.compile(
    "(?:фонд|министрлиг|агенттиг|мэрия|администрация|акимчилиг|окмот)(?:[сн]?[ыиу])?[нтд][ыиу]н"
)
_ENGLISH = re.compile(r"[a-z]{3,}(?:-[a-z]+)?", re.IGNORECASE)
_NO_POST = frozenset(
    re.findall(
        r"\w+",
        "and or but to with for from by of in on at is was are were be been has had have will would can may "
        "must should met saw asked told called said sent sees new old dear hello hi salam tell ask call "
        "yesterday today tomorrow then now still who whom whose that which this than not also only some any "
        "every each all both no yes our your his her their its my as per via about after before until since "
        "while when where if so because man woman another",
    )
)
_ARTICLES = frozenset(
    {"the", "a", "an", "our", "your", "their", "his", "her", "my", "as", "new", "former", "and", "by", "is", "was"}
)
# What a Russian trade deals with, where its phrase ends there: `водителем поливомоечной машины`, `сторожа оранжереи`.
_OBJECT = re.compile(
    r"(?:[ ][а-я-]{3,}(?:ого|его|ой|ей|ых|их))?"
    r"[ ](?!(?:жана|гана|кана|экени|вчера|завтра|пока|сегодня|должн|больн|сама|меня|себя|тебя)[ ,.])"
    r"[а-я-]{4,}(?:[бвгжзкмнпрсфхцчшщ][аыи]|т[ыа]|[иь]?я|ии|[ое]в|ей)"
    r"(?=[,.;:)\n(«\"]|\Z|[ ](?:[«\"№—–-]|[всскн][ ]|(?:на|по|со|от|за|для|при)[ ]))"
)
# A territory is no unit: `акиму Ленинского района`.
_TERRITORY = re.compile(
    r"[ ][а-я-]{3,}(?:ого|ой)[ ](?:район|област|город|сел[ао]|республик|округ)"
    r"[^\W\d_]{0,3}(?![^\W\d_])"
)
_KYRGYZ = re.compile("[өүң]")
_SHORT_LEFT, _SHORT_RIGHT = 6, 5  # words
_FREE = 4  # unknown words between the beginning of an item and the head


def left(reading: Reading, hit: Hit[Means]) -> int:
    """Where the post begins."""
    at, start = _known_left(reading, hit)
    begun = _free_left(reading, hit, at, start) or _free_left_english(reading, hit, at, start)
    start = begun if begun is not None else start
    start = _without_organisation(reading, hit, start)
    while (status := _STATUS.match(reading.folded, start)) and status.end() <= hit.start:
        start = status.end()
    return start


def _known_left(reading: Reading, hit: Hit[Means]) -> tuple[int, int]:
    """Over words that are listed as parts of posts, and over an owner in the genitive right before the head."""
    at, start = hit.first, hit.start
    tokens, text = reading.tokens, reading.folded
    for _ in range(_SHORT_LEFT):
        if at == 0 or not _joined(reading, tokens[at - 1].end, start):
            break
        token = tokens[at - 1]
        word = text[token.start : token.end]
        joint = at > 1 and (word in _AND or word == _BY_BEFORE) and _joined(reading, tokens[at - 2].end, token.start)
        ordinal = word.isdecimal() and text[token.end : token.end + 1] == "-"
        if _CASED.fullmatch(word):
            break  # `заводдо слесарь`
        owner = at == hit.first and reading.text[token.start].islower() and _GENITIVE.fullmatch(word)
        subject = word == _BY_BEFORE and joint and _is_subject(reading, at - 2)  # `жер маселелери боюнча адис`
        if joint and (subject or _is_part(reading, at - 2)):
            at, start = at - 2, tokens[at - 2].start
            while subject and at and _joined(reading, tokens[at - 1].end, start) and _is_subject(reading, at - 1):
                at, start = at - 1, tokens[at - 1].start
                subject = not _begins_item(reading, start)
        elif (word not in _AND or text[token.end] == ".") and (
            _is_part(reading, at - 1) or ordinal or owner or text[token.end : start] == "-"
        ):
            at, start = at - 1, token.start
        else:
            break
    return at, start


def _is_subject(reading: Reading, at: int) -> bool:
    """Whether a word before `боюнча` may be what a post is about."""
    start, end, _ = reading.tokens[at]
    small = reading.text[start].islower() or _begins_item(reading, start) or reading.text[start:end].isupper()
    no_post = _BEFORE_POST.fullmatch(reading.folded, start, end) or _is_cue(reading, start) or _named(reading, start)
    trade = _BY_TRADE.match(reading.folded, start, end)
    return small and not no_post and not trade and not reading.text[start:end].isdecimal()


def _free_left(reading: Reading, hit: Hit[Means], at: int, start: int) -> int | None:
    """The beginning of the item that ends in a head somebody's (`жол оңдоо бригадасынын мастери`), if it is near."""
    possessed = _POSSESSED.fullmatch(reading.folded[reading.tokens[hit.last].start : hit.end])
    if not possessed or hit.end - hit.start < 3 or reading.text[hit.start].isascii():
        return None
    tokens = reading.tokens
    for _ in range(_FREE + 1):
        if _begins_item(reading, start):
            return start
        if at == 0 or not _joined(reading, tokens[at - 1].end, start) or _named(reading, tokens[at - 1].start):
            return None
        word = reading.text[tokens[at - 1].start : tokens[at - 1].end]
        if _BEFORE_POST.fullmatch(reading.folded, tokens[at - 1].start, tokens[at - 1].end):
            return start
        first = _begins_item(reading, tokens[at - 1].start) and loose(word) not in _places()
        if _RUSSIAN.fullmatch(reading.folded, tokens[at - 1].start, tokens[at - 1].end):
            return None
        cue = _is_cue(reading, tokens[at - 1].start) and not _OF_MANY.search(word)
        shouted = word.isupper() and reading.text[hit.start : hit.end].isupper()  # a text all in capitals
        if word.isdecimal() or cue or not (word[0].islower() or first or shouted):
            return None
        at, start = at - 1, tokens[at - 1].start
    return None


def _free_left_english(reading: Reading, hit: Hit[Means], at: int, start: int) -> int | None:
    """The beginning of the item or noun phrase that ends in an English head: `the liquidation manager`."""
    head = reading.folded[hit.start : hit.end]
    if not head.isascii() or _TRANSLIT.search(head) or _begins_item(reading, start):
        return None
    tokens, text = reading.tokens, reading.folded
    for _ in range(_FREE):
        if at == 0 or not _joined(reading, tokens[at - 1].end, start) or _named(reading, tokens[at - 1].start):
            return None
        word = text[tokens[at - 1].start : tokens[at - 1].end]
        if word in _ARTICLES:
            return start if start < hit.start else None
        if word in _NO_POST or not _ENGLISH.fullmatch(word) or _is_cue(reading, tokens[at - 1].start):
            return None
        at, start = at - 1, tokens[at - 1].start
        if _begins_item(reading, start):
            return start
    return None


def _begins_item(reading: Reading, start: int) -> bool:
    return bool(_ITEM.search(reading.text[max(0, start - 10) : start]))


def _is_cue(reading: Reading, start: int) -> bool:
    """Whether a word speaks of a person or is a verb: no part of a post."""
    at = bisect_left(reading.people, start)
    person = at < len(reading.people) and reading.people[at] == start
    return person or bool(reading.parts.get(start, frozenset()) & {"verbs", "kin"})


def _without_organisation(reading: Reading, hit: Hit[Means], start: int) -> int:
    """Without an organisation in the genitive whose name stands before it."""
    for number in range(bisect_left(reading.tokens, start, key=lambda token: token.start), hit.last):
        token = reading.tokens[number]
        if _OF_AN_ORGANISATION.fullmatch(reading.folded, token.start, token.end):
            start = reading.tokens[number + 1].start
    before = _NAMED_BEFORE.search(reading.text[max(0, start - 40) : start])
    if not before or _named(reading, start - 2):
        return start
    at = start - len(before.group())
    if before.group()[0].isalpha() and _begins_item(reading, at) and loose(before.group().strip()) not in _places():
        return start  # a word at the beginning of a sentence: `Анын мектеп музейинин жетекчиси`
    first = hit.last
    while first > 0 and reading.tokens[first - 1].start >= start:
        first -= 1
    for number in range(first, hit.last):
        token = reading.tokens[number]
        if _GENITIVE.fullmatch(reading.folded, token.start, token.end):
            return reading.tokens[number + 1].start
    return start


@cache
def _places() -> frozenset[str]:
    known = places()
    return known.towns | known.districts | known.regions


def right(reading: Reading, hit: Hit[Means]) -> int:
    """Where the post ends."""
    tokens, text = reading.tokens, reading.folded
    at, end = hit.last, hit.end
    if _TERRITORY.match(text, end):
        return end
    if behind := _ENGLISH_UNIT.match(reading.text, end) or (
        _HELPER.search(text, max(0, end - 10), end) and _TO_WHOM.match(reading.text, end)
    ):
        return behind.end()
    while (joint := _HYPHENED.match(text, end)) and at + 1 < len(tokens) and tokens[at + 1].start == joint.end():
        at, end = at + 1, tokens[at + 1].end
    at, end = _numbered(reading, at, end)
    by = _BY.match(text, end)
    if by:
        while at + 1 < len(tokens) and tokens[at + 1].start < by.end():
            at += 1
    unit, start_of = False, hit.start
    for count in range(_SHORT_RIGHT):
        if at + 1 >= len(tokens):
            break
        token = tokens[at + 1]
        begins = by is not None and token.start == by.end()
        between = text[end : token.start]
        joins = between == " " or begins or (between == "-" and count > 0) or (between == ". " and end - start_of < 5)
        small = reading.text[token.start].islower()
        kinds = _kinds(reading, at + 1)
        part = bool(kinds & {"units", "unit_words"}) and "verbs" not in kinds  # `медайым кызматына`
        word = text[token.start : token.end]
        about = (
            small
            and (unit or by is not None)
            and ((begins and word not in _POINTERS) or _ABOUT.fullmatch(word) is not None)
        )
        also = (unit or by is not None) and word in _AND and at + 2 < len(tokens) and _is_part(reading, at + 2)
        ahead = (
            small and not about and (unit or by is not None or _ABOUT.fullmatch(word)) and _unit_ahead(reading, at + 1)
        )
        titled = begins and not small and at + 2 < len(tokens) and _is_part(reading, at + 2)  # `of the Talas ZAGS`
        if not joins or _named(reading, token.start) or not (part or about or also or titled or ahead):
            break
        unit = unit or part
        at, end, start_of = at + 1, token.end, token.start
        at, end = _numbered(reading, at, end)
    dealt = _OBJECT.match(text, end) if end == hit.end and reading.text[end : end + 2].strip().islower() else None
    if dealt and not _named(reading, end + 1) and not _KYRGYZ.search(reading.text, max(0, end - 60), end + 60):
        return dealt.end()
    return end


def _unit_ahead(reading: Reading, at: int) -> bool:
    """Whether a unit follows a word: `of the customs clearance department`, `мобильного банка`."""
    tokens = reading.tokens
    if at + 1 >= len(tokens) or reading.text[tokens[at].end : tokens[at + 1].start] not in (" ", "-"):
        return False
    return reading.folded[slice(*tokens[at][:2])] not in _NO_POST and "units" in _kinds(reading, at + 1)


def has_unit(reading: Reading, hit: Hit[Means], start: int, end: int) -> bool:
    """Whether a unit stands in the post `start:end` beside its head."""
    tokens = reading.tokens
    first = bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect_left(tokens, end, key=lambda token: token.start)
    return any("units" in _kinds(reading, at) for at in (*range(first, hit.first), *range(hit.last + 1, last)))


def _numbered(reading: Reading, at: int, end: int) -> tuple[int, int]:
    """Behind a category or grade: `1 категории`, `высшего разряда`, `№3`."""
    numbered = _NUMBERED.match(reading.folded, end) or _RANKED.match(reading.folded, end)
    if not numbered:
        return at, end
    while at + 1 < len(reading.tokens) and reading.tokens[at + 1].start < numbered.end():
        at += 1
    return at, numbered.end()


def _joined(reading: Reading, end: int, start: int) -> bool:
    between = reading.text[end:start]
    if not _TOUCHING.fullmatch(between):
        return False
    if between.startswith("."):  # `гл. бух.`, not the end of a sentence
        return reading.text[start].islower() and _SHORTENED.search(reading.text, max(0, end - 6), end) is not None
    return "\n" not in between or reading.text[start].islower()


def _is_part(reading: Reading, at: int) -> bool:
    return bool(_kinds(reading, at) & _BESIDE)


def _kinds(reading: Reading, at: int) -> frozenset[str]:
    """What parts of posts a word is, by the phrases of the lexicon that cover it."""
    return reading.parts.get(reading.tokens[at].start, frozenset())


def _named(reading: Reading, at: int) -> bool:
    number = bisect_right(reading.names, at, key=lambda name: name[0]) - 1
    return number >= 0 and at < reading.names[number][1]
