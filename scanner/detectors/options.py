"""Choices printed on a form: `single ( ) married (x)`, `☑ Kyrgyz ☐ Uzbek`, `женат / замужем / холост`.

A box belongs to the word before it where the line ends with one, to the word behind it elsewhere.
"""

from __future__ import annotations

import re

from scanner.detectors.reading import Reading

_BOX = re.compile(r"[☐□◻☑☒✓✔■▣]|[(\[][ _xXхХvV+✓✔*]{0,3}[)\]]")
_TICK = re.compile(r"[☑☒✓✔■▣xXхХvV+*]")
_FEW = 2  # boxes on a line of choices
_BESIDE = 3  # characters from a word to its box
_SLASH = re.compile(r"[ ]?/[ ]?")
# `Single, Married, …`, `1 - холост, 2 - женат(а)`, `<option>Женат</option>`, `status.single = Бойдок`, one a line
_LISTED = re.compile(
    r"(?:\([а-я]{1,4}\))?[\"'»)]{0,2}(?:"
    r"[ ]?(?:[,/|;=(]|[ ](?:или|же|or|и|and|жана|менен)[ ]|, and[ ])[ ]{0,2}(?:\d{1,2}[ ]?[-–—=.:)]?[ ]?)?[\"'«(]{0,2}"
    r"|[,;.]?[ ]?\n[ ]{0,8}(?:\d{1,2}[ ]?[-–—=.:)]|[-•*]|\w+[._](?:[\w.]+[ ]?[:;=])?)[ ]?[\"'«]?"
    r"|[^\w\n]{0,3}</?\w[^>\n]*>\W{0,4}(?:<[^>\n]*>)?)"
)
# Nobody has three: `Single, Married, Divorced, Widowed`, `German, Spanish and French`.
_ONE_OF_THEM = frozenset({"marital_status", "ethnicity"})
_ASKED = re.compile(r"(?:[ ][^\W\d_]{1,6}){0,2}[ ]?\?")
_CHOICES = 3  # listed words with slashes between


def boxed(text: str, start: int, end: int) -> bool:
    """Whether a value is a choice with its box in a line of choices."""
    line = text.find("\n", end)
    beside = _BOX.search(text, start, end + _BESIDE)
    return bool(beside) and len(_BOX.findall(text, start, line if line >= 0 else len(text))) >= _FEW


def dismissed(text: str, start: int, end: int) -> bool:
    """Whether a word is a choice that nobody ticked."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    boxes = list(_BOX.finditer(text, low, high if high >= 0 else len(text)))
    if len(boxes) < _FEW:
        return False
    if text[low : high if high >= 0 else len(text)].rstrip().endswith(boxes[-1].group()):
        own = [box for box in boxes if 0 <= box.start() - end <= _BESIDE]
    else:
        own = [box for box in boxes if 0 <= start - box.end() <= _BESIDE]
    return not own or not _TICK.search(own[0].group())


def asked(text: str, end: int) -> bool:
    """Whether a question ends right behind a phrase: `ты женат?`."""
    return _ASKED.match(text, end) is not None


def alternatives(reading: Reading) -> frozenset[int]:
    """Where the listed words begin that stand three or more with slashes between: none of them is chosen."""
    found: list[int] = []
    chain: list[int] = []
    last: frozenset[str] = frozenset()
    before = None
    for hit in reading.hits:
        kinds = frozenset(means.category for means in hit.payloads if means.kind == "term")
        if not kinds and last & _ONE_OF_THEM:
            continue
        between = _LISTED if kinds & last & _ONE_OF_THEM else _SLASH
        if before and kinds & last and between.fullmatch(reading.text, before.end, hit.start):
            chain.append(hit.start)
        else:
            found += chain if len(chain) >= _CHOICES else []
            chain = [hit.start]
        last, before = kinds, hit
    return frozenset(found + (chain if len(chain) >= _CHOICES else []))
