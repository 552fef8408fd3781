"""What is done is done once; what did not change is taken over; what ends is kept whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scanner.model import Facts, Item, Reason, Status
from scanner.store.interface import Ledger
from scanner.store.ledger import OpenScan, finding_id
from scanner.store.repository import Store
from tests.store.made import KEY, OTHER_KEY, TARGET, begin, finding, item, prints, result


def finished(store: Store, *results: Any, **how: Any) -> OpenScan:
    scan = begin(store, **how)
    for each in results:
        scan.save(each)
    scan.finish()
    return scan


def outcomes(store: Store, scan: OpenScan) -> dict[str, tuple[str, str | None]]:
    return {each.item.name: (each.outcome.status, each.outcome.reason) for each in store.items(scan.scan.id)}


def found(store: Store, scan: OpenScan) -> list[tuple[str, str, int]]:
    return [(each.item.item.name, each.finding.category, each.finding.count) for each in store.findings(scan.scan.id)]


def test_an_open_scan_is_a_ledger(store: Store) -> None:
    ledger: Ledger = begin(store)

    assert ledger.done([item("a")]) == set()


# --- done ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "now", "done"),
    [("v1", "v1", True), ("v1", "v2", False), ("", "", True), ("v1", "", True), ("", "v1", False)],
)
def test_an_item_is_done_while_its_stamp_is_the_same(store: Store, stored: str, now: str, done: bool) -> None:
    """Without a stamp, what this scan has read already is not read twice."""
    scan = begin(store)
    scan.save(result("a", stamp=stored))

    assert scan.done([item("a", now), item("b", now)]) == ({"a"} if done else set())


def test_a_failed_item_is_done_too(store: Store) -> None:
    scan = begin(store)
    scan.save(result("a", status=Status.FAILED, reason=Reason.TIMEOUT))

    assert scan.done([item("a")]) == {"a"}


def test_more_items_than_one_query_asks_for(store: Store) -> None:
    scan = finished(store, *(result(f"{number}") for number in range(0, 1200, 2)))
    items = [item(f"{number}") for number in range(1200)]
    even = {f"{number}" for number in range(0, 1200, 2)}

    assert scan.done(items) == even
    assert begin(store).reuse(items) == even


def test_nothing_asked_nothing_answered(store: Store) -> None:
    scan = begin(store)

    assert scan.done([]) == scan.reuse([]) == set()


def test_the_same_name_in_another_target_is_another_item(store: Store) -> None:
    scan = begin(store)
    scan.save(result("a"))

    assert scan.done([Item("/srv/other", "a", stamp="v1")]) == set()


# --- save ------------------------------------------------------------------------------------------------


def test_saving_again_replaces_findings_and_members(store: Store) -> None:
    scan = begin(store)
    scan.save(result("d.sqlite", members=(result("d.sqlite!x", finding()), result("d.sqlite!y", finding("phone")))))
    scan.save(result("d.sqlite", finding("email"), stamp="v2", members=(result("d.sqlite!x", finding(count=9)),)))

    assert list(outcomes(store, scan)) == ["d.sqlite", "d.sqlite!x"]
    assert found(store, scan) == [("d.sqlite", "email", 3), ("d.sqlite!x", "pin", 9)]


def test_saving_twice_is_saving_once(store: Store) -> None:
    scan = begin(store)
    for _again in range(2):
        scan.save(result("a", finding(), facts=Facts(prints=(prints("pin", 1, 2),))))

    assert found(store, scan) == [("a", "pin", 3)]
    assert [len(each) for _id, each in store.prints(scan.scan.id, "pin")] == [2]


def test_members_of_members_go_with_the_listed_item(store: Store) -> None:
    inner = result("a.zip!b.zip", members=(result("a.zip!b.zip!c", finding()),))
    scan = begin(store)
    scan.save(result("a.zip", members=(inner,)))
    assert len(outcomes(store, scan)) == 3

    scan.save(result("a.zip"))

    assert list(outcomes(store, scan)) == ["a.zip"]
    assert found(store, scan) == []


def test_a_file_named_like_a_member_is_not_mistaken_for_it(store: Store) -> None:
    scan = begin(store)
    scan.save(result("k.sqlite", members=(result("k.sqlite!t", finding()),)))
    assert scan.done([item("k.sqlite!t")]) == set()

    scan.save(result("k.sqlite!t", finding("phone")))
    scan.save(result("k.sqlite!t", finding("email")))

    assert found(store, scan) == [("k.sqlite!t", "pin", 3), ("k.sqlite!t", "email", 3)]


def test_two_members_may_bear_one_name(store: Store) -> None:
    """An archive can hold two; both are kept."""
    scan = begin(store)
    scan.save(result("a.zip", members=(result("a.zip!b", finding()), result("a.zip!b", finding(count=5)))))

    assert found(store, scan) == [("a.zip!b", "pin", 3), ("a.zip!b", "pin", 5)]


@pytest.mark.parametrize(
    "name", ["a\nb", "a'b", 'a"b', "a\x00b", "%s", "ө ү ң\u2028", "😀", "\\xff", "a!b", " ", "\x1b[2J"]
)
def test_names_come_back_as_they_are(store: Store, name: str) -> None:
    scan = begin(store)
    scan.save(result(name, finding()))

    assert scan.done([item(name)]) == {name}
    assert list(outcomes(store, scan)) == [name]


# --- reuse -----------------------------------------------------------------------------------------------


def test_an_unchanged_item_keeps_its_findings_facts_and_members(store: Store) -> None:
    facts = Facts(media="csv", persons=2, prints=(prints("pin", 1, 2),))
    member = result("k.sqlite!t", finding("phone"))
    first = finished(store, result("k.sqlite", finding(), facts=facts, members=(member,), size=10))

    second = begin(store)
    assert second.reuse([item("k.sqlite", size=11)]) == {"k.sqlite"}

    assert outcomes(store, second) == {"k.sqlite": ("unchanged", None), "k.sqlite!t": ("unchanged", None)}
    assert found(store, second) == found(store, first) == [("k.sqlite", "pin", 3), ("k.sqlite!t", "phone", 3)]
    stored, _found = next(store.by_item(second.scan.id))
    assert (stored.facts, stored.item.size) == (facts, 11)
    assert second.done([item("k.sqlite")]) == {"k.sqlite"}


def test_unchanged_again_and_again(store: Store) -> None:
    finished(store, result("k", finding(), members=(result("k!t", finding()),)))
    for _week in range(3):
        scan = begin(store)
        assert scan.reuse([item("k")]) == {"k"}
        scan.finish()

        assert found(store, scan) == [("k", "pin", 3), ("k!t", "pin", 3)]
        assert len(outcomes(store, scan)) == 2


def test_a_changed_item_or_one_without_a_stamp_is_read_again(store: Store) -> None:
    finished(store, result("changed"), result("no stamp", stamp=""))

    assert begin(store).reuse([item("changed", "v2"), item("no stamp", "")]) == set()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.PARTIAL, Reason.CORRUPT),
        (Status.FAILED, Reason.TIMEOUT),
        (Status.SKIPPED, Reason.UNSUPPORTED),
        (Status.FAILED, None),
    ],
)
def test_what_was_not_read_whole_is_tried_again(store: Store, status: Status, reason: Reason | None) -> None:
    """Nor does an unread member become clean because the file that holds it did not change."""
    unread = result("k!t", status=status, reason=reason)
    finished(store, result("a", status=status, reason=reason), result("k", members=(result("k!s"), unread)))

    assert begin(store).reuse([item("a"), item("k")]) == set()


def test_an_empty_member_keeps_its_outcome(store: Store) -> None:
    finished(store, result("k", members=(result("k!t", status=Status.SKIPPED, reason=Reason.EMPTY),)))
    scan = begin(store)

    assert scan.reuse([item("k")]) == {"k"}
    assert outcomes(store, scan)["k!t"] == ("skipped", "empty")


def test_the_newest_reading_counts(store: Store) -> None:
    finished(store, result("a", finding(count=1)))
    finished(store, result("a", finding(count=2)), full=True)
    scan = begin(store)
    scan.reuse([item("a")])

    assert found(store, scan) == [("a", "pin", 2)]


def test_a_failure_since_does_not_lose_what_was_read(store: Store) -> None:
    finished(store, result("a", finding()))
    finished(store, result("a", status=Status.FAILED, reason=Reason.MEMORY))

    assert begin(store).reuse([item("a")]) == {"a"}


@pytest.mark.parametrize(
    "how",
    [
        {"rules": "rules-2"},
        {"key": OTHER_KEY},
        {"options": (("depth", "fast"),)},
        {"full": True},
    ],
)
def test_other_rules_another_key_or_other_options_reuse_nothing(store: Store, how: dict[str, Any]) -> None:
    finished(store, result("a"))

    assert begin(store, **how).reuse([item("a")]) == set()


def test_another_declaration_reuses_findings(store: Store) -> None:
    """Findings are facts about data; what the law says of them is another matter."""
    finished(store, result("a"))

    assert begin(store, declaration="2027", identity="other").reuse([item("a")]) == {"a"}


def test_an_unfinished_scan_is_not_reused(store: Store) -> None:
    begin(store).save(result("a"))

    assert begin(store, identity="other").reuse([item("a")]) == set()


def test_reuse_replaces_what_the_scan_held(store: Store) -> None:
    finished(store, result("a", finding()))
    scan = begin(store)
    scan.save(result("a", finding("phone"), stamp="between"))
    scan.reuse([item("a")])

    assert found(store, scan) == [("a", "pin", 3)]


def test_what_others_rely_on_cannot_be_taken_away(store: Store) -> None:
    """A dangling link would make an item with findings look clean."""
    first = finished(store, result("a", finding()))
    scan = begin(store)
    scan.reuse([item("a")])

    with pytest.raises(Exception, match="FOREIGN KEY"):
        first.save(result("a"))
    assert found(store, scan) == [("a", "pin", 3)]


# --- ids and first sight ------------------------------------------------------------------------------------


def test_a_findings_id_depends_on_key_target_item_and_category() -> None:
    one = finding_id(KEY, TARGET, "a", "pin")

    assert len(one) == 16
    assert int(one, 16) >= 0
    assert one == finding_id(KEY, TARGET, "a", "pin")
    others = [
        finding_id(OTHER_KEY, TARGET, "a", "pin"),
        finding_id(KEY, TARGET + "a", "", "pin"),
        finding_id(KEY, TARGET, "b", "pin"),
        finding_id(KEY, TARGET, "a", "phone"),
        finding_id(KEY, TARGET, "a\x00", "pin"),
    ]
    assert len({one, *others}) == 6


def test_first_seen_is_the_scan_that_saw_it_first(store: Store) -> None:
    first = finished(store, result("a", finding()))
    second = finished(store, result("a", finding(), finding("phone"), stamp="v2"))

    seen = {each.finding.category: each.first_seen for each in store.findings(second.scan.id)}

    assert seen == {"pin": first.scan.started, "phone": second.scan.started}


def test_a_findings_id_is_the_stored_one(store: Store) -> None:
    scan = finished(store, result("a", finding()))

    assert [each.id for each in store.findings(scan.scan.id)] == [finding_id(KEY, TARGET, "a", "pin")]


# --- interruption --------------------------------------------------------------------------------------------

_SAVES_UNTIL_KILLED = """
import sys
from pathlib import Path
from scanner.store.repository import Store
from tests.store.made import begin, finding, result
scan = begin(Store(Path(sys.argv[1])))
for number in range(1_000_000):
    scan.save(result(f"{number}", finding(), members=(result(f"{number}!t", finding()),)))
    print(number, flush=True)
"""


def test_a_killed_scan_keeps_every_item_that_ended(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    command = [sys.executable, "-c", _SAVES_UNTIL_KILLED, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        saved = [int(next(process.stdout)) for _number in range(50)][-1]
        process.send_signal(signal.SIGKILL)

    with Store(path) as store:
        scan = begin(store)
        names = [f"{number}" for number in range(saved + 1)]

        assert scan.resumed
        assert scan.done([item(name) for name in names]) == set(names)
        assert len(found(store, scan)) % 2 == 0
        assert len(found(store, scan)) == len(outcomes(store, scan)) >= 2 * len(names)
