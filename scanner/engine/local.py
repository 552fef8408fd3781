"""Worker processes of this machine. A worker that hangs, eats memory or aborts costs its one item and is replaced."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessPool

from scanner.engine.examine import examine
from scanner.engine.interface import Budget, Tools
from scanner.model import Item, ItemResult, Outcome, Reason, Status
from scanner.sources.interface import Source
from scanner.store.interface import Ledger

_BATCH = 200  # items asked of the ledger at a time
_tools: Tools  # of this worker


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    item: Item
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs items through `workers` processes; `factory` makes each worker's tools and must be picklable."""

    factory: Callable[[], Tools]
    workers: int
    budget: Budget

    def run(self, sources: Iterable[Source], ledger: Ledger, progress: Callable[[ItemResult], None]) -> None:
        """Examines what the ledger does not hold yet, and saves each item as it ends."""
        # Not fork: a fork of a process with threads may stop for ever, and would share the store's connection.
        context = multiprocessing.get_context("forkserver")
        pool = ProcessPool(
            max_workers=self.workers,
            initializer=_start_worker,
            initargs=(self.factory, self.budget.memory, os.getpid()),
            context=context,
        )
        try:
            _Run(pool, self.budget, self.workers, ledger, progress).all(sources)
        except BaseException:
            pool.stop()
            raise
        finally:
            pool.close()
            pool.join()


class _Run:
    """One scan's tasks in flight; at most two a worker, so that memory does not grow with the share."""

    def __init__(
        self,
        pool: ProcessPool,
        budget: Budget,
        workers: int,
        ledger: Ledger,
        progress: Callable[[ItemResult], None],
    ) -> None:
        self._pool = pool
        self._budget = budget
        self._most = 2 * workers
        self._ledger = ledger
        self._progress = progress
        self._flying: dict[Future[ItemResult], _Task] = {}

    def all(self, sources: Iterable[Source]) -> None:
        for source in sources:
            for task in self._open_tasks(source):
                self._submit(task)
                while len(self._flying) >= self._most:
                    self._land()
        while self._flying:
            self._land()

    def _open_tasks(self, source: Source) -> Iterator[_Task]:
        """The source's items less those that the ledger has or can take from an earlier scan."""
        listed = source.items()
        while batch := list(itertools.islice(listed, _BATCH)):
            items = [item for item, _ in batch]
            done = self._ledger.done(items)
            done |= self._ledger.reuse([item for item in items if item.name not in done])
            yield from (_Task(source, item, outcome) for item, outcome in batch if item.name not in done)

    def _submit(self, task: _Task) -> None:
        megabytes = (task.item.size or 0) / 2**20
        limit = self._budget.seconds + self._budget.seconds_per_megabyte * megabytes
        self._flying[self._pool.schedule(_work, args=(task,), timeout=limit)] = task

    def _land(self) -> None:
        """Waits for one item at least and saves what has ended."""
        for future in wait(self._flying, return_when=FIRST_COMPLETED).done:
            task = self._flying.pop(future)
            reason = _killed(future)
            if reason is None:
                result = future.result()
                self._ledger.save(result)
                self._progress(result)
            elif task.outcome is None:
                # Its content cannot be had; its name still can.
                self._submit(_Task(task.source, task.item, Outcome(Status.FAILED, reason)))
            else:
                result = ItemResult(task.item, task.outcome)
                self._ledger.save(result)
                self._progress(result)


def _killed(future: Future[ItemResult]) -> Reason | None:
    """Why the item's worker is gone, if it is."""
    match future.exception():
        case TimeoutError():
            return Reason.TIMEOUT
        case ProcessExpired():
            return Reason.CRASHED
        case MemoryError():
            return Reason.MEMORY
        case None:
            return None
        case error:
            raise error


def _work(task: _Task) -> ItemResult:
    return examine(task.source, task.item, task.outcome, _tools)


def _start_worker(factory: Callable[[], Tools], memory: int, parent: int) -> None:
    """Readies a worker: silent (a native library's complaint may quote the data), bounded, and never an orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    global _tools
    _tools = factory()


def _end_with(parent: int) -> None:
    """Ends this worker when the scan's process is gone: nobody would save what it finds."""
    while True:
        try:
            os.kill(parent, 0)
        except ProcessLookupError:
            os._exit(1)
        time.sleep(0.5)
