"""A scan of documents that nobody made for it: outcomes, speed, and findings by category.

`python -m benchmarks.documents [FOLDER]` (default: this machine's /usr/share). The limit is the only figure a vendor
publishes for a file share: 1.8 GB an hour on 4 cores, 0.125 MB/s a core.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.scans import scan

VENDOR_MB_PER_CORE = 0.125


def main(folder: str = "/usr/share") -> int:
    """Prints the tables."""
    with tempfile.TemporaryDirectory(prefix="scanner-documents-") as name:
        scanned = scan(Path(name), folder)
    items = scanned.of("item")
    outcomes = Counter((line["outcome"], line["reason"] or "") for line in items)
    megabytes = sum(line["bytes"] or 0 for line in items) / 1e6
    read = sum(line["bytes"] or 0 for line in items if line["outcome"] in ("scanned", "partial")) / 1e6
    per_core = read / scanned.seconds / (os.cpu_count() or 1)
    print(f"{len(items)} items, {megabytes:.0f} MB listed, {read:.0f} MB read in {scanned.seconds:.0f} s")
    print(f"{per_core:.2f} MB/s a core, {per_core / VENDOR_MB_PER_CORE:.1f} times the vendor's figure")
    for (outcome, reason), count in outcomes.most_common():
        print(f"  {outcome:10}{reason:14}{count:7}")
    for category, count in Counter(line["category"] for line in scanned.of("finding")).most_common():
        values = sum(line["count"] for line in scanned.of("finding") if line["category"] == category)
        print(f"  {category:18}{count:6} items {values:7} values")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
