"""Addresses of people, and their places of birth, in Kyrgyz, Russian, English and transliteration, each as one phrase.

A phrase is a row of parts (region, town, street, house …) with nothing but commas and blanks between them. It is an
address where it goes down to a house, or where a label stands before a place; an organisation's address is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.detectors.addresses_parts import CYRILLIC, AddressTerms, Gate, fields_pattern, parts_pattern
from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_context import starts
from scanner.detectors.names_forms import from_latin, skeleton
from scanner.detectors.names_terms import places, terms
from scanner.folding import loose
from scanner.model import Evidence, Match

_CUE_SIGHT = 60  # characters around a phrase in which a label or an organisation may stand
_GAP = re.compile(r"[ ,;.]{0,4}(?:\n[ ]{0,40})?|[ ]караштуу[ ]|,?[ ](?:of|in|at)(?: the)?[ ]|[ ](?:по|на)[ ]")
_LISTED = re.compile(r",[ ]{0,2}")
_LABEL = re.compile(r"(?P<words>[^\W\d][\w.]*(?:[ ][^\W\d][\w.]*){0,2})[ ]?[:=—–-][ ]{0,2}[\"'«]?$")
_BETWEEN_FIELDS = re.compile(r"[ \n;|,\"'{}]{0,24}")
_DISTRICTS = frozenset({"district", "region"})
_ABOVE_VILLAGE = frozenset({"district", "region", "city"})  # an unknown village stands behind them,
_BELOW_VILLAGE = frozenset({"street", "quarter", "bare"})  # before these
_ITEM = re.compile(r"[ ]?,[ ]")
_SENTENCE = re.compile(r"(?<!\b[A-ZА-ЯӨҮ])[.!?][ ]+(?=[A-ZА-ЯӨҮ])|\n")
_WORD = re.compile(r"[^\W\d_][\w./-]*")
_ORGANISATION = re.compile(r"(?<!\d)0\d{13}(?!\d)")  # its INN
_PERSON = re.compile(
    r"\w[ое](?:вич|вн)\w*|\w(?:ovich|evich|ovna|evna)\b|\b(?:уулу|кызы|uulu|kyzy)|(?<!\d)[12]\d{13}(?!\d)"
    r"|\b[A-ZА-ЯӨҮ]\.[ ]?(?:[A-ZА-ЯӨҮ]\.)?[ ]?[A-ZА-ЯӨҮ]\w+(?:[ое]в|ин)"
    r"|(?:[ое]в|[ое]ва|ин|ина|[oe]v|[oe]va)[ ][A-ZА-ЯӨҮ](?:\.|\w+)|\bгр\."
)
# Whose name an organisation bears is nobody of the text.
_NAMED_AFTER = re.compile(r"\b(?:им\.|имени)[ ]?(?:[A-ZА-ЯӨҮ]\.[ ]?){0,2}[A-ZА-ЯӨҮ][\w-]+(?:[ ][A-ZА-ЯӨҮ][\w-]+)?")
_REPEATED = frozenset({"village", "place", "abroad", "country"})
_BORN_YEAR = re.compile(r"[,;)][ ](?:19[3-9]\d|200\d)(?:-?ж\.?|[ ]?г\.?(?:[ ]?р\.?)?|-жылы)?,[ ]$")
_ENDINGS = (  # of a place's name, in a loose text
    *("нын", "нин", "нун", "дын", "дин", "дун", "тын", "тин", "тун", "дан", "ден", "дон", "тан", "тен", "тон"),
    *("да", "де", "до", "та", "те", "то", "га", "ге", "го", "ка", "ке", "ко", "ом", "а", "е", "у"),
)
_REMEMBERED = 1 << 14  # words
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL_VILLAGE = re.compile(r"(?:с|пос|п)\.[ ]?[^\W\d]|сел[оа] ")
_CAPITAL = r"[A-ZА-ЯӨҮ][\w'-]+(?:[ ][A-ZА-ЯӨҮ][\w-]+)?"
# `born in Lahore, Pakistan`: what stands before a known place, right behind the word for birth
_BEFORE_COUNTRY = re.compile(rf"(?:[:—–-]|\b(?:in|of|в|из))[ ](?P<place>(?:{_CAPITAL},[ ]){{1,2}})$")
_NATIVE = re.compile(
    r"(?:\b[Bb]orn(?: and raised)? in|\b[Nn]ative of|\b[Рр]одил(?:ся|ась)(?: и вырос(?:ла)?)? (?:в|на)"
    r"|\b[Уу]рожен(?:ец|ка))[ ](?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|The)\w*\b)"
    rf"(?P<place>{_CAPITAL})"
)
_NEAR = 24  # characters between the first place of a phrase and the rest: `Sary-Ozon village council, Naryn region`
_BETWEEN = 16  # characters between two rows that are one phrase
_CLOSED = re.compile(r"[.;!?\n]|\d")
_INITIAL = 2  # letters
_LOCATIVE = 4  # letters of `айылында`
_NAMED = frozenset({"region", "district", "city", "village", "quarter", "street"})
_UNMARKED = frozenset({"place", "abroad", "country", "postal"})
_PLACES = frozenset({"region", "district", "city", "village", "place", "postal"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a phrase, at its place in the clean text; `number` says that it names a house as well."""

    kind: str
    start: int
    end: int
    number: bool
    home: bool  # it names a place of the country
    unknown: bool = (
        False  # a word that may be a place where a district stands behind it: `Milyanfan, Ysyk-Ata district`
    )


class AddressDetector:
    """Addresses in running text."""

    def __init__(self) -> None:
        data = terms("address", AddressTerms)
        self._part = re.compile(parts_pattern(data))
        self._field = re.compile(fields_pattern(data))
        self._street_field = re.compile(fields_pattern(data, "street"))
        self._flat = re.compile(rf",?[ ]{{1,2}}{data.flat.pattern('before')}[ ]?\d")
        self._labels, self._residence = starts(data.labels), starts(data.residence)
        self._firms, self._organisations = starts(data.firms), starts(data.organisations)
        self._before, self._behind = starts(data.venues_before), starts(data.venues_behind)
        self._born_before = re.compile(rf"(?:{'|'.join(data.born_before)})(?P<tail>[^;!?\n]{{0,34}})$")
        born = "|".join(data.born_behind)
        self._born_behind = re.compile(
            rf"(?:[^,;.!?\n]{{0,14}}?|(?<=[дт][аео])[ ][^,;.!?\n]{{0,40}}?|[ ]?[-–—][^,;.!?\n]{{0,14}}?)(?:{born})"
        )
        self._animals = starts(data.animals)
        self._elsewhere = starts(data.born_elsewhere)
        known = places()
        self._gate = Gate(data, known.latin)
        self._homes: dict[str, bool] = {}  # words repeat
        self._home = known.towns | known.regions | known.districts
        self._home_bent = self._home - data.persons
        self._no_name = starts(data.no_names)
        self._abroad = known.abroad | {skeleton(name) for name in known.abroad}
        self._home_latin = frozenset(skeleton(name) for name in self._home)

    def find(self, text: str) -> list[Match]:
        """Addresses by start, each from its first to its last part."""
        clean = cleaned(text)
        found = []
        for parts, fields in self._rows(clean.text):
            category, (confidence, why) = "birth_place", self._birth(clean.text, parts)
            if fields:
                category, confidence, why = (
                    "address",
                    0.8 if self._cue(clean.text, parts) is not False else 0.0,
                    _why(True),
                )
            elif not confidence:
                category, (confidence, why) = "address", self._judged(clean.text, parts)
            if confidence:
                first, last = parts[0].start, parts[-1].end
                if category == "birth_place" and (
                    more := _BEFORE_COUNTRY.search(clean.text, max(0, first - 40), first)
                ):
                    first = more.start("place")
                start, end = clean.span(first, last)
                plain = " ".join(re.findall(r"\w+", loose(clean.text[first:last])))
                found.append(Match(category, start, end, confidence, why, value=text[start:end], canonical=plain))
        for native in _NATIVE.finditer(clean.text):
            start, end = clean.span(*native.span("place"))
            near = next((one for one in found if start < one.end and one.start < end + _NEAR), None)
            if (
                near
                and near.start > start
                and near.category == "birth_place"
                and not _CLOSED.search(text, end, near.start)
            ):
                found[found.index(near)] = replace(near, start=start, value=text[start : near.end])
            elif not near or near.start >= end:
                plain = " ".join(re.findall(r"\w+", loose(native["place"])))
                found.append(Match("birth_place", start, end, 0.6, _why(True), value=text[start:end], canonical=plain))
        return _whole(found, text)

    def _rows(self, text: str) -> Iterator[tuple[list[_Part], bool]]:
        """The rows of parts by start; True with those whose parts are each named by a field of its own."""
        windows = self._gate.windows(text)
        fields = list(self._fields(text, windows))
        yield from ((row, True) for row in fields)
        for row in self._phrases(text, windows):
            if not any(row[0].start < one[-1].end and one[0].start < row[-1].end for one in fields):
                yield row, False

    def _fields(self, text: str, windows: list[tuple[int, int]]) -> Iterator[list[_Part]]:
        """`Облус: Чүй  Көчө: Манас  Үй №: 57`, `street=Манас house=5`: the values of fields one behind another."""
        for window in windows:
            if not self._street_field.search(text, *window):
                continue
            row: list[_Part] = []
            end = -1
            for match in [*self._field.finditer(text, *window), None]:
                if row and (match is None or not _BETWEEN_FIELDS.fullmatch(text, end, match.start())):
                    kinds = {part.kind for part in row}
                    if "street" in kinds and len(row) > 1:
                        yield row
                    row = []
                if match:
                    end, kind = match.end(), match.lastgroup or ""
                    value = match[kind].strip()
                    if value.strip("-_. "):
                        start = match.start(kind) + match[kind].index(value)
                        row.append(_Part(kind, start, start + len(value), kind == "house", self._is_home(value)))

    def _birth(self, text: str, parts: list[_Part]) -> tuple[float, tuple[Evidence, ...]]:
        """How sure a row of places is where somebody was born: a word for birth stands right before or behind it."""
        kinds = {part.kind for part in parts}
        if not kinds & (_PLACES | {"abroad"}) - {"postal"} or kinds & {"street", "house", "flat", "quarter"}:
            return 0.0, ()
        before = loose(text[max(0, parts[0].start - _CUE_SIGHT) : parts[0].start])
        behind = loose(text[parts[-1].end - _LOCATIVE : parts[-1].end + _CUE_SIGHT])
        born = self._born_before.search(before)
        lives = born and any(
            self._residence.hold(word) or self._elsewhere.hold(word) for word in _WORD.findall(born["tail"])
        )
        marked = len(kinds & (_PLACES - {"place", "postal"})) > 1 and _BORN_YEAR.search(before)
        if any(map(self._animals.hold, _WORD.findall(f"{before} {behind}"))):
            return 0.0, ()
        if (born and not lives) or marked or self._born_behind.match(behind, _LOCATIVE):
            return 0.88, (Evidence("shape"), Evidence("cue"))
        return 0.0, ()

    def _phrases(self, text: str, windows: list[tuple[int, int]]) -> Iterator[list[_Part]]:
        """Rows of parts that touch one another, near to a street or label; a second street begins a second row."""
        row: list[_Part] = []
        for part in self._parts(text, windows):
            again = part.kind in {other.kind for other in row} and part.kind not in _REPEATED
            touches = bool(row) and _GAP.fullmatch(text, row[-1].end, part.start) is not None
            if (
                row
                and row[-1].unknown
                and not (touches and part.kind in (_DISTRICTS if len(row) == 1 else _BELOW_VILLAGE))
            ):
                row.pop()
                touches = bool(row) and _GAP.fullmatch(text, row[-1].end, part.start) is not None
            if row and (again or not touches):
                yield row
                row = []
            if part.kind == "bare":
                before = row[-1] if row else None
                listed = before and before.kind in _PLACES and _LISTED.fullmatch(text, before.end, part.start)
                if not listed and not self._labelled(text, part):
                    continue
                part = replace(part, kind="street", number=True)
            latin = text[part.start : part.end].isascii()  # there it may stand first
            if not part.unknown or (not row and latin) or (row and touches and row[-1].kind in _ABOVE_VILLAGE):
                row.append(part)
        if row and row[-1].unknown:
            row.pop()
        if row:
            yield row

    def _labelled(self, text: str, part: _Part) -> bool:
        """Whether a street that nothing names stands right behind a label, or before a flat's number."""
        return self._behind_label(text, part) or self._flat.match(text, part.end) is not None

    def _behind_label(self, text: str, part: _Part) -> bool:
        before = _LABEL.search(text, max(0, part.start - _CUE_SIGHT // 2), part.start)
        words = loose(before["words"]).split() if before else []
        return any(self._labels.hold(word) or self._residence.hold(word) for word in words)

    def _parts(self, text: str, windows: list[tuple[int, int]]) -> Iterator[_Part]:
        for window in windows:
            for match in self._part.finditer(text, *window):
                kind = match.lastgroup or ""
                if kind in _NAMED and self._no_name.hold(loose(match.group()).partition(" ")[0]):
                    continue
                home = self._is_home(match.group())
                if kind in _PLACES and not home and match.group().islower() and not _SMALL_VILLAGE.match(match.group()):
                    continue  # `алыскы айылда`
                number = match[f"{kind}_number"] or (kind == "street" and match["street_lead"])
                if kind == "place" and not home and self._is_abroad(match.group()):
                    kind = "abroad"
                unknown = kind == "place" and not home
                plain = match.group().isascii() or _ITEM.match(text, match.end())
                if not unknown or (plain and match.end() - match.start() > _INITIAL):
                    yield _Part(kind, match.start(), match.end(), bool(number), home, unknown)

    def _is_home(self, text: str) -> bool:
        return any(map(self._known_home, _WORD.findall(text)))

    def _known_home(self, word: str) -> bool:
        known = self._homes.get(word)
        if known is None:
            if len(self._homes) >= _REMEMBERED:
                self._homes.clear()
            known = self._homes[word] = self._home_word(word)
        return known

    def _home_word(self, word: str) -> bool:
        if word.isascii():
            return skeleton(from_latin(word.lower())) in self._home_latin
        folded = loose(word)
        bent = (folded.removesuffix(end) for end in _ENDINGS) if folded.endswith(_ENDINGS) else ()
        return folded in self._home or any(stem in self._home_bent and stem != folded for stem in bent)

    def _is_abroad(self, word: str) -> bool:
        return loose(word) in self._abroad or (word.isascii() and skeleton(from_latin(word.lower())) in self._abroad)

    def _judged(self, text: str, parts: list[_Part]) -> tuple[float, tuple[Evidence, ...]]:
        """How sure a row of parts is a person's address: 0 not at all."""
        kinds = {part.kind for part in parts}
        house = bool(kinds & {"house", "flat"}) or any(part.number for part in parts)
        latin = not CYRILLIC.search(text, parts[0].start, parts[-1].end)
        label = self._cue(text, parts)
        lived_in = label and house and kinds & {"street", "quarter"}
        if latin and not lived_in and not any(part.home or (label and part.kind == "abroad") for part in parts):
            return 0.0, ()
        if label is False:
            return 0.0, ()
        if house and kinds & {"street", "quarter"}:
            sure = 0.7 + 0.1 * bool(kinds & _PLACES) + 0.1 * ("flat" in kinds) + 0.1 * bool(label)
            return round(min(sure, 0.95), 2), _why(label)
        if "ditto" in kinds and (label or house or len(parts) > 1):
            return 0.6, _why(label)
        if kinds <= _UNMARKED and not self._behind_label(text, parts[0]):
            return 0.0, ()
        if label and kinds & _PLACES - {"postal"}:
            return (0.75 if house or kinds & {"street", "quarter"} else 0.6 if len(parts) > 1 else 0.5), _why(label)
        return 0.0, ()

    def _cue(self, text: str, parts: list[_Part]) -> bool | None:
        """Whether words around say that it is a person's address (True), an organisation's (False), or nothing."""
        first, last = parts[0].start, parts[-1].end
        left = _SENTENCE.split(_NAMED_AFTER.sub("", text[max(0, first - _CUE_SIGHT) : first]))[-1]
        right = _SENTENCE.split(text[last : last + _CUE_SIGHT])[0].rstrip(".")
        before, after = _WORD.findall(loose(left)), _WORD.findall(loose(right))
        if any(map(self._residence.hold, (*before, *after[:4]))):
            return True
        label = any(map(self._labels.hold, (*before, *after[:2])))
        flat = any(part.kind == "flat" for part in parts)
        if self._of_an_organisation(left, right, flat=flat):
            return False
        event = any(map(self._before.hold, before[-2:])) or any(map(self._behind.hold, (*before[-5:], *after[:4])))
        if event and not flat and not _PERSON.search(left):
            return False
        return label or None

    def _of_an_organisation(self, left: str, right: str, *, flat: bool) -> bool:
        """Whether an organisation is named nearer before an address than a person, or its number stands beside it."""
        named = max((person.end() for person in _PERSON.finditer(left)), default=0)
        nearest = left[named:]
        if _ORGANISATION.search(nearest) or (not named and _ORGANISATION.search(right)):
            return True
        clause = _WORD.findall(loose(nearest.rpartition(",")[2]))
        labelled = named and any(map(self._labels.hold, clause))  # `Асанов Б., учитель школы, адрес: …`
        words = clause if labelled else _WORD.findall(loose(nearest))
        return any(map(self._firms.hold, words)) or (not flat and any(map(self._organisations.hold, words)))


def _whole(found: list[Match], text: str) -> list[Match]:
    """By start; two places of birth with but a word between are one: `Sary-Ozon village council, Naryn region`."""
    joined: list[Match] = []
    for one in sorted(found, key=lambda match: match.start):
        before = joined[-1] if joined and joined[-1].category == one.category else None
        if before and one.start - before.end <= _BETWEEN and not _CLOSED.search(text, before.end, one.start):
            one = replace(joined.pop(), end=one.end)
        if text.count("(", one.start, one.end) and text[one.end : one.end + 1] == ")":
            one = replace(one, end=one.end + 1)
        joined.append(replace(one, value=text[one.start : one.end]))
    return joined


def _why(label: bool | None) -> tuple[Evidence, ...]:
    return (Evidence("shape"), Evidence("cue")) if label else (Evidence("shape"),)
