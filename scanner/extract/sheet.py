"""xlsx, xlsm: every cell of every sheet, hidden or not, with its true address.

Own streaming reader: the fast readers abort on a sheet of two far corners, and none of them stops at a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from lxml import etree

from scanner.cells import as_text
from scanner.errors import UnreadError
from scanner.extract.interface import Block, Content, Limits
from scanner.extract.package import Line, Package, Part, assembled, guarded, local, relation_id
from scanner.extract.shape import FORM_ROWS, Cells, batches, filled, form_lines, header_at, is_form, names
from scanner.extract.workbook import Workbook, comments, open_workbook, rich_text
from scanner.model import Gap, Location, Picture, Reason, Table

_ADDRESS = re.compile(r"([A-Za-z]{1,3})\d*")
_PAGE_TEXTS = tuple(f"{page}{place}" for page in ("odd", "even", "first") for place in ("Header", "Footer"))
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|.)')


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """The blocks of a workbook: its sheets as tables (a form as text), comments, text boxes, properties.

    A table's batches must be read before the next block is asked for. Raises UnreadError (corrupt, too large,
    encrypted) where there is no workbook; a sheet that cannot be read, or not whole, is a gap.
    """
    with content.open() as stream:
        yield from assembled(_workbook(Package(stream, limits), limits), limits)


def _workbook(package: Package, limits: Limits) -> Iterator[Part]:
    book = open_workbook(package)
    yield from book.gaps
    properties = list(guarded(package.properties()))
    yield from properties
    yield from ((f"{name}: {value}", (("name", name),)) for name, value in book.names)
    authors: set[str] = set()
    budget = _Budget(limits.cells)
    for title, part in book.sheets:
        place = (("sheet", title),)
        yield title, place
        rows = _Rows(package, book, part, budget)
        yield from _grid(rows, place)
        if rows.error is not None:
            yield Gap(rows.error.reason, place, rows.error.detail)
        yield from guarded(_around(package, book, part, rows, place, authors), place)
    yield from guarded(_elsewhere(package, book, authors))
    known = {line[0] for line in properties if isinstance(line, tuple)}
    yield from ((author, (("property", "author"),)) for author in sorted(authors - known))
    yield from package.embedded()


def _grid(rows: _Rows, place: Location) -> Iterator[Part]:
    """A sheet's cells: a form as lines, else a table with what stands above it as lines."""
    head = list(islice(rows, FORM_ROWS + 1))
    grid = [cells for _, cells in head]
    at = header_at(grid)
    widest = max((len(filled(cells)) for cells in grid), default=0)
    if len(head) <= FORM_ROWS and (is_form(grid) or (at is None and widest < 2)):
        yield from _lines(head, place)
        return
    first = at if at is not None else next(i for i, cells in enumerate(grid) if len(filled(cells)) >= min(2, widest))
    yield from _lines(head[:first], place)
    header = () if at is None else names(grid[at])
    body = head[first if at is None else first + 1 :]
    yield Table(batches(chain(body, rows)), header, place, spreadsheet=True)


def _lines(rows: list[tuple[int, Cells]], place: Location) -> Iterator[Line]:
    for number, cells in rows:
        for at, line in form_lines(cells):
            yield line, (*place, ("cell", f"{_column_name(at)}{number}"))


def _around(
    package: Package, book: Workbook, part: str, rows: _Rows, place: Location, authors: set[str]
) -> Iterator[Part]:
    """What a sheet holds beside its cells: page headers, addresses behind links, comments, shapes, pictures."""
    yield from ((text, place) for text in rows.page_texts)
    relations = package.relations(part)
    shown = set(book.strings) if rows.links else set()
    for cell, relation in ((cell, relations.get(link)) for cell, link in rows.links):
        if relation is not None and relation.external and relation.address not in shown:
            yield relation.address, (*place, ("cell", cell))
    yield from comments(package, part, place, authors)
    for relation in relations.values():
        if relation.kind == "drawing":
            for number, text in enumerate(package.drawn(relation.target), 1):
                yield text, (*place, ("textbox", str(number)))
            yield from (Picture(place) for blip in package.elements(relation.target, "blip") if relation_id(blip))


def _elsewhere(package: Package, book: Workbook, authors: set[str]) -> Iterator[Part]:
    """Data that no sheet shows: copies of other workbooks' cells and of what pivot tables were made from."""
    for person in chain.from_iterable(package.elements(part, "person") for part in package.parts("person")):
        authors.add(person.get("displayName", ""))
    for part in package.parts("externalLink"):
        place = (("name", part.rpartition("/")[2]),)
        for cell in package.elements(part, "cell"):
            if text := cell.findtext("{*}v"):
                yield text, (*place, ("cell", cell.get("r", "")))
    titles = {title for title, _ in book.sheets}
    for part in package.parts("pivotCacheDefinition"):
        if not any(source.get("sheet") in titles for source in package.elements(part, "worksheetSource")):
            records = [link.target for link in package.relations(part).values() if link.kind == "pivotCacheRecords"]
            for source in (part, *records):
                yield from _pivot(package, book, source)


def _pivot(package: Package, book: Workbook, part: str) -> Iterator[Line]:
    for value in package.elements(part, "s", "n", "d"):
        raw = value.get("v", "")
        text = book.formats.text(raw, -1) if local(value) == "n" else raw
        yield text or "", (("name", part.rpartition("/")[2]),)


class _Budget:
    """How many cells a workbook may still give."""

    def __init__(self, cells: int) -> None:
        self._left = cells

    def spend(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise UnreadError(Reason.TOO_LARGE, "cells")


class _Rows:
    """The rows of a sheet that hold something, with their numbers, from column A on; then what else its part says.

    `error` is set where the part could not be read to its end.
    """

    def __init__(self, package: Package, book: Workbook, part: str, budget: _Budget) -> None:
        self.error: UnreadError | None = None
        self.links: list[tuple[str, str]] = []  # cell, relation
        self.page_texts: list[str] = []
        self._book = book
        self._budget = budget
        self._rows = self._read(package, part)

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        return self._rows

    def _read(self, package: Package, part: str) -> Iterator[tuple[int, Cells]]:
        number, column = 0, -1
        cells: list[str | None] = []
        try:
            for element in package.elements(part, "c", "row", "hyperlink", *_PAGE_TEXTS):
                match local(element):
                    case "c":
                        column = _column(element.get("r", ""), column + 1)
                        if text := self._text(element):
                            cells += [None] * (column + 1 - len(cells))
                            cells[column] = text
                    case "row":
                        number = _whole(element.get("r", ""), number + 1)
                        if cells:
                            self._budget.spend(len(cells))
                            yield number, tuple(cells)
                        cells, column = [], -1
                    case "hyperlink":
                        self.links.append((element.get("ref", ""), relation_id(element)))
                    case _:
                        self.page_texts.append(_PAGE_CODE.sub(" ", element.text or "").strip())
        except UnreadError as error:
            self.error = error

    def _text(self, cell: etree._Element) -> str | None:
        """A cell's value; its formula where no value was kept."""
        kind = cell.get("t", "n")
        value = formula = None
        for child in cell:
            match local(child):
                case "v":
                    value = child.text
                case "f":
                    formula = child.text
                case "is":
                    return rich_text(child)
        if value is None:
            return f"={formula}" if formula else None
        match kind:
            case "s":
                index = _whole(value, -1)
                return self._book.strings[index] if 0 <= index < len(self._book.strings) else None
            case "b":
                return as_text(value == "1")
            case "n":
                return self._book.formats.text(value, _whole(cell.get("s", ""), 0))
            case "d":
                return value.replace("T", " ").removesuffix(" 00:00:00")
            case _:
                return value


@lru_cache(maxsize=16_384)
def _index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = 26 * index + ord(letter) - 64
    return index - 1


def _column(address: str, default: int) -> int:
    match = _ADDRESS.match(address)
    return _index(match.group(1)) if match else default


def _column_name(index: int) -> str:
    name = ""
    while index >= 0:
        name = chr(65 + index % 26) + name
        index = index // 26 - 1
    return name


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else default
