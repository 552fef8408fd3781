"""What an engine promises: every item of every source ends in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from scanner.detectors.interface import Detectors
from scanner.extract.interface import Extract
from scanner.model import ItemResult
from scanner.sources.interface import Source
from scanner.store.interface import Ledger


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker needs to examine items; built once in each worker by a factory that `app` names."""

    extract: Extract
    detectors: Detectors
    key: bytes


@dataclass(frozen=True, slots=True)
class Budget:
    """What one item may cost before it is given up."""

    seconds: float = 300.0  # wall time, plus a share for its size
    seconds_per_megabyte: float = 10.0
    memory: int = 4 * 2**30  # bytes of address space of a worker


class Engine(Protocol):
    """Runs items through workers."""

    def run(self, sources: Iterable[Source], ledger: Ledger, progress: Callable[[ItemResult], None]) -> None:
        """Examines what the ledger does not hold yet and saves each item's end. Raises KeyboardInterrupt with
        everything finished so far saved."""
