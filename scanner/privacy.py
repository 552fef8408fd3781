"""What keeps values of the data from leaving the worker that read them: masks, keyed fingerprints, secrets."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

DOT = "•"
PRINT_BYTES = 8

# How many characters of a value stay readable: (at the front, at the back). Enough to recognise a value one has
# in front of one, too little to guess it. A category that is not named keeps the first letter of each word.
_KEEP = {
    "pin": (1, 3),
    "passport": (2, 2),
    "current_account": (3, 2),
    "payment_card": (0, 4),
    "phone": (0, 2),
    "birth_date": (0, 0),
    "birth_year": (0, 0),
}
_WORD = re.compile(r"[^\W\d_]+")
_SOLID = re.compile(r"\w")
_DIGIT = re.compile(r"\d")


def mask(category: str, value: str) -> str:
    """The value with most of it replaced by dots; punctuation and blanks stay, so that its form can be seen.

    Never returns the value itself: a value too short for its category's rule is masked whole.
    """
    if category not in _KEEP:
        return _DIGIT.sub(DOT, _WORD.sub(lambda word: _initial(word.group()), value))
    front, back = _KEEP[category]
    solid = [match.start() for match in _SOLID.finditer(value)]
    if len(solid) < 2 * (front + back):
        front = back = 0
    kept = set(solid[:front]) | set(solid[len(solid) - back :])
    return "".join(DOT if _SOLID.match(char) and at not in kept else char for at, char in enumerate(value))


def _initial(word: str) -> str:
    return DOT if len(word) == 1 else word[0] + DOT * (len(word) - 1)


def fingerprint(key: bytes, kind: str, value: str) -> bytes:
    """A keyed fingerprint (BLAKE2b, 8 bytes) of a canonical value: equal for equal values under one key.

    Keyed, because there are about 10⁹ possible PINs: an unkeyed hash is no protection.
    """
    return hashlib.blake2b(value.encode(), digest_size=PRINT_BYTES, key=key, person=kind.encode()[:16]).digest()


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or key that shows itself as dots wherever it is printed."""

    value: str = field(repr=False)

    def __repr__(self) -> str:
        return f"Secret({DOT * 3})"

    __str__ = __repr__
