"""What a file says, before any format: paragraphs, tables, and the corners where values hide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scanner.synthetic.clerk import Clerk
from scanner.synthetic.dirt import Habits, encodable
from scanner.synthetic.marked import Marked
from scanner.synthetic.vocabulary import genres, sheets

CORNERS = ("header", "footer", "footnote", "comment", "textbox", "inserted", "deleted", "author")
"""Where a DOCX keeps words beside its body."""

_CORNER_LINES = {
    "header": ("ДСП. {short}, {phone}", "{initials} / {email}"),
    "footer": ("{short} {phone}", "вн. почта {email}, {short}"),
    "footnote": ("ПИН {pin} — {short}", "тел.: {phone}, {short}"),
    "comment": ("{fio} — сверить ПИН {pin}", "{short}: {phone}?"),
    "textbox": ("Жооптуу: {fio}, тел. {phone}", "{fio} {email}"),
    "inserted": ("кошумча: {fio}, ПИН {pin}", "добавлено: {fio}, тел. {phone}"),
    "deleted": ("{fio}, ПИН {pin}", "{fio}, тел. {phone}"),
    "author": ("{fio}", "{short}"),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: lines above it, its header, its rows."""

    title: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Marked, ...], ...]

    def pieces(self) -> Iterator[Marked]:
        """Every cell."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: `corners` are (one of CORNERS, text); `day` is its own date."""

    day: dt.date
    paragraphs: tuple[Marked, ...] = ()
    grids: tuple[Grid, ...] = ()
    corners: tuple[tuple[str, Marked], ...] = ()

    def pieces(self) -> Iterator[Marked]:
        """Everything it says."""
        yield from self.paragraphs
        for grid in self.grids:
            yield from grid.pieces()
        for _corner, text in self.corners:
            yield text

    def respelt(self, charset: str) -> Paper:
        """The same in a charset that may not have all the letters; only plain formats have one, and no corners."""
        if charset.startswith("utf"):
            return self
        return Paper(
            self.day,
            tuple(_respelt(piece, charset) for piece in self.paragraphs),
            tuple(
                Grid(
                    tuple(encodable(line, charset) for line in grid.title),
                    tuple(encodable(name, charset) for name in grid.header),
                    tuple(tuple(_respelt(cell, charset) for cell in row) for row in grid.rows),
                )
                for grid in self.grids
            ),
        )


def prose(clerk: Clerk, genre: str, lang: str) -> tuple[Marked, ...]:
    """The paragraphs of a new document; a `mixed` one changes between Kyrgyz and Russian from part to part."""
    rng = clerk.rng
    paragraphs: list[Marked] = []
    for section in range(len(genres()[genre].sections("ky" if lang == "mixed" else lang))):
        clerk.lang = rng.choice(("ky", "ru")) if lang == "mixed" else lang
        wording = rng.choice(genres()[genre].sections(clerk.lang)[section])
        paragraphs += [clerk.write(line) for line in wording.split("\n")]
    return tuple(paragraphs)


def table(rng: Random, sheet: str, lang: str, day: dt.date, rows: int) -> Grid:
    """A new table; machines typed it, so nothing in it is odd."""
    layout = sheets()[sheet]
    clerk = Clerk(rng, lang, day, Habits(rng))
    filled = []
    for number in range(1, rows + 1):
        clerk.next_row()
        filled.append(
            tuple(Marked(str(number)) if field == "row" else clerk.field(field) for _header, field in layout.columns)
        )
    return Grid(tuple(layout.title), tuple(header for header, _field in layout.columns), tuple(filled))


def corners(rng: Random, kinds: tuple[str, ...], lang: str, day: dt.date) -> tuple[tuple[str, Marked], ...]:
    """A line of its own for each corner."""
    clerk = Clerk(rng, lang, day, Habits(rng))
    lines = []
    for kind in kinds:
        clerk.next_row()
        lines.append((kind, clerk.write(rng.choice(_CORNER_LINES[kind]))))
    return tuple(lines)


def _respelt(piece: Marked, charset: str) -> Marked:
    return piece.respelt(lambda text: encodable(text, charset))
