"""Cells as text: numbers keep their digits, dates are ISO, bytes that are no text are counted."""

import datetime as dt
from decimal import Decimal

import pytest

from scanner.cells import as_text, batch


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("text", "text"),
        (21203199801234.0, "21203199801234"),
        (2.12031998e13, "21203199800000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (float("nan"), "NaN"),
        (7, "7"),
        (True, "true"),
        (Decimal("1250.50"), "1250.50"),
        (Decimal("3E+2"), "300"),
        (dt.date(1998, 3, 12), "1998-03-12"),
        (dt.datetime(1998, 3, 12), "1998-03-12"),
        (dt.datetime(1998, 3, 12, 9, 30, 1, 5), "1998-03-12 09:30:01"),
        (dt.time(9, 30), "09:30:00"),
        ("Өмүр".encode(), "Өмүр"),
        (b"\xff\xd8", None),
    ],
)
def test_a_value_as_text(value, text):
    assert as_text(value) == text


def test_a_batch_numbers_its_rows_and_counts_what_it_cannot_read():
    made = batch(5, [("a", b"\xff"), (None, memoryview(b"ok"))])
    assert (made.numbers, made.rows, made.binary) == ((5, 6), (("a", None), (None, "ok")), 1)
