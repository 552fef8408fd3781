"""A labelled share, scored through a real scan: which (item, category) pairs are found, and how many values of each.

The truth is a `truth.jsonl` in the folder or beside it (annotation guide, Files). As `scanner demo` writes it, the
files lie in `share/`, and a line may name another target: a SQLite file of that name beside it.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.engines import Scanner
from benchmarks.accuracy.measures import counts_json
from benchmarks.accuracy.report import counted
from benchmarks.accuracy.score import Counts
from benchmarks.scans import scan
from scanner.cli.scan import command

TRUTH = "truth.jsonl"
_SHARE = "share"

Values = dict[tuple[str, str, str], int]
"""(target, item, category) → how many values."""


@dataclass(frozen=True, slots=True)
class Share:
    """What to scan, by target, and what is there."""

    name: str
    targets: dict[str, Path]
    truth: Values


def truth_file(folder: Path) -> Path | None:
    """Where a folder's truth lies; None where it is no labelled share."""
    return next((place for place in (folder / TRUTH, folder.parent / TRUTH) if place.is_file()), None)


def read_share(folder: Path) -> Share:
    """The share that lies in a folder or is it. Raises FileNotFoundError where there is no truth."""
    truth = truth_file(folder)
    if truth is None:
        raise FileNotFoundError(f"no {TRUTH} in {folder} or beside it")
    root = folder / _SHARE if truth.parent == folder and (folder / _SHARE).is_dir() else folder
    targets = {_SHARE: root}
    values: Values = {}
    for line in truth.read_text("utf-8").splitlines():
        item = json.loads(line)
        target = item.get("target", _SHARE)
        if target not in targets:
            targets[target] = truth.with_name(f"{target}.sqlite")
        values |= {(target, item["item"], category): count for category, count in item["categories"].items()}
    return Share(folder.name, targets, values)


def scanned(share: Share, scanner: Scanner) -> Values:
    """What a scan with a store of its own counts. Raises SystemExit where the scan fails."""
    with tempfile.TemporaryDirectory(prefix="scanner-share-") as name:
        folder = Path(name)
        lines = [f"min_confidence = {scanner.minimum}", 'key_file = "key"']
        for target, place in share.targets.items():
            where = (
                f'url = "sqlite:///{place.resolve()}"' if place.suffix == ".sqlite" else f'path = "{place.resolve()}"'
            )
            lines += ["[[targets]]", f'name = "{target}"', where]
        (folder / "scanner.toml").write_text("\n".join(lines), "utf-8")
        by_names = any(option.name == "names" for option in command.params)
        done = scan(folder, "--config", str(folder / "scanner.toml"), *(("--names", scanner.names) if by_names else ()))
    return {(line["target"], line["item"], line["category"]): line["count"] for line in done.of("finding")}


def score(folder: Path, scanners: Sequence[Scanner]) -> list[object]:
    """Prints and gives the figures of each of our engines."""
    share = read_share(folder)
    out: list[object] = []
    for scanner in scanners:
        print(f"\n=== share {share.name}: {len(share.truth)} (item, category) pairs, {scanner.name}")
        out.append({"share": share.name, "engine": scanner.name} | _print(share.truth, scanned(share, scanner)))
    return out


def compare(true: Values, found: Values) -> dict[str, tuple[Counts, float]]:
    """By category: the counts of pairs, and for right pairs the ratio of counted values to true ones. Only categories
    that the truth labels anywhere are scored: it says nothing of the others."""
    labelled = {category for _, _, category in true}
    out: dict[str, tuple[Counts, float]] = {}
    for category in sorted(labelled):
        here = {pair for pair in true if pair[2] == category and true[pair]}
        seen = {pair for pair in found if pair[2] == category and pair[1] != TRUTH}
        right = here & seen
        values = sum(found[pair] for pair in right) / max(1, sum(true[pair] for pair in right))
        out[category] = Counts(len(right), len(seen - here), len(here - seen)), values
    return out


def _print(true: Values, found: Values) -> dict[str, object]:
    rows = compare(true, found)
    print(f"{'category':22}{'true':>5}{'P':>6}{'R':>6}{'F1':>6}  values")
    for category, (counts, values) in rows.items():
        print(f"{category:22}{counted(counts)}{values:7.2f}")
    whole = sum((counts for counts, _ in rows.values()), Counts())
    right = [pair for pair in true if true[pair] and pair in found]
    ratio = sum(found[pair] for pair in right) / max(1, sum(true[pair] for pair in right))
    print(f"{'all':22}{counted(whole)}{ratio:7.2f}")
    unlabelled: dict[str, int] = defaultdict(int)
    for _, _, category in found:
        if category not in rows:
            unlabelled[category] += 1
    if unlabelled:
        print("found too, not labelled here: " + ", ".join(f"{name} {count}" for name, count in unlabelled.items()))
    return {
        "all": counts_json(whole),
        "values": ratio,
        "categories": {name: counts_json(counts) | {"values": values} for name, (counts, values) in rows.items()},
    }
