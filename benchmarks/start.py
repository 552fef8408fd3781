"""How long the command takes to start, as a ratio to Python itself (limit 4): medians of runs in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 4.0
RUNS = 15


def main() -> int:
    """Prints the two medians and their ratio; ends with 1 over the limit."""
    command = Path(sys.executable).with_name("scanner")
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "scanner --version": [str(command), "--version"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, words in commands.items():
            started = time.perf_counter()
            subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - started)
    medians = [statistics.median(values) for values in times.values()]
    for name, median in zip(times, medians, strict=True):
        print(f"{name:20}{1000 * median:7.1f} ms")
    print(f"ratio {medians[1] / medians[0]:.1f} (limit {LIMIT:.0f})")
    return int(medians[1] > LIMIT * medians[0])


if __name__ == "__main__":
    sys.exit(main())
