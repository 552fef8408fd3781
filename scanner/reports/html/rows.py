"""The findings as the page's script gets them: numbers that point into lists of words.

What opens with the page (`table`) stays apart from what is read only when a row is opened (`details`).
Every word is a list of its three languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scanner.i18n import LANGUAGES
from scanner.model import Evidence, Place
from scanner.reports.html.coding import Coder, Shape, clause_text, each, frame, shape, sure
from scanner.reports.html.names import split
from scanner.reports.html.tally import GRAVITY, rank
from scanner.reports.interface import Legend
from scanner.reports.words import evidence, pick, printable
from scanner.verdicts import Assessed, Verdict, Words

PLACES = 100_000
"""Places on the whole page, so that it opens quickly; but at least three of each finding."""

_COLUMNS = ("folder", "name", "category", "count", "persons", "sure", "statuses", "array")


class Rows:
    """Findings encoded in their order: the lists of words grow as they are met."""

    def __init__(self, legend: Legend, arrays: dict[str, Words], several_targets: bool) -> None:
        self._several = several_targets
        self._folders: Coder[str] = Coder(str)
        self._categories: Coder[str] = Coder(lambda code: each(legend.categories, code))
        self._statuses: Coder[str] = Coder(lambda code: [code, each(legend.statuses, code)])
        self._sets: Coder[tuple[int, ...]] = Coder(list)
        self._arrays: Coder[str] = Coder(lambda code: each(arrays, code))
        self._clauses: Coder[str] = Coder(lambda number: [number, [clause_text(legend, number, x) for x in LANGUAGES]])
        self._remedies: Coder[str] = Coder(
            lambda code: [pick(legend.remedies.get(code, {}), lang) for lang in LANGUAGES]
        )
        self._reasons: Coder[tuple[str, ...]] = Coder(list)
        self._why: Coder[Evidence] = Coder(lambda why: [evidence(why, lang) for lang in LANGUAGES])
        self._shapes: Coder[Shape] = Coder(frame)
        self._columns: list[list[Any]] = [[] for _name in _COLUMNS]
        self._details: list[list[Any]] = []
        for code in GRAVITY:  # in this order in the filter
            self._statuses(code)

    def add(self, findings: Sequence[Assessed]) -> None:
        """Encodes the findings in their order."""
        places = max(3, PLACES // max(1, len(findings)))
        for assessed in findings:
            for column, value in zip(self._columns, self._cells(assessed), strict=True):
                column.append(value)
            self._details.append(self._detail(assessed, places))

    def table(self) -> dict[str, Any]:
        """What the page opens with."""
        return {
            "folders": self._folders.listed(),
            "categories": self._categories.listed(),
            "statuses": self._statuses.listed(),
            "sets": self._sets.listed(),
            "arrays": self._arrays.listed(),
            "rows": dict(zip(_COLUMNS, self._columns, strict=True)),
        }

    def details(self) -> dict[str, Any]:
        """What a row shows when it is opened."""
        return {
            "clauses": self._clauses.listed(),
            "remedies": self._remedies.listed(),
            "reasons": self._reasons.listed(),
            "why": self._why.listed(),
            "shapes": self._shapes.listed(),
            "rows": self._details,
        }

    def _cells(self, assessed: Assessed) -> tuple[int | str, ...]:
        finding = assessed.stored.finding
        folder, name = split(assessed.stored.item.item, self._several)
        return (
            self._folders(folder),
            name,
            self._categories(finding.category),
            finding.count,
            finding.subjects,
            sure(finding.confidence),
            self._sets(tuple(sorted({self._statuses(status) for status in assessed.statuses}))),
            -1 if assessed.array is None else self._arrays(assessed.array),
        )

    def _detail(self, assessed: Assessed, places: int) -> list[Any]:
        stored = assessed.stored
        return [
            stored.id,
            stored.first_seen.astimezone().strftime("%d.%m.%Y"),
            printable(stored.item.item.owner or ""),
            stored.finding.flawed,
            [self._place(place) for place in stored.finding.places[:places]],
            [self._verdict(verdict) for verdict in sorted(assessed.verdicts, key=lambda one: rank(one.status))],
            list(assessed.notes),
        ]

    def _place(self, place: Place) -> list[Any]:
        values = [printable(value) for _unit, value in place.location]
        why = [self._why(one) for one in place.why]
        return [self._shapes(shape(place.location)), values, printable(place.example), sure(place.confidence), why]

    def _verdict(self, verdict: Verdict) -> list[Any]:
        return [
            self._statuses(verdict.status),
            self._clauses(verdict.clause),
            self._remedies(verdict.remedy),
            int(verdict.preliminary),
            self._reasons(tuple(printable(pick(verdict.reason, lang)) for lang in LANGUAGES)),
            verdict.due.strftime("%d.%m.%Y") if verdict.due else "",
            [verdict.rows.due, verdict.rows.overdue, verdict.rows.of] if verdict.rows else [],
        ]
