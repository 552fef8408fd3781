"""What a single capitalised word may be: given name, surname, patronymic, a word that is none, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from scanner.detectors.names_context import cues
from scanner.detectors.names_forms import Family, Father, family, father, from_latin, russian_cases, skeleton, stems
from scanner.detectors.names_terms import GivenNames, NotNames, Surnames, places, terms
from scanner.folding import loose

_CYRILLIC = re.compile("[а-яё]")
_INNER_CAPITAL = re.compile(r"(?<=\w)[A-ZА-ЯЁӨҮҢ]")
_DECLINED = re.compile("(?<=....)[аыияьйоу]$")  # places that Russian declines by another ending
_LATIN_SURNAMES = ("ov", "ev", "ova", "eva", "enko", "skiy", "skaya", "chuk", "dze", "shvili")
_OV = re.compile("[oe]v")
_NOUN = re.compile(
    r"(?:[ts]ion|ness|[^aeiou]ity|ism|ology|ography|[^l]ements?|[ts]ions|ings|ships?)$"
)  # of English words
_REMEMBERED = 1 << 16  # distinct words kept; a document's names repeat
_LONGEST_ABBREVIATION = 4  # letters; an unknown word of capitals that is no longer is one


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what it may be. `code` is the letter the grammar of `names_grammar` reads:

    G given name · g may be one (everyday word, or by its ending) · S surname by a strong ending · s by a weak
    one, or listed · d by one that ordinary words have ·
    k a listed one that is an everyday word too · P patronymic · V patronymic in one word with уулу/кызы ·
    T no name · X unknown · C unknown in capitals · in Latin script: H given name, h a foreigner's, R surname by its
    ending, r a listed one, Q patronymic, L unknown
    """

    code: str
    given: str = field(default="", repr=False)
    feminine: bool | None = None
    family: Family | None = field(default=None, repr=False)
    father: Father | None = field(default=None, repr=False)
    named: bool = False  # a surname made of a listed given name
    ordinary: bool = False  # a listed name that mostly is another word


class Vocabulary:
    """The lists of `rules/terms/`, ready to look words up in."""

    def __init__(self) -> None:
        names = terms("given_names", GivenNames)
        surnames = terms("surnames", Surnames)
        refused = terms("not_names", NotNames)
        self._male = frozenset().union(*names.male.values())
        self._female = frozenset().union(*names.female.values())
        self._everyday = names.everyday
        self._endings = tuple(names.endings)
        self._forms = dict(_forms(self._male | self._female))
        self._forms |= {form: loose(name) for name, forms in names.irregular.items() for form in forms}
        self._latin = {skeleton(name): name for name in sorted(self._male | self._female)}
        self._foreign_male, self._foreign_female = names.foreign_male, names.foreign_female
        self._foreign, self._asian = surnames.foreign | surnames.asian, surnames.asian
        self._listed_latin = frozenset(skeleton(name) for name in surnames.listed)
        self._latin_clans = frozenset(skeleton(f"{name[:-1]}ин") for name in self._male if name[-1] in "ая")
        self._listed = surnames.listed
        self._refused = refused.words | surnames.not_surnames
        self._refused_latin = refused.latin
        known = places()
        self._home = known.regions | known.districts | known.towns
        self._places = self._home | known.abroad
        self._place_stems = self._places | {name[:-1] for name in self._places if _DECLINED.search(name)}
        self.word = lru_cache(_REMEMBERED)(self._word)

    def given(self, plain: str) -> bool:
        """Whether a word (loose, Cyrillic or Latin) is a given name of the lists, or by its ending."""
        return plain in self._male or plain in self._female or plain.endswith(self._endings) or self._in_latin(plain)

    def _named(self, stem: str) -> bool:
        return len(stem) > 2 and (self.given(stem) or any(f"{stem}{end}" in self._male for end in ("й", "ы", "а")))

    def _in_latin(self, plain: str) -> bool:
        return plain.isascii() and skeleton(from_latin(plain)) in self._latin

    def _word(self, raw: str) -> Word:
        plain = loose(raw)
        if _INNER_CAPITAL.search(raw) and not raw.isupper():
            return Word("T")  # an abbreviation with a case ending (КМШнын), or a word of a program (StdDev)
        if not _CYRILLIC.search(plain):
            return self._latin_word(raw, plain)
        word = self._name(plain)
        if word.code == "X" and len(raw) > 1 and raw.isupper():
            return Word("C", plain) if len(raw) > _LONGEST_ABBREVIATION else Word("T")
        return word

    def _name(self, plain: str) -> Word:
        given = self._given(plain)
        if (place := self._place(plain)) and (given != plain or place == plain):
            return self._name_or_place(plain, place)
        if plain in self._refused and given != plain:
            return Word("k", family=Family(plain)) if plain in self._listed else Word("T")
        if plain in self._refused:
            return Word("g", given, self._sex(given), ordinary=True)
        parent = father(plain)
        if parent and parent.name and self._given(parent.name):
            return Word("V", feminine=parent.feminine, father=parent)
        if given and (clan := _clan_of(given, plain)):
            return Word("s", family=clan)
        if given:
            return Word("g" if given in self._everyday else "G", given, self._sex(given))
        if parent and (not parent.name or parent.name.endswith(self._endings)):
            return Word("V" if parent.name else "P", feminine=parent.feminine, father=parent)
        clan = family(plain)
        if clan and clan.adjective and clan.stem[:-2] in self._places:
            return Word("T")
        if clan and clan.stem not in self._refused:
            code = "S" if clan.strong else "d" if clan.ordinary else "s"
            return Word(code, family=clan, named=clan.strong and self._named(clan.stem[:-2]))
        bases = tuple(stems(plain))
        if listed := next((base for base in bases if base in self._listed), None):
            return Word("s", family=Family(listed))
        if len(plain) > 4 and (like := next((base for base in bases if base.endswith(self._endings)), None)):
            return Word("g", like)
        return Word("T") if any(base in self._refused for base in bases) or cues().role(plain) else Word("X", plain)

    def _name_or_place(self, plain: str, place: str) -> Word:
        """A place's name is a person's beside another part only, and where the bare place is one as well."""
        if (given := self._given(plain)) and given == place:
            return Word("g", given, self._sex(given))
        # Towns of the country are called after people (`Раззаков`): beside a given name it is a surname.
        clan = family(plain) if place in self._home and family(place) else None
        return Word("s", family=clan) if clan and clan.strong else Word("T")

    def _latin_word(self, raw: str, plain: str) -> Word:
        if plain.endswith(("'s", "’s")):
            plain = plain[:-2]
        if plain in self._refused_latin or (len(plain) < 3 and plain not in self._foreign):
            return Word("T" if plain in self._refused_latin else "L", given=plain)
        cyrillic = from_latin(plain)
        if plain in self._asian:
            return Word("r", family=Family(cyrillic))
        for spelling in (cyrillic, cyrillic.replace("нг", "н")):  # ң is `ng` in Latin script, н in the lists
            if given := self._latin.get(skeleton(spelling), ""):
                return Word("h" if {given, plain} & self._everyday else "H", given, self._sex(given))
        if plain in self._foreign_male or plain in self._foreign_female:
            return Word("h", plain, plain in self._foreign_female)
        if plain.endswith(("vich", "vna", "ichna")) and (parent := father(cyrillic)):
            return Word("Q", feminine=parent.feminine, father=parent)
        clan = family(cyrillic)
        if clan and len(plain) > 4 and (plain.endswith(_LATIN_SURNAMES) or (clan.strong and _OV.search(plain))):
            return Word("R", family=clan)
        if clan and skeleton(clan.stem) in self._latin_clans:
            return Word("R", family=clan)
        if plain in self._foreign or skeleton(cyrillic) in self._listed_latin:
            return Word("r", family=Family(cyrillic))
        return Word("T") if _NOUN.search(plain) or cues().role(plain) else Word("L", given=cyrillic)

    def _given(self, plain: str) -> str:
        for base in stems(plain):
            if base in self._male or base in self._female:
                return base
            if base in self._forms:
                return self._forms[base]
        return ""

    def _place(self, plain: str) -> str:
        if plain in self._places:
            return plain
        return next((base for base in (*stems(plain), plain[:-1]) if base in self._place_stems), "")

    def _sex(self, given: str) -> bool | None:
        return None if (given in self._male) == (given in self._female) else given in self._female


def _clan_of(given: str, word: str) -> Family | None:
    """`word` as the surname made of a given name: `Никитина` is no case of `Никита`."""
    clan = family(word) if given[-1] in "ая" and given != word else None
    return clan if clan and clan.stem == f"{given[:-1]}ин" else None


def _forms(names: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        for form in russian_cases(name):
            if form not in names:
                yield form, name
