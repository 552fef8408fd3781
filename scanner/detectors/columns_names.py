"""The names in the cells of a name column, and what column names say of whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from scanner.detectors.addresses_parts import AddressTerms
from scanner.detectors.columns_terms import is_empty
from scanner.detectors.headers import words
from scanner.detectors.interface import TextDetector
from scanner.detectors.names_terms import NameContext, terms
from scanner.model import NAMES, Match

_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’ʼ.-]*\.?")  # one word of a name, or an initial
_COMMA_NAME = re.compile(r"(?<=[^\W\d_]{2}), (?=[^\W\d_]+(?:[ .][^\W\d_]*\.?)?\s*\Z)")
_PARTS = re.compile(r"[,/\n]")
_LONGEST_NAME = 4  # words
_LIST = re.compile(r"[;|]")  # between people in one cell
_PEOPLE = 20  # numbers of mentions kept for a piece of a cell
_NO_NAME = re.compile(r"[\d@/]")
_SURE = 0.9  # confidence of a name that its column's header vouches for


def without_comma(cell: str) -> str:
    """A cell such as `Asanov, Bakyt` with a blank for its comma; of the same length."""
    return _COMMA_NAME.sub("  ", cell)


def names_in(text: TextDetector, label: str, category: str, cell: str) -> Iterator[Match]:
    """The names in a cell of a name column, of one person or of several; `label` stands before full names in a form."""
    if is_empty(cell):
        return
    shift, person = 0, 0
    for piece in _LIST.split(cell):
        for match in _name_parts(text, label, category, piece):
            mention = person + (match.mention or 0)
            yield replace(match, start=match.start + shift, end=match.end + shift, mention=mention)
        shift, person = shift + len(piece) + 1, person + _PEOPLE


def _name_parts(text: TextDetector, label: str, category: str, cell: str) -> list[Match]:
    """A cell of a name column: one word is the part its header names, more are a person's full name."""
    found = list(_NAME_WORD.finditer(cell))
    odd = bool(_NO_NAME.search(cell))  # `1. Асанов Б., 0555 12 34 56`
    if odd or len(found) > (2 if category == "patronymic" else 1):  # `Болот кызы` is one patronymic
        prefix = f"{label}: "
        kept = [
            replace(match, start=match.start - len(prefix), end=match.end - len(prefix))
            for match in text.find(prefix + without_comma(cell))
            if match.start >= len(prefix) and (odd or match.category in NAMES)
        ]
        if kept or odd:
            first = min((match.mention or 0 for match in kept), default=0)
            return [replace(match, mention=(match.mention or 0) - first) for match in kept]
    return [
        Match(category, start, end, _SURE, value=cell[start:end], canonical=cell[start:end].casefold())
        for start, end in _pieces(cell)
    ]


def _pieces(cell: str) -> Iterator[tuple[int, int]]:
    """Where the names of a cell stand that may hold several: `Цай, Ли`."""
    start = 0
    for end in [*(mark.start() for mark in _PARTS.finditer(cell)), len(cell)]:
        piece = cell[start:end]
        if 1 <= len(_NAME_WORD.findall(piece)) <= _LONGEST_NAME:
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
