"""Addresses of people, and their places of birth, in Kyrgyz, Russian, English and transliteration, each as one phrase.

A phrase is a row of parts (region, town, street, house …) with nothing but commas and blanks between them. It is an
address where it goes down to a house, or where a label stands before a place; an organisation's address is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.detectors.addresses_parts import CYRILLIC, AddressTerms, Gate, parts_pattern
from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_context import starts
from scanner.detectors.names_forms import from_latin, skeleton
from scanner.detectors.names_terms import places, terms
from scanner.folding import loose
from scanner.model import Evidence, Match

_CUE_SIGHT = 60  # characters around a phrase in which a label or an organisation may stand
_GAP = re.compile(r"[ ,;.]{0,4}(?:\n[ ]{0,40})?|[ ]караштуу[ ]|,?[ ](?:of|in)(?: the)?[ ]")
_LISTED = re.compile(r",[ ]{0,2}")
_DISTRICTS = frozenset({"district", "region"})
_SENTENCE = re.compile(r"(?<!\b[A-ZА-ЯӨҮ])[.!?][ ]+(?=[A-ZА-ЯӨҮ])|\n")
_WORD = re.compile(r"[^\W\d_][\w./-]*")
_ORGANISATION = re.compile(r"(?<!\d)0\d{13}(?!\d)")  # its INN
_PERSON = re.compile(
    r"\w[ое](?:вич|вн)\w*|\w(?:ovich|evich|ovna|evna)\b|\b(?:уулу|кызы|uulu|kyzy)|(?<!\d)[12]\d{13}(?!\d)"
    r"|\b[A-ZА-ЯӨҮ]\.[ ]?(?:[A-ZА-ЯӨҮ]\.)?[ ]?[A-ZА-ЯӨҮ]\w+(?:[ое]в|ин)"
    r"|(?:[ое]в|[ое]ва|ин|ина|[oe]v|[oe]va)[ ][A-ZА-ЯӨҮ](?:\.|\w+)|\bгр\."
)
_REPEATED = frozenset({"village", "place"})
_INITIAL = 2  # letters
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
        self._labels, self._residence = starts(data.labels), starts(data.residence)
        self._firms, self._organisations = starts(data.firms), starts(data.organisations)
        self._before, self._behind = starts(data.venues_before), starts(data.venues_behind)
        self._born_before = re.compile(rf"(?:{'|'.join(data.born_before)})(?P<tail>[^;!?\n]{{0,34}})$")
        self._born_behind = re.compile(rf"[^,;.!?\n]{{0,14}}?(?:{'|'.join(data.born_behind)})")
        known = places()
        self._gate = Gate(data, known.latin)
        self._home = known.towns | known.regions | known.districts
        self._home_latin = frozenset(skeleton(name) for name in self._home)

    def find(self, text: str) -> list[Match]:
        """Addresses by start, each from its first to its last part."""
        clean = cleaned(text)
        found = []
        for parts in self._phrases(clean.text):
            category, (confidence, why) = "birth_place", self._birth(clean.text, parts)
            if not confidence:
                category, (confidence, why) = "address", self._judged(clean.text, parts)
            if confidence:
                first, last = parts[0].start, parts[-1].end
                start, end = clean.span(first, last)
                plain = " ".join(re.findall(r"\w+", loose(clean.text[first:last])))
                found.append(Match(category, start, end, confidence, why, value=text[start:end], canonical=plain))
        return found

    def _birth(self, text: str, parts: list[_Part]) -> tuple[float, tuple[Evidence, ...]]:
        """How sure a row of places is where somebody was born: a word for birth stands right before or behind it."""
        kinds = {part.kind for part in parts}
        if not kinds & _PLACES - {"postal"} or kinds & {"street", "house", "flat", "quarter"}:
            return 0.0, ()
        before = loose(text[max(0, parts[0].start - _CUE_SIGHT) : parts[0].start])
        behind = loose(text[parts[-1].end : parts[-1].end + _CUE_SIGHT // 2])
        born = self._born_before.search(before)
        lives = born and any(map(self._residence.hold, _WORD.findall(born["tail"])))
        if (born and not lives) or self._born_behind.match(behind):
            return 0.88, (Evidence("shape"), Evidence("cue"))
        return 0.0, ()

    def _phrases(self, text: str) -> Iterator[list[_Part]]:
        """Rows of parts that touch one another, near to a street or label; a second street begins a second row."""
        row: list[_Part] = []
        for part in self._parts(text):
            again = part.kind in {other.kind for other in row} and part.kind not in _REPEATED
            touches = bool(row) and _GAP.fullmatch(text, row[-1].end, part.start) is not None
            if row and row[-1].unknown and not (touches and part.kind in _DISTRICTS):
                row.pop()
            if row and (again or not touches):
                yield row
                row = []
            if part.kind == "bare":
                before = row[-1].kind if row else ""
                if before not in _PLACES or not _LISTED.fullmatch(text, row[-1].end, part.start):
                    continue
                part = replace(part, kind="street")
            if not part.unknown or not row:
                row.append(part)
        if row and not row[-1].unknown:
            yield row

    def _parts(self, text: str) -> Iterator[_Part]:
        for window in self._gate.windows(text):
            for match in self._part.finditer(text, *window):
                kind = match.lastgroup or ""
                home = self._is_home(match.group())
                number = match[f"{kind}_number"] or (kind == "street" and match["street_lead"])
                unknown = kind == "place" and not home
                if not unknown or (match.group().isascii() and match.end() - match.start() > _INITIAL):
                    yield _Part(kind, match.start(), match.end(), bool(number), home, unknown)

    def _is_home(self, text: str) -> bool:
        return any(
            loose(word) in self._home or (word.isascii() and skeleton(from_latin(word.lower())) in self._home_latin)
            for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
        )

    def _judged(self, text: str, parts: list[_Part]) -> tuple[float, tuple[Evidence, ...]]:
        """How sure a row of parts is a person's address: 0 not at all."""
        kinds = {part.kind for part in parts}
        house = "house" in kinds or any(part.number for part in parts)
        latin = not CYRILLIC.search(text, parts[0].start, parts[-1].end)
        if latin and not any(part.home for part in parts):
            return 0.0, ()
        label = self._cue(text, parts)
        if label is False:
            return 0.0, ()
        if house and kinds & {"street", "quarter"}:
            sure = 0.7 + 0.1 * bool(kinds & _PLACES) + 0.1 * ("flat" in kinds) + 0.1 * bool(label)
            return round(min(sure, 0.95), 2), _why(label)
        if label and kinds & _PLACES - {"postal"}:
            return (0.75 if house or kinds & {"street", "quarter"} else 0.6 if len(parts) > 1 else 0.5), _why(label)
        return 0.0, ()

    def _cue(self, text: str, parts: list[_Part]) -> bool | None:
        """Whether words around say that it is a person's address (True), an organisation's (False), or nothing."""
        first, last = parts[0].start, parts[-1].end
        left = _SENTENCE.split(text[max(0, first - _CUE_SIGHT) : first])[-1]
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


def _why(label: bool | None) -> tuple[Evidence, ...]:
    return (Evidence("shape"), Evidence("cue")) if label else (Evidence("shape"),)
