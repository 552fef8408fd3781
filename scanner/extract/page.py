"""What a page says to its reader: lines of text, tables, and the values of attributes that people see or fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.extract.shape import batches, form_lines, header_at, is_form, names
from scanner.extract.text import plain
from scanner.model import Location, Table

Part = tuple[str, Location] | Table
"""A line with its place, or a table that stands between lines."""

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|frame|h[1-6]|head|header|hr|html|iframe|legend|li|main|menu|nav|noscript|ol|optgroup|option|p|section"
    "|select|summary|tbody|tfoot|thead|title|tr|ul"
)
_RAW = frozenset(("pre", "script", "style", "textarea"))  # their line ends count
_APART = frozenset(("a", "button", "img", "input", "label"))  # inline, and never inside a value
_TOLD = frozenset(("alt", "aria-label", "datetime", "label", "placeholder", "summary", "title"))
_LINKS = frozenset(("action", "href", "src"))
_TELLING = re.compile(r"(?!data:)(?:mailto:|tel:|sms:|.*[?@]|.*\d{7})", re.DOTALL)
_LAYOUT_TEXT = 1000  # characters of one cell: a page laid out by a table
_LONGEST = 64_000  # characters of a line
_ROWS = 20_000  # of a table kept at a time


@dataclass(slots=True)
class _Grid:
    """A table that is open. `spread`: it holds another one, so its cells are told as lines."""

    number: int
    rows: list[list[str | None]] = field(default_factory=list)
    named: bool = True  # the first row has header cells only
    told: int = 0  # rows that are told already
    header: tuple[str, ...] = ()
    span: int = 0  # columns of the open cell; 0 where none is open
    spread: bool = False


class Page:
    """The target of an HTML parser: `take` gives what was read since it was last asked."""

    def __init__(self) -> None:
        self.told = False  # since it was last set back
        self._parts: list[Part] = []
        self._text: list[str] = []
        self._size = 0
        self._aside: list[str] = []
        self._raw = False
        self._tag_between = False
        self._lines = 0
        self._tables = 0
        self._grids: list[_Grid] = []

    def take(self) -> list[Part]:
        """What was read since."""
        parts, self._parts = self._parts, []
        return parts

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.told = self._tag_between = True
        if tag == "table":
            self._open_table()
        elif tag in ("td", "th"):
            self._open_cell(tag, attributes)
        elif tag in _RAW or _BLOCKS.fullmatch(tag):
            self._end_line()
            if tag == "tr" and self._grids:
                self._open_row(self._grids[-1])
        elif tag in _APART:
            self._add(" ")
        self._raw = tag in _RAW
        self._tell_attributes(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.told = self._tag_between = True
        if tag == "table":
            self._close_table()
        elif tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag in _RAW or _BLOCKS.fullmatch(tag):
            self._end_line()
        elif tag in _APART:
            self._add(" ")
        self._raw = False

    def data(self, text: str) -> None:
        """Characters. Where a tag stood between them a blank is put between what cannot be one word or number."""
        self.told = True
        if self._tag_between and self._text and _is_seam(self._text[-1][-1:], text[:1]):
            self._add(" ")
        self._tag_between = False
        self._add(text)
        if self._size > _LONGEST and not self._in_cell():
            self._end_line()

    def comment(self, text: str) -> None:
        """What the page's author left out of sight."""
        self.told = True
        self._tell_lines(text)

    def pi(self, target: str, text: str | None = None) -> None:
        """A processing instruction: code that was to be run on the server."""
        self.told = True
        self._tell_lines(text or "")

    def close(self) -> None:
        """The end of the page, also of a broken one."""
        while self._grids:
            self._close_table()
        self._end_line()

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._size += len(text)

    def _in_cell(self) -> bool:
        return bool(self._grids) and self._grids[-1].span > 0 and not self._grids[-1].spread

    def _end_line(self) -> None:
        if self._in_cell():
            self._add("\n")
            return
        if self._raw:
            self._tell_lines(plain(self._taken()))
        else:
            self._tell_line(self._line())

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text, self._size = [], 0
        return text

    def _line(self) -> str:
        """The text so far in one line, with the attributes beside it that it does not say itself."""
        text = self._taken()
        said = _letters(text)
        asides = [aside for aside in dict.fromkeys(self._aside) if _letters(aside) not in said]
        self._aside = []
        return " ".join(" ".join((text, *asides)).split())

    def _tell_line(self, line: str) -> None:
        if line:
            self._lines += 1
            self._parts.append((line, (("paragraph", str(self._lines)),)))

    def _tell_lines(self, text: str) -> None:
        for line in text.splitlines():
            self._tell_line(line.strip())

    def _tell_attributes(self, tag: str, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if name in ("value", "content"):
                label = next((attributes[key] for key in ("name", "property", "id") if attributes.get(key)), "")
                self._add(f" {label}: {value} " if label else f" {value} ")
            elif name in _TOLD or name.startswith("data-"):
                self._aside.append(value)
            elif name in _LINKS and _TELLING.match(value):
                self._aside.append(value.removeprefix("mailto:").removeprefix("tel:"))
        if tag == "meta":
            self._end_line()

    def _open_table(self) -> None:
        if self._in_cell():
            outer = self._grids[-1]
            self._tell_rows(outer.rows, outer)
            outer.rows, outer.spread = [], True
        self._end_line()
        self._tables += 1
        self._grids.append(_Grid(self._tables))

    def _open_row(self, grid: _Grid) -> None:
        self._close_cell()
        if len(grid.rows) >= _ROWS:
            self._tell_grid(grid)
        grid.rows.append([])

    def _open_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._grids:
            self._end_line()
            return
        self._close_cell()
        self._end_line()
        grid = self._grids[-1]
        if not grid.rows:
            grid.rows.append([])
        span = attributes.get("colspan", "")
        grid.span = min(int(span[:4]), 100) or 1 if span.isdecimal() else 1
        if tag == "td" and len(grid.rows) == 1 and not grid.told:
            grid.named = False

    def _close_cell(self) -> None:
        if self._in_cell():
            grid = self._grids[-1]
            grid.rows[-1] += [self._line() or None, *[None] * (grid.span - 1)]
            grid.span = 0
        else:
            self._end_line()

    def _close_table(self) -> None:
        if self._grids:
            self._close_cell()
            self._tell_grid(self._grids.pop())

    def _tell_grid(self, grid: _Grid) -> None:
        rows: list[list[str | None]] = grid.rows
        filled = [row for row in rows if any(row)]
        if not grid.told and not _is_table(filled, grid.named):
            self._tell_rows(rows, grid)
        else:
            at = (0 if grid.named else header_at(rows)) if not grid.told else None
            if at is not None:
                self._tell_rows(rows[:at], grid)
                grid.header = names(rows[at])
            numbered = [(grid.told + number, tuple(row)) for number, row in enumerate(rows, 1) if any(row)]
            body = numbered if at is None else [(number, row) for number, row in numbered if number > at + 1]
            self._parts.append(Table(batches(body), grid.header, (("table", str(grid.number)),)))
        grid.told += len(rows)
        grid.rows = []

    def _tell_rows(self, rows: list[list[str | None]], grid: _Grid) -> None:
        for number, row in enumerate(rows, grid.told + 1):
            place = (("table", str(grid.number)), ("row", str(number)))
            self._parts += [(line, place) for _, line in form_lines(row)]


def _is_table(rows: list[list[str | None]], named: bool) -> bool:
    """Whether rows are records, not a form, a list or a page's layout."""
    if len(rows) < 2 or (is_form(rows) and not named):
        return False
    wide = max(map(len, rows)) > 1
    return (wide or named) and all(len(cell or "") <= _LAYOUT_TEXT for row in rows for cell in row)


def _is_seam(left: str, right: str) -> bool:
    if left.islower() and right.isupper():
        return True
    return (left.isalpha() and right.isdigit()) or (left.isdigit() and right.isalpha())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
