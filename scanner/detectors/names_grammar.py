"""Which rows of words are a person's name: templates over the one-letter codes of `names_vocabulary`.

A text becomes a string of codes, a letter a word; `n` between two words says that a line ends there, `|` that
they do not touch. `I` is an initial, `U` one of уулу, кызы and their kin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# What a letter of a template stands for among the codes; a letter that is not named here stands for itself.
_CLASSES = {
    "S": "[SsdRr]",  # surname
    "Z": "S",  # surname by a strong ending
    "G": "[GgHh]",  # given name
    "K": "[GH]",  # given name of the list
    "E": "[Hh]",  # given name in Latin script
    "J": "G",  # the same, in Cyrillic
    "A": "[Gg]",  # given name in Cyrillic
    "F": "[GgHhXCL]",  # a father's name: may be unknown
    "Y": "(?:[GHh]|g(?![SsdRr][GgHh](?!n?[SsdRr])))",  # given name, but `Дана Асанову Бакыту`
    "N": "[GgHhXCL]",  # given name or unknown
    "M": "[SsdXCLk]",  # surname or unknown
    "P": "[PQ]",  # patronymic
    "!": "(?!n?[SsdP])",  # no surname or patronymic follows
    ".": "(?![GgHhIPQ])",  # no other part follows on the line: `Исполнитель Асанов Бакыт`
    ":": "(?![SsdRr])",  # no surname follows on the line: `Готовил Б. К. Асанов`
    ";": "(?![GgHhSsdRrIPQULX])",  # no part that may belong to it follows on the line
    "#": "(?![GgHhSsdRrIPQULXT])",  # nor a word that is no name: `Regards,⏎Support Team`
}
# (classes, roles, confidence). Roles: s, g, p a part each; + goes on with the part before. The first that fits wins.
_TEMPLATES = (
    ("S G F U", "sgp+", 0.97),
    ("S G V", "sgp", 0.97),
    ("G S F U", "gsp+", 0.95),
    ("N S P", "gsp", 0.9),
    ("S N P", "sgp", 0.97),
    ("N P S", "gps", 0.97),
    ("M G P", "sgp", 0.97),
    ("G P M", "gps", 0.9),
    ("F U G", "s+g", 0.93),
    ("G F U", "gs+", 0.93),
    ("F U X", "s+g", 0.93),
    ("S F U", "sp+", 0.85),
    ("V G", "sg", 0.9),
    ("G V", "gs", 0.9),
    ("G G P", "sgp", 0.9),
    ("N P", "gp", 0.9),
    ("S I I", "sgp", 0.95),
    ("I I S", "gps", 0.95),
    ("M I I :", "sgp", 0.95),
    ("F U I", "s+g", 0.9),
    ("I F U", "gs+", 0.9),
    ("S G I U", "sgp+", 0.95),
    ("I U G", "s+g", 0.9),
    ("G I U", "gs+", 0.9),
    ("I U I", "s+g", 0.9),
    ("S G I :", "sgp", 0.95),
    ("G I S", "gps", 0.95),
    ("I I M", "gps", 0.95),
    ("A I I :", "sgp", 0.85),
    ("S I", "sg", 0.9),
    ("I S", "gs", 0.9),
    ("S G", "sg", 0.95),
    ("k I :", "sg", 0.8),
    ("I k", "gs", 0.8),
    ("E E r", "ggs", 0.92),
    ("E r r", "gss", 0.92),
    ("Y S", "gs", 0.95),
    ("Y Z", "gs", 0.95),
    ("K X", "gs", 0.9),
    ("R K", "sg", 0.95),
    ("K I ;", "gs", 0.75),
    ("E I ;", "gs", 0.4),
    ("E L", "gs", 0.92),
    ("R L", "sg", 0.95),
    ("L R", "gs", 0.92),
    ("r E", "sg", 0.85),
    ("r r", "sg", 0.8),
    ("r L ;", "sg", 0.75),
    ("X Z .", "gs", 0.85),
    ("Z X", "sg", 0.75),
    ("E E !", "gs", 0.85),
    ("J J !", "gs", 0.7),
    ("F U", "s+", 0.8),
    ("V", "s", 0.5),
    ("Z", "s", 0.5),
    ("s", "s", 0.4),
    ("R", "s", 0.55),
    ("J", "g", 0.55),
    ("H", "g", 0.55),
    ("h", "g", 0.35),
    ("r", "s", 0.4),
    ("A", "g", 0.35),
    ("P", "p", 0.55),
    ("X X", "gs", 0.6),
    ("X J ;", "sg", 0.3),
    ("X", "s", 0.5),
    ("L I .", "sg", 0.3),
    ("I L", "gs", 0.3),
    ("L E ;", "sg", 0.3),
    ("L L #", "gs", 0.3),
    ("I h ;", "gs", 0.75),
    ("L #", "s", 0.3),
    ("I ;", "s", 0.3),
)
# What a word that is less than sure takes from the confidence, beside a sure surname or patronymic and without.
_DOUBT_BESIDE = {"g": 0.02, "h": 0.05, "r": 0.1, "s": 0.1, "d": 0.1, "X": 0.2, "C": 0.2, "L": 0.2}
_DOUBT_ALONE = {"g": 0.1, "h": 0.1, "r": 0.1, "s": 0.1, "d": 0.1, "X": 0.25, "C": 0.3, "L": 0.3}
_SURE = frozenset("SRPQU")


_ON_ONE_LINE = frozenset(
    [
        "E L", "R L", "L R", "r E", "r r", "r L ;", "I h ;", "E E r", "E r r", "I ;",
        "X X", "K X", "Z X", "F U X", "S G I :", "G I S", "E E !", "k I :", "Y S", "X J ;",
        "L E ;", "L L #", "L #", "L I .", "I L", "K I ;", "E I ;",
    ]
)  # fmt: skip


def _joint(classes: str) -> str:
    """Names go on behind a line's end, but not where an unknown word in Latin script is one of two."""
    return "" if classes in _ON_ONE_LINE else "n?"


_GRAMMAR = re.compile(
    "(?![|nTU])(?:"  # no name begins so: most places are passed over at once
    + "|".join(
        f"(?P<t{number}>{_joint(classes).join(_CLASSES.get(name, name) for name in classes.split())})"
        for number, (classes, _, _) in enumerate(_TEMPLATES)
    )
    + ")"
)


@dataclass(frozen=True, slots=True)
class Parse:
    """A name in the string of codes: the roles of its words, confidence, first and end place."""

    roles: str
    confidence: float
    start: int
    end: int


def parses(codes: str) -> list[Parse]:
    """All names in a string of codes, from left to right, none over another."""
    return [
        Parse(*_weighed(int((match.lastgroup or "t0")[1:]), match.group()), match.start(), match.end())
        for match in _GRAMMAR.finditer(codes)
    ]


@cache
def _weighed(template: int, codes: str) -> tuple[str, float]:
    """The roles of a template, and its confidence less the doubt about these words."""
    _, roles, confidence = _TEMPLATES[template]
    weights = _DOUBT_BESIDE if len(codes) > 1 and _SURE.intersection(codes) else _DOUBT_ALONE
    return roles, round(confidence - sum(weights.get(code, 0.0) for code in codes), 2)
