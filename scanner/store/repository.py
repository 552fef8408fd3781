"""The store: scans begun, resumed and read back, one item at a time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, func, insert, select, update

from scanner.errors import StoreError
from scanner.i18n import _
from scanner.model import Finding, Item, ItemKind, Outcome, Prints, Reason, Status
from scanner.store import schema
from scanner.store.codec import dump, load_facts, load_places
from scanner.store.database import Database
from scanner.store.keys import Key
from scanner.store.ledger import OpenScan
from scanner.verdicts import Scan, StoredFinding, StoredItem

_ROWS = 500  # held at a time
_AT_ONCE = 500  # ids in one query

_item = schema.item
_source = schema.item.alias("source")  # the row that holds an item's findings: itself, or an earlier scan's
_IN_ORDER = (_item.c.target, _item.c.name, _item.c.id)


class Store:
    """A store file, opened. Raises StoreError where it cannot be used; every iterator sees one moment's state."""

    def __init__(self, where: str | Path) -> None:
        self._database = Database(where)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the file back."""
        self._database.close()

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._database.path

    # --- scans --------------------------------------------------------------------------------------------

    def begin(
        self,
        identity: str,
        key: Key,
        *,
        as_of: dt.date,
        targets: tuple[str, ...],
        rules: str,
        declaration: str,
        options: tuple[tuple[str, str], ...] = (),
        full: bool = False,
    ) -> OpenScan:
        """Goes on with the newest scan of this identity if it was interrupted, else begins a new one.

        A scan that read with other rules, another key or other options is not gone on with. `full`: nothing is
        taken over from earlier scans.
        """
        how = {"rules": rules, "key": key.id, "options": dump(options)}
        law = {"as_of": as_of.isoformat(), "declaration": declaration}
        with self._database.writing() as connection:
            newest = _newest(connection, identity)
            resumed = newest is not None and newest.finished is None and how == {name: newest[name] for name in how}
            if newest is not None and resumed:
                id = newest["id"]
                connection.execute(update(schema.scan).where(schema.scan.c.id == id).values(law))
            else:
                new = {"identity": identity, "started": dt.datetime.now(dt.UTC), "targets": dump(targets)}
                id = connection.execute(insert(schema.scan).inline(), new | how | law).lastrowid
            earlier = () if full else _earlier(connection, targets, how)
        return OpenScan(self._database, self.scan(id), key, resumed=resumed, earlier=earlier)

    def scans(self) -> list[Scan]:
        """Every scan, the oldest first."""
        with self._database.reading() as connection:
            return [_scan(row) for row in connection.execute(select(schema.scan).order_by(schema.scan.c.id))]

    def scan(self, id: int | None = None) -> Scan:
        """This scan, or the newest. Raises StoreError when there is none."""
        query = select(schema.scan).order_by(schema.scan.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query if id is None else query.where(schema.scan.c.id == id)).first()
        if row is None:
            raise StoreError(_("the store holds no scan yet") if id is None else _("no scan {id} here").format(id=id))
        return _scan(row)

    # --- items and findings, by target and name --------------------------------------------------------------

    def items(self, scan_id: int) -> Iterator[StoredItem]:
        """Every item of a scan, without its prints."""
        with self._database.reading() as connection:
            for row in _stream(connection, _items(scan_id)):
                yield _stored(row)

    def findings(self, scan_id: int) -> Iterator[StoredFinding]:
        """Every finding of a scan, those of unchanged items too; their items come without prints."""
        for _stored_item, found in self._walk(scan_id, prints=False):
            yield from found

    def by_item(self, scan_id: int) -> Iterator[tuple[StoredItem, list[StoredFinding]]]:
        """Every item of a scan with its prints and its findings by category: what assessing needs."""
        return self._walk(scan_id, prints=True)

    def _walk(self, scan_id: int, *, prints: bool) -> Iterator[tuple[StoredItem, list[StoredFinding]]]:
        with self._database.reading() as connection:
            findings = _groups(_stream(connection, _findings(scan_id)))
            printed = _groups(_stream(connection, _prints(scan_id), at_once=1) if prints else iter(()))
            for row in _stream(connection, _items(scan_id)):
                stored = _stored(row, tuple(Prints(each.kind, each.width, each.data) for each in printed(row.id)))
                yield stored, [_stored_finding(each, stored) for each in findings(row.id)]

    # --- what holds over many items ----------------------------------------------------------------------------

    def prints(self, scan_id: int, kind: str) -> Iterator[tuple[int, Prints]]:
        """The prints of one kind, item by item: (StoredItem.id, prints)."""
        with self._database.reading() as connection:
            for row in _stream(connection, _prints(scan_id).where(schema.prints.c.kind == kind), at_once=1):
                yield row.item, Prints(row.kind, row.width, row.data)

    def distinct(self, items: Iterable[int]) -> int:
        """How many persons these items (by StoredItem.id) speak of.

        Distinct PINs or distinct names, whichever are more. A name here and a PIN there may be one person or two,
        and nobody can tell which, so the two are not added up. Namesakes without a birth date count once.
        """
        persons: dict[str, set[int]] = {"pin": set(), "person": set()}
        ids = list(items)
        with self._database.reading() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                query = _of_items(schema.prints, *schema.prints.c).where(schema.prints.c.kind.in_(list(persons)))
                query = query.where(_item.c.id.in_(ids[start : start + _AT_ONCE]))
                for row in _stream(connection, query, at_once=1):
                    persons[row.kind].update(memoryview(row.data).cast("Q"))
        return max(map(len, persons.values()))

    def file_days(self, scan_id: int) -> dict[str, tuple[int, int]]:
        """Of each target: how many files bear its commonest day of change, and how many files bear a day at all."""
        day = func.substr(schema.item.c.modified, 1, 10)
        query = (
            select(_item.c.target, func.count().label("files"))
            .where(_item.c.scan_id == scan_id, _item.c.kind == ItemKind.FILE.value, _item.c.holder.is_(None))
            .where(_item.c.modified.is_not(None))
            .group_by(_item.c.target, day)
            .order_by(_item.c.target)
        )
        with self._database.reading() as connection:
            counts = [(row.target, row.files) for row in connection.execute(query)]
        days = {target: [files for _target, files in group] for target, group in groupby(counts, lambda pair: pair[0])}
        return {target: (max(files), sum(files)) for target, files in days.items()}


def _newest(connection: Connection, identity: str) -> RowMapping | None:
    same = select(schema.scan).where(schema.scan.c.identity == identity)
    return connection.execute(same.order_by(schema.scan.c.id.desc()).limit(1)).mappings().first()


def _earlier(connection: Connection, targets: tuple[str, ...], how: dict[str, str]) -> tuple[int, ...]:
    """Finished scans, the newest first, that read some of these targets in the same way."""
    query = select(schema.scan.c.id, schema.scan.c.targets).where(schema.scan.c.finished.is_not(None))
    rows = connection.execute(query.filter_by(**how).order_by(schema.scan.c.id.desc()))
    return tuple(row.id for row in rows if not set(targets).isdisjoint(json.loads(row.targets)))


def _of_items(table: Any, *columns: Any) -> Select[Any]:
    """Rows of `table` with the item they belong to, though an earlier scan's row may hold them."""
    held = table.c.item_id == func.coalesce(_item.c.same_as, _item.c.id)
    return select(_item.c.id.label("item"), *columns).join_from(_item, table, held)


def _items(scan_id: int) -> Select[Any]:
    held = _source.c.id == func.coalesce(_item.c.same_as, _item.c.id)
    query = select(_item, _source.c.facts.label("known")).join_from(_item, _source, held)
    return query.where(_item.c.scan_id == scan_id).order_by(*_IN_ORDER)


def _findings(scan_id: int) -> Select[Any]:
    query = _of_items(schema.finding, *schema.finding.c, schema.seen.c.first)
    query = query.join(schema.seen, schema.seen.c.finding == schema.finding.c.key)
    return query.where(_item.c.scan_id == scan_id).order_by(*_IN_ORDER, schema.finding.c.category)


def _prints(scan_id: int) -> Select[Any]:
    query = _of_items(schema.prints, *schema.prints.c)
    return query.where(_item.c.scan_id == scan_id).order_by(*_IN_ORDER, schema.prints.c.kind)


def _stream(connection: Connection, query: Select[Any], at_once: int = _ROWS) -> Iterator[Row[Any]]:
    """The rows of a query, so many held at a time: one, where a row can be large."""
    return iter(connection.execute(query, execution_options={"yield_per": at_once}))


def _groups(rows: Iterator[Row[Any]]) -> Callable[[int], list[Row[Any]]]:
    """Gives an item's rows out of rows in the items' order, when asked for one item after the other."""
    groups = groupby(rows, lambda row: row.item)
    ahead = next(groups, None)

    def of(item: int) -> list[Row[Any]]:
        nonlocal ahead
        if ahead is None or ahead[0] != item:
            return []
        rows = list(ahead[1])
        ahead = next(groups, None)
        return rows

    return of


def _scan(row: Row[Any]) -> Scan:
    return Scan(
        row.id,
        row.started,
        row.finished,
        dt.date.fromisoformat(row.as_of),
        tuple(json.loads(row.targets)),
        row.rules,
        row.declaration,
        row.key,
        tuple((name, value) for name, value in json.loads(row.options)),
    )


def _stored(row: Row[Any], prints: tuple[Prints, ...] = ()) -> StoredItem:
    outcome = Outcome(Status(row.status), Reason(row.reason) if row.reason else None, row.detail)
    what = Item(
        row.target, row.name, ItemKind(row.kind), row.size, row.modified, row.owner, row.everyone_reads, row.stamp
    )
    return StoredItem(row.id, what, outcome, load_facts(row.known, prints))


def _stored_finding(row: Row[Any], of: StoredItem) -> StoredFinding:
    found = Finding(row.category, row.total, row.subjects, row.confidence, load_places(row.places), row.flawed)
    return StoredFinding(row.key, of, found, row.first)
