"""The names of a table's columns where the reader could not tell them: among the first rows, or in two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scanner.detectors.columns_column import AMOUNTS
from scanner.detectors.headers import HeaderIndex
from scanner.model import Row

_WITHIN = 8  # rows among which a header is looked for
_WHOLE = 0.95  # strength of a name that is a phrase and nothing else
_SURE = 0.77  # strength of a name that says what its column holds
_LONGEST = 60  # characters of a name
_DIGITS = re.compile(r"\d{3}|@")


def column_names(header: Sequence[str], rows: Sequence[Row], index: HeaderIndex) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many of the first rows hold no record but names."""
    if not any(header):
        for at, row in enumerate(rows[:_WITHIN]):
            if _names_columns(row, index):
                header, below = tuple(" ".join((cell or "").split()) for cell in row), at + 1
                joined, more = column_names(header, rows[below:], index)
                return joined, below + more
        return (), 0
    if rows and _goes_on(header, rows[0], rows[1:6]):
        return tuple(_joined(header, rows[0], index)), 1
    return tuple(header), 0


def _names_columns(row: Row, index: HeaderIndex) -> bool:
    """Whether a row is names of columns, of which two at least are known."""
    cells = [" ".join(cell.split()) for cell in row if cell and not cell.isspace()]
    if len(cells) < 2 or any(len(cell) > _LONGEST or _DIGITS.search(cell) for cell in cells):
        return False
    known = {claims[0].category for cell in cells if (claims := index.claims(cell)) and claims[0].strength >= _SURE}
    return len(known) > 1 and len(set(cells)) == len(cells)


def _goes_on(header: Sequence[str], row: Row, below: Sequence[Row]) -> bool:
    """Whether the row under a header names the columns that the header leaves open."""
    filled = {at for at, cell in enumerate(row) if cell and not cell.isspace()}
    open_places = {at for at in filled if at >= len(header) or not header[at].strip()}
    if not open_places or any(_DIGITS.search(row[at] or "") or len(row[at] or "") > _LONGEST for at in filled):
        return False
    blank = [at for at in range(len(header)) if at not in filled]
    values_there = any(at < len(later) and later[at] for later in below for at in blank)
    # Names stand where a group's name reaches over several columns; the others are named by the header alone.
    groups = {_group(header, at) for at in open_places}
    under_groups = all(at in open_places or at in groups or not header[at].strip() for at in filled)
    return bool(blank) and values_there and (under_groups or _only_words(row, filled, open_places, below))


def _only_words(row: Row, filled: set[int], open_places: set[int], below: Sequence[Row]) -> bool:
    """Whether a row is words where those below it have numbers: names that stand under whole names too."""
    numbered = {at for at in filled if sum(_has_digit(later, at) for later in below) > len(below) / 2}
    return len(open_places) > 1 and len(numbered) > 1 and not any(_only_digits(row, at) for at in numbered)


def _has_digit(row: Row, at: int) -> bool:
    return at < len(row) and any(char.isdigit() for char in row[at] or "")


def _only_digits(row: Row, at: int) -> bool:
    return at < len(row) and not any(char.isalpha() for char in row[at] or "")


def _group(header: Sequence[str], at: int) -> int:
    """The column whose name reaches over this one."""
    at = min(at, len(header) - 1)
    while at > 0 and not header[at].strip():
        at -= 1
    return at


def _joined(header: Sequence[str], row: Row, index: HeaderIndex) -> list[str]:
    names = []
    for at in range(max(len(header), len(row))):
        above = header[at].strip() if at < len(header) else ""
        below = " ".join((row[at] or "").split()) if at < len(row) else ""
        group = header[_group(header, at)].strip()
        if below and _is_of_pay(group, index) and (claims := index.claims(below)) and claims[0].strength >= _WHOLE:
            group = ""  # `Начислено: оклад, премия`: which amount it is, the name below says
        names.append(f"{group} {below}".strip() if below else above)
    return names


def _is_of_pay(name: str, index: HeaderIndex) -> bool:
    """Whether a group is amounts of a payroll; all that stands under somebody's income is income."""
    claims = index.claims(name)
    return bool(claims) and claims[0].category in AMOUNTS - {"income"}
