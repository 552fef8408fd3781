"""Accuracy on the made-up share: (item, category) pairs found against its truth, by category, with the bar.

`python -m benchmarks.demo [SEED]`; a seed other than the demo's makes a share that nobody has looked at.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.scans import scan
from scanner.synthetic.demo import SEED, write_demo
from scanner.synthetic.marked import CATEGORIES

BAR = 0.98


def main(seed: int = SEED) -> int:
    """Prints the table; ends with 1 below the bar."""
    with tempfile.TemporaryDirectory(prefix="scanner-demo-") as name:
        folder = Path(name) / "demo"
        summary = write_demo(folder, seed)
        scanned = scan(Path(name), "--config", str(folder / "scanner.toml"))
    counts = {(*item, category): count for item, found in summary.counts.items() for category, count in found.items()}
    found = {
        (line["target"], line["item"], line["category"]): line["count"]
        for line in scanned.of("finding")
        if line["category"] in CATEGORIES  # the share is labelled for no others
    }
    right = found.keys() & counts.keys()
    print(f"{'category':18}{'true':>6}{'found':>7}{'precision':>11}{'recall':>8}{'values':>8}")
    for category in sorted({pair[2] for pair in counts.keys() | found.keys()}):
        of = {kind: {pair for pair in pairs if pair[2] == category} for kind, pairs in (("t", counts), ("f", found))}
        both = of["t"] & of["f"]
        values = sum(found[pair] for pair in both) / max(1, sum(counts[pair] for pair in both))
        precision, recall = len(both) / max(1, len(of["f"])), len(both) / max(1, len(of["t"]))
        print(f"{category:18}{len(of['t']):6}{len(of['f']):7}{precision:11.3f}{recall:8.3f}{values:8.2f}")
    precision, recall = len(right) / len(found), len(right) / len(counts)
    print(f"{'all':18}{len(counts):6}{len(found):7}{precision:11.3f}{recall:8.3f}   (bar {BAR})")
    print("outcomes:", dict(Counter(line["outcome"] for line in scanned.of("item"))), f"{scanned.seconds:.0f} s")
    return int(min(precision, recall) < BAR)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
