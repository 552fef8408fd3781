"""`make bench`: every benchmark one after another; ends with 1 if one is over its limit."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("start", "prose", "demo", "documents", "kills")


def main() -> int:
    """Runs each in a process of its own."""
    failed = 0
    for name in BENCHMARKS:
        print(f"\n=== {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
