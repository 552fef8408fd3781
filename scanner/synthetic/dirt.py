"""How careless a text is typed. Everything a name or value can suffer keeps the length, so that spans stay right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

_PLAIN = str.maketrans("өүңӨҮҢ", "оунОУН")
_TWINS = str.maketrans("аеорсхАЕОРСХКМТ", "aeopcxAEOPCXKMT")
_CYRILLIC_SERIES = str.maketrans("ANCI", "АNСI")
_FALLBACK = str.maketrans("өүңӨҮҢ«»–—№\u00a0", 'оунОУН""--N ')


def plain(text: str) -> str:
    """Kyrgyz letters as a keyboard without them has them: о у н."""
    return text.translate(_PLAIN)


def encodable(text: str, charset: str) -> str:
    """The text with what an old charset has no place for typed as people typed it then. Keeps the length."""
    return "".join(char if _fits(char, charset) else char.translate(_FALLBACK) for char in text)


def _fits(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Habits:
    """One typist: without Kyrgyz letters or with; how often (0…1) a blank or letter comes out odd."""

    rng: Random
    drops_letters: bool = False
    odd: float = 0.0

    def words(self, text: str) -> str:
        """Running text between values: letters dropped, look-alikes, double and no-break blanks."""
        if self.drops_letters:
            text = plain(text)
        if not self.odd:
            return text
        text = re.sub(r"(?<=\w) (?=\w)", lambda _blank: self._blank(), text)
        return "".join(char.translate(_TWINS) if self.rng.random() < self.odd / 3 else char for char in text)

    def _blank(self) -> str:
        return self.rng.choice(("  ", "\u00a0")) if self.rng.random() < self.odd else " "

    def name(self, text: str) -> str:
        """A name or address: letters dropped, nothing else."""
        return plain(text) if self.drops_letters else text

    def passport(self, text: str) -> str:
        """A series typed on the wrong keyboard, now and then."""
        return text.translate(_CYRILLIC_SERIES) if self.rng.random() < 3 * self.odd else text


def habits(rng: Random, dirt: float) -> Habits:
    """A typist of a given carelessness, 0 (a machine) to 1."""
    return Habits(rng, drops_letters=rng.random() < 0.6 * dirt, odd=0.06 * dirt)
