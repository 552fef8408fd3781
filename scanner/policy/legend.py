"""The words of law that reports show: categories, statuses, clauses, remedies."""

from __future__ import annotations

from typing import TypedDict

from scanner.policy.declaration import Declaration
from scanner.policy.wording import Wording, load_wording
from scanner.verdicts import Words


class LegendPieces(TypedDict):
    """What a report's legend is made of: `Legend(**legend(declaration))`."""

    holder: Words
    declaration: str
    approved: bool
    categories: dict[str, Words]
    statuses: dict[str, Words]
    clauses: dict[str, Words]
    remedies: dict[str, Words]


def legend(declaration: Declaration, wording: Wording | None = None) -> LegendPieces:
    """The pieces for one declaration. Clauses are by number, full texts; remedies are those of clause 21 and ours."""
    wording = wording or load_wording()
    remedies = {entry.id: entry.words for entry in declaration.remedies}
    return {
        "holder": declaration.holder.words,
        "declaration": declaration.edition,
        "approved": declaration.approved,
        "categories": {entry.id: entry.words for entry in declaration.all_categories()},
        "statuses": {name: status.words for name, status in wording.statuses.items()},
        "clauses": {clause.number: clause.words for clause in declaration.clauses},
        "remedies": remedies | {name: remedy.words for name, remedy in wording.remedies.items()},
    }
