"""Items, results and scans made up for the store's tests."""

from __future__ import annotations

import datetime as dt
import struct
from typing import Any

from scanner.model import Evidence, Facts, Finding, Item, ItemResult, Outcome, Place, Prints, Reason, Status
from scanner.store.keys import Key
from scanner.store.ledger import OpenScan
from scanner.store.repository import Store

TARGET = "/srv/share"
_FACTS = Facts(media="docx")
KEY = Key.of(bytes(range(32)))
OTHER_KEY = Key.of(bytes(32))
HOW: dict[str, Any] = {
    "as_of": dt.date(2026, 10, 1),
    "targets": (TARGET,),
    "rules": "rules-1",
    "declaration": "2026-07-14",
    "options": (("depth", "full"),),
}


def begin(store: Store, identity: str = "share", key: Key = KEY, **how: Any) -> OpenScan:
    """A scan of the share; only what a test is about need be said."""
    return store.begin(identity, key, **HOW | how)


def item(name: str, stamp: str = "v1", **fields: Any) -> Item:
    return Item(**{"target": TARGET, "name": name, "stamp": stamp} | fields)


def finding(category: str = "pin", count: int = 3) -> Finding:
    place = Place((("page", "3"),), "2••••••••••345", (Evidence("check_digit"),), 0.97)
    return Finding(category, count, subjects=2, confidence=0.97, places=(place,), flawed=1)


def prints(kind: str, *values: int) -> Prints:
    return Prints(kind, 8, b"".join(struct.pack(">Q", value) for value in sorted(values)))


def result(
    name: str,
    *findings: Finding,
    status: Status = Status.SCANNED,
    reason: Reason | None = None,
    stamp: str = "v1",
    facts: Facts = _FACTS,
    members: tuple[ItemResult, ...] = (),
    **fields: Any,
) -> ItemResult:
    return ItemResult(item(name, stamp, **fields), Outcome(status, reason), findings, facts, members)
