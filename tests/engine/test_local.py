"""Worker processes: a hostile item costs itself only, and an interrupted run goes on where it stopped."""

import os
import time
from pathlib import Path

import pytest

from scanner.engine.interface import Budget
from scanner.engine.local import LocalEngine
from scanner.model import Outcome, Reason, Status
from tests.engine.fakes import MemoryLedger, MemorySource, make_tools

PIN = "21203199801234"


def engine(seconds=30.0, memory=2 * 2**30):
    return LocalEngine(make_tools, workers=2, budget=Budget(seconds, 0, memory))


def run(source, ledger=None, **budget):
    ledger = ledger or MemoryLedger()
    engine(**budget).run([source], ledger, lambda result: None)
    return ledger


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("hang", Reason.TIMEOUT),
        ("kill", Reason.CRASHED),
        ("abort", Reason.CRASHED),
        ("eat", Reason.MEMORY),
    ],
)
def test_an_item_that_kills_its_reader_costs_itself_only(word, reason):
    others = [(f"{number}.txt", PIN) for number in range(20)]
    contents = (*others[:5], (f"Асанов_Бакыт {word}.txt", word), *others[5:])

    ledger = run(MemorySource(contents), seconds=4)

    bad = ledger.results.pop(f"Асанов_Бакыт {word}.txt")
    assert (bad.outcome.status, bad.outcome.reason) == (Status.FAILED, reason)
    assert {finding.category for finding in bad.findings} == {"surname", "given_name"}
    assert len(ledger.results) == 20
    assert all(result.outcome == Outcome(Status.SCANNED) for result in ledger.results.values())


@pytest.mark.slow
def test_an_interrupted_run_goes_on_with_what_is_missing():
    source = MemorySource(tuple((f"{number}.txt", PIN) for number in range(300)))

    def interrupt(count):
        if count == 50:
            raise KeyboardInterrupt

    ledger = MemoryLedger(then=interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(source, ledger)
    ledger.then = lambda count: None
    run(source, ledger)

    assert len(ledger.saves) == len(set(ledger.saves)) == 300


@pytest.mark.slow
def test_items_with_an_outcome_and_unchanged_ones_are_not_opened():
    link = Outcome(Status.SKIPPED, Reason.SYMLINK)
    contents = (("link", "kill"), ("old.txt", "kill"), ("new.txt", PIN))
    source = MemorySource(contents, outcomes=(("link", link),))

    ledger = run(source, MemoryLedger(unchanged={"old.txt"}))

    assert {name: result.outcome for name, result in ledger.results.items()} == {
        "link": link,
        "new.txt": Outcome(Status.SCANNED),
    }


@pytest.mark.slow
def test_no_worker_outlives_the_run():
    before = _children()
    run(MemorySource((("a.txt", PIN),)))
    deadline = time.monotonic() + 5
    while _children() - before and time.monotonic() < deadline:
        time.sleep(0.1)
    # The fork server itself stays for the next run.
    assert len(_children() - before) <= 2


def _children():
    """The process ids of this process's children."""
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())
