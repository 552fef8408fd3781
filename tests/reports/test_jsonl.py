"""The machine's truth: an object a line, every item, every finding, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from scanner.model import Facts, Item, Location, Outcome, Reason, Status
from scanner.reports.interface import Report
from scanner.reports.jsonl import JsonlReport
from scanner.verdicts import StoredItem
from tests.reports.sample import STARTED, TARGET, Sample, assessed, item, sample, verdict


def written(assessment: Sample, lang: str = "ru") -> bytes:
    report: Report = JsonlReport()
    out = io.BytesIO()
    report.write(assessment, out, lang)
    return out.getvalue()


def lines(assessment: Sample) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(assessment).decode().splitlines()]


def of_type(assessment: Sample, kind: str) -> list[dict[str, Any]]:
    return [line for line in lines(assessment) if line["type"] == kind]


def test_the_scan_comes_first_and_the_summary_last() -> None:
    kinds = [line["type"] for line in lines(sample())]

    assert kinds == ["scan"] + ["item"] * 8 + ["finding"] * 4 + ["summary"]


def test_the_scans_line() -> None:
    assert lines(sample())[0] == {
        "type": "scan",
        "schema": 1,
        "scan": 7,
        "started": "2026-10-01T08:30:00Z",
        "finished": "2026-10-01T08:35:00Z",
        "as_of": "2026-10-01",
        "targets": [TARGET],
        "rules": "0123456789ab",
        "declaration": "2026-07-14",
        "key": "00aa11bb22cc33dd",
        "options": {},
    }


def test_an_unfinished_scan_has_no_end() -> None:
    assessment = sample()

    assert lines(replace(assessment, scan=replace(assessment.scan, finished=None)))[0]["finished"] is None


def test_every_item_has_a_line() -> None:
    found = {line["item"]: (line["outcome"], line["reason"]) for line in of_type(sample(), "item")}

    assert found == {
        "hr/orders.docx": ("scanned", None),
        "kadry.sqlite": ("scanned", None),
        "kadry.sqlite!employees": ("scanned", None),
        "old/list.csv": ("unchanged", None),
        "locked.pdf": ("failed", "encrypted"),
        "private": ("failed", "permission"),
        "scan.png": ("skipped", "picture"),
        "link": ("skipped", "symlink"),
    }


def test_an_items_line() -> None:
    assert of_type(sample(), "item")[0] == {
        "type": "item",
        "target": TARGET,
        "item": "hr/orders.docx",
        "kind": "file",
        "outcome": "scanned",
        "reason": None,
        "detail": "",
        "media": "docx",
        "bytes": 1234,
        "modified": "2019-03-05T06:07:08Z",
        "owner": "aibek",
        "everyone_reads": None,
    }


def test_a_moment_is_told_in_utc() -> None:
    bishkek = dt.timezone(dt.timedelta(hours=6))
    late = Item(TARGET, "a", modified=dt.datetime(2026, 1, 1, 3, tzinfo=bishkek))
    (line,) = of_type(Sample([StoredItem(1, late, Outcome(Status.SCANNED), Facts())]), "item")

    assert line["modified"] == "2025-12-31T21:00:00Z"


def test_what_nobody_knows_is_null() -> None:
    bare = StoredItem(1, Item(TARGET, "a"), Outcome(Status.FAILED, Reason.VANISHED), Facts())
    (line,) = of_type(Sample([bare]), "item")

    assert (line["bytes"], line["modified"], line["owner"]) == (None, None, None)


def test_a_findings_line() -> None:
    staff = of_type(sample(), "finding")[2]
    verdicts = staff.pop("verdicts")

    assert staff == {
        "type": "finding",
        "id": "0000000300000003",
        "target": TARGET,
        "item": "kadry.sqlite!employees",
        "category": "pin",
        "count": 12,
        "subjects": 11,
        "confidence": 0.97,
        "flawed": 0,
        "first_seen": "2026-10-01T08:30:00Z",
        "places": [
            {
                "location": "page 3, paragraph 2",
                "example": "2••••••••••345",
                "confidence": 0.97,
                "why": ["its check digit is right", "near the word “ПИН”"],
            }
        ],
        "array": "hr",
        "statuses": ["excess", "overdue"],
        "notes": [],
    }
    assert [each["status"] for each in verdicts] == staff["statuses"]
    assert verdicts[1] == {
        "status": "overdue",
        "clause": "25",
        "remedy": "destroy",
        "preliminary": False,
        "reason": {lang: f"because overdue [{lang}]" for lang in ("ky", "ru", "en")},
        "clock": "column:closed_at",
        "due": "2026-12-06",
        "rows": {"due": 4, "overdue": 7, "of": 20},
        "persons": None,
    }
    assert (verdicts[0]["due"], verdicts[0]["rows"], verdicts[0]["preliminary"]) == (None, None, True)


def test_findings_of_unchanged_items_are_written_again() -> None:
    assert "old/list.csv" in {line["item"] for line in of_type(sample(), "finding")}


def test_the_summary() -> None:
    assert lines(sample())[-1] == {
        "type": "summary",
        "scan": 7,
        "complete": False,
        "items": 8,
        "unread": 3,
        "outcomes": {"failed": 2, "scanned": 3, "skipped": 2, "unchanged": 1},
        "reasons": {"encrypted": 1, "permission": 1, "picture": 1, "symlink": 1},
        "findings": 4,
        "attention": 3,
        "categories": {
            "health": {"findings": 1, "statuses": {"special": 1}},
            "phone": {"findings": 1, "statuses": {"unregistered": 1}},
            "pin": {"findings": 2, "statuses": {"declared": 1, "excess": 1, "overdue": 1}},
        },
        "arrays": [
            {
                "id": "hr",
                "title": {lang: f"Personnel [{lang}]" for lang in ("ky", "ru", "en")},
                "subjects": 230,
                "statuses": {"declared": 1, "excess": 1, "overdue": 1},
                "persons_overdue": None,
                "without_consent": None,
            }
        ],
    }


def test_an_empty_scan_has_its_two_lines() -> None:
    first, last = lines(Sample([]))

    assert (first["type"], last["items"], last["findings"], last["categories"]) == ("scan", 0, 0, {})


def test_a_finding_that_is_not_personal_has_notes_and_no_status() -> None:
    found = replace(assessed(item("a"), "pin", ()), notes=("not_personal",))
    assessment = Sample([item("a")], [found])

    (line,) = of_type(assessment, "finding")
    assert (line["statuses"], line["verdicts"], line["notes"]) == ([], [], ["not_personal"])
    assert lines(assessment)[-1]["categories"] == {"pin": {"findings": 1, "statuses": {}}}


def test_the_language_changes_nothing() -> None:
    assert written(sample(), "ky") == written(sample(), "ru") == written(sample(), "en")


def test_text_stays_readable() -> None:
    assert "Кадры ө ү ң".encode() in written(Sample([item("Кадры ө ү ң")]))


@pytest.mark.parametrize(
    "odd", ["\n", "\r", "\x85", "\u2028", "\u2029", "\x1b[2J", "\x9b", "\x00", "\ud800", '"', "\\"]
)
def test_no_name_can_end_a_line_or_drive_a_terminal(odd: str) -> None:
    data = written(Sample([item(f"a{odd}b")]))

    assert len(data.decode().splitlines()) == 3
    assert json.loads(data.splitlines()[1])["item"] == f"a{odd}b"
    assert not {*data.decode()} & {"\x1b", "\x9b", "\x00"}


def test_a_location_is_the_machines_spelling() -> None:
    where: Location = (("sheet", "Кадры"), ("cell", "B7"))
    found = assessed(item("a"), "pin", (verdict("declared"),))
    place = replace(found.stored.finding.places[0], location=where)
    found = replace(found, stored=replace(found.stored, finding=replace(found.stored.finding, places=(place,))))

    (line,) = of_type(Sample([item("a")], [found]), "finding")
    assert line["places"][0]["location"] == "sheet Кадры, cell B7"
    assert line["first_seen"] == STARTED.isoformat().replace("+00:00", "Z")
