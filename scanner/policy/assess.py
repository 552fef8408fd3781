"""Findings to verdicts: the declaration and its arrays on one day. A pure function of what it is given."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from scanner.policy.arrays import Array
from scanner.policy.declaration import Declaration
from scanner.policy.globs import composed
from scanner.policy.locations import Locations, compiled
from scanner.policy.retention import Aging, Clocks, Expiry
from scanner.policy.standing import lawful, needed, standing
from scanner.policy.terms import DefaultTerms, load_default_terms
from scanner.policy.wording import Basis, ExpiryCode, Reason, ReasonCode, Wording, date_words, load_wording
from scanner.verdicts import Assessed, RowCount, StoredFinding, StoredItem, Verdict, Words

_ON_MATRIX = ("declared", "excess")  # the statuses that rest on the matrix


class Assessor:
    """What a declaration with its arrays says of findings on a day.

    `file_times_off` are targets whose file times tell nothing (over a fifth of the files bear one day). Wording and
    default terms are the shipped ones where none are given.
    """

    def __init__(
        self,
        declaration: Declaration,
        arrays: Sequence[Array],
        as_of: dt.date,
        file_times_off: Collection[str] = frozenset(),
        *,
        wording: Wording | None = None,
        defaults: DefaultTerms | None = None,
    ) -> None:
        self.edition = _edition(declaration, arrays)
        self._declaration = declaration
        self._locations = Locations(arrays)
        self._wording = wording or load_wording()
        self._clocks = Clocks(
            as_of, declaration.terms.destruction_days, defaults or load_default_terms(), frozenset(file_times_off)
        )
        self._tolerated = {
            array.id: [(compiled(array, entry.location), entry.categories) for entry in array.tolerated]
            for array in arrays
        }
        self._said: dict[tuple[ReasonCode, str | None, str], Verdict] = {}

    def assess(self, item: StoredItem, findings: Iterable[StoredFinding]) -> list[Assessed]:
        """The verdicts of one item's findings, in the order of the statuses; with the array that covers it."""
        findings = list(findings)
        array = self._locations.find(item.item.target, item.item.name)
        aging = self._clocks.age(item, array) if array else Aging()
        expired = tuple(self._expired(expiry, array) for expiry in aging.expiries) if array else ()
        tolerated = self._tolerated_at(item, array)
        present = {stored.finding.category for stored in findings}
        name = array.id if array else None
        assessed = []
        for stored in findings:
            category = stored.finding.category
            if self._is_not_personal(category, present):
                assessed.append(Assessed(stored, name, (), ("not_personal",)))
            elif category in tolerated:
                assessed.append(Assessed(stored, name, expired, ("tolerated", *aging.notes)))
            else:
                assessed.append(Assessed(stored, name, (*self._standing(array, category), *expired), aging.notes))
        return assessed

    def _is_not_personal(self, category: str, present: AbstractSet[str]) -> bool:
        return any(
            entry.category == category and not present & set(entry.unless_with)
            for entry in self._declaration.not_personal.entries
        )

    def _tolerated_at(self, item: StoredItem, array: Array | None) -> set[str]:
        """The categories that the array tolerates in an item: a special one only with an act."""
        if array is None:
            return set()
        target, name = composed(item.item.target), composed(item.item.name)
        named = {
            category
            for place, categories in self._tolerated[array.id]
            if place.covers(target, name)
            for category in categories
        }
        return {category for category in named if lawful(self._declaration, array, category)}

    def _standing(self, array: Array | None, category: str) -> Iterator[Verdict]:
        for code in standing(self._declaration, array, category):
            key = (code, array.id if array else None, category)
            if key not in self._said:
                self._said[key] = self._stands(code, array, category)
            yield self._said[key]

    def _stands(self, code: ReasonCode, array: Array | None, category: str) -> Verdict:
        reason = self._wording.reasons[code]
        preliminary = reason.status in _ON_MATRIX and not self._declaration.approved
        purposes: tuple[str, ...] = array.purposes if array else ()
        if array and reason.status == "declared":
            purposes = needed(self._declaration, array, category)
        values: dict[str, Words | str] = {
            "array": array.title.words if array else "",
            "category": self._declaration.category_words(category),
            "purposes": self._declaration.purpose_words(purposes),
        }
        return self._verdict(reason, values, "matrix" if preliminary else None)

    def _expired(self, expiry: Expiry, array: Array) -> Verdict:
        reason = self._wording.expiries[_code(expiry)]
        rows = expiry.rows or RowCount(0, 0, 0)
        values: dict[str, Words | str] = {
            "array": array.title.words,
            "clock": self._wording.clock(expiry.reading.clock, expiry.reading.column),
            "ended": date_words(expiry.ended),
            "due": date_words(expiry.due),
            "days": self._wording.days.count((self._clocks.as_of - expiry.due).days),
            "rows": str(rows.of),
            "rows_due": str(rows.due),
            "rows_overdue": str(rows.overdue),
        }
        verdict = self._verdict(reason, values, "term" if expiry.unverified else None)
        due = None if expiry.status == "stale" else expiry.due
        return replace(verdict, clock=expiry.reading.name, due=due, rows=expiry.rows)

    def _verdict(self, reason: Reason, values: Mapping[str, Words | str], basis: Basis | None) -> Verdict:
        words = reason.fill(values)
        if basis:
            rests = self._wording.preliminary[basis].words
            words = {lang: f"{text} {rests[lang]}" for lang, text in words.items()}
        remedy = self._wording.statuses[reason.status].remedy
        return Verdict(reason.status, reason.clause, remedy, basis is not None, words)


def _code(expiry: Expiry) -> ExpiryCode:
    if expiry.status == "due":
        return "due_rows" if expiry.rows else "due"
    if expiry.status == "overdue":
        return "overdue_rows" if expiry.rows else "overdue"
    return "stale"


def _edition(declaration: Declaration, arrays: Sequence[Array]) -> str:
    """The declaration's edition, and a digest of the arrays where there are any."""
    if not arrays:
        return declaration.edition
    digest = hashlib.sha256("".join(array.model_dump_json() for array in arrays).encode()).hexdigest()
    return f"{declaration.edition}+arrays.{digest[:12]}"
