"""docx, docm, dotx: every part that holds text, walked in its own order, each text exactly once.

Own walk, not python-docx: that leaves out nested tables, tracked insertions, content controls, text boxes, notes,
headers and comments, does not open docm and dotx, and reads the whole package into memory before any limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import cast

from lxml import etree

from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.package import Package, Part, Relation, assembled, attribute, guarded, local
from scanner.extract.paragraph import Paragraph
from scanner.extract.shape import Cells, batches, filled, form_lines, header_at, is_form, names
from scanner.model import Gap, Location, Picture, Reason, Table

_NOTES = ("footnote", "endnote", "comment")
_LAYOUT_TEXT = 1000  # characters in one cell: prose set in columns, not a record
_REGULAR = 0.8  # share of a data table's rows that have the same number of columns
_MOST_COLUMNS = 63  # of a table of Word
_AUTHORS = etree.XPath("descendant-or-self::*/@*[local-name()='author']")


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """The blocks of a Word document: prose, data tables, pictures, and a gap for each embedded object.

    Raises UnreadError (corrupt, too large, encrypted) where not even the beginning of the body can be read; a part
    that cannot be read later is a gap.
    """
    with content.open() as stream:
        yield from assembled(_document(Package(stream, limits)), limits)


def _document(package: Package) -> Iterator[Part]:
    bodies = package.parts("main", "glossary")
    if not bodies:
        raise UnreadError(Reason.CORRUPT, "no body")
    next(package.children(bodies[0], 2), None)  # raises where not even the beginning can be read
    properties = list(guarded(package.properties()))
    yield from properties
    authors: set[str] = set()
    for body in bodies:
        yield from guarded(_walk(package, body, 2, (), authors))
    for kind in ("header", "footer"):
        for number, part in enumerate(package.parts(kind), 1):
            place = ((kind, str(number)),)
            yield from guarded(_walk(package, part, 1, place, authors), place)
    for part in package.parts("footnotes", "endnotes", "comments", "people"):
        yield from guarded(_walk(package, part, 1, (), authors))
    for part in package.parts("diagramData", "chart"):
        place = (("element", part.rpartition("/")[2]),)
        yield from guarded(((text, place) for text in package.drawn(part)), place)
    known = {line[0] for line in properties if isinstance(line, tuple)}
    yield from ((author, (("property", "author"),)) for author in sorted(authors - known))
    yield from package.embedded()


def _walk(package: Package, part: str, depth: int, place: Location, authors: set[str]) -> Iterator[Part]:
    """A part's content; who commented or changed it is added to `authors`."""
    walk = _Walk(package.relations(part))
    for element in package.children(part, depth):
        authors.update(map(str, cast(list[str], _AUTHORS(element))))
        note = local(element)
        yield from walk.blocks(element, ((note, attribute(element, "id")),) if note in _NOTES else place)


@dataclass(frozen=True, slots=True)
class _Row:
    """A table's row: the text of each column of its grid, and the parts it is made of."""

    cells: Cells
    parts: list[Part]
    place: Location
    heads: bool  # repeated at the top of each page


class _Walk:
    """One part in reading order; counts its paragraphs, tables and text boxes."""

    def __init__(self, relations: dict[str, Relation]) -> None:
        self._relations = relations
        self._paragraphs, self._tables, self._boxes = count(1), count(1), count(1)

    def blocks(self, element: etree._Element, place: Location) -> Iterator[Part]:
        """What a block-level element holds, inside whatever wraps it. Only what has no place yet is numbered."""
        match local(element):
            case "p":
                yield from self._paragraph(element, place)
            case "tbl":
                yield from self._table(element, (*place, ("table", str(next(self._tables)))))
            case "AlternateContent":
                branches = (list(self.blocks(branch, place)) for branch in element)
                yield from next(filter(None, branches), [])
            case "altChunk":
                yield Gap(Reason.UNSUPPORTED, place, "embedded document")
            case _:
                for child in element:
                    yield from self.blocks(child, place)

    def _paragraph(self, element: etree._Element, place: Location) -> Iterator[Part]:
        location = place or (("paragraph", str(next(self._paragraphs))),)
        paragraph = Paragraph(element, self._relations)
        if text := paragraph.text():
            yield text, location
        yield from [Picture(location)] * paragraph.pictures
        for box in paragraph.boxes:
            yield from self.blocks(box, (*place, ("textbox", str(next(self._boxes)))))

    def _table(self, element: etree._Element, place: Location) -> Iterator[Part]:
        rows = [self._row(row, (*place, ("row", str(number)))) for number, row in enumerate(_inside(element, "tr"), 1)]
        grid = [row.cells for row in rows]
        if is_form(grid):
            for row in rows:
                yield from ((line, row.place) for _, line in form_lines(row.cells))
        elif _is_data(grid):
            yield from _data(rows, place)
        else:
            for row in rows:
                yield from row.parts
            return
        for row in rows:
            yield from (part for part in row.parts if not isinstance(part, tuple))

    def _row(self, element: etree._Element, place: Location) -> _Row:
        cells: list[str | None] = [None] * _number(element, "gridBefore", 0)
        parts: list[Part] = []
        for cell in _inside(element, "tc"):
            found = [part for child in cell for part in self.blocks(child, place)]
            text = "\n".join(part[0] for part in found if isinstance(part, tuple))
            cells += [text or None, *[None] * (_number(cell, "gridSpan", 1) - 1)]
            parts += found
        heads = element.find("{*}trPr/{*}tblHeader") is not None
        return _Row(cells, parts, place, heads)


def _data(rows: list[_Row], place: Location) -> Iterator[Part]:
    """A table of records: what stands above its header as lines, the rest as rows with their own numbers."""
    at = header_at([row.cells for row in rows])
    if at is None and rows[0].heads and not rows[1].heads:
        at = 0
    for row in rows[: at or 0]:
        yield from ((line, row.place) for _, line in form_lines(row.cells))
    start = 0 if at is None else at + 1
    numbered = [(number, row.cells) for number, row in enumerate(rows[start:], start + 1) if filled(row.cells)]
    yield Table(batches(numbered), () if at is None else names(rows[at].cells), place)


def _is_data(grid: list[Cells]) -> bool:
    """Whether a table is rows of records, not a frame to set text in."""
    width, same = Counter(map(len, grid)).most_common(1)[0] if grid else (0, 0)
    longest = max((len(text) for cells in grid for _, text in filled(cells)), default=0)
    return len(grid) > 1 and width > 1 and same >= _REGULAR * len(grid) and 0 < longest <= _LAYOUT_TEXT


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table, or cells of a row, inside whatever wraps them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) not in ("p", "tbl"):
            yield from _inside(child, name)


def _number(element: etree._Element, name: str, default: int) -> int:
    found = element.find(f"{{*}}{local(element)}Pr/{{*}}{name}")
    value = attribute(found, "val") if found is not None else ""
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else default
