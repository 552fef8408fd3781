"""Texts that speak of nobody: a catalogue, a playbill, statistics, a game's manual, the strings of an app, a form left
empty, a letter's template."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from scanner.detectors.names_context import cues
from scanner.folding import loose

_LONGEST = 2600  # characters: a longer text may speak of much
_FEWEST = 3  # words of one subject
_MIDDLE = 1200  # characters: a longer text needs a word more
_MANY = 5  # words of one subject: whoever is named may be a thing
_NAMED = ("goods", "stage", "epic", "sky", "garden", "menu", "streets", "rooms")  # their things bear people's names
_BORN = frozenset({"animals", "games"})
_LENDING = _BORN | {*_NAMED, "software"}  # of whose things one may bear a single name
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(
    r"\$[A-Z]{2,}[A-Z_]*\b|\$?\{\{?\w{2,30}\}?\}|%\(\w{2,30}\)s"
    r"|(?m:^(?:lbl|btn|msg|err|txt|menu|label|title|hint|tooltip)[_.]\w{2,40}\s*[=;:,])"
    r"|<(?:option|label|string|input)\b|\bmsg(?:id|str)\b"
)
# A place of a form with nothing behind it.
_EMPTY = re.compile(r"(?:_{3,}|\.{6,}|…{3,})(?=[ ]{0,3}(?:\n|\Z|[/,;:()\"»-]|\d{1,2}[.)][ ]))|[☐□]")
# `#1187`, `label.surname=`: notes and strings of an app
_CODE = re.compile(r"`[^`\n]{2,40}`|(?<![\w.#])#\d{3,5}(?!\d)|(?<![^\W\d_])[a-z]{2,20}[._][a-z_]{2,30}(?==)")
_PROGRAM = re.compile(
    r"\bdef \w{1,40}\(|\bassert |\b(?:CREATE|ALTER) TABLE\b|\bINSERT INTO\b|\bvarchar\(|\breturn [\w({]"
    r"|\bwith \w{1,30}\.|\bDEFAULT '|\bCHECK \(|\bpublic (?:static|class|void)\b|\bconst \w{1,30} =|=> \{"
    r"|\bfunction \w{0,30}\("
)
# `per 100 000 population`: statistics
_RATE = re.compile(
    r"\b(?:на|per) 100[ ,.]?(?:000|тыс\.?)[ ](?:населен|человек|жител|people|population|persons|live)"
    r"|100[0 ]{0,4}[ ]?(?:миң )?(?:[а-яөүң]{2,16} ){0,2}(?:калкка|жашоочуга)"
)
_MARKS = ((_PLACEHOLDER, _FEWEST), (_PROGRAM, _FEWEST), (_CODE, 4), (_EMPTY, 6))  # each with how many are enough


@lru_cache(maxsize=1)
def of_things(text: str, *, born: bool = False) -> bool:
    """Whether a text of some length speaks of things, or is a program or a form left empty, or holds placeholders for
    what will be told. Of what is `born` in it only animals and figures of games are things.
    """
    if len(text) > _LONGEST:
        return False
    if _spoken_of(text) & _BORN if born else _spoken_of(text):
        return True
    return any(_several(marks, text, few) for marks, few in _MARKS) or (not born and bool(_RATE.search(text)))


@lru_cache(maxsize=1)
def lends_names(text: str) -> bool:
    """Whether a text speaks of things of which one may bear a single name, or holds placeholders."""
    if len(text) > _LONGEST:
        return False
    return (
        bool(_spoken_of(text) & _LENDING) or _several(_PLACEHOLDER, text, _FEWEST) or _several(_PROGRAM, text, _FEWEST)
    )


@lru_cache(maxsize=1)
def much_of_things(text: str) -> bool:
    """Whether a text speaks so much of things that bear names that a name of two words may be one of theirs."""
    return len(text) <= _LONGEST and any(_told(text)[subject] >= _MANY for subject in _NAMED)


def _spoken_of(text: str) -> set[str]:
    """The subjects of which a text holds enough words."""
    enough = _FEWEST + (len(text) > _MIDDLE)
    return {subject for subject, count in _told(text).items() if count >= enough}


def _several(marks: re.Pattern[str], text: str, enough: int) -> bool:
    return sum(1 for _ in marks.finditer(text)) >= enough


@lru_cache(maxsize=1)
def _told(text: str) -> Counter[str]:
    """How many words of each subject a text holds."""
    return Counter(subject for word in set(_WORD.findall(loose(text))) for subject in _subjects(word))


@lru_cache(maxsize=1 << 14)  # words repeat
def _subjects(word: str) -> tuple[str, ...]:
    return tuple(subject for subject, listed in cues().things.items() if listed.hold(word))
