"""What a column's name speaks of: whole words in four spellings, never a part of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from scanner.folding import clean, loose

_HUMPS = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})")
_WORD = re.compile(r"[^\W\d_]+\*?")
_PART = 0.6  # a name that says more than the phrase is this sure, plus a share for the words it covers

Phrase = tuple[str, ...]


def words(name: str) -> Phrase:
    """A column's name in words: `pinPensioner1` → pin, pensioner; `Тел. номер` → тел, номер."""
    return tuple(_WORD.findall(loose(_HUMPS.sub(" ", clean(name).text))))


@dataclass(frozen=True, slots=True)
class HeaderIndex:
    """The phrases of all categories: those that name it, and those that rule it out."""

    phrases: tuple[tuple[str, tuple[Phrase, ...], tuple[Phrase, ...]], ...]

    @classmethod
    def build(cls, named: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> HeaderIndex:
        """From (category, phrases, phrases that rule it out)."""
        return cls(
            tuple(
                (category, tuple(map(words, phrases)), tuple(map(words, excluded)))
                for category, phrases, excluded in named
            )
        )

    def find(self, name: str) -> tuple[str, float] | None:
        """The category that covers the largest share of the name; the first of equals."""
        tokens = words(name)
        best: tuple[str, float] | None = None
        for category, phrases, excluded in self.phrases:
            strength = max((_strength(phrase, tokens) for phrase in phrases), default=0.0)
            if strength > (best[1] if best else 0) and not any(_strength(phrase, tokens) for phrase in excluded):
                best = (category, strength)
        return best


def _strength(phrase: Phrase, tokens: Phrase) -> float:
    """1 for the whole name, also written as one word; less for a part of it; 0 if the phrase is not there."""
    if len(tokens) == 1 and tokens[0] == "".join(phrase):
        return 1.0
    size = len(phrase)
    for start in range(len(tokens) - size + 1):
        if all(map(_same, phrase, tokens[start : start + size])):
            return 1.0 if size == len(tokens) else _PART + (1 - _PART) * size / len(tokens)
    return 0.0


def _same(word: str, token: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word
