"""A text as a row of capitalised words with a code letter each, ready for the grammar of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from scanner.detectors.names_forms import PARTICLE, Family
from scanner.detectors.names_vocabulary import Vocabulary, Word
from scanner.folding import loose

_CYRILLIC = "А-ЯЁӨҮҢ"
_UPPER = "A-ZА-ЯЁЇІӨҮҢҒҚҰҺӘЎҲÀ-ÖØ-ÞĆČĐĞİŁŚŞŠŻŽ"
_ENDING = r"(?:г[аоеө]|к[аоеө]|[ндт][ыиуү]н?|д[аеоө]н?)(?!\w)"  # of a case, behind an initial: `А.га`
_CASE = re.compile(_ENDING)
# A surname and an initial that touch: `АсановБ.К.`
_GLUED = re.compile(rf"(?P<name>[{_CYRILLIC}][а-яёөүң]+)[{_CYRILLIC}]")
# An initial without its dot: `Эшматов К, адис`
_BARE = re.compile(rf"(?:[ ][{_UPPER}]\.?)?(?:[,;\"»)|]|[ ][ ,;|\d-]|[ ]?(?:\n|\Z))")
_WORD = re.compile(
    rf"(?:(?<![\w@/\\#$])|(?<=__)|(?<=[\s=:]_)|(?<=[^\w.:/]/)|(?<=_/)|(?<=\A/)|(?<=[а-яё]/))[{_UPPER}][^\W\d_]{{0,40}}(?:[-'’ʻ‘][^\W\d_]{{1,40}}){{0,3}}"
    rf"(?:(?!(?!_(?![^\W_]))[\w@]|\.(?!{_ENDING})[^\W_][^\W_]|://)|(?<=(?<!\w)[{_CYRILLIC}])(?=\.[{_CYRILLIC}]))"
)  # at last `Б.Асанов`; a `Module.Name` is none
# Two words touch over blanks and at most one line end.
_TOUCH = re.compile(r"[ ]{0,3}(?P<line>\n[ ]{0,40})?")
_FARTHEST = 48  # characters that it takes at most
_PARTICLE_STARTS = frozenset(blank + letter for blank in " \n" for letter in "уокқгўұтuokqgУОКҚГЎҰТUOKQG")
# уулу and кызы cut short, before an initial or at a line's end: `Орозали к. М.`
_CUT_SHORT = re.compile(r"(?:уу?|кы?з?)\.(?=[ ]?[А-ЯӨҮ]\.|[ ]*(?:\n|$|,))")
_PREFIXES = tuple(
    f"{word} " for word in (" van", " von", " der", " den", " de", " la", " del", " di", " bin", " ibn", " ter", " zu")
)
_LAST_LATIN = "\u0250"
_PREFIX = re.compile(r"[ ](?P<first>(?:van|von|de|del|di|bin|ibn|ter|zu)(?:[ ](?:der|den|de|la|las|los))?[ ])\Z")
_TWO_LETTER_INITIALS = frozenset(["Дж", "Дз", "Zh", "Sh", "Ch", "Kh", "Yu", "Ya", "Dz", "Dj", "Ts"])
INITIAL = Word("I")
PART = Word("U")


class Token(NamedTuple):
    """A word at `start:end` of the clean text, and what it may be. A tuple, for a text has very many."""

    start: int
    end: int
    word: Word
    text: str

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.word.code})"  # never the word itself


NOWHERE = Token(0, 0, Word("|"), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A text's codes, and the token of each of them (`NOWHERE` for breaks and line ends)."""

    codes: str
    tokens: tuple[Token, ...]

    def words(self, start: int, end: int) -> list[Token]:
        """The words among the codes `start:end`."""
        return [token for token in self.tokens[start:end] if token is not NOWHERE]


def read(text: str, windows: list[tuple[int, int]], vocabulary: Vocabulary) -> Row:
    """The capitalised words in some windows of a clean text, classified."""
    tokens: list[Token] = []
    codes: list[str] = []
    look_up = vocabulary.word
    end = -1
    for match in chain.from_iterable(_WORD.finditer(text, *window) for window in windows):
        start, stop = match.span()
        if start < end:
            continue  # a capitalised `Уулу` that was read with the word before it
        raw = match.group()
        first = start
        if raw[0] < _LAST_LATIN and text.endswith(_PREFIXES, 0, start) and look_up(raw).code in "LrRh":
            first = _prefixed(text, start, end)
        joint = _joint(text, end, first)
        if joint:
            codes.append(joint)
            tokens.append(NOWHERE)
        end = stop
        if text[stop : stop + 1] in ".," and (glued := _GLUED.fullmatch(raw)) and look_up(glued["name"]).code in "Ss":
            tokens.append(Token(start, stop - 1, look_up(glued["name"]), glued["name"]))
            codes.append(tokens[-1].word.code)
            start, raw = stop - 1, raw[-1]
        word = look_up(raw)
        if first < match.start():
            start, word = first, Word("r", family=Family(loose(text[first:stop])))
        if stop - start <= 2 and text[stop : stop + 1] == "." and (stop - start == 1 or raw in _TWO_LETTER_INITIALS):
            case = _CASE.match(text, stop + 1)
            word, end, raw = INITIAL, case.end() if case else stop + 1, f"{raw}."
        elif stop - start == 1 and codes[-1:] and codes[-1] in "SRI" and _BARE.match(text, stop):
            word = INITIAL
        tokens.append(Token(start, end, word, raw))
        codes.append(word.code)
        if text[end : end + 2] in _PARTICLE_STARTS and (particle := _particle(text, end + 1, word)):
            tokens.append(Token(particle.start(), particle.end(), PART, particle.group()))
            codes.append("U")
            end = particle.end()
    return Row("".join(codes), tuple(tokens))


def _prefixed(text: str, start: int, end: int) -> int:
    """Where a surname begins that small words stand before: `van der Hoeven`; `end` of the word before."""
    found = _PREFIX.search(text, max(0, end, start - 14), start)
    return found.start("first") if found else start


def _particle(text: str, at: int, word: Word) -> re.Match[str] | None:
    return PARTICLE.match(text, at) or (_CUT_SHORT.match(text, at) if word.code in "GgX" else None)


def _joint(text: str, end: int, start: int) -> str:
    """What stands between two words: nothing, a line end, or a break."""
    if end < 0 or start - end > _FARTHEST:
        return "|"
    if start - end == 1 and text[end] == " ":
        return ""
    touch = _TOUCH.fullmatch(text, end, start)
    if not touch or (start == end and text[end - 1] != "."):
        return "|"
    return "n" if touch["line"] else ""
