"""One spelling for what people write in many: look-alike letters, dropped ө ү ң, odd blanks, soft hyphens.

`clean` may shorten a text and keeps a map back to the original offsets; every other fold keeps the length, so
that offsets in a folded view are offsets in the clean text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

_BLANKS = dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")
_FULLWIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n"}
# İ is the one letter whose lower case is longer than itself.
_ONE_TO_ONE = _FULLWIDTH | _BLANKS | _DASHES | _LINES | {ord("İ"): "I"}
# Soft hyphen, zero-width characters, direction marks, byte-order mark.
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
# Translating a whole text costs more than all else here, so only what is there is replaced: the frequent ones first.
_FREQUENT = (
    ("\r\n", " \n"),
    ("\t", " "),
    ("\r", "\n"),
    ("\x0b", "\n"),
    ("\x0c", "\n"),
    ("\xa0", " "),
    ("–", "-"),
    ("—", "-"),
)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _ONE_TO_ONE)))}]")
_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")

_KYRGYZ = str.maketrans("өүңёӨҮҢЁғқҳіўҒҚҲІЎәӘұҰһҺ", "оунеОУНЕгкхиуГКХИУаАуУхХ")
_TO_LATIN = str.maketrans("АВЕЅІЈКМНОРСТХУасеіјорхуЗ", "ABESIJKMHOPCTXYaceijopxy3")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYaceopxyik", "АВЕКМНОРСТХУасеорхуик")
# A word of two scripts has a place where they touch; looking for that is quicker than looking at every word.
_TOUCH = re.compile(r"[A-Za-z][А-яЁёӨөҮүҢң]|[А-яЁёӨөҮүҢң][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text with odd characters made plain, and the way back to the offsets of the original."""

    text: str = field(repr=False)
    cuts: tuple[tuple[int, int], ...] = ()  # (offset in the clean text, characters dropped before it in all)

    def original(self, offset: int) -> int:
        """The original offset of the clean text's character at `offset`."""
        at = bisect_right(self.cuts, offset, key=lambda cut: cut[0])
        return offset + (self.cuts[at - 1][1] if at else 0)

    def cleaned(self, offset: int) -> int:
        """The clean text's offset of an original one."""
        at = bisect_right(self.cuts, offset, key=lambda cut: cut[0] + cut[1])
        return offset - (self.cuts[at - 1][1] if at else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a clean span; what was dropped behind its last character stays outside."""
        return self.original(start), self.original(end - 1) + 1 if end > start else self.original(start)


def clean(text: str) -> Clean:
    """Plain blanks, dashes, digits and line ends; invisible characters gone; letters composed; words that mix
    Cyrillic with Latin look-alikes in one script."""
    for odd, plain in _FREQUENT:
        text = text.replace(odd, plain)
    cuts: list[tuple[int, int]] = []
    if not text.isascii():
        text = _ODD.sub(lambda odd: odd.group().translate(_ONE_TO_ONE), text)
        if _INVISIBLE.search(text):
            text, cuts = _shorten(text)
        text = _unmixed(text)
    return Clean(text, tuple(cuts))


def _shorten(text: str) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    position = length = dropped = 0
    for start, end, replacement in _edits(text):
        pieces += (text[position:start], replacement)
        length += start - position + len(replacement)
        dropped += end - start - len(replacement)
        cuts.append((length, dropped))
        position = end
    if not pieces:
        return text, cuts
    return "".join((*pieces, text[position:])), cuts


def _edits(text: str) -> list[tuple[int, int, str]]:
    edits = [(match.start(), match.end(), "") for match in _DROPPED.finditer(text)]
    for match in _COMBINING.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if len(composed) < len(match.group()):
            edits.append((match.start(), match.end(), composed))
    return sorted(edits)


def _unmixed(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for touch in _TOUCH.finditer(text):
        if touch.start() >= position:
            start = touch.start()
            while start > position and text[start - 1].isalpha():
                start -= 1
            word = _WORD.match(text, start)
            assert word is not None
            pieces += (text[position:start], _unmix(word.group()))
            position = word.end()
    return "".join((*pieces, text[position:])) if pieces else text


def _unmix(word: str) -> str:
    """Most letters of a mixed word decide its script; a letter that has no twin there stays what it is."""
    latin = len(_LATIN.findall(word))
    return word.translate(_TO_LATIN if 2 * latin > len(word) else _TO_CYRILLIC)


def loose(text: str) -> str:
    """Lower case, ө ү ң ё as о у н е: the spelling of cues and lists. Keeps the length of clean text."""
    return text.translate(_KYRGYZ).lower()


def latin(text: str) -> str:
    """Cyrillic look-alikes as Latin letters (`АN` typed with a Cyrillic А is `AN`). Keeps the length."""
    return text.translate(_TO_LATIN)


def cyrillic(text: str) -> str:
    """Latin look-alikes as Cyrillic letters. Keeps the length."""
    return text.translate(_TO_CYRILLIC)
