"""Whose a text's values are: what is personal only where somebody is named, and what is an organisation's elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from scanner.detectors.context import phrase
from scanner.detectors.rules import Rules
from scanner.detectors.things import much_of_things, of_things
from scanner.detectors.vocabulary import person_words
from scanner.folding import loose
from scanner.model import NAMES, Match

_SOMEBODY = frozenset({*NAMES, "pin", "birth_date", "signature"})
_PERSON = frozenset({*NAMES, "pin", "phone", "email", "passport", "address", "current_account", "payment_card"})
_NUMBERS = frozenset({*_SOMEBODY, "phone", "email", "passport"})
_LENT = frozenset({*NAMES, "address"})  # a thing may bear a name, or stand in a street
_NUMBERED = frozenset({"passport", "pin", "phone", "current_account", "payment_card"})
_AT_LEAST = re.compile(r"(?:не менее|не меньше|минимум|кеминде|at least|minimum|min\.) ?\Z")
_OR_MORE = re.compile(r"[ ]?(?:[^\W\d_]{2,4} )?(?:кем эмес|жана андан|и более|or more|minimum|\+)")
_FIGURE = re.compile(r"[1-9]")
_SURE = 0.6  # confidence of what names somebody
_BESIDE = 200  # characters from a name to what is told of whoever bears it
_SHORT, _LONG = 150, 400  # characters of a text that need not name anybody (a cell, a line), and of one that has to
_FAR = 2000  # characters within which somebody must be named
_HOLDER = 200  # characters before an account in which its holder stands
_WORD = re.compile(r"[^\W\d_]")
_FIRM = re.compile(r"(?:инн|inn|салык номери)[ .:№-]{0,4}0\d{13}(?!\d)")  # an organisation's number begins with 0
_OWNED = 60  # characters to it, and to the name of an account's owner behind it


class Owners:
    """The categories of some rules that depend on who is named in a text."""

    def __init__(self, rules: Rules) -> None:
        self._of_somebody = rules.of_somebody
        self._persons = _any(person_words().pronouns)
        self._firms = {rule.category: _any(rule.firms) for rule in rules.detectors if tuple(rule.firms)}
        self._holders = {
            rule.category: (_any(rule.no_vetoes), _any(rule.holders), _any(rule.lifts), _any(rule.firms))
            for rule in rules.detectors
            if tuple(rule.holders)
        }

    def names_nobody(self, text: str, matches: Sequence[Match]) -> bool:
        """Whether a text that is long enough to name somebody does not; in a short one a pronoun or a doubtful name
        does."""
        if len(text) < _SHORT or any(map(_names_somebody, matches)):
            return len(text) >= _SHORT and _of_things(text, matches)
        if _of_things(text, matches):
            return True
        return len(text) >= _LONG or not (
            any(match.category in _NUMBERS for match in matches) or self._persons.search(loose(text))
        )

    def kept(self, text: str, matches: list[Match]) -> list[Match]:
        """Without pay, posts or illnesses that no person of the text is near to (statistics, empty forms), and, where
        it names nobody, without the accounts of organisations."""
        names = [match for match in matches if match.category in NAMES]
        matches = [match for match in matches if not self._held(text, match, names)]
        matches = [match for match in matches if not (_of_noughts(match) or _required(text, match, names))]
        if _of_things(text, matches) or _much_of_things(text, matches):
            left_out = {*self._of_somebody, "birth_date", "signature"}
            return [match for match in matches if match.category not in left_out or _beside(text, match, names)]
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

    def _held(self, text: str, match: Match, names: Sequence[Match]) -> bool:
        """Whether an organisation, or its number, is named before a value in its paragraph, and no person behind it."""
        if match.category not in self._holders:
            return False
        keepers, holders, lifts, firms = self._holders[match.category]
        low = max(0, match.start - _HOLDER)
        low = max(low, text.rfind("\n\n", low, match.start))
        before = keepers.sub(lambda bank: " " * len(bank.group()), loose(text[low : match.start]))
        last = max((found.start() for found in holders.finditer(before)), default=-1)
        numbered = max((found.start() for found in _FIRM.finditer(before, max(0, len(before) - _OWNED))), default=-1)
        last = max(last, numbered)
        if last < 0 or lifts.search(before, last):
            return False
        if any(
            match.end <= name.start < match.end + _OWNED and not _WORD.search(text[match.end : name.start])
            for name in names
            if "\n" not in text[match.end : name.start]
        ):
            return False
        label = before[before.rfind("\n", 0, last) + 1 : last]
        if last != numbered and "\n" in before[last:] and _WORD.search(label) and not firms.search(label):
            return False  # somebody's employer, or what gave him a medal
        return not any(low + last <= name.start < match.start for name in names)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(phrase, words)) or '(?!)'})")


def _sure(matches: Sequence[Match]) -> set[str]:
    """The categories of what tells of one person for sure."""
    return {match.category for match in matches if match.confidence >= _SURE and not _of_noughts(match)} & _PERSON


def _of_things(text: str, matches: Sequence[Match]) -> bool:
    """Whether a text tells nothing of one person for sure and speaks of things, or is a template."""
    return not _sure(matches) and of_things(text, born=_born(matches))


def _born(matches: Sequence[Match]) -> bool:
    return any(match.category in ("birth_date", "birth_year") for match in matches)


def _much_of_things(text: str, matches: Sequence[Match]) -> bool:
    """Whether names without initials may be things' names (`«Анна Каренина»`): the text speaks much of such things."""
    initials = any(match.category in NAMES and match.value.endswith(".") for match in matches)
    return not (initials or _born(matches)) and _sure(matches) <= _LENT and much_of_things(text)


def _beside(text: str, match: Match, names: Sequence[Match]) -> bool:
    """Whether somebody is named just before on the line."""
    return any(
        0 <= match.start - name.end < _BESIDE and "\n" not in text[name.end : match.start]
        for name in names
        if name.confidence >= _SURE
    )


def _required(text: str, match: Match, names: Sequence[Match]) -> bool:
    """Whether so many years are asked of whoever comes: `at least 5 years`, and nobody is named just before."""
    if match.category != "years_worked" or any(0 <= match.start - name.end < _HOLDER for name in names):
        return False
    before, behind = loose(text[max(0, match.start - 16) : match.start]), loose(text[match.end : match.end + 16])
    return _AT_LEAST.search(before) is not None or _OR_MORE.match(behind) is not None


def _of_noughts(match: Match) -> bool:
    """Whether a number is an example's: `ID0000000`."""
    return match.category in _NUMBERED and "0" in match.value and not _FIGURE.search(match.value)


def _names_somebody(match: Match) -> bool:
    return match.category in _SOMEBODY and match.confidence >= _SURE and match.part in (None, "number")
