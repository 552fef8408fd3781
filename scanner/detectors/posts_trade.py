"""Tells a trade from a post: the same word may be either."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from scanner.detectors.posts_near import ITEM, ITEM_END, spans_before
from scanner.detectors.reading import Reading
from scanner.detectors.vocabulary import Means

_MONEY = frozenset({"salary", "pay"})
_PAID = 60  # characters from a post to what is paid for it
_KIN = 60  # characters from a relative to a trade
_AT_ORGANISATION = re.compile(r"[ ](?:[А-ЯA-ZӨҮ]{2,6}(?![^\W\d_])|(?:[А-ЯA-ZӨҮ]{2,6} )?[«\"])")
_SENIOR = re.compile("башкы|улук|ага |главн|старш|ведущ|дежурн|chief|senior|head |lead|duty")
_ENDS = re.compile(r"\n|[;.] ")
_AT_WORK = re.compile(r"[^\W\d_]{3}[дт][ао] \Z|[^\W\d_]{3}[дт]е \Z")  # `мектепте`: a post there
_FREELANCE = re.compile(r"(?:freelance|self-employed|фриланс|внештатн)")
_SENTENCE_BEGINS = re.compile(r"[^\W\d_]{3}[.!?][ ]\Z")
_IN_FAMILY = re.compile(r"(?:в семье|из семьи|үй-бүлөсүндө) \Z")
_TO_KIN = re.compile(r"[ ]?[,:—–-]?[ ]")


class Trade:
    """Tells a trade from a post: the same word may be either."""

    def __init__(
        self, reading: Reading, terms: Sequence[Means], start: int, end: int, *, bare: bool, of_a_unit: bool
    ) -> None:
        self._reading, self._start, self._end, self._bare = reading, start, end, bare
        self._of_a_unit = of_a_unit
        strengths = {means.category: means.strength for means in terms}
        self._posts, self._trades = strengths.get("position"), strengths.get("profession")

    def category(self, *, behind: bool = False, career: bool = False) -> str:
        """`profession` of a relative, or where the word is hardly a post; `behind`: a name stands behind the word;
        `career`: it is told where somebody works."""
        a_trade = self._trades not in (None, "cue")
        if (a_trade or self._posts != "sure") and self._of_kin():
            return "profession"
        if not a_trade:
            return "position"
        if self._posts is None:
            return "profession"
        if self._posts == "cue":
            return "profession" if self._bare and not behind else "position"
        if _FREELANCE.match(self._reading.folded, self._start):
            return "profession"
        senior = self._trades == "sure" and _SENIOR.match(self._reading.folded, self._start)  # `башкы ашпозчу`
        trade = self._trades == "sure" and not (senior or career or self._of_a_unit or self._paid())
        return "profession" if trade else "position"

    @property
    def hardly_a_post(self) -> bool:
        """Whether the word is a trade wherever it stands in a text about somebody."""
        if self._trades != "sure":
            return False
        return (self._bare and self._posts in (None, "cue")) or self._by_itself()

    def _by_itself(self) -> bool:
        text, start = self._reading.text, self._start
        before = text[max(0, start - 8) : start]
        begins = ITEM.search(before) or _SENTENCE_BEGINS.search(before)
        return bool(begins and ITEM_END.match(text[self._end : self._end + 4]))

    @property
    def of_kin_near(self) -> bool:
        """Whether a relative is named right before: `Апам акушерка`."""
        if not self._bare or self._trades not in ("sure", "person"):
            return False
        text, start, end = self._reading.text, self._start, self._end
        if _IN_FAMILY.search(text[max(0, start - 12) : start]):
            return True
        return bool(ITEM_END.match(text[end : end + 4])) and any(
            _TO_KIN.fullmatch(text, high, start) for _, high in spans_before(self._reading.kin, start, 5)
        )

    def _of_kin(self) -> bool:
        """Whether it is said of a relative, and no unit with it says that it is a post."""
        behind = spans_before(self._reading.kin, self._start, _KIN)
        if _AT_WORK.search(self._reading.folded[max(0, self._start - 24) : self._start]):
            return False
        organisation = _AT_ORGANISATION.match(self._reading.text, self._end)
        return not (self._of_a_unit or organisation) and any(
            not _ENDS.search(self._reading.text[end : self._start]) and not self._reading.in_a_name(start, end)
            for start, end in behind  # `Сатыбалды уулу` is a name
        )

    def _paid(self) -> bool:
        known, end = self._reading.known, self._end
        at = bisect_left(known, end, key=lambda one: one[0])
        while at < len(known) and known[at][0] <= end + _PAID:
            if known[at][2] in _MONEY:
                return "\n" not in self._reading.text[end : known[at][0]]
            at += 1
        return False
