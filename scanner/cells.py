"""Values of databases and sheets as the text that detectors read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from scanner.model import Batch


def as_text(value: object) -> str | None:
    """A cell's value as text: numbers without exponent or a padding `.0` (a PIN kept as a number keeps its 14
    digits), days as `YYYY-MM-DD`, moments as `YYYY-MM-DD HH:MM:SS`; None for nothing and for bytes that are no text.
    """
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e16:
            return str(int(value))
        case float():
            return format(Decimal(repr(value)), "f")
        case Decimal():
            whole = value.to_integral_value() if value.is_finite() else value
            return str(int(value)) if value.is_finite() and value == whole else format(value, "f")
        case dt.datetime():
            plain = value.replace(microsecond=0, tzinfo=None)
            return plain.date().isoformat() if plain.time() == dt.time() else plain.isoformat(" ")
        case dt.date():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return _text_of_bytes(bytes(value))
        case _:
            return str(value)


def _text_of_bytes(value: bytes) -> str | None:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def batch(first: int, rows: Iterable[Sequence[object]]) -> Batch:
    """Rows of a database as a batch numbered from `first`, with the count of cells that are no text."""
    cells: list[tuple[str | None, ...]] = []
    binary = 0
    for row in rows:
        cells.append(tuple(as_text(value) for value in row))
        binary += sum(
            text is None and isinstance(value, bytes | bytearray | memoryview)
            for text, value in zip(cells[-1], row, strict=True)
        )
    return Batch(tuple(range(first, first + len(cells))), tuple(cells), binary)
