"""The figures of the page: one pass over the findings, kept as counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scanner.reports.html.names import split
from scanner.verdicts import Assessed, Verdict

GRAVITY = ("special", "overdue", "excess", "undeclared", "unregistered", "due", "inaccurate", "stale", "declared")
"""Statuses, the gravest first: the order in which an officer should act."""
IN_ORDER = "declared"
"""The only status that asks for nothing."""


def rank(status: str) -> int:
    """The place of a status in the order of gravity; one that is not known here comes before `declared`."""
    return GRAVITY.index(status) if status in GRAVITY else GRAVITY.index(IN_ORDER) - 1


def needs_action(assessed: Assessed) -> bool:
    """Whether any verdict asks for something to be done."""
    return any(status != IN_ORDER for status in assessed.statuses)


def gravest(assessed: Assessed) -> Verdict | None:
    """The gravest verdict of a finding, where it has any."""
    return min(assessed.verdicts, key=lambda verdict: rank(verdict.status), default=None)


def order(assessed: Assessed) -> tuple[int, int, str]:
    """Sorts findings: the gravest first, then the most values, then by name."""
    worst = gravest(assessed)
    finding = assessed.stored.finding
    return rank(worst.status) if worst else len(GRAVITY), -finding.count, assessed.stored.item.item.name


@dataclass(slots=True)
class Task:
    """Findings that ask for the same thing in the same place."""

    verdict: Verdict  # the first met: status, clause and remedy are those of all
    array: str | None
    folder: str
    categories: Counter[str] = field(default_factory=Counter)
    items: int = 0
    values: int = 0
    due: dt.date | None = None
    preliminary: bool = False
    last: int | None = None  # the item counted last

    def add(self, assessed: Assessed, verdict: Verdict) -> None:
        """Counts one finding with its gravest verdict."""
        stored = assessed.stored
        self.items += stored.item.id != self.last
        self.last = stored.item.id
        self.values += stored.finding.count
        self.categories[stored.finding.category] += stored.finding.count
        self.preliminary = self.preliminary or verdict.preliminary
        self.due = min(filter(None, (self.due, verdict.due)), default=None)


@dataclass(slots=True)
class Folder:
    """A folder that no array covers. Persons are those of each item, added up."""

    name: str
    items: int = 0
    persons: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    last: int | None = None

    def add(self, assessed: Assessed) -> None:
        """Counts one finding; an item's findings follow one another."""
        stored = assessed.stored
        self.categories[stored.finding.category] += 1
        if stored.item.id != self.last:
            self.last = stored.item.id
            self.items += 1
            self.persons += stored.item.facts.persons or stored.finding.subjects


@dataclass(slots=True)
class Tally:
    """Exact counts over all findings, however many of them the page lists."""

    several_targets: bool
    findings: int = 0
    action: int = 0
    items: int = 0
    action_items: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    matrix: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # by category, then status
    totals: Counter[str] = field(default_factory=Counter)  # by category
    acting: Counter[str] = field(default_factory=Counter)  # by category, those that need action
    _tasks: dict[tuple[str, ...], Task] = field(default_factory=dict)
    _folders: dict[str, Folder] = field(default_factory=dict)
    _last: int | None = None
    _last_acting: int | None = None

    def watch(self, findings: Iterable[Assessed]) -> Iterator[Assessed]:
        """Hands the findings on, each counted."""
        for assessed in findings:
            self._add(assessed)
            yield assessed

    def tasks(self, limit: int = 10) -> list[Task]:
        """What to do first: the gravest, and of those the most values."""
        return sorted(self._tasks.values(), key=lambda task: (rank(task.verdict.status), -task.values))[:limit]

    def folders(self) -> list[Folder]:
        """Every folder that no array covers, the one with the most persons first."""
        return sorted(self._folders.values(), key=lambda folder: (-folder.persons, -folder.items, folder.name))

    def categories(self) -> list[str]:
        """Categories found, those that need action most first."""
        return sorted(self.totals, key=lambda category: (-self.acting[category], -self.totals[category], category))

    def _add(self, assessed: Assessed) -> None:
        item, category = assessed.stored.item, assessed.stored.finding.category
        self.findings += 1
        self.totals[category] += 1
        if "not_personal" not in assessed.notes:
            self.items += item.id != self._last
            self._last = item.id
        for status in set(assessed.statuses):
            self.statuses[status] += 1
            self.matrix[category][status] += 1
        if needs_action(assessed):
            self._act(assessed)

    def _act(self, assessed: Assessed) -> None:
        item, category = assessed.stored.item, assessed.stored.finding.category
        folder, _name = split(item.item, self.several_targets)
        self.action += 1
        self.acting[category] += 1
        self.action_items += item.id != self._last_acting
        self._last_acting = item.id
        if "unregistered" in assessed.statuses:
            self._folders.setdefault(folder, Folder(folder)).add(assessed)
        if worst := gravest(assessed):
            # One line for a place and a status, whatever categories lie there: one decision answers for all.
            key = (worst.status, assessed.array or "", "" if assessed.array else folder)
            self._tasks.setdefault(key, Task(worst, assessed.array, folder)).add(assessed, worst)
