"""Grammar of names: case endings of Kyrgyz (and its sisters) and Russian, Latin spellings, surnames, patronymics.

Works on loosely folded words: lower case, ө ү ң ё as о у н е.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Genitive, accusative, locative (with its -гы), ablative, dative, the Kazakh instrumental; last the bare vowel
# of a dative after a possessive; `-мын`: I am.
_TURKIC = (
    "[нтд][ыиу]н|[нтд][ыиу]|[дт][аеоэ](?:н|гы|ги)?|н[ае]н|[гк][аеоэ]|[мпб]ен|нан|нен|на|не|м[ыиу]н|"
    "л[аеоэ]р(?:[дт][ыиу]н?|г[аеоэ])?"
)
_TURKIC_CASE = re.compile(rf"(?:{_TURKIC})$")
_RUSSIAN_CASE = re.compile(r"(?:ами|ями|ого|ому|ой|ей|ом|ем|ым|им|ую|ых|ия|ии|а|у|е|ы|и|ю|я)$")
_SURNAME_CASE = rf"(?P<case>ыми|ым|ых|ой|ою|ую|а|у|е|ы)?(?P<turkic>(?!к[аеоу])(?:{_TURKIC}))?"  # `Ивановка` is a place
_SURNAME = re.compile(rf"(?P<stem>\w{{2,}}(?:(?P<strong>[ое]в|[гкхцшж]ин)|[иы]н)){_SURNAME_CASE}")
_SURE_SURNAME = re.compile(rf"(?P<stem>\w{{2,}}(?P<strong>[ое]в)){_SURNAME_CASE}")  # `Асановдин`: no stem in -дин
_ADJECTIVE = re.compile(rf"(?P<stem>\w{{2,}}[сц]к)(?P<case>ий|ого|ому|им|ом|ая|ой|ую|ие|их|ими)(?P<turkic>{_TURKIC})?")
_FIXED = re.compile(
    rf"(?P<stem>\w{{2,}}(?:(?P<strong>енко|дзе|швили|чук|щук)|янц?))(?P<case>а|у|ом|е)?(?P<turkic>{_TURKIC})?"
)
_SON = re.compile(rf"(?P<stem>\w{{2,}}(?:[оеь]вич|[ьк]ич|мич))(?P<case>а|у|ем|е|и)?(?P<turkic>{_TURKIC})?")
_DAUGHTER = re.compile(rf"(?P<stem>\w{{2,}}(?:[ое]вн|ичн))(?:а|ы|е|у|ой|ою)(?P<turkic>{_TURKIC})?")
_JOINED = re.compile(rf"(?P<stem>[\w-]{{3,}}?)-?(?P<kin>уулу|улы|углы|оглы|угли|кызы|кизи|гызы)(?P<turkic>{_TURKIC})?")
PARTICLE = re.compile(
    rf"(?:(?:уулу|уул|улуу|оглы|оглу|угли|огли|ўғли|ўгли|улы|ұлы|тегин|кызы|кизи|қызы|қизи|гызы)(?:{_TURKIC})?"
    r"|uulu|uluu|ulu|ogli|ugli|o['‘ʻ’]g['‘ʻ’]li|kyzy|kizi|kyzi|qizi|gyzy|kysy)(?!\w)",
    re.IGNORECASE,
)
"""The word between a name and its father's: son or daughter of."""
_FEMALE = re.compile("[кқг]|[kqg]", re.IGNORECASE)


def female_particle(word: str) -> bool:
    """Whether `уулу`/`кызы` and their kin say daughter."""
    return bool(_FEMALE.match(word))


def stems(word: str) -> Iterator[str]:
    """The word and what is left of it without a Kyrgyz, then without a Russian case ending."""
    yield word
    for case in (_TURKIC_CASE, _RUSSIAN_CASE):
        cut = case.search(word)
        if cut and cut.start() >= 3:
            yield word[: cut.start()]


def russian_cases(name: str) -> Iterator[str]:
    """The forms Russian gives to a given name in nominative."""
    if name.endswith("й"):
        yield from (name[:-1] + end for end in ("я", "ю", "ем", "е", "и"))
    elif name.endswith("ь"):
        yield from (name[:-1] + end for end in ("я", "ю", "ем", "е", "и", "ью"))
    elif name.endswith("а"):
        yield from (name[:-1] + end for end in ("ы", "и", "е", "у", "ой", "ей"))
    elif name.endswith("я"):
        yield from (name[:-1] + end for end in ("и", "е", "ю", "ей"))
    elif name[-1] not in "оуеиыэю":
        yield from (name + end for end in ("а", "у", "ом", "ем", "е"))


@dataclass(frozen=True, slots=True)
class Family:
    """A surname taken apart. `feminine` is the sex its case ending speaks for, `certain` whether it can be no
    other, `strong` whether hardly any other word ends so, `declined` whether a weak one has a Kyrgyz ending of place
    (`Менчигинде`)."""

    stem: str
    feminine: bool = False
    certain: bool = True
    strong: bool = False
    declined: bool = False

    @property
    def adjective(self) -> bool:
        """Whether it ends as adjectives of places do: `-ский`, `-цкая`."""
        return self.stem.endswith(("ск", "цк"))

    @property
    def ordinary(self) -> bool:
        """Whether ordinary words end so too: adjectives, and Kyrgyz words with a possessive (`Кабинетине`)."""
        return self.adjective or self.declined or (len(self.stem) > _SHORT_STEM and self.stem.endswith(_POSSESSIVES))

    def base(self, feminine: bool | None = None) -> str:
        """The nominative, for a person whose sex is known or not."""
        sex = self.feminine if self.certain or feminine is None else feminine
        if self.adjective:
            return self.stem + ("ая" if sex else "ий")
        return self.stem + ("а" if sex and not self.stem.endswith(_UNCHANGED) else "")


_POSSESSIVES = ("тин", "дин", "нин", "тын", "дын", "нын", "мын")
_OF_PLACE = re.compile("[дн][аеоэ]")
_SHORT_STEM = 6  # letters: `Путин` is a surname, `Кабинетин` is not
_UNCHANGED = ("енко", "дзе", "швили", "чук", "щук", "ян", "янц")
_FEMININE_CASES = frozenset(["а", "ой", "ою", "ую", "ая"])
_OPEN_CASES = frozenset(["а", "у"])  # a man's genitive or a woman's nominative; a man's dative, a woman's accusative


def family(word: str) -> Family | None:
    """`word` as a surname by its ending, or None."""
    for pattern in (_SURE_SURNAME, _SURNAME, _ADJECTIVE, _FIXED):
        if match := pattern.fullmatch(word):
            case = match["case"] or ""
            strong = bool(match.groupdict().get("strong"))
            declined = not strong and bool(_OF_PLACE.match(match["turkic"] or ""))
            return Family(match["stem"], case in _FEMININE_CASES, case not in _OPEN_CASES, strong, declined)
    return None


@dataclass(frozen=True, slots=True)
class Father:
    """A patronymic taken apart: base form, sex, and the father's name where the particle is joined to it."""

    base: str
    feminine: bool
    name: str = ""


def father(word: str) -> Father | None:
    """`word` as a patronymic by its ending (`-ович`, `-овна`, `-уулу`, `-қызы` written in one), or None."""
    if match := _DAUGHTER.fullmatch(word):
        return Father(match["stem"] + "а", True)
    if match := _SON.fullmatch(word):
        return Father(match["stem"], False)
    if match := _JOINED.fullmatch(word):
        return Father(f"{match['stem']} {match['kin']}", match["kin"][0] in "кг", match["stem"])
    return None


# Latin letters back to Cyrillic, longest first: the Kyrgyz documents' spelling and its common variants.
_LETTERS = {
    "shch": "щ", "dzh": "ж", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "gh": "г", "ng": "нг",
    "yu": "ю", "iu": "ю", "ya": "я", "ia": "ия", "yo": "е", "ye": "е", "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй",
    "ai": "ай", "ei": "ей", "oi": "ой", "ui": "уй", "yi": "ый", "iy": "ий",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
_LATIN = re.compile("|".join(_LETTERS))
_SOFT = re.compile("[йь]|(?<=[аоуеи])и")
_SAME = str.maketrans({"ы": "и", "э": "е"})


def from_latin(word: str) -> str:
    """A Latin spelling in Cyrillic letters, as near as one can tell (`zhaparova` → `жапарова`)."""
    return _LATIN.sub(lambda match: _LETTERS[match.group()], word)


def skeleton(name: str) -> str:
    """What is left equal between a Cyrillic name and the Cyrillic reading of its Latin spellings."""
    return _SOFT.sub("", name.translate(_SAME)).replace("дж", "ж").replace("иа", "я").replace("ия", "я")
