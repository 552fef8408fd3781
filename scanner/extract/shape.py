"""What a grid of cells is, judged by its shape alone: a table with a header, or a form of labels and values.

No words are looked at here: what a header means is said by the rules of the detectors. Where the shape leaves a
doubt there is no header, and the detectors find it among the first rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from scanner.model import Batch

Cells = Sequence[str | None]

BATCH_ROWS = 2000
_BATCH_CELLS = 200_000  # a few rows may be as wide as a sheet can be
_HEADER_WITHIN = 20  # rows from the top
_BELOW = 10  # rows under a header that must differ from it
FORM_ROWS = 40  # a longer list of pairs is a table
_LABEL_LENGTH = 100
_LONG_NUMBER = 5  # digits: more than an ordinal, a year or a house number
_SAME = 0.6  # share of a column's values with one shape that makes it a column

_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")


def header_at(rows: Sequence[Cells]) -> int | None:
    """The index of the row that names the columns: labels, over columns that mostly hold something else.

    Of a header of two rows it is the upper one: the first row below it then names what its groups hold.
    """
    columns = {at for cells in rows for at, _ in filled(cells)}
    for index, cells in enumerate(islice(rows, _HEADER_WITHIN)):
        labels = [text for _, text in filled(cells) if _is_label(text)]
        if len(set(labels)) < min(2, len(columns)) or len(labels) < len(filled(cells)) / 2:
            continue
        if not any(_is_long(text) for _, text in filled(cells)) and _names(cells, rows[index + 1 :][:_BELOW]):
            return index - 1 if index and _is_upper(rows[index - 1], cells, rows[index + 1 :][:_BELOW]) else index
    return None


def is_form(rows: Sequence[Cells]) -> bool:
    """Whether the rows are pairs of a label and a value beside it (`ПИН | 2120…`), not records under a header."""
    grid = [filled(cells) for cells in rows if filled(cells)]
    pairs = [cells for cells in grid if len(cells) in (2, 4)]
    if not 2 <= len(grid) <= FORM_ROWS or len(pairs) < max(2, 0.8 * sum(len(cells) > 1 for cells in grid)):
        return False
    labels = [text for cells in pairs for _, text in cells[::2]]
    if not all(map(_is_label, labels)) or len(set(labels)) < len(labels):
        return False
    wide = sum(len(cells) == 4 for cells in pairs)
    return wide in (0, len(pairs)) and (not wide or len(pairs) > 2) and not _has_column(pairs)


def form_lines(cells: Cells) -> Iterator[tuple[int, str]]:
    """A row as `label: value` lines, each with the index of the value's cell; other rows as one line."""
    found = filled(cells)
    if len(found) in (2, 4) and all(_is_label(text) for _, text in found[::2]):
        for (_, label), (at, value) in zip(found[::2], found[1::2], strict=True):
            yield at, f"{label.rstrip(' :')}: {value}"
    elif found:
        yield found[0][0], " | ".join(text for _, text in found)


def filled(cells: Cells) -> list[tuple[int, str]]:
    """The cells that hold something, with their index."""
    return [(at, text.strip()) for at, text in enumerate(cells) if text and not text.isspace()]


def names(cells: Cells) -> tuple[str, ...]:
    """A header row as column names; "" where a column has none."""
    return tuple(" ".join((text or "").split()) for text in cells)


def batches(rows: Iterable[tuple[int, Cells]]) -> Iterator[Batch]:
    """Numbered rows in batches."""
    numbers: list[int] = []
    chunk: list[tuple[str | None, ...]] = []
    cells = 0
    for number, row in rows:
        numbers.append(number)
        chunk.append(tuple(row))
        cells += len(row)
        if len(chunk) == BATCH_ROWS or cells >= _BATCH_CELLS:
            yield Batch(tuple(numbers), tuple(chunk))
            numbers, chunk, cells = [], [], 0
    if chunk:
        yield Batch(tuple(numbers), tuple(chunk))


def _names(header: Cells, below: Sequence[Cells]) -> bool:
    """Whether most of the columns that hold values below bear a label in this row."""
    columns: dict[int, list[str]] = {}
    for cells in below:
        for at, text in filled(cells):
            columns.setdefault(at, []).append(text)
    values = [at for at, texts in columns.items() if sum(map(_is_value, texts)) > len(texts) / 2]
    labelled = {at for at, text in filled(header) if _is_label(text)}
    return bool(values) and sum(at in labelled for at in values) > len(values) / 2


def _is_upper(above: Cells, header: Cells, below: Sequence[Cells]) -> bool:
    """Whether the row above a header is part of it: it names columns that the header leaves open."""
    named = {at for at, _ in filled(header)}
    groups = filled(above)
    held = {at for cells in below for at, _ in filled(cells)}
    own = {at for at, _ in groups} - named
    return len(groups) > 1 and all(_is_label(text) for _, text in groups) and bool(own & held)


def _has_column(pairs: list[list[tuple[int, str]]]) -> bool:
    """Whether one of the value columns holds values of one shape, as the columns of a list of records do."""
    for place in range(1, len(pairs[0]), 2):
        values = [cells[place][1] for cells in pairs[1:]]
        shapes = Counter(_shape(value) for value in values if _is_value(value))
        if len(values) > 1 and shapes and shapes.most_common(1)[0][1] >= _SAME * len(values):
            return True
    return False


def _is_long(text: str) -> bool:
    return "@" in text or len(_DIGIT.findall(text)) >= _LONG_NUMBER


def _is_value(text: str) -> bool:
    return _is_long(text) or (_DIGIT.search(text) is not None and not _LETTERS.search(text))


def _is_label(text: str) -> bool:
    return not _is_value(text) and len(text) <= _LABEL_LENGTH


def _shape(text: str) -> str:
    return _LETTERS.sub("a", _DIGIT.sub("9", text))
