"""One open scan: what is done is done once, what did not change is taken over, what ends is kept at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, func, insert, or_, select, update

from scanner.model import NOTHING_TO_READ, Item, ItemResult, Status
from scanner.privacy import fingerprint
from scanner.store.codec import dump_facts, dump_places
from scanner.store.database import Database
from scanner.store.keys import Key
from scanner.store.schema import finding, item, prints, scan, seen
from scanner.verdicts import Scan

_AT_ONCE = 500  # names in one query
_LOOK_BACK = 5  # earlier scans that are asked for an unchanged item

# Written out once: SQLAlchemy then only binds values.
_FORGET = delete(item).where(
    item.c.scan_id == bindparam("of_scan"),
    item.c.target == bindparam("of_target"),
    item.c.name == bindparam("of_name"),
    item.c.holder.is_(None),  # a member of another item could bear this name
)
_INSERT_ITEM = insert(item).inline()
_INSERT_FINDING = insert(finding)
_INSERT_PRINTS = insert(prints)
_INSERT_SEEN = insert(seen).prefix_with("OR IGNORE")


def finding_id(key: Key, target: str, name: str, category: str) -> str:
    """A finding's id, 16 hex digits: the same in every scan and on every machine with the same key."""
    return fingerprint(key.secret, "finding", json.dumps([target, name, category])).hex()


class OpenScan:
    """The ledger (store.interface.Ledger) of one scan; `resumed` says that an interrupted run began it."""

    def __init__(self, database: Database, scan: Scan, key: Key, *, resumed: bool, earlier: tuple[int, ...]) -> None:
        self.scan = scan
        self.resumed = resumed
        self._database = database
        self._key = key
        self._earlier = earlier[:_LOOK_BACK]  # finished scans that read with the same rules, key and options

    def done(self, items: list[Item]) -> set[str]:
        """Names that this scan has already, unless their stamp changed since. All of one target."""
        with self._database.reading() as connection:
            known = {
                row.name: row.stamp
                for names in _batches(items)
                for row in connection.execute(_listed((self.scan.id,), items[0].target, names))
            }
        return {each.name for each in items if each.name in known and each.stamp in ("", known[each.name])}

    def reuse(self, items: list[Item]) -> set[str]:
        """Names that an earlier finished scan read whole, with the same stamp: kept as unchanged. All of one target."""
        wanted = {each.name: each for each in items if each.stamp}
        if not wanted or not self._earlier:
            return set()
        with self._database.writing() as connection:
            found: dict[str, Row[Any]] = {}
            for names in _batches(wanted.values()):
                for row in connection.execute(_whole(self._earlier, items[0].target, names)):
                    if row.stamp == wanted[row.name].stamp:
                        found[row.name] = row  # the newest scan comes last
            self._forget(connection, [wanted[name] for name in found])
            for name, row in found.items():
                self._link(connection, wanted[name], row)
        return set(found)

    def save(self, result: ItemResult) -> None:
        """Keeps an item's end with everything found in it and in its members, in place of what was there."""
        with self._database.writing() as connection:
            self._forget(connection, [result.item])
            self._insert(connection, result, None)

    def finish(self) -> None:
        """Marks the scan as whole: the next one with its identity begins anew, and may take items over from it."""
        now = dt.datetime.now(dt.UTC)
        with self._database.writing() as connection:
            connection.execute(update(scan).where(scan.c.id == self.scan.id).values(finished=now))

    def _forget(self, connection: Connection, items: list[Item]) -> None:
        """Takes away what this scan holds of listed items; the database does so for their members and findings."""
        if items:
            where = [{"of_scan": self.scan.id, "of_target": each.target, "of_name": each.name} for each in items]
            connection.execute(_FORGET, where)

    def _insert(self, connection: Connection, result: ItemResult, holder: int | None) -> None:
        values = _item_values(result.item) | {
            "scan_id": self.scan.id,
            "holder": holder,
            "same_as": None,
            "status": result.outcome.status.value,
            "reason": result.outcome.reason.value if result.outcome.reason else None,
            "detail": result.outcome.detail,
            "facts": dump_facts(result.facts),
        }
        row = connection.execute(_INSERT_ITEM, values).lastrowid
        if result.findings:
            self._insert_findings(connection, result, row)
        for each in result.facts.prints:
            kept = {"item_id": row, "kind": each.kind, "width": each.width, "data": each.data}
            connection.execute(_INSERT_PRINTS, kept)
        for member in result.members:
            self._insert(connection, member, holder or row)

    def _insert_findings(self, connection: Connection, result: ItemResult, row: int) -> None:
        kept = [
            {
                "item_id": row,
                "category": each.category,
                "key": finding_id(self._key, result.item.target, result.item.name, each.category),
                "total": each.count,
                "subjects": each.subjects,
                "confidence": each.confidence,
                "flawed": each.flawed,
                "places": dump_places(each.places),
            }
            for each in result.findings
        ]
        connection.execute(_INSERT_SEEN, [{"finding": each["key"], "first": self.scan.started} for each in kept])
        connection.execute(_INSERT_FINDING, kept)

    def _link(self, connection: Connection, new: Item, old: Row[Any]) -> None:
        """Keeps an unchanged item as a row that names the one with its findings; its members likewise."""
        linked = {"scan_id": self.scan.id, "status": Status.UNCHANGED.value, "reason": None, "detail": "", "facts": ""}
        row = connection.execute(
            _INSERT_ITEM, _item_values(new) | linked | {"holder": None, "same_as": old.same_as or old.id}
        ).lastrowid
        members = [
            dict(member._mapping)
            | {"scan_id": self.scan.id, "holder": row, "same_as": member.same_as or member.id, "facts": ""}
            for member in connection.execute(select(item).where(item.c.holder == old.id).order_by(item.c.id))
        ]
        for member in members:
            del member["id"]
            if member["status"] == Status.SCANNED:
                member["status"] = Status.UNCHANGED.value
        if members:
            connection.execute(_INSERT_ITEM, members)


def _batches(items: Iterable[Item]) -> Iterator[list[str]]:
    names = [each.name for each in items]
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _listed(scans: tuple[int, ...], target: str, names: list[str]) -> Select[Any]:
    """Rows of items that the source itself listed in these scans."""
    return select(item.c.id, item.c.name, item.c.stamp, item.c.same_as).where(
        item.c.scan_id.in_(scans), item.c.target == target, item.c.name.in_(names), item.c.holder.is_(None)
    )


def _whole(scans: tuple[int, ...], target: str, names: list[str]) -> Select[Any]:
    """Rows of listed items that were read whole, members included, in these scans; the oldest scan first."""
    member = item.alias("member")
    nothing_lost = or_(
        member.c.status.in_([Status.SCANNED.value, Status.UNCHANGED.value]),
        and_(member.c.status == Status.SKIPPED.value, member.c.reason.in_([why.value for why in NOTHING_TO_READ])),
    )
    return (
        _listed(scans, target, names)
        .where(item.c.status.in_([Status.SCANNED.value, Status.UNCHANGED.value]))
        .where(~exists().where(member.c.holder == item.c.id, ~func.coalesce(nothing_lost, False)))
        .order_by(item.c.scan_id)
    )


def _item_values(each: Item) -> dict[str, Any]:
    return {
        "target": each.target,
        "name": each.name,
        "kind": each.kind.value,
        "size": each.size,
        "modified": each.modified,
        "owner": each.owner,
        "everyone_reads": each.everyone_reads,
        "stamp": each.stamp,
    }
