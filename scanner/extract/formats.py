"""What a sheet's number formats make of a number: a day, a time, leading zeros (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from scanner.cells import as_text

_BUILT_IN = {  # ids that stand for a format without spelling it out; 27-36 and 50-58 are days in eastern locales
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), "d"),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47), "h"),
}
# Words in quotes, escaped and padding characters, colours and languages in brackets.
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_WHOLE = re.compile(r"-?\d+")

# Excel counts a 29 February 1900 that never was: day 60.
_FALSE_LEAP_DAY = 60
_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 9999-12-31


class Formats:
    """Turns a cell's raw number into text by its style. `codes` are the format of each style: an id of the
    standard, or the format as spelled."""

    def __init__(self, codes: Sequence[int | str], since_1904: bool = False) -> None:
        self._kinds = [_kind(code) for code in codes]
        self._since_1904 = since_1904

    def text(self, raw: str, style: int) -> str | None:
        """The number as text: days as `YYYY-MM-DD`, times as `HH:MM:SS`, PINs with all their digits."""
        kind = self._kinds[style] if 0 <= style < len(self._kinds) else ""
        if kind in ("day", "time"):
            return self._moment(raw, kind) or raw
        if not _WHOLE.fullmatch(raw):  # digits as they stand: a float holds no more than 15 or 16 of them
            raw = _plain(raw)
        return raw.zfill(len(kind)) if kind else raw

    def _moment(self, raw: str, kind: str) -> str | None:
        """None for what is no moment: text, a negative number, a day beyond the year 9999."""
        try:
            days = float(raw)
        except ValueError:
            return None
        if not 0 <= days < _LAST_DAY:
            return None
        if kind == "time" and days < 1:
            return (_EPOCH_1900 + _since(days)).time().isoformat()
        if self._since_1904:
            return as_text(_EPOCH_1904 + _since(days))
        return as_text(_EPOCH_1900 + _since(days if days > _FALSE_LEAP_DAY else days + 1))


def _since(days: float) -> dt.timedelta:
    return dt.timedelta(seconds=round(days * 86_400))


def _plain(raw: str) -> str:
    try:
        return as_text(float(raw)) or raw
    except (ValueError, ArithmeticError):
        return raw


def _kind(code: int | str) -> str:
    """ "day", "time", the zeros of a format of zeros only, or "" for a plain number."""
    if isinstance(code, int):
        return {"d": "day", "h": "time"}.get(_BUILT_IN.get(code, ""), "")
    if _ELAPSED.search(code):
        return "time"
    letters = _QUOTED.sub("", code.partition(";")[0]).lower()
    if _ZEROS.fullmatch(letters):
        return letters
    letters = letters.replace("general", "")
    if re.search("[dy]", letters) or ("m" in letters and not re.search("[hs]", letters)):
        return "day"
    return "time" if re.search("[hs]", letters) else ""
