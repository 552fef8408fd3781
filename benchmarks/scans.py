"""Scans by the real command, and its machine's truth read back: what several benchmarks need."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Scanned:
    """A finished scan's lines and its wall time in seconds."""

    lines: list[dict[str, Any]]
    seconds: float

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The lines of a type: scan, item, finding, summary."""
        return [line for line in self.lines if line["type"] == kind]


def scan(folder: Path, *words: str) -> Scanned:
    """Runs `scanner scan` with a store and a report of its own in `folder`. Raises SystemExit where it failed."""
    report = folder / "bench.jsonl"
    command = [sys.executable, "-m", "scanner", "scan", *words, "-q", "-f", f"jsonl={report}"]
    started = time.monotonic()
    done = subprocess.run([*command, "--store", str(folder / "bench.sqlite")], stderr=subprocess.PIPE, check=False)
    seconds = time.monotonic() - started
    if done.returncode not in (0, 1, 3):
        raise SystemExit(f"the scan ended with {done.returncode}: {done.stderr.decode()}")
    return Scanned([json.loads(line) for line in report.read_text("utf-8").splitlines()], seconds)
