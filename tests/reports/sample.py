"""A small made-up scan with its verdicts: what reports are tried on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.model import Evidence, Facts, Finding, Item, ItemKind, Outcome, Place, Reason, Status
from scanner.reports.interface import ArrayTotals, Legend
from scanner.verdicts import Assessed, RowCount, Scan, StoredFinding, StoredItem, Verdict, Words

STARTED = dt.datetime(2026, 10, 1, 8, 30, tzinfo=dt.UTC)
TARGET = "/srv/share"


def words(text: str) -> Words:
    """The same sentence in each language, told apart by its language code."""
    return {lang: f"{text} [{lang}]" for lang in ("ky", "ru", "en")}


SCAN = Scan(
    id=7,
    started=STARTED,
    finished=STARTED + dt.timedelta(minutes=5),
    as_of=dt.date(2026, 10, 1),
    targets=(TARGET,),
    rules="0123456789ab",
    declaration="2026-07-14",
    key="00aa11bb22cc33dd",
)
LEGEND = Legend(
    holder=words("Holder"),
    declaration="2026-07-14",
    approved=False,
    categories={code: words(code.replace("_", " ")) for code in ("pin", "person_name", "phone", "health")},
    statuses={
        code: words(code)
        for code in (
            "declared",
            "excess",
            "undeclared",
            "special",
            "unregistered",
            "due",
            "overdue",
            "stale",
            "inaccurate",
        )
    },
    clauses={number: words(f"Clause {number}") for number in ("7", "8", "9", "10", "11", "20", "21", "25")},
    remedies={code: words(code) for code in ("destroy", "declare", "stop", "register", "confirm", "update")},
)


def item(
    name: str,
    status: Status = Status.SCANNED,
    reason: Reason | None = None,
    *,
    id: int = 1,
    kind: ItemKind = ItemKind.FILE,
    target: str = TARGET,
) -> StoredItem:
    """A stored item; only what a test is about need be said."""
    modified = dt.datetime(2019, 3, 5, 6, 7, 8, tzinfo=dt.UTC)
    what = Item(target, name, kind, size=1234, modified=modified, owner="aibek", stamp="s")
    return StoredItem(id, what, Outcome(status, reason), Facts(media="docx"))


def verdict(status: str, clause: str = "8", remedy: str = "destroy", rows: RowCount | None = None) -> Verdict:
    """A verdict that says its status as its reason."""
    due = dt.date(2026, 12, 6) if status in ("due", "overdue") else None
    clock = "column:closed_at" if due else None
    return Verdict(status, clause, remedy, status == "excess", words(f"because {status}"), clock, due, rows)


def assessed(
    where: StoredItem, category: str, verdicts: tuple[Verdict, ...], *, count: int = 12, array: str | None = "hr"
) -> Assessed:
    """A finding with its verdicts; its example is masked as the engine masks it."""
    why = (Evidence("check_digit"), Evidence("cue", "ПИН"))
    place = Place((("page", "3"), ("paragraph", "2")), "2••••••••••345", why, 0.97)
    found = Finding(category, count, subjects=11, confidence=0.97, places=(place,))
    stored = StoredFinding(f"{where.id:08x}{len(category):08x}", where, found, STARTED)
    return Assessed(stored, array, verdicts)


@dataclass
class Sample:
    """An assessment held in lists."""

    stored: list[StoredItem]
    found: list[Assessed] = field(default_factory=list)
    complete: bool = True
    scan: Scan = SCAN
    legend: Legend = LEGEND
    totals: tuple[ArrayTotals, ...] = ()

    def items(self) -> Iterator[StoredItem]:
        return iter(self.stored)

    def findings(self) -> Iterator[Assessed]:
        return iter(self.found)

    def arrays(self) -> Iterator[ArrayTotals]:
        return iter(self.totals)


def sample() -> Sample:
    """A scan with findings of several statuses, and with something unread."""
    orders = item("hr/orders.docx", id=1)
    staff = item("kadry.sqlite!employees", id=3, kind=ItemKind.TABLE)
    old = item("old/list.csv", Status.UNCHANGED, id=4)
    return Sample(
        stored=[
            orders,
            item("kadry.sqlite", id=2),
            staff,
            old,
            item("locked.pdf", Status.FAILED, Reason.ENCRYPTED, id=5),
            item("private", Status.FAILED, Reason.PERMISSION, id=6, kind=ItemKind.FOLDER),
            item("scan.png", Status.SKIPPED, Reason.PICTURE, id=7),
            item("link", Status.SKIPPED, Reason.SYMLINK, id=8),
        ],
        found=[
            assessed(orders, "pin", (verdict("declared", "7", "none"),)),
            assessed(orders, "health", (verdict("special", "9", "stop"),), count=1, array=None),
            assessed(staff, "pin", (verdict("excess"), verdict("overdue", "25", rows=RowCount(4, 7, 20)))),
            assessed(old, "phone", (verdict("unregistered", "10", "register"),), array=None),
        ],
        complete=False,
        totals=(ArrayTotals("hr", words("Personnel"), 230, {"declared": 1, "excess": 1, "overdue": 1}),),
    )
