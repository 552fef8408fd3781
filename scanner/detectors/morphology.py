"""Which words of a text are forms of a vocabulary's words: case endings of Kyrgyz, Russian and English.

A vocabulary lists words in their dictionary form, `beginning*` where any ending may follow, `word!` where none may,
and `*end` where any beginning may stand before (`*ectomy`, `*эктомия`).
Forms are told by stem and ending, so that a word costs a few look-ups once and nothing when it comes again. Works on
loosely folded words (lower case; ө ү ң ё as о у н е).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from scanner.detectors.names_forms import from_latin

NUMBER = "#"
"""The key of every number in figures, and of short Roman ones."""

# Plural, whose it is, case, person: `башчы-лар-ыбыз-дан`, `адис-мин`.
_KYRGYZ = (
    r"(?:[лдт][аео]р)?(?:[ыиу]?м|[ыиу]?б[ыиу]з|[ыиу]?н[ыиу]з|с?[ыиу]|[ыиу]?н)?"
    r"(?:[нтд][ыиу]н|[гк][аео]|н?[аео]|[дтн][ыиу]|н|[дтн]?[аео]н|н?[дт][аео](?:г[ыиу])?)?(?:м[ыиу]н|б[ыиу]з|с[ыиу]н|экен|мун)?"
)
_SOFTENED = rf"(?=[ыиуаео]){_KYRGYZ}"  # п and к become б and г between vowels
_SOFTENING = re.compile(r"[аеиоуыэюя][пк]$")
_RUSSIAN = (
    r"(?:ого|его|ому|ему|ыми|ими|ами|ями|иями|иях|ях|ах|ов|ев|ей|ий|ый|ой|ым|им|ом|ем|ую|юю|ая|яя|ое|ее|ые|ие|ых|их|ам|ям|"
    r"ию|ия|ии|ью|ою|ею|а|я|о|е|у|ю|ы|и|ь|й)?"
)
_OF_VOWELS = _RUSSIAN.replace("ов|ев|", "")  # `орозо` has no `Орозов` among its forms
_ADJECTIVE = r"(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее|ые|ие|ых|их|ыми|ими)"
_LATIN = (
    r"(?:s|es|'s|y|i|u|si|su|nyn|nin|nun|ga|ge|go|da|de|dan|den|myn|min|mun|a|e|om|oy|ogo|omu|ov|am|ami|ym|aya|uyu)?"
)
_ANY = r"[^\W\d_]{0,14}"
_BARE = r""
_ADJECTIVE_END = re.compile(r"(?<=..)(?:ый|ий|ой)$")
_VOWEL_END = re.compile(r"(?<=..)[аяьйоеыи]$")
_SOFTER = {"п": "б", "к": "г"}
_ROMAN = re.compile(r"[ivxivх]{1,4}")
_SHORT = 3  # letters: a word no longer takes no endings
_SPELT = 5  # letters of a Latin word that is tried as a transliterated one
_REMEMBERED = 1 << 17
_BEGINNING = r"[^\W\d_]{3,16}"  # before `*end`

Keys = tuple[str, ...]


class Forms(dict[str, Keys]):
    """For each word of a text the vocabulary's words it is a form of; empty for most. Looks each word up once."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        stems: dict[str, dict[str, str]] = defaultdict(dict)
        ends: list[tuple[str, str]] = []
        for word in words:
            if word.startswith("*"):
                ends.append((word, "|".join(f"{stem}(?:{endings})" for stem, endings in _stems(word[1:]))))
                continue
            for stem, endings in _stems(word):
                known = stems[stem].get(word)
                stems[stem][word] = f"{known}|{endings}" if known else endings
        self._stems = {
            stem: [(word, re.compile(f"(?:{endings})")) for word, endings in found.items()]
            for stem, found in stems.items()
        }
        self._longest = max(map(len, self._stems), default=0)
        self._ends = [(word, re.compile(f"{_BEGINNING}(?:{forms})")) for word, forms in ends]
        self._ended = re.compile(f"{_BEGINNING}(?:{'|'.join(forms for _, forms in ends) or '(?!)'})")

    def __missing__(self, word: str) -> Keys:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found

    def _find(self, word: str) -> Keys:
        keys = [NUMBER] if word.isdecimal() or _ROMAN.fullmatch(word) else []
        for cut in range(min(len(word), self._longest), 0, -1):
            for key, endings in self._stems.get(word[:cut], ()):
                if key not in keys and endings.fullmatch(word, cut):
                    keys.append(key)
        if self._ended.fullmatch(word):
            keys += [key for key, forms in self._ends if forms.fullmatch(word)]
        if not keys and len(word) >= _SPELT and word.isascii() and word.isalpha():
            return self._find(from_latin(word))  # `ajyrashkan`, `zhenat`: typed on a Latin keyboard
        return tuple(keys)


def _stems(word: str) -> Iterable[tuple[str, str]]:
    """The stems of a word, each with a pattern of the endings that may follow it."""
    if word.endswith("*"):
        yield word[:-1], _ANY
    elif word.endswith("!"):
        yield word[:-1], _BARE
    elif len(word) <= _SHORT or word.isdecimal():
        yield word, _BARE
        if len(word) == _SHORT and not word.isascii():
            yield word, _KYRGYZ
    elif word.isascii():
        yield word, _LATIN
        if word.endswith("y"):
            yield word[:-1], "ies"
    else:
        yield word, f"{_KYRGYZ}|{_RUSSIAN}"
        if _SOFTENING.search(word):
            yield word[:-1] + _SOFTER[word[-1]], _SOFTENED
        if cut := _ADJECTIVE_END.search(word):
            yield word[: cut.start()], _ADJECTIVE
        elif cut := _VOWEL_END.search(word):
            yield word[: cut.start()], _OF_VOWELS
