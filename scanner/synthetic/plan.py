"""The plan of the made-up share (`data/share.yaml`), checked."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

from scanner import rulefiles
from scanner.synthetic.vocabulary import DATA, Strict


class PlannedFile(Strict):
    """A file, or `times` of them: its name's template, and how it is filled and written."""

    name: str
    times: int = 1
    genre: str | None = None
    sheets: tuple[tuple[str, int], ...] = ()
    lang: Literal["ky", "ru", "en", "mixed"] = "ru"
    dirt: float = 0.0
    dated: bool = False
    charset: str = "utf-8"
    delimiter: Literal[",", ";"] = ","
    corners: tuple[str, ...] = ()
    nested: bool = False
    hidden: frozenset[int] = frozenset()
    numbers: bool = False
    broken: Literal["locked", "torn", "empty", "picture"] | None = None

    @property
    def suffix(self) -> str:
        """The format, as its name says it."""
        return self.name.rsplit(".", 1)[1]


class PlannedFolder(Strict):
    """A folder: the days its files are from, what the declaration says of them, what the term adds."""

    path: str
    verdicts: str
    clock: list[str]
    days: tuple[dt.date, dt.date]
    files: list[PlannedFile]


class Plan(Strict):
    """Every folder, and the verdicts by category that folders name."""

    verdicts: dict[str, dict[str, list[str]]]
    folders: list[PlannedFolder]

    def statuses(self, verdicts: str, category: str, clock: list[str]) -> frozenset[str]:
        """The statuses of a category where `verdicts` hold and `clock` says what became of the term."""
        return frozenset((*self.verdicts[verdicts][category], *clock))


@cache
def plan() -> Plan:
    """The share's plan."""
    return rulefiles.load(DATA / "share.yaml", Plan)
