"""Places in the cells of a column: known names, words such as `ул.` and `району`, numbers of houses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scanner.detectors.addresses_parts import AddressTerms
from scanner.detectors.columns_values import share
from scanner.detectors.names_forms import from_latin, skeleton
from scanner.detectors.names_terms import places, terms
from scanner.folding import clean, loose

_PLACE_WORD = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*\.?")
_HOUSE = re.compile(r"(?:[дкд№]\.?\s?)?\d{1,4}\s?[А-Яа-яA-Za-z]?(?:\s?[/-]\s?\d{1,4}[А-Яа-яA-Za-z]?)?")
_BORN_AT = re.compile(
    r"\s*(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d)(?:\s?[гж]\.?(?:\s?р\.?)?)?[\s,;]+(?=[^\W\d_])"
)


def houses(cells: Sequence[str]) -> float:
    """The share of cells that may be the number of a house."""
    return share(cells, (bool(_HOUSE.fullmatch(cell.strip())) for cell in cells))


def born_at(cells: Sequence[str]) -> float:
    """The share of cells that are a day or a year and a place behind it."""
    found = [begun.end() for cell in cells if (begun := _BORN_AT.match(cell)) and place_marks(cell[begun.end() :])]
    return len(found) / len(cells) if cells else 0.0


def place_marks(cell: str) -> int:
    """How many words of a cell are known places or words such as `ул.`, `району`, `street`."""
    exact, begun, known, latin = _place_words()
    count = 0
    for word in _PLACE_WORD.findall(clean(cell).text):
        folded = loose(word)
        bare = folded.rstrip(".")
        count += (
            folded in exact
            or bare in known
            or bare.startswith(begun)
            or (len(bare) > 2 and bare.isascii() and skeleton(from_latin(bare)) in latin)
        )
    return count


@cache
def _place_words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
    data = terms("address", AddressTerms)
    marks = {
        loose(word).replace("_", " ")
        for sides in data.parts.values()
        for word in f"{sides.before} {sides.after}".split()
    }
    exact = frozenset(mark for mark in marks if not mark.endswith("-") and (len(mark) > 2 or mark.endswith(".")))
    begun = tuple(mark[:-1] for mark in marks if mark.endswith("-") and len(mark) > 3)
    home = places().towns | places().regions | places().districts
    return exact, begun, frozenset(home), frozenset(skeleton(name) for name in home)
