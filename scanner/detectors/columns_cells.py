"""What columns are called, whose they are, and the names in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scanner.detectors.addresses_parts import AddressTerms
from scanner.detectors.headers import words
from scanner.detectors.names_terms import NameContext, terms

NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’ʼ.-]*\.?")
"""One word of a name, or an initial."""
_PARTS = re.compile(r"[,/\n]")
_LONGEST_NAME = 4  # words


def pieces(cell: str) -> Iterator[tuple[int, int]]:
    """Where the names of a cell stand that may hold several: `Цай, Ли`."""
    start = 0
    for end in [*(mark.start() for mark in _PARTS.finditer(cell)), len(cell)]:
        piece = cell[start:end]
        if 1 <= len(NAME_WORD.findall(piece)) <= _LONGEST_NAME:
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end + 1


def names_things(header: str) -> bool:
    """Whether a column of that name may hold names of anything: `Аты`, not `first_name`."""
    return len(found := words(header)) == 1 and found[0] in _things()


@cache
def _things() -> frozenset[str]:
    return terms("name_context", NameContext).names_of_things


@cache
def column_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of column names that speak of organisations, and of persons."""
    data = terms("address", AddressTerms)
    return data.organisation_columns, data.person_columns
