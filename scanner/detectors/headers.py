"""What a column's name speaks of: words in Kyrgyz, Russian, English or Latin letters, whole or abbreviated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from scanner.folding import clean, loose

_HUMPS = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})")
_WORD = re.compile(r"[^\W\d_]+\*?")
_TOKEN = re.compile(r"(?P<joined>-)?(?P<word>[^\W\d_]+)(?P<dot>\.)?")
_PARTED = re.compile(r"[,/;+&()|]|\s(?:и|жана|and|i|jana)\s")
_PART = 0.6  # a name that says more than the phrase is this sure, plus a share for the words it covers
_BENT, _SHORTENED, _RESPELT = (
    0.95,
    0.95,
    0.97,
)  # of the strength, for a word with an ending, cut short, in Latin letters
_CUT_ALL = 0.78  # strength of a name of which every word is cut short
_SURE = 0.77  # strength of a part of a name that speaks for itself
_ENDING = 3  # letters that an ending may have
_LEFT, _CUT = 5, 3  # letters kept and dropped of a word cut short without a dot
_SHORT = 2  # letters of a phrase that counts only as the whole name
_HALF = 0.5  # a word that says nothing counts for so much
_FILLERS = frozenset(
    ("в", "во", "с", "со", "по", "на", "от", "для", "о", "об", "и", "of", "the", "in", "at", "to", "for", "no", "n")
)
_REMEMBERED = 1 << 14  # names
_LEAST = 4  # Latin letters of a phrase that is compared in Latin letters
_CYRILLIC = re.compile("[а-я]")
_VOWEL = re.compile("[aeiou]")
_LATIN_OF = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцыэ", "abvgdejziiklmnoprstufhcie", strict=True))
    | {"ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "u", "я": "a"}
)
_ONE_SPELLING = tuple(
    (re.compile(found), written)
    for found, written in (
        ("zh|dj|dzh", "j"),
        ("dj", "j"),
        ("kh|x", "h"),
        ("ts|tz", "c"),
        ("s[hc]{1,2}h", "sh"),
        ("w", "v"),
        ("q", "k"),
        ("[yi]+([aeou])", r"\1"),
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
)

Phrase = tuple[str, ...]


def words(name: str) -> Phrase:
    """A column's name in words: `pinPensioner1` → pin, pensioner; `Тел. номер` → тел, номер."""
    return tuple(_WORD.findall(loose(_HUMPS.sub(" ", clean(name).text))))


@lru_cache(1 << 14)
def romanised(word: str) -> str:
    """A folded word in Latin letters, alike for all the ways to write it so: `жашаган`, `jashagan`, `zhashagan`."""
    written = word.translate(_LATIN_OF) if _CYRILLIC.search(word) else word
    for found, one in _ONE_SPELLING:
        written = found.sub(one, written)
    return written


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a column's name; `dotted` where a dot follows, `joined` where a hyphen stands before."""

    text: str
    dotted: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A category that a column's name speaks of, how surely (0…1), and by which of its phrases."""

    category: str
    strength: float
    phrase: str

    @property
    def rank(self) -> tuple[float, int]:
        """The surest first; of equals the one that says more."""
        return self.strength, self.phrase.count(" ")


_Named = tuple[str, Phrase]  # category and phrase


@dataclass(frozen=True, slots=True)
class HeaderIndex:
    """The phrases of all categories: those that name it, and those that rule it out; by the first letter in Latin."""

    naming: dict[str, list[_Named]] = field(repr=False)
    excluding: dict[str, list[_Named]] = field(repr=False)
    _known: dict[str, tuple[Claim, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, named: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> HeaderIndex:
        """From (category, phrases, phrases that rule it out)."""
        naming: dict[str, list[_Named]] = defaultdict(list)
        excluding: dict[str, list[_Named]] = defaultdict(list)
        for category, phrases, excluded in named:
            for written, index in ((phrases, naming), (excluded, excluding)):
                for phrase in filter(None, map(words, written)):
                    index[romanised(phrase[0])[:1]].append((category, phrase))
        return cls(dict(naming), dict(excluding))

    def find(self, name: str) -> tuple[str, float] | None:
        """The category that covers the largest share of the name; the first of equals."""
        claims = self.claims(name)
        return (claims[0].category, claims[0].strength) if claims else None

    def claims(self, name: str) -> tuple[Claim, ...]:
        """All categories that the name speaks of, the surest first: of the whole name, and of its parts (`Адрес, тел.`)
        that speak for themselves."""
        if name not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[name] = self._claims(name)
        return self._known[name]

    def excluded(self, name: str) -> dict[str, list[Phrase]]:
        """The categories that the name rules out, with the phrases that do so."""
        tokens = _tokens(name)
        found: dict[str, list[Phrase]] = defaultdict(list)
        for category, phrase in _near(self.excluding, tokens):
            if _strength(phrase, tokens, exact=True):
                found[category].append(phrase)
        return found

    def _claims(self, name: str) -> tuple[Claim, ...]:
        ruled_out = self.excluded(name)
        whole = list(self._of(_tokens(name), ruled_out))
        parts = [_tokens(part) for part in _PARTED.split(name)] if _PARTED.search(name) else []
        of_parts = [claim for part in parts for claim in self._of(part, ruled_out) if claim.strength >= _SURE]
        best: dict[str, Claim] = {}
        for claim in (*whole, *of_parts):
            if claim.category not in best or claim.rank > best[claim.category].rank:
                best[claim.category] = claim
        return tuple(sorted(best.values(), key=lambda claim: claim.rank, reverse=True))

    def _of(self, tokens: tuple[Token, ...], ruled_out: dict[str, list[Phrase]]) -> Iterator[Claim]:
        for category, phrase in _near(self.naming, tokens):
            # `дата и место рождения` is a birth date, `место рождения` is none.
            fits = all(_is_inside(excluded, phrase) for excluded in ruled_out.get(category, ()))
            if fits and (strength := _strength(phrase, tokens)):
                yield Claim(category, strength, " ".join(phrase))


def _near(index: dict[str, list[_Named]], tokens: tuple[Token, ...]) -> Iterator[_Named]:
    """The phrases that begin with a letter that one of the words begins with."""
    for letter in dict.fromkeys(romanised(token.text)[:1] for token in tokens):
        yield from index.get(letter, ())


def _is_inside(part: Phrase, whole: Phrase) -> bool:
    inner, outer = (" ".join(map(romanised, phrase)) for phrase in (part, whole))
    return len(whole) > len(part) and inner.replace("*", "") in outer


def parts(name: str) -> int:
    """How many things a column's name lists: 2 for `Место работы, должность`."""
    return sum(bool(_WORD.search(part)) for part in _PARTED.split(name))


def _tokens(name: str) -> tuple[Token, ...]:
    folded = loose(_HUMPS.sub(" ", clean(name).text))
    return tuple(
        Token(found["word"], bool(found["dot"]), bool(found["joined"]) and found.start() > 0)
        for found in _TOKEN.finditer(folded)
    )


def _strength(phrase: Phrase, tokens: tuple[Token, ...], *, exact: bool = False) -> float:
    """1 for the whole name, also written as one word; less for a part of it; 0 if the phrase is not there."""
    if not phrase:
        return 0.0
    if "".join(token.text for token in tokens) == "".join(phrase):
        return 1.0
    if len(phrase) == 1 and len(phrase[0]) <= _SHORT:
        return 0.0  # two letters are a name by themselves, but in a longer one they may be anything
    best = 0.0 if exact else _shortened(phrase, tokens)
    for start in range(len(tokens)):
        covered, quality = _covered(phrase, tokens, start)
        if covered and (not exact or quality >= _RESPELT):
            others = [*tokens[:start], *tokens[start + covered :]]
            rest = sum(token.text not in _FILLERS for token in others)
            share = 1.0 if not others else _PART + (1 - _PART) * covered / (covered + max(rest, _HALF))
            best = max(best, share * quality)
    return best


def _shortened(phrase: Phrase, tokens: tuple[Token, ...]) -> float:
    """For a name whose words are all cut short or written without vowels, in either order: `yrs_srv`, `tuul_kun`."""
    said = [romanised(word) for word in phrase if word not in _FILLERS]
    told = [romanised(token.text) for token in tokens]
    if len(said) != len(told) or len(said) < 2 or sum(map(len, told)) < _LEFT:
        return 0.0
    return _CUT_ALL * any(all(map(_short_for, told, order)) for order in (said, said[::-1]))


def is_short_for(name: str, phrase: Phrase) -> bool:
    """Whether a column's name is a phrase (in Latin letters) of which every word is cut short."""
    return bool(_shortened(phrase, _tokens(name)))


def _short_for(text: str, word: str) -> bool:
    if word.startswith(text):
        return True
    if len(text) < _SHORT or text[0] != word[0] or _VOWEL.search(text, 1):
        return False
    letters = iter(word)
    return all(letter in letters for letter in text)


def _covered(phrase: Phrase, tokens: tuple[Token, ...], start: int) -> tuple[int, float]:
    """How many words of the name the phrase covers from there, and how well they agree; 0 if one does not."""
    at, quality, whole = start, 1.0, 0
    roman = sum(len(romanised(word)) for word in phrase) >= _LEAST
    for word in phrase:
        if at >= len(tokens):
            return 0, 0.0
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if contraction := following and following.joined and _contracted(word, tokens[at].text, following.text):
            quality = min(quality, _SHORTENED)
            whole += 1
        elif agreement := _agreement(word, tokens[at], roman=roman):
            quality = min(quality, agreement)
            whole += len(tokens[at].text) > 2
        else:
            return 0, 0.0
        at += 2 if contraction else 1
    # One letter with a dot is a word only beside others: `туулган к.`, `д. рожд.`
    return (at - start, quality) if whole or quality == 1.0 else (0, 0.0)


def _agreement(word: str, token: Token, *, roman: bool) -> float:
    text = token.text
    if word.endswith("*"):
        return 1.0 if text.startswith(word[:-1]) else 0.0
    if text == word:
        return 1.0
    if len(word) >= _LEFT and _CYRILLIC.search(word) and text.startswith(word) and len(text) - len(word) <= _ENDING:
        return _BENT
    if token.dotted and len(text) < len(word) and word.startswith(text):
        return _SHORTENED
    if len(text) >= _LEFT and len(word) - len(text) >= _CUT and word.startswith(text):
        return _SHORTENED
    if roman and text.isascii() and _CYRILLIC.search(word):
        return _in_latin(romanised(word), romanised(text), token)
    return 0.0


def _in_latin(word: str, text: str, token: Token) -> float:
    if text == word:
        return _RESPELT
    short = token.dotted or (len(text) >= _LEFT and len(word) - len(text) >= _CUT)
    return _SHORTENED * _RESPELT if text and short and word.startswith(text) else 0.0


def _contracted(word: str, first: str, last: str) -> bool:
    """`нац-ть` for национальность: a word's beginning and its end."""
    return len(first) > 1 and len(last) <= _ENDING and word.startswith(first) and word.endswith(last)
