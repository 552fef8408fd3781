"""Kills a scan with SIGKILL at random moments; the same command must go on to an undisturbed scan's findings.

`python -m benchmarks.kills [KILLS [COPIES]]`. Prints a line a kill with its differences; ends with 1 if there are any.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scanner.synthetic.demo import write_demo

COPIES = 30  # of the demo's share: half a minute and more, to be killed in the middle of it
AFTER_FIRST = 0.75  # of the kills, at least, come after the first item was stored


def main(kills: int = 20, copies: int = COPIES, seed: int = 1) -> int:
    """Runs the whole comparison; ends with 1 where any kill made a difference."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="scanner-kills-") as name:
        folder = Path(name)
        _write_share(folder, copies)
        started = time.monotonic()
        calm = _finish(folder, "calm")
        seconds = time.monotonic() - started
        print(f"undisturbed: {seconds:.0f} s, {len(calm)} items and findings")
        differing = 0
        for number in range(kills):
            early = number >= kills * AFTER_FIRST
            run = f"run{number}"
            moment, stored = _killed(folder, run, rng.uniform(0, 0.9) * seconds, early=early)
            after = _finish(folder, run)
            differences = len(set(calm) ^ set(after)) + (len(after) != len(calm))
            differing += bool(differences)
            print(f"kill {number + 1:2} after {moment:5.1f} s, {stored:4} items stored: {differences} differences")
        print(f"{kills} kills, {differing} of them with differences (limit 0)")
        return 1 if differing else 0


def _write_share(folder: Path, copies: int) -> None:
    write_demo(folder)
    for number in range(1, copies):
        shutil.copytree(folder / "share", folder / f"share/copy{number}", ignore=shutil.ignore_patterns("copy*"))


def _command(folder: Path, run: str) -> list[str]:
    reports = ["-f", f"jsonl={folder / run}.jsonl", "--store", f"{folder / run}.sqlite"]
    return [sys.executable, "-m", "scanner", "scan", "--config", str(folder / "scanner.toml"), "-q", *reports]


def _finish(folder: Path, run: str) -> list[str]:
    """Runs the command to its end: its items and findings, a line each, less what tells when they were seen.

    A scan that was killed while it wrote its reports had ended: the next one finds its items unchanged.
    """
    result = subprocess.run(_command(folder, run), capture_output=True, text=True, check=False)
    if result.returncode not in (0, 1, 3):
        raise SystemExit(f"the scan ended with {result.returncode}: {result.stderr}")
    lines = [json.loads(line) for line in Path(f"{folder / run}.jsonl").read_text("utf-8").splitlines()]
    kept = [line | {"first_seen": None} for line in lines if line["type"] in ("item", "finding")]
    kept = [line | {"outcome": "scanned"} if line.get("outcome") == "unchanged" else line for line in kept]
    return sorted(json.dumps(line, sort_keys=True) for line in kept)


def _killed(folder: Path, run: str, moment: float, *, early: bool) -> tuple[float, int]:
    """Starts the scan and kills it after so many seconds, or after its first stored item where that is later."""
    store = Path(f"{folder / run}.sqlite")
    process = subprocess.Popen(_command(folder, run), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = time.monotonic()
    moment = moment / 20 if early else moment
    while process.poll() is None:
        passed = time.monotonic() - started
        if passed >= moment and (early or _stored(store)):
            os.kill(process.pid, signal.SIGKILL)
            break
        time.sleep(0.02)
    process.wait()
    return time.monotonic() - started, _stored(store)


def _stored(store: Path) -> int:
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM item").fetchone()[0])
    except sqlite3.Error:
        return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
