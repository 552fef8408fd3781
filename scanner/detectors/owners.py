"""Whose a text's values are: what is personal only where somebody is named, and what is an organisation's elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from scanner.detectors.context import phrase
from scanner.detectors.rules import Rules
from scanner.detectors.vocabulary import person_words
from scanner.folding import loose
from scanner.model import NAMES, Match

_SOMEBODY = frozenset({*NAMES, "pin", "birth_date", "signature"})
_NUMBERS = frozenset({*_SOMEBODY, "phone", "email", "passport"})
_SURE = 0.6  # confidence of what names somebody
_SHORT, _LONG = 150, 400  # characters of a text that need not name anybody (a cell, a line), and of one that has to
_FAR = 2000  # characters within which somebody must be named


class Owners:
    """The categories of some rules that depend on who is named in a text."""

    def __init__(self, rules: Rules) -> None:
        self._of_somebody = rules.of_somebody
        self._persons = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(phrase, person_words().pronouns))})")
        self._firms = {
            rule.category: re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(phrase, rule.firms))})")
            for rule in rules.detectors
            if tuple(rule.firms)
        }

    def names_nobody(self, text: str, matches: Sequence[Match]) -> bool:
        """Whether a text that is long enough to name somebody does not; in a short one a pronoun or a doubtful name
        does."""
        if len(text) < _SHORT or any(map(_names_somebody, matches)):
            return False
        return len(text) >= _LONG or not (
            any(match.category in _NUMBERS for match in matches) or self._persons.search(loose(text))
        )

    def kept(self, text: str, matches: list[Match]) -> list[Match]:
        """Without pay, posts or illnesses that no person of the text is near to (statistics, empty forms), and, where
        it names nobody, without the accounts of organisations."""
        if len(text) < _LONG and not self.names_nobody(text, matches):
            return matches
        named = sorted(match.start for match in matches if _names_somebody(match))

        def near(match: Match) -> bool:
            at = bisect_right(named, match.start - _FAR)
            return at < len(named) and named[at] < match.end + _FAR

        kept = [match for match in matches if match.category not in self._of_somebody or near(match)]
        if named or not any(match.category in self._firms for match in kept):
            return kept
        folded = loose(text)
        firms = {category for category, words in self._firms.items() if words.search(folded)}
        return [match for match in kept if match.category not in firms]


def _names_somebody(match: Match) -> bool:
    return match.category in _SOMEBODY and match.confidence >= _SURE and match.part in (None, "number")
