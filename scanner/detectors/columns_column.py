"""One column of a table while it is read, and which roles columns have."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scanner.model import NAMES

BIRTHS = frozenset({"birth_date", "birth_year"})
PERSONAL = frozenset({*NAMES, *BIRTHS, "pin", "passport"})
"""Roles of columns that say who a row speaks of."""
AMOUNTS = frozenset({"income", "pay", "salary", "insurance_contrib"})
SURE_SHARE = 0.8
"""Of a column's values, for a role without a header."""
HALF = 0.5
SOME = 0.3
"""Of the values, where a name that says little needs their support."""
FEW_NAMELESS = 3
"""Values that a nameless column needs to be tried at all."""

Samples = list[list[str]]
"""Some values of each column that are no placeholders."""


@dataclass(slots=True)
class Column:
    """One column while its table is read."""

    index: int
    name: str
    label: str = ""  # what its values are read behind while it has no role
    roles: tuple[str, ...] = ()  # the categories it holds; several where its name lists them
    part: str | None = None  # of a passport, a birth date or an address that stands in several columns
    by_header: bool = False
    person: int = 0  # which person of the row a name column speaks of
    filled: int = 0
    whole: Counter[str] = field(default_factory=Counter)  # category → cells that are nothing but such a value
    ruled_out: frozenset[str] = frozenset()  # categories that its name says it does not hold
    barred: frozenset[str] = frozenset()  # categories that are nobody's here
    dates: int = 0
    days: Counter[dt.date] = field(default_factory=Counter)

    @property
    def category(self) -> str | None:
        """Its first role."""
        return self.roles[0] if self.roles else None


def runs(columns: list[Column], fits: Callable[[Column], bool]) -> Iterator[list[Column]]:
    """Columns side by side of which all are so."""
    run: list[Column] = []
    for column in columns:
        if fits(column):
            run.append(column)
        elif run:
            yield run
            run = []
    if run:
        yield run
