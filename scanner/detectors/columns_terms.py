"""The words of tables: placeholders, totals, parts of dates and addresses, names that say nothing (`rules/terms/`)."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Annotated

from pydantic import BeforeValidator

from scanner.detectors.headers import Phrase, is_short_for, romanised, words
from scanner.detectors.names_terms import Terms, terms
from scanner.folding import clean, loose

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_TOTAL_LENGTH = 40  # characters of a cell that says that its row is a total


def _phrases(value: object) -> object:
    """Words with blanks between them, `_` inside a phrase, as folded phrases."""
    return frozenset(part.replace("_", " ") for part in value.split()) if isinstance(value, str) else value


Phrases = Annotated[frozenset[str], BeforeValidator(_phrases)]


class ColumnTerms(Terms):
    """The file `rules/terms/columns.yaml`."""

    placeholders: Phrases
    totals: Phrases
    day: Phrases
    month: Phrases
    year: Phrases
    passport_series: Phrases
    passport_number: Phrases
    passport_issuer: Phrases
    passport_issued: Phrases
    address_parts: Phrases
    weak: Phrases
    transfer: Phrases
    cryptic: Phrases
    persons: Phrases
    organisations: Phrases
    chiefs: Phrases
    contribution_rates: tuple[float, ...]
    cell_words: dict[str, Phrases]
    cell_words_beside: dict[str, Phrases]

    @cached_property
    def empty(self) -> frozenset[str]:
        """Placeholders as `is_empty` folds cells."""
        return frozenset(plain(word) for word in self.placeholders)

    @cached_property
    def summed(self) -> tuple[str, ...]:
        """Beginnings of rows of totals."""
        return tuple(loose(word) for word in self.totals)


@cache
def column_terms() -> ColumnTerms:
    """The words, loaded once."""
    return terms("columns", ColumnTerms)


@cache
def cell_words(field: str) -> dict[str, re.Pattern[str]]:
    """For each category, what its cells begin with."""
    listed: dict[str, frozenset[str]] = getattr(column_terms(), field)
    return {category: _beginning(phrases) for category, phrases in listed.items()}


def _beginning(phrases: frozenset[str]) -> re.Pattern[str]:
    written = (re.escape(loose(phrase)).replace(r"\*", r"\w*") for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\W{{0,2}}(?:{'|'.join(written)})(?!\w)")


@cache
def spelt(field: str) -> frozenset[Phrase]:
    """The phrases of one list, as words in Latin letters."""
    found: frozenset[str] = getattr(column_terms(), field)
    return frozenset(tuple(map(romanised, words(phrase))) for phrase in found)


def said(name: str, field: str) -> bool:
    """Whether a column's name is one of these phrases, whatever script it is written in, whole or cut short."""
    told = tuple(map(romanised, words(name)))
    return bool(told) and (told in spelt(field) or any(is_short_for(name, phrase) for phrase in spelt(field)))


def made_of(name: str, field: str) -> bool:
    """Whether a column's name is nothing but words of these phrases."""
    known = {word for phrase in spelt(field) for word in phrase}
    told = [romanised(word) for word in words(name)]
    return bool(told) and all(word in known for word in told)


def holds(name: str, field: str) -> bool:
    """Whether a column's name holds one of these words."""
    return any((romanised(word),) in spelt(field) for word in words(name))


def is_cryptic(name: str) -> bool:
    """Whether a column's name says nothing: none at all, `F1`, `col_17`, `Поле3`."""
    return all((romanised(word),) in spelt("cryptic") for word in words(name))


def plain(cell: str) -> str:
    """A cell in small letters without the signs around it."""
    return " ".join(_EDGE.sub("", loose(clean(cell).text)).split())


def is_empty(cell: str | None) -> bool:
    """Whether a cell holds no value: nothing, dashes, `нет`, `жок`."""
    if cell is None:
        return True
    word = plain(cell)
    return not word or word in column_terms().empty


def is_total(cells: tuple[str | None, ...]) -> bool:
    """Whether a row sums up others: one of its first words says so."""
    for cell in [cell for cell in cells if cell and not cell.isspace()][:3]:
        word = plain(cell)
        if len(word) <= _TOTAL_LENGTH and word.startswith(column_terms().summed):
            rest = word.split()[0]
            if rest in column_terms().summed or word in column_terms().summed:
                return True
    return False
