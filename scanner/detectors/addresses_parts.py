"""How the parts of an address are written: patterns made of the words of `rules/terms/address.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from scanner.detectors.names_terms import Terms, Words
from scanner.folding import loose

_BEFORE, _AFTER = 140, 200  # characters around a street or label that may hold the phrase
CYRILLIC = re.compile("[А-яЁё]")
_NAME_WORD = r"(?:[A-ZА-ЯЁӨҮҢ][^\W\d_]*(?:-\n?[^\W\d_]+){0,3}(?:-\d{1,2})?|\d{1,2}-[^\W\d_]{3,})"
_INITIALS = r"(?:[A-ZА-ЯЁӨҮҢ]\.[ ]?){0,2}"
_SMALL = r"(?:[ ](?:баатыр|ата|уулу|кызы|датка|uulu|kyzy|baatyr)(?!\w)|[ ][а-яө]{4,}(?=,?[ ](?:д\.|дом|№)?[ ]?\d))"
_NUMBER = (
    r"(?:(?:№|(?:NO|No|no)\.?(?=[ ]?\d))[ ]?)?\d{1,4}(?:[ ]?[А-Яа-яA-Za-z](?![\w.])|[ ]?[\"«'][А-Яа-я][\"»'])?"
    r"(?:[ ]?/[ ]?(?:\d{1,4}[А-Яа-яA-Za-z]?|[А-Яа-яA-Za-z](?!\w)))?(?:-\d{1,4}(?![\w-]))?(?![\d./]\d)(?!\d)"
)
# `Кетмен-Дөбө а., Мектеп 6`, `г. Кант, Ламанова 14`, in a loose text
_NAME_AND_NUMBER = r" ?[^\W\d_][^\d,;.\n]{2,24} \d"
_UNNAMED_STREET = (
    re.compile(
        r",(?:(?<= [асшр]\.,)|(?<=обл\.,)|(?<=р-н,)|(?<=р-ну,)|(?<=айылы,)|(?<=шаары,)|(?<=району,)|(?<=района,))"
        + _NAME_AND_NUMBER
    ),
    re.compile(r"г\. ?[^\W\d_][\w-]{1,20}," + _NAME_AND_NUMBER),
    re.compile(r" (?:кв|бат|kv|bat|apt)\.? ?\d"),
    re.compile(r"(?:19[3-9]|200)\d, [^\d;\n]{3,40}?(?:район|обл\b|р-н|айыл|шаар)"),
)
_SMALL_NAME = (  # `ул. льва толстого 12`
    r"(?:(?!дом|кв|корп|без|уй)[а-яёөүң]{3,}(?:-[а-яёөүң\d]+)?"
    r"(?:[ ][а-яёөүң]{3,}(?=,?[ ](?:д\.?|дом|№)?[ ]?\d))?)"
)
_SMALL_BEFORE = {
    "street": "ул. ул көч. пер. пр. пр-т б-р",
    "quarter": "мкр. мкр ж/м м-н",
    "village": "с. село",
    "city": "г. гор. город",
}
_SMALL_STREET = r"[а-яё]{2,}(?:ова|ева|ёва|ина|ская|ого|ной)"
_VARIANTS = {"о": "оө", "у": "уү", "н": "нң", "е": "её", "ө": "оө", "ү": "уү", "ң": "нң", "ё": "её"}


class Sides(BaseModel):
    """The words that stand before and behind a part's name or number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str = ""
    after: str = ""

    def pattern(self, side: str) -> str:
        """A pattern for all words of a side, in any case, with or without Kyrgyz letters."""
        return _words(str(getattr(self, side)).split(), small=side == "after")


class AddressTerms(Terms):
    """The file `rules/terms/address.yaml`."""

    parts: dict[str, Sides]
    house: Sides
    building: Sides
    flat: Sides
    no_house: str
    countries: str
    ditto: str
    fields: dict[str, str]
    behind: Words
    labels: Words
    residence: Words
    firms: Words
    organisations: Words
    venues_before: Words
    venues_behind: Words
    organisation_columns: Words
    person_columns: Words
    born_before: list[str]
    born_behind: list[str]
    born: Words
    born_elsewhere: Words
    animals: Words
    no_names: Words
    persons: Words


_SHORT = 2  # letters of a word that is looked for with what stands behind it


class Gate:
    """Where in a text it is worth looking for an address: plain searches, many times faster than one pattern."""

    def __init__(self, data: AddressTerms, latin_places: frozenset[str]) -> None:
        sides = [data.parts[kind] for kind in ("street", "quarter")]
        words = {word for side in sides for word in f"{side.before} {side.after}".split()}
        words |= data.labels | data.residence | data.born | set(data.ditto.split())
        stems = {loose(word).removesuffix("-").replace("_", " ") for word in words}
        open_ends = {loose(word).removesuffix("-").replace("_", " ") for word in words if word.endswith("-")}
        long = sorted(stem for stem in stems if len(stem) > _SHORT)
        prefixes = tuple(stem for stem in long if stem in open_ends)
        # Where a longer one stands, so does its beginning.
        self._stems = [stem for stem in long if not stem.startswith(tuple(set(prefixes) - {stem}))]
        self._whole = frozenset(stem for stem in self._stems if stem[-1].isalpha()) - open_ends
        self._stems += sorted(f"{stem} " for stem in stems if len(stem) <= _SHORT and stem.isalpha())
        self._short = re.compile("(?:" + "|".join(re.escape(stem) for stem in stems if len(stem) < 3) + r"),?[ ]?\d")
        self._born = sorted(loose(word).removesuffix("-").replace("_", " ") for word in data.born)
        self._latin_places = sorted(latin_places)

    def windows(self, text: str) -> list[tuple[int, int]]:
        """The stretches around words of streets, quarters and labels, ascending, none over another."""
        merged: list[tuple[int, int]] = []
        for at in self._hits(text):
            start, end = max(0, at - _BEFORE), min(len(text), at + _AFTER)
            if merged and start <= merged[-1][1]:
                start = merged.pop()[0]
            merged.append((start, end))
        return merged

    def _hits(self, text: str) -> list[int]:
        small = loose(text)
        if not CYRILLIC.search(text) and not any(place in small for place in self._latin_places):
            return [at for stem in self._born for at in _all(small, stem)]
        found = {match.start() for match in self._short.finditer(small)}
        for stem in self._stems:
            ends = stem in self._whole
            found.update(
                at for at in _all(small, stem) if not (ends and small[at + len(stem) : at + len(stem) + 1].isalpha())
            )
        found = {at for at in found if not small[at - 1 : at].isalpha()}
        found.update(match.start() for unnamed in _UNNAMED_STREET for match in unnamed.finditer(small))
        return sorted(found)


def _all(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _words(words: Iterable[str], *, small: bool = False) -> str:
    """One of the words; `small`: one letter with a dot is a small one (`Сыны а.`), else it is an initial."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    if not longest:
        return "(?!)"
    first = {
        variant for word in longest for char in _VARIANTS.get(word[0], word[0]) for variant in (char, char.upper())
    }
    quick = "" if small else f"(?=[{re.escape(''.join(sorted(first)))}])"  # most places begin none of them
    return f"{quick}(?:{'|'.join(_tolerant(word, small=small) for word in longest)})"


def _tolerant(word: str, *, small: bool) -> str:
    """A pattern for a word of the lists: `көчө-` is `[кК][оөОӨ]…\\w*`."""
    open_end = word.endswith("-")
    if small and len(word.rstrip(".")) == 1:
        if word.endswith("."):  # in capitals behind a name in capitals: `АЛАМҮДҮН Р.`
            return rf"(?:{re.escape(word)}|(?<=[A-ZА-ЯӨҮҢ]{{2}}[ ]){re.escape(word.upper())})"
        return re.escape(word) + r"(?!\w)"
    letters = (_letter(char) for char in word.removesuffix("-"))
    close = r"(?![^\W_])" if small else r"(?![^\W\d_])"  # `кв40`, `д115`
    return "".join(letters) + (r"[^\W_]*" if open_end else close if word[-1].isalpha() else "")


def _letter(char: str) -> str:
    if char == "_":
        return "[ ]"
    variants = _VARIANTS.get(char, char)
    return f"[{variants}{variants.upper()}]" if char.isalpha() else re.escape(char)


def parts_pattern(data: AddressTerms) -> str:
    """One alternative a kind of part; where a house number may stand with it, it is the group `<kind>_number`."""
    flat = rf"(?:{data.flat.pattern('before')}|[-–]?\d+[- ]{{0,2}}{data.flat.pattern('after')})"
    behind = _words(data.behind)  # `7 турам`
    # A bare number is a house's where the phrase ends or a flat follows.
    end = rf"(?=[ ]?(?:[,;.)\n|\"»]|:(?!\d)|$|[-/][ ]|{flat}|{behind})|[ ]{{2}})"
    after = rf"(?:-{data.house.pattern('after')}|[ ]{data.house.pattern('after')}{end})"
    numbered = rf"(?:,?[ ]{{0,2}}(?:{data.house.pattern('before')}[ \n]?{_NUMBER}|{_NUMBER}{after}|{_NUMBER}{end}))"
    kinds = [_small(kind, sides) for kind, sides in (("flat", data.flat), ("building", data.building))]
    house = rf"{data.house.pattern('before')}[ \n]?{_NUMBER}|{_NUMBER}{after}"
    kinds.append(rf"(?P<country>{_words(data.countries.split())}(?P<country_number>(?!))?)")
    again = rf"(?:{_words(data.ditto.split())}(?![^\W\d_]))"
    kinds.append(rf"(?P<ditto>{again}(?P<ditto_number>,?[ ]{_NUMBER}{end})?)")
    none = _words(data.no_house.split())
    kinds.append(rf"(?P<house>(?:{house}|{none})(?P<house_number>(?!))?)")
    # A second word of a name is none of the next part: `селе Жыланды Таласского района`.
    next_part = "|".join(data.parts[kind].pattern("after") for kind in ("district", "region"))
    name = rf"{_INITIALS}{_NAME_WORD}(?:[ ]{_NAME_WORD}(?![\w-])(?![ ](?:{next_part})))?(?:/{_NAME_WORD})?{_SMALL}?"
    for kind in ("street", "quarter", "village", "district", "region", "city"):
        sides = data.parts[kind]
        ordinal = rf"|№?\d{{1,2}}[- ]{{0,2}}(?:й[ ]|чи[ ])?{sides.pattern('after')}" if kind == "quarter" else ""
        if kind == "street":
            ordinal = r"|\d{1,3}(?:-[а-я]{1,2})?[ ](?:улица|ул\.|линия|көчө\w*)"
        if kind == "village":
            ordinal = r"|(?:(?<=Р-Н )|(?<=РАЙОН )|(?<=ОБЛ ))С[ ][А-ЯЁӨҮҢ]{3,}(?:-[А-ЯЁӨҮҢ]+)?"
        lead = (
            r"(?P<street_lead>\d{1,4}(?:/\d{1,3})?[A-Za-z]?[ ](?=[A-Z]))?" if kind == "street" else ""
        )  # 45 Toktogul Street
        before, after_name = sides.pattern("before"), sides.pattern("after")
        small = f"|{_words(_SMALL_BEFORE[kind].split())}[ ]?{_SMALL_NAME}" if kind in _SMALL_BEFORE else ""
        if kind in ("street", "district", "city"):
            small += rf"|[а-яёөүң]{{3,}}(?:-[а-яёөүң]+)?[ ]{after_name}"
        quoted = (
            rf"|[\"«][^\"«»\n]{{2,24}}[\"»][ ]{after_name}|{before}[ ]?[\"«][^\"«»\n]{{2,24}}[\"»]"
            if kind == "quarter"
            else ""
        )
        short = r"\.?" if kind in ("region", "district") else ""  # `Ошск. обл.`
        first = rf"{before}[ ]?(?:{name}|\d{{1,2}}(?:-?[а-я]{{1,2}})?[ ][А-ЯӨҮ][а-яөү]{{2,}}|№?\d{{1,2}}(?!\d))"
        named = rf"{first}|{lead}{name}(?:{short}[ ]|(?<=\d)-?){after_name}{ordinal}{quoted}{small}"
        number = numbered if kind in ("street", "quarter") else "(?!)"
        kinds.append(rf"(?P<{kind}>(?:{named})(?P<{kind}_number>{number})?)")
    kinds.append(r"(?P<postal>72\d{4}(?!\d)(?P<postal_number>(?!))?)")
    # A street that nothing names, behind a village: `Кетмен-Дөбө а., Мектеп 6`.
    street = (
        rf"{_INITIALS}{_NAME_WORD}(?:[ ]{_NAME_WORD})?(?:/{_NAME_WORD})?(?P<bare_number>,?[ ](?:{_NUMBER}{end}|{none}))"
    )
    kinds.append(rf"(?P<bare>{street}|{_SMALL_STREET}[ ]{_NUMBER}(?=,?[ ]{flat}))")
    kinds.append(rf"(?P<place>{_NAME_WORD}(?P<place_number>(?!))?)")
    return rf"(?<![^\W_])(?<!-)(?:{'|'.join(kinds)})"


def fields_pattern(data: AddressTerms, *only: str) -> str:
    """A field that holds one part of an address, with its name and its mark; the value is a group by its kind."""
    kinds = (
        rf"{_words(words.split())}[ ]?(?:№|номери|номер|no\.?)?[\"']?[ ]?(?:[:=]|[._]{{3,}})[ ]{{0,2}}[\"']?"
        rf"(?P<{kind}>[^\n:=;|\"']{{0,40}}?)[\"']?(?=[ ]?(?:[\n;|,}})]|$|[ ]{{2}}|[ ][^\W\d_]+[ ]?№?[:=]))"
        for kind, words in data.fields.items()
        if not only or kind in only
    )
    return rf"(?<![\w-])(?:{'|'.join(kinds)})"


def _small(kind: str, sides: Sides) -> str:
    before, after = sides.pattern("before"), sides.pattern("after")
    return rf"(?P<{kind}>(?:{before}[ ]?{_NUMBER}|{_NUMBER}[- ]{{1,2}}{after})(?P<{kind}_number>(?!))?)"
