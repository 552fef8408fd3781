"""Scans are begun, resumed and read back, one item at a time and in order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.errors import StoreError
from scanner.model import Facts, ItemKind, Prints, Reason, Status
from scanner.store.repository import Store
from tests.store.made import HOW, KEY, OTHER_KEY, begin, finding, item, prints, result

_NOON = dt.datetime(2020, 2, 29, 12, tzinfo=dt.UTC)


def test_a_scan_says_what_it_was_run_with(store: Store) -> None:
    scan = begin(store, targets=("/srv/share", "postgresql://db/кадры")).scan

    assert store.scan() == store.scan(scan.id) == scan
    assert (scan.targets, scan.rules, scan.key) == (("/srv/share", "postgresql://db/кадры"), "rules-1", KEY.id)
    assert (scan.as_of, scan.declaration, scan.options) == (HOW["as_of"], "2026-07-14", (("depth", "full"),))
    assert scan.finished is None
    assert scan.started.tzinfo is dt.UTC


def test_a_finished_scan_says_when(store: Store) -> None:
    open_scan = begin(store)
    open_scan.finish()
    finished = store.scan().finished

    assert finished
    assert finished >= open_scan.scan.started


def test_an_empty_store_has_no_newest_scan(store: Store) -> None:
    assert store.scans() == []
    with pytest.raises(StoreError, match="no scan yet"):
        store.scan()
    with pytest.raises(StoreError, match="no scan 9"):
        store.scan(9)


def test_an_interrupted_scan_is_gone_on_with(store: Store) -> None:
    first = begin(store)
    second = begin(store, as_of=dt.date(2026, 10, 2), declaration="2027")

    assert (first.resumed, second.resumed) == (False, True)
    assert (second.scan.id, second.scan.started) == (first.scan.id, first.scan.started)
    assert (second.scan.as_of, second.scan.declaration) == (dt.date(2026, 10, 2), "2027")


def test_a_finished_scan_is_not_gone_on_with(store: Store) -> None:
    first = begin(store)
    first.finish()
    second = begin(store)

    assert not second.resumed
    assert [scan.id for scan in store.scans()] == [first.scan.id, second.scan.id]


@pytest.mark.parametrize(
    "how", [{"rules": "rules-2"}, {"key": OTHER_KEY}, {"options": ()}, {"identity": "other"}], ids=str
)
def test_a_scan_that_would_read_otherwise_begins_anew(store: Store, how: dict[str, Any]) -> None:
    begin(store)

    assert not begin(store, **how).resumed


def test_only_the_newest_scan_is_gone_on_with(store: Store) -> None:
    begin(store)
    begin(store, rules="rules-2").finish()

    assert not begin(store).resumed


def test_an_item_comes_back_as_it_was(store: Store) -> None:
    scan = begin(store)
    what = item("a", kind=ItemKind.TABLE, size=2**40, modified=_NOON, owner="Айбек", everyone_reads=True)
    scan.save(
        result(
            "a",
            status=Status.PARTIAL,
            reason=Reason.ROWS_HIDDEN,
            facts=Facts(rows_read=1, rows_total=2),
            **{name: getattr(what, name) for name in ("kind", "size", "modified", "owner", "everyone_reads")},
        )
    )
    (stored,) = store.items(scan.scan.id)

    assert (stored.item, stored.facts) == (what, Facts(rows_read=1, rows_total=2))
    assert (stored.outcome.status, stored.outcome.reason) == (Status.PARTIAL, Reason.ROWS_HIDDEN)


def test_a_moment_is_kept_exactly_and_in_utc(store: Store) -> None:
    bishkek = dt.timezone(dt.timedelta(hours=6))
    moment = dt.datetime(2020, 3, 1, 5, 59, 59, 123456, tzinfo=bishkek)
    scan = begin(store)
    scan.save(result("a", modified=moment))
    (stored,) = store.items(scan.scan.id)

    assert stored.item.modified == moment
    assert stored.item.modified.utcoffset() == dt.timedelta()


def test_a_finding_comes_back_as_it_was(store: Store) -> None:
    scan = begin(store)
    scan.save(result("a", finding("pin"), finding("phone", count=10**12)))

    assert [each.finding for each in store.findings(scan.scan.id)] == [finding("phone", count=10**12), finding("pin")]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(max_size=5), unique=True, max_size=8))
def test_items_and_findings_come_in_the_order_of_their_names(store: Store, names: list[str]) -> None:
    scan = begin(store, identity=repr(names), full=True)
    for number, name in enumerate(names):
        scan.save(result(name, *[finding()] * (number % 2), target=f"/t{number % 3}"))
    order = sorted((f"/t{number % 3}", name) for number, name in enumerate(names))

    assert [(each.item.target, each.item.name) for each in store.items(scan.scan.id)] == order
    pairs = list(store.by_item(scan.scan.id))
    assert [(stored.item.target, stored.item.name) for stored, _found in pairs] == order
    assert [each for _stored, found in pairs for each in found] == list(store.findings(scan.scan.id))
    assert sum(len(found) for _stored, found in pairs) == len(names) // 2


def test_each_item_comes_with_its_own_findings_and_prints(store: Store) -> None:
    scan = begin(store)
    scan.save(result("a", finding(), facts=Facts(prints=(prints("person", 1), prints("pin", 1, 2)))))
    scan.save(result("b"))
    scan.save(result("c", finding("email"), finding("phone"), facts=Facts(prints=(prints("pin", 9),))))

    got = [
        (stored.item.name, [each.finding.category for each in found], stored.facts.prints)
        for stored, found in store.by_item(scan.scan.id)
    ]

    assert got == [
        ("a", ["pin"], (prints("person", 1), prints("pin", 1, 2))),
        ("b", [], ()),
        ("c", ["email", "phone"], (prints("pin", 9),)),
    ]
    assert all(each.facts.prints == () for each in store.items(scan.scan.id))


def test_other_scans_stay_out(store: Store) -> None:
    begin(store, identity="other").save(result("x", finding(), facts=Facts(prints=(prints("pin", 1),))))
    scan = begin(store)

    assert list(store.by_item(scan.scan.id)) == []
    assert list(store.prints(scan.scan.id, "pin")) == []
    assert store.file_days(scan.scan.id) == {}


def test_prints_of_one_kind(store: Store) -> None:
    pairs = Prints("pin+person", 16, bytes(32))
    scan = begin(store)
    scan.save(result("a", facts=Facts(prints=(prints("pin", 1), pairs))))
    scan.save(result("b", facts=Facts(prints=(prints("person", 1),))))
    (stored, _other) = store.items(scan.scan.id)

    assert list(store.prints(scan.scan.id, "pin+person")) == [(stored.id, pairs)]
    assert len(pairs) == 2


@pytest.mark.parametrize(
    ("first", "second", "persons"),
    [
        ([prints("pin", 1, 2)], [prints("pin", 2, 3)], 3),
        ([prints("pin", 1, 2)], [prints("person", 7, 8, 9)], 3),
        ([prints("pin", 1), prints("person", 5)], [prints("pin", 2), prints("person", 5)], 2),
        ([prints("passport", 1)], [], 0),
        ([], [], 0),
    ],
)
def test_persons_of_many_items_are_counted_once(
    store: Store, first: list[Prints], second: list[Prints], persons: int
) -> None:
    """By PIN or by name, whichever are more: a lower bound, since a name here and a PIN there may be one person's."""
    begun = begin(store)
    begun.save(result("a", facts=Facts(prints=tuple(first))))
    begun.save(result("b", facts=Facts(prints=tuple(second))))
    begun.save(result("c", facts=Facts(prints=(prints("pin", 101, 102, 103, 104),))))
    begun.finish()
    again = begin(store)
    again.reuse([item("a"), item("b")])

    for scan in (begun, again):
        a, b, *_c = (each.id for each in store.items(scan.scan.id))
        assert store.distinct([a, b]) == persons
    assert store.distinct([]) == 0


def test_the_commonest_day_of_a_targets_files(store: Store) -> None:
    scan = begin(store)
    day = dt.timedelta(days=1)
    for number, days in enumerate([0, 0, 0, 1, 2]):
        member = result(f"{number}!t", modified=_NOON)
        scan.save(result(f"{number}", modified=_NOON + days * day, members=(member,)))
    scan.save(result("no time"))
    scan.save(result("table", modified=_NOON, kind=ItemKind.TABLE))
    scan.save(result("x", modified=_NOON, target="/other"))

    assert store.file_days(scan.scan.id) == {"/srv/share": (3, 5), "/other": (1, 1)}
