"""What stands near a candidate besides words: a PIN that repeats its date, the passport it belongs to, its column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scanner.detectors.context import Context, Cue
from scanner.detectors.gate import Window, widened
from scanner.detectors.pasted import Cell
from scanner.detectors.rules import Beside, Detector, Echo
from scanner.model import Match

if TYPE_CHECKING:
    from scanner.detectors.prose import Candidate

_PIN = 14  # digits


class Columns:
    """The cells of tables in a text, and what their columns' names say to each detector."""

    def __init__(self, cells: list[Cell], contexts: Mapping[str, Context]) -> None:
        self.cells = cells
        self._contexts = contexts
        self._said: dict[tuple[str, str], Cue | None] = {}

    def at(self, value: Candidate) -> Cell | None:
        """The cell that a value stands in."""
        at = bisect_right(self.cells, value.start, key=lambda cell: cell.start)
        return self.cells[at - 1] if at and value.end <= self.cells[at - 1].end else None

    def cue(self, cell: Cell, detector: Detector, *, own: bool = False) -> Cue | None:
        """What a cell's column says to a detector: its category's name, or a cue; `own`: no anti-cue."""
        if detector.category in cell.categories:
            return Cue(cell.name, cell.start, cell.start)
        if cell.categories:
            return None
        key = (cell.name, detector.id)
        if key not in self._said:
            self._said[key] = self._contexts[detector.id].said(f"{cell.name}: ")
        said = self._said[key]
        if said is None or (own and said.anti):
            return None
        return Cue(said.word, cell.start, cell.start, said.anti)


def echoed(matches: Iterable[tuple[Candidate, Match]], echo: Echo) -> list[tuple[int, str]]:
    """Where the numbers stand that repeat a value's figures, and what they repeat: the date in a PIN."""
    return sorted(
        (value.start, f"{match.canonical[5:9]}-{match.canonical[3:5]}-{match.canonical[1:3]}")
        for value, match in matches
        if match.category == echo.category and len(match.canonical) == _PIN
    )


def repeated(value: Candidate, canonical: str, echoed: list[tuple[int, str]], echo: Echo) -> bool:
    """Whether a date, or a year, is that of a PIN near by."""
    low = bisect_right(echoed, value.start - echo.chars, key=lambda spot: spot[0])
    return any(
        date.startswith(canonical)
        for start, date in echoed[low:]
        if value.start - echo.chars < start < value.end + echo.chars
    )


def around(matches: Iterable[tuple[Candidate, Match]], beside: Beside) -> list[Window]:
    """The stretches beside the neighbours: an issue date far from any passport is no passport's."""
    spots = sorted((value.start, value.end) for value, match in matches if match.category == beside.category)
    return widened(spots, beside.before or beside.chars, beside.chars)


def inside(item: Candidate, windows: list[Window]) -> bool:
    """Whether a candidate lies in one of the stretches."""
    at = bisect_right(windows, item.start, key=lambda window: window[0])
    return at > 0 and item.end <= windows[at - 1][1]
