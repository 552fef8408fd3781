"""What stands around a name: labels, titles, and words that make it a place's or an organisation's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from scanner.detectors.names_forms import stems
from scanner.detectors.names_terms import NameContext, terms
from scanner.detectors.vocabulary import person_words, phrase_terms
from scanner.folding import loose

_SIGHT = 48  # characters looked at on either side
_QUOTES = "\"'«»“”„"
_EDGES = "()[]{},;:" + _QUOTES
_BEFORE_VALUE = frozenset(":=|>\t\n–—-\"'")
_ABBREVIATION = 5  # characters with its dot: a longer word's dot ends a sentence
_BLANKS = ("  ", "..", ".. ", "__")  # between a label and its value in a form
# What parts a label from its value: a mark, a row of dots or blanks, the same label in another language.
_TO_VALUE = (
    r"(?:[\"'*_) ]*(?:[:=|>–—-]|\n|\.{2,}|__|[ ]{2})"
    r"|[ ]?/[ ]?[^\W\d_][^\n/:]{1,30}(?:[ ]{2}|:|\n))[\"'*_\s.]*$"
)
# Before and behind the name of who writes a line of a chat: a time, a colon; `Асан, [18.03 19:42]`.
_TURN = re.compile(
    r"(?:\A|\n)[>\s]{0,4}"
    r"(?:\[?(?:\d{1,2}[./]\d\d(?:[./]\d{2,4})?,?[ ])?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]?[ ]{0,2}(?:[-–—][ ])?)?$"
)
_COLON = re.compile(r"(?:[ ][^\W_]{1,12}|[ ]\([^\W\d_]{2,12}\))?(?:,[ ]\[\d|:(?:[ ]|$))")
# Behind a name, what only a person has: an age, a birth, a passport, a nationality; of a known name a phone too.
_BREAK = r"[ ]?(?:[,(;:–—-]|[ ][–—-])[ ]?"
_OF_PERSON = (
    r"(?:aged?|возраст)[ ]\d|\d{1,2}[ ]?(?:лет|года?|жаш|y\.?o\.?|years?[ -]old)(?!\w)"
    r"|(?:born|b\.|d\.?o\.?b|passport|pp)[ ]|паспорт|туулган|рожд|г\.[ ]?р\.|урожен|гражд|жаран|PIN[ :]|ПИН[ :]"
    r"|(?:an?[ ])?(?:[A-Z][a-z]+[ ])?(?:citizen|national)\b"
)
_DESCRIBED = re.compile(f"{_BREAK}(?:{_OF_PERSON})", re.IGNORECASE)
_REACHED = re.compile(
    rf"{_BREAK}(?:(?:19[3-9]|200)\d[ ]?(?:[гж]\.|-[жг]|[ ](?:года|жыл))"
    rf"|(?:\+?996|0[2579]\d\d)[ (-]{{0,2}}\d|{_OF_PERSON})"
    r"|[ ]\(\d{1,2}\)|,?[ ](?:(?:is|was|has|had|does|did|can|will)[ ](?:he|she)|who|whose)\b"
    r"|[ ](?:is|was|has|had)[ ][^.,;\n]{2,40}[.,;][ ](?:and[ ])?(?:he|she|his|her)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\A|\n)[ \t]*(?:[•*–—-]|§?[ ]?\d{1,3}[.)]|[а-яa-z]\))[ ]*\Z")
_DASHED = re.compile(r"(?:,|[ ]?[–—(]|[ ]-)[ ]?[\w\d]")
_NEXT = re.compile(r"(?:[ ]\([^)\n]{2,60}\))?[,;][ ](?:and[ ])?[A-Z][\w-]+[ ][A-Z]\.")
_LAST = re.compile(r"[ ][A-Z]\.(?:[ ]\([^)\n]{2,40}\))?[,;][ ](?:and[ ])?\Z")
_SLASH = re.compile(r"(?:\A|[\s_:).])/[ ]?\Z")
_SLASHED = re.compile(r"[ ]?/(?![\w/])")
_CLOSE = re.compile(
    r"(?:regards|sincerely|faithfully|truly|wishes|respectfully|cheers|уважением|урматтоо менен),?[ ]{0,2}"
    r"\n[ \n]{0,4}\Z",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"(?:[А-ЯӨҮҢ]{2,}|(?i:школ|гимнази|лице|театр|парк|академи|университет|институт|библиотек|больниц|колледж|музе"
    r"|филармони|стадион|дома?)\w*|№?[ ]?\d{1,3})[ ][иИ][мМ]\.?[ ](?:[А-ЯӨҮҢ][\w.]{0,12}[ ]?){0,2}\Z"
)
_NAMED_AFTER = re.compile(
    r"(?:[Nn]amed (?:after|for)|NAMED AFTER|in memory of|(?:corner|crossing|junction|intersection) of)"
    r"[ \n]+(?:[A-Z]\w{0,8}\.?[ ])?$"
)
_CLOSED = re.compile(r"[^\n«»\"“”]{0,24}[»”]")
_ENTITLED = re.compile(r"[«“„\"]\w{2,20}[ ]?\Z")
_DAY = re.compile(r"\d(?:[ ]?-?[ ]?е|-?го)?[ ]\Z")
_MONTHS = re.compile(r"(?:марта|мая|августа|april|august|june|may|march)\Z", re.IGNORECASE)
_HOUSE = re.compile(r",?[ ]\d{1,3}[а-я]?(?=[\s,;\"]*(?:\Z|\n|кв|[,;\"]))")
_TO_HOUSE = re.compile(r"(?:,[ ]|[Ss]treet=|[Дд]арег[^\n]{0,20}[ ]|[Аа]дрес[^\n]{0,20}[ ])\Z")
_GENITIVE = re.compile("[нтд][ыиу]н\\Z")
_LAST_LINE = re.compile(r"[^\n]\s*\n[ ]*\Z|[.!?)][ ]\Z")
_CLAUSE = re.compile(r"[.,;:!?()«»\"\n]")
_SENTENCE_ENDS = frozenset('.!?:…\n•*|«"“„')
_fold = lru_cache(1 << 14)(loose)  # the words beside names repeat


@dataclass(frozen=True, slots=True)
class Starts:
    """A set of words; those written with a hyphen at the end stand for every word that begins so."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def hold(self, word: str) -> bool:
        """Whether `word` (loose) is one of them."""
        return word in self.whole or word.startswith(self.beginnings)


def starts(words: frozenset[str]) -> Starts:
    """A word list as `Starts`."""
    return Starts(
        frozenset(word for word in words if not word.endswith("-")),
        tuple(sorted(word[:-1] for word in words if word.endswith("-"))),
    )


class Cues:
    """The compiled lists of `rules/terms/name_context.yaml`."""

    def __init__(self) -> None:
        data = terms("name_context", NameContext)
        self.titles = starts(data.titles)
        self.honours = starts(data.honours)
        self.behind = starts(data.behind)
        self.acts = starts(data.acts)
        self.at = starts(data.at)
        self.things = {subject: starts(words) for subject, words in data.things.items()}
        self._people = frozenset(_people())
        self.before = {kind: starts(words) for kind, words in data.places_before.items()}
        self.after = {kind: starts(words) for kind, words in data.places_after.items()}
        self.greeting = re.compile(
            rf"(?i:(?<!\w)(?:{_alternatives(data.greetings)}),?(?:[ ]|[ ]{{0,2}}\n[ \n]{{0,4}}))\Z"
        )
        firsts = "".join(sorted({word[0] for word in data.kin}))
        self.kin = re.compile(
            rf"(?<![^\W_])(?=[{firsts}])(?:{_alternatives(data.kin)}),?[ ]"
            rf"(?P<name>[а-яёөүң]{{4,}}|[a-z]{{4,}})(?![^\W_])"
        )
        marks = {mark.replace("_", blank) for mark in data.latin_marks for blank in "_ "}
        self.latin_marks = tuple(sorted(marks))
        kinds = "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in data.labels.items())
        self.label = re.compile(rf"(?<![\w-])(?:{kinds}){_TO_VALUE}")

    def role(self, word: str) -> bool:
        """Whether a word (loose) says what somebody is: a title, a post, a trade, kin."""
        return self.titles.hold(word) or any(base in self._people for base in stems(word))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(word.replace("_", " ") for word in sorted(words, key=len, reverse=True))


def _people() -> Iterator[str]:
    """Posts, trades, kin and roles of one word, in base form."""
    posts = (phrase for name in ("position", "profession") for phrase, how in phrase_terms(name) if how != "label")
    for phrase in (*person_words().words, *posts):
        if (word := loose(phrase.rstrip("*!"))).isalpha():
            yield word


@cache
def cues() -> Cues:
    """The cues, compiled once."""
    return Cues()


@dataclass(frozen=True, slots=True)
class Context:
    """A clean text, asked what stands around a span of it."""

    text: str = field(repr=False)

    def label(self, start: int) -> str | None:
        """The kind of label that stands right before `start`: full, surname, given or patronymic."""
        before = self.text[max(0, start - _SIGHT) : start]
        if not _BEFORE_VALUE.intersection(before[-3:]) and not before.endswith(_BLANKS):
            return None
        found = cues().label.search(loose(before))
        return found.lastgroup if found else None

    def titled(self, start: int, *, known: bool = False) -> bool:
        """Whether the word before is a title, post or role of a person, or a greeting; a known name may stand behind
        its colon or comma."""
        if known and cues().greeting.search(self.text, max(0, start - _SIGHT), start):
            return True
        word = self._word_before(start, ":," if known else "")
        told = cues().role(word) if known else cues().titles.hold(word)
        return told and not cues().role(_GENITIVE.sub("", word) if _GENITIVE.search(word) else "")  # `директордун`

    def honoured(self, start: int) -> bool:
        """Whether a form of address that only a person has stands before, or the close of a letter."""
        if cues().honours.hold(self._word_before(start)):
            return not self.text[max(0, start - 3) : start].startswith("MS ")  # `MS Office`
        return self.text[start - 1 : start] == "\n" and bool(_CLOSE.search(self.text, max(0, start - _SIGHT), start))

    def acts(self, start: int, end: int) -> bool:
        """Whether a verb behind a known name, or a word before, lets it be no thing: `Адилет уволился`, `у Розы`."""
        return cues().acts.hold(self._word_after(end)) or cues().at.hold(self._word_before(start))

    def slashed(self, start: int, end: int) -> bool:
        """Whether it stands between slashes, as under a document: `подпись /Асанова/`."""
        return bool(_SLASH.search(self.text, max(0, start - 3), start) and _SLASHED.match(self.text, end, end + 3))

    def described(self, end: int, *, known: bool) -> bool:
        """Whether an age, a birth or a passport stands behind (`Асан Бектен, 45 лет`), of a known name also a phone."""
        return bool((_REACHED if known else _DESCRIBED).match(self.text, end, end + _SIGHT))

    def in_company(self, start: int, end: int) -> bool:
        """Whether it is one of a list of names with initials: `Testwick P. (dean), Asanova V.`."""
        return bool(
            _NEXT.match(self.text, end, end + _SIGHT + 32) or _LAST.search(self.text, max(0, start - _SIGHT), start)
        )

    def itemised(self, start: int, end: int) -> bool:
        """Whether an entry of a list begins so: `2) Окафор Джон, водитель`."""
        return bool(_DASHED.match(self.text, end, end + 4) and _ITEM.search(self.text, max(0, start - _SIGHT), start))

    def signed(self, start: int, end: int) -> bool:
        """Whether the span is all of a text's last line: who wrote it."""
        return not self.text[end:].strip(" .!\n") and bool(_LAST_LINE.search(self.text, max(0, start - _SIGHT), start))

    def of_no_person(self, start: int, end: int) -> bool:
        """Whether a single word stands where a day's month or a street does: `8 Марта`, `Ош, Масалиева 75`."""
        if _MONTHS.match(self.text, start, end) and _DAY.search(self.text, max(0, start - 6), start):
            return True
        return bool(_HOUSE.match(self.text, end, end + 12) and _TO_HOUSE.search(self.text, max(0, start - 32), start))

    def titled_far(self, start: int) -> bool:
        """Whether a title stands two to four words before, with only words between: `президент США Барак Обама`."""
        before = self.text[max(0, start - _SIGHT - 16) : start]
        clause = _CLAUSE.split(before)[-1]
        return any(cues().titles.hold(_fold(word)) for word in clause.split()[-4:-1])

    def speaks(self, start: int, end: int) -> bool:
        """Whether a line of a chat or a dialogue begins so: `[14:02] Эркин бухг: салам`."""
        return bool(
            _TURN.search(self.text, max(0, start - _SIGHT), start) and _COLON.match(self.text, end, end + _SIGHT)
        )

    def addressed(self, end: int) -> bool:
        """Whether the word behind is a form of address (`Мурат байке`), or a verb of saying."""
        return cues().behind.hold(self._word_after(end))

    def of_a_place(self, start: int, end: int, *, whole: bool) -> bool:
        """Whether the words around say that a street, school or award is named; `whole`: of a whole name."""
        if _NAMED_AFTER.search(self.text, max(0, start - _SIGHT), start):
            return True
        before = self.text[max(0, start - _SIGHT) : start]
        if (" им" in before or " ИМ" in before) and _INSTITUTION.search(before):  # `КГУ им Арабаева`
            return True
        left, rights = self._word_before(start), self._words_after(end)
        if cues().titles.hold(left):  # `улица Генерала Панфилова`
            before = self.text[max(0, start - _SIGHT) : start].rstrip(_QUOTES + " ")
            if cues().before["always"].hold(self._word_before(max(0, start - _SIGHT) + len(before) - len(left))):
                return True
        kinds = ("always",) if whole else ("always", "alone")
        return any(cues().before[kind].hold(left) or any(map(cues().after[kind].hold, rights)) for kind in kinds)

    def opens_sentence(self, start: int) -> bool:
        """Whether a capital letter at `start` says nothing, since a sentence or line begins there."""
        before = self.text[max(0, start - _SIGHT) : start].rstrip(" ()–—-'»")
        return not before or before[-1] in _SENTENCE_ENDS

    def quoted(self, start: int, end: int) -> bool:
        """Whether the span is all that stands between « and »: a title, a brand."""
        before, after = self.text[max(0, start - 2) : start].rstrip(), self.text[end : end + 2].lstrip()
        if after.startswith(("»", "”")) and _ENTITLED.search(self.text, max(0, start - 24), start):
            return True
        return before.endswith(("«", "“", "„", '"')) and after.startswith(("»", "”", "“", '"'))

    def _word_before(self, start: int, allowed: str = "") -> str:
        before = self.text[max(0, start - _SIGHT) : start].rstrip(_QUOTES).replace(" .", ".")
        if not before[-1:].isspace() or not before.strip():
            return ""
        word = before.rsplit(None, 1)[-1]
        word = word[:-1] if word[-1] in allowed else word
        if not word or word[-1] in ",;:!?»”" or (word[-1] == "." and len(word) > _ABBREVIATION):
            return ""
        return _fold(word.lstrip(_EDGES))

    def _word_after(self, end: int) -> str:
        words = self.text[end : end + _SIGHT].lstrip(_QUOTES)
        word = _fold(words.split(None, 1)[0].strip(_EDGES)) if words[:1].isspace() and words.strip() else ""
        return word.rstrip(".") if len(word) > _ABBREVIATION else word

    def _words_after(self, end: int) -> tuple[str, ...]:
        """The word behind; in quotes also the one behind them: `«Алымбек Датка» сейил багы`."""
        closed = _CLOSED.match(self.text, end, end + _SIGHT)
        return (self._word_after(end), self._word_after(closed.end())) if closed else (self._word_after(end),)
