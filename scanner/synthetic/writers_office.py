"""Papers as XLSX workbooks and text PDFs."""

from __future__ import annotations

import datetime as dt
import importlib
import io
from pathlib import Path
from typing import Any

from scanner.errors import UsageError
from scanner.i18n import _
from scanner.synthetic.documents import Grid, Paper

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def xlsx(paper: Paper, hidden: frozenset[int] = frozenset(), numbers: bool = False) -> bytes:
    """A sheet a table, those of `hidden` (by position) hidden; `numbers` writes digits as numbers, PINs too.

    The first sheet is never hidden; paragraphs stand above its table.
    """
    out = io.BytesIO()
    book = _library("xlsxwriter").Workbook(out, {"in_memory": True})
    book.set_properties({"created": _noon(paper.day), "author": ""})
    above = [piece.text for piece in paper.paragraphs]
    for at, grid in enumerate(paper.grids):
        sheet = book.add_worksheet(f"Лист{at + 1}" if at else "Кадр")
        _fill_sheet(sheet, grid, [*(above if not at else []), *grid.title], numbers)
        if at in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def _fill_sheet(sheet: Any, grid: Grid, above: list[str], numbers: bool) -> None:
    for line, text in enumerate(above):
        sheet.write_string(line, 0, text)
    top = len(above)
    for column, name in enumerate(grid.header):
        sheet.write_string(top, column, name)
        sheet.set_column(column, column, 18)
    for line, row in enumerate(grid.rows, start=top + 1):
        for column, cell in enumerate(row):
            if numbers and cell.text.isdigit() and not cell.text.startswith("0") and len(cell.text) < 16:
                sheet.write_number(line, column, int(cell.text))
            else:
                sheet.write_string(line, column, cell.text)


def pdf(paper: Paper, password: str | None = None) -> bytes:
    """Paragraphs, then tables with ruled cells; with a `password` no one opens it without."""
    document = _library("fpdf").FPDF()
    document.set_creation_date(_noon(paper.day))
    document.add_font("DejaVu", "", _font())
    document.set_font("DejaVu", size=10)
    document.add_page()
    for piece in paper.paragraphs:
        document.multi_cell(0, 6, piece.text, new_x="LMARGIN", new_y="NEXT")
    for grid in paper.grids:
        _pdf_table(document, grid)
    if password is not None:
        document.set_encryption(owner_password=f"{password}-owner", user_password=password)
    return bytes(document.output())


def _pdf_table(document: Any, grid: Grid) -> None:
    for line in grid.title:
        document.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    document.set_font("DejaVu", size=7)
    lines = [grid.header, *(tuple(cell.text for cell in row) for row in grid.rows)]
    # Room for each column's longest word, so that no number breaks inside its cell; long addresses go on below.
    widths = tuple(min(max(map(len, column)), 24) + 2 for column in zip(*lines, strict=True))
    with document.table(first_row_as_headings=False, col_widths=widths) as ruled:
        for cells in lines:
            row = ruled.row()
            for text in cells:
                row.cell(text)


def _library(name: str) -> Any:
    """A library of the `demo` extra: who asks for nothing but persons and texts does without."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise UsageError(_("{name} is missing, install it: pip install 'scanner[demo]'").format(name=name)) from error


def _font() -> Path:
    if not FONT.is_file():
        raise UsageError(
            _("the font {path} is missing, install it: apt-get install fonts-dejavu-core").format(path=FONT)
        )
    return FONT


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
