"""Posts and trades: whether somebody holds one, and which of the two it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.detectors.lexicon import Hit
from scanner.detectors.posts_extent import left, right
from scanner.detectors.vocabulary import Means
from scanner.model import Evidence

if TYPE_CHECKING:
    from scanner.detectors.phrases import Reading

# A name right behind a post, or before it with a mark between.
_TO_NAME = re.compile(
    r"[ ]?(?:[:,—–-]|\()?(?:[ ]{0,12}|[ ]?\n[ ]{0,8})(?:[_/«\"]{0,12}[ ]?){0,2}"
    r"(?:Mr\.?|Ms\.?|Mrs\.?|г-н|г-жа|гр\.)?[ ]?"
)
_FROM_NAME = re.compile(r"[ .]{0,2}[,;—–:/|(!-]{1,2}[ ]{0,8}|[ ]{2,16}|\t|[ ]?\n[ ]{0,4}|[ ]")
_LINE = 70  # characters from a name to its post on one line
_WHOLES = frozenset({"address", "birth_place", "email", "surname", "given_name", "patronymic"})
_MONEY = frozenset({"salary", "pay"})
_PAID = 60  # characters from a post to what is paid for it
_KIN = 60  # characters from a relative to a trade
_CAREER = 110  # characters from a year or an employer's label to a post on its line
_VERB_BEFORE, _VERB_BEHIND = 24, 16  # characters
_I_AM = re.compile(r"[^\W\d_]{4,}м[ыиу]н")  # `сантехникмин`
_YEARS = re.compile(
    r"(?:19|20)\d\d[ ]?(?:[гж]\.?|-?ж\.)?[ ]?(?:[-–—]|дан|по|to)[ ]?"
    r"(?:(?:19|20)?\d\d|now|present|date|н\.[ ]?вр|наст|азыр|учур|бүгүн)"
)
_ITEM_BEFORE = re.compile(r"(?:[,;:(|/_!>]|[-–—]|[ ]{2}|\d|вр\.|now|present)[ «\"]{0,2}\Z")
_ITEM = re.compile(r"(?:\A|\n|[,;:(|/_!•—–]|[ ]-|[ ]{2})[ «\"\d.)§]{0,4}\Z")
_ITEM_END = re.compile(r"[»\"]?(?:[ ]?[,;)|/_!\n]|[ ]{2}|[ ]?[-–—][ ]|\.?\s*\Z|\.[ \n])")
_FIELD = re.compile(r"[^\W\d_]{3,}(?:лог|ном|граф|тер|метр|ург|иатр|соф|хник|техн)(?:и[яиюей]{1,2}|иями?|иях)")
_SIGN = re.compile(r"(?:подпис[ьи]|колу|signature)[ ]\Z")


@dataclass(frozen=True, slots=True)
class Post:
    """A post or trade at `start:end` of the clean text."""

    category: str
    start: int
    end: int
    confidence: float
    why: tuple[Evidence, ...]


class PostReader:
    """Reads posts around their head words."""

    def extended(self, reading: Reading, hit: Hit[Means]) -> Post:
        """The head word with its adjectives and its unit."""
        return Post("position", left(reading, hit), right(reading, hit), 0.0, ())

    def held(self, reading: Reading, hit: Hit[Means], terms: Sequence[Means]) -> Post | None:
        """The post that a name beside it, a verb, or a label says somebody holds; None where nobody does."""
        if all(means.strength == "cue" for means in terms) or _something_else(reading, hit):
            return None
        start, end = left(reading, hit), right(reading, hit)
        bare = start == hit.start and end == hit.end
        trade = _Trade(reading, terms, start, end, bare=bare)
        list_ = Evidence("list")
        if _name_behind(reading, start, end):
            return Post(trade.category(behind=True), start, end, 0.9, (list_, Evidence("neighbours")))
        if _name_before(reading, start):
            return Post(trade.category(), start, end, 0.9, (list_, Evidence("neighbours")))
        if _career(reading, start) or _given(reading, start, end):
            return Post(trade.category(), start, end, 0.75, (list_, Evidence("cue")))
        if _I_AM.fullmatch(reading.folded[reading.tokens[hit.last].start : hit.end]):
            return Post(trade.category(), start, end, 0.75, (list_, Evidence("neighbours")))
        if _on_line(reading, start, end):
            sure = any(means.strength == "sure" for means in terms)
            return Post(trade.category(), start, end, 0.6 + 0.1 * sure, (list_, Evidence("neighbours")))
        return None


class _Trade:
    """Tells a trade from a post: the same word may be either."""

    def __init__(self, reading: Reading, terms: Sequence[Means], start: int, end: int, *, bare: bool) -> None:
        self._reading, self._start, self._end, self._bare = reading, start, end, bare
        strengths = {means.category: means.strength for means in terms}
        self._posts, self._trades = strengths.get("position"), strengths.get("profession")

    def category(self, *, behind: bool = False) -> str:
        """`profession` of a relative, or where the word is hardly a post; `behind`: a name stands behind the word."""
        if self._trades is None or self._trades == "cue":
            return "position"
        if self._of_kin():
            return "profession"
        if self._posts is None or self._posts == "cue":
            return "profession" if self._bare and not behind else "position"
        return "profession" if self._trades == "sure" and not behind and not self._paid() else "position"

    def _of_kin(self) -> bool:
        text = self._reading.text
        return any(
            0 <= self._start - end <= _KIN and not re.search(r"[;.\n](?=[ \n])", text[end : self._start])
            for _, end in self._reading.kin
        )

    def _paid(self) -> bool:
        return any(
            category in _MONEY and 0 <= start - self._end <= _PAID and "\n" not in self._reading.text[self._end : start]
            for start, _, category in self._reading.known
        )


def _something_else(reading: Reading, hit: Hit[Means]) -> bool:
    """Whether a word is part of a name or address, a field of study (`онкология`), or what a signature's label says."""
    if any(start < hit.end and hit.start < end and category in _WHOLES for start, end, category in reading.known):
        return True
    word = reading.folded[reading.tokens[hit.last].start : hit.end]
    return bool(_FIELD.fullmatch(word) or _SIGN.search(reading.folded[max(0, hit.start - 12) : hit.start]))


def _name_behind(reading: Reading, start: int, end: int) -> bool:
    behind = next((name for name in reading.names if name[0] >= end), None)
    return bool(behind and behind[0] - end <= 40 and _TO_NAME.fullmatch(reading.text, end, behind[0]))


def _name_before(reading: Reading, start: int) -> bool:
    before = next((name for name in reversed(reading.names) if name[1] <= start), None)
    return bool(before and start - before[1] <= 20 and _FROM_NAME.fullmatch(reading.text, before[1], start))


def _on_line(reading: Reading, start: int, end: int) -> bool:
    for low, high in reading.names:
        if 0 <= start - high <= _LINE and not _breaks(reading.text[high:start]):
            return True
        if 0 <= low - end <= _LINE and not _breaks(reading.text[end:low]):
            return True
    return False


def _given(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb gives the post to a person of whom the sentence speaks."""
    near = any(
        0 <= start - verb_end <= _VERB_BEFORE or 0 <= verb_start - end <= _VERB_BEHIND
        for verb_start, verb_end in reading.verbs
        if not _breaks(reading.text[min(end, verb_end) : max(start, verb_start)])
    )
    return near and reading.of_a_person(start, end)


def _career(reading: Reading, start: int) -> bool:
    """Whether a post is an item of a line that begins with the years of a service or the label of an employer."""
    low = max(0, start - _CAREER)
    line = reading.text[low:start].rpartition("\n")[2]
    if not _ITEM_BEFORE.search(line):
        return False
    if _YEARS.search(line):
        return True
    return any(
        start - len(line) <= label_end <= start
        and reading.text[label_end : label_end + 3].strip(" ")[:1] in (":", "_", "—", "-", "–", ".")
        for _, label_end in reading.workplaces
    )


def _breaks(between: str) -> bool:
    return "\n" in between or ";" in between or ". " in between
