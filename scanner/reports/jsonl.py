"""JSON Lines, the machine's truth: the scan, every item, every finding, and the summary last.

Codes, names and moments (ISO 8601, UTC) are the same in every language; sentences of law come in all three.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from scanner.model import Finding, Place, canonical
from scanner.reports.interface import ArrayTotals, Assessment
from scanner.reports.totals import Totals
from scanner.reports.words import evidence
from scanner.verdicts import Assessed, Scan, StoredItem, Verdict

SCHEMA = 1
"""The version of these lines' form: grows when something in it changes its meaning."""

# JSON leaves these as they are; but a terminal obeys some, some readers end a line at others, and halves of
# characters are no UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class JsonlReport:
    """The contract's `jsonl` (reports.interface.Report)."""

    def write(self, assessment: Assessment, out: BinaryIO, lang: str) -> None:
        """Writes all lines. The language changes nothing."""
        for line in _lines(assessment):
            out.write(_encode(line))


def _encode(line: dict[str, Any]) -> bytes:
    text = json.dumps(line, ensure_ascii=False)
    return _ESCAPED.sub(lambda odd: f"\\u{ord(odd.group()):04x}", text).encode() + b"\n"


def _lines(assessment: Assessment) -> Iterator[dict[str, Any]]:
    totals = Totals()
    yield _scan(assessment.scan)
    for stored in assessment.items():
        totals.add_item(stored)
        yield _item(stored)
    for assessed in assessment.findings():
        totals.add_finding(assessed)
        yield _finding(assessed)
    yield _summary(assessment, totals)


def _scan(scan: Scan) -> dict[str, Any]:
    return {
        "type": "scan",
        "schema": SCHEMA,
        "scan": scan.id,
        "started": _moment(scan.started),
        "finished": _moment(scan.finished),
        "as_of": scan.as_of.isoformat(),
        "targets": scan.targets,
        "rules": scan.rules,
        "declaration": scan.declaration,
        "key": scan.key,
        "options": dict(scan.options),
    }


def _item(stored: StoredItem) -> dict[str, Any]:
    item, outcome = stored.item, stored.outcome
    return {
        "type": "item",
        "target": item.target,
        "item": item.name,
        "kind": item.kind,
        "outcome": outcome.status,
        "reason": outcome.reason,
        "detail": outcome.detail,
        "media": stored.facts.media,
        "bytes": item.size,
        "modified": _moment(item.modified),
        "owner": item.owner,
        "everyone_reads": item.everyone_reads,
    }


def _finding(assessed: Assessed) -> dict[str, Any]:
    stored, finding = assessed.stored, assessed.stored.finding
    return {
        "type": "finding",
        "id": stored.id,
        "target": stored.item.item.target,
        "item": stored.item.item.name,
        **_counts(finding),
        "first_seen": _moment(stored.first_seen),
        "places": [_place(place) for place in finding.places],
        "array": assessed.array,
        "statuses": assessed.statuses,
        "notes": assessed.notes,
        "verdicts": [_verdict(verdict) for verdict in assessed.verdicts],
    }


def _counts(finding: Finding) -> dict[str, Any]:
    return {
        "category": finding.category,
        "count": finding.count,
        "subjects": finding.subjects,
        "confidence": finding.confidence,
        "flawed": finding.flawed,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "location": canonical(place.location),
        "example": place.example,
        "confidence": place.confidence,
        "why": [evidence(why, "en") for why in place.why],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    rows = verdict.rows
    return {
        "status": verdict.status,
        "clause": verdict.clause,
        "remedy": verdict.remedy,
        "preliminary": verdict.preliminary,
        "reason": verdict.reason,
        "clock": verdict.clock,
        "due": verdict.due.isoformat() if verdict.due else None,
        "rows": {"due": rows.due, "overdue": rows.overdue, "of": rows.of} if rows else None,
        "persons": None,  # nobody counts yet whose rows they are
    }


def _summary(assessment: Assessment, totals: Totals) -> dict[str, Any]:
    categories: dict[str, dict[str, Any]] = {
        category: {"findings": count, "statuses": {}} for category, count in sorted(totals.findings.items())
    }
    for (category, status), count in sorted(totals.statuses.items()):
        categories[category]["statuses"][status] = count
    return {
        "type": "summary",
        "scan": assessment.scan.id,
        "complete": assessment.complete,
        "items": totals.items,
        "unread": totals.unread,
        "outcomes": dict(sorted(totals.outcomes.items())),
        "reasons": dict(sorted(totals.reasons.items())),
        "findings": totals.findings.total(),
        "attention": totals.attention,
        "categories": categories,
        "arrays": [_array(array) for array in assessment.arrays()],
    }


def _array(array: ArrayTotals) -> dict[str, Any]:
    return {
        "id": array.id,
        "title": array.title,
        "subjects": array.subjects,
        "statuses": array.statuses,
        "persons_overdue": None,  # as above
        "without_consent": None,  # needs a register of consents
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if moment else None
