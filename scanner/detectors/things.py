"""Texts that speak of nobody: a kennel's catalogue, a game's manual, the strings of an app, a letter's template."""

from __future__ import annotations

import re
from functools import lru_cache

from scanner.detectors.names_context import cues
from scanner.folding import loose

_LONGEST = 1500  # characters: a longer text may speak of much
_FEWEST = 3  # words of one subject
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(
    r"\$[A-Z]{2,}[A-Z_]*\b|\$?\{\{?\w{2,30}\}?\}|%\(\w{2,30}\)s"
    r"|(?m:^(?:lbl|btn|msg|err|txt|menu|label|title|hint|tooltip)[_.]\w{2,40}\s*[=;:,])"
    r"|<(?:option|label|string|input)\b|\bmsg(?:id|str)\b"
)


@lru_cache(maxsize=1)
def of_things(text: str) -> bool:
    """Whether a text of some length speaks of animals, or a game, or holds placeholders for what will be told."""
    if len(text) > _LONGEST:
        return False
    words = set(_WORD.findall(loose(text)))
    if any(sum(map(subject.hold, words)) >= _FEWEST for subject in cues().things):
        return True
    return sum(1 for _ in _PLACEHOLDER.finditer(text)) >= _FEWEST
