"""`scanner demo DIR`: a made-up share, databases, arrays and settings, with the truth of every item beside them."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from scanner.errors import UsageError
from scanner.i18n import _
from scanner.synthetic import databases
from scanner.synthetic.marked import NEAR_MISS, Marked, counts, near_misses
from scanner.synthetic.share import MadeFile, share
from scanner.synthetic.vocabulary import DATA

AS_OF = dt.date(2026, 11, 1)
SEED = 2026
_REGISTRY = "registry.sqlite"
_DATABASE_TIME = dt.datetime(2026, 10, 5, 17, 20, tzinfo=dt.UTC)
_TELLING = 6  # characters; a shorter value (an initial, a flat's number) is in any text by chance

_SETTINGS = f"""\
# Settings of the made-up share: `scanner scan --config` with this file. Paths are relative to it.
as_of = {AS_OF.isoformat()}
store = "store.sqlite"
key_file = "keys/key"
arrays = "arrays"

[[targets]]
name = "share"
path = "share"

[[targets]]
name = "registry"
url = "sqlite:///registry.sqlite"

[reports]
html = "report.html"
jsonl = "report.jsonl"
"""


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was written. `counts` maps (target, item) to the number of values of each category; `expected` maps
    (target, item, category) to the statuses that the declaration gives, by the plan's own knowledge; `unread` maps
    items of the share to why they cannot be read. `values` are raw planted values that no output may show: those of
    six characters and more that stand in no item's name."""

    files: int
    tables: int
    near_misses: int
    counts: dict[tuple[str, str], dict[str, int]]
    unread: dict[str, str]
    expected: dict[tuple[str, str, str], frozenset[str]]
    values: frozenset[str] = field(repr=False)


def write_demo(folder: Path, seed: int = SEED) -> DemoSummary:
    """Writes everything into `folder`, which must be empty or new. The same seed gives the same data.

    Raises UsageError where the folder holds something, or the font for PDFs is missing.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(_("{folder} is not empty").format(folder=folder))
    made = Made(seed)
    for file in made.files:
        _write_file(folder / "share" / file.item, file.data, file.modified)
    for path, tables in made.databases.items():
        place = folder / path if path == _REGISTRY else folder / "share" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        databases.write(place, tables)
        _set_time(place, _DATABASE_TIME)
    shutil.copytree(DATA / "arrays", folder / "arrays")
    (folder / "scanner.toml").write_text(_SETTINGS, "utf-8")
    summary = made.summary()
    (folder / "truth.jsonl").write_text("".join(f"{line}\n" for line in _truth(summary)), "utf-8")
    return summary


def planted_values(seed: int = SEED) -> frozenset[str]:
    """The `values` of a demo with this seed, without writing it."""
    return Made(seed).summary().values


@dataclass(frozen=True, slots=True)
class MadeItem:
    """An item of a target, what it says in reach of a reader, and the statuses of each category found there."""

    target: str
    name: str
    said: tuple[Marked, ...]
    statuses: dict[str, frozenset[str]]


class Made:
    """A demo in memory."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        self.files: list[MadeFile] = list(share(rng))
        self.databases = databases.databases(rng)

    def items(self) -> Iterator[MadeItem]:
        """Every file, database file and table."""
        for file in self.files:
            yield MadeItem("share", file.item, file.said, file.statuses)
        for path, tables in self.databases.items():
            if path != _REGISTRY:
                yield MadeItem("share", path, (), {})
            for table in tables:
                place = ("registry", f"main.{table.name}") if path == _REGISTRY else ("share", f"{path}!{table.name}")
                yield MadeItem(*place, tuple(table.pieces()), table.statuses)

    def summary(self) -> DemoSummary:
        """The truth of it all."""
        items = list(self.items())
        pieces = [piece for item in items for piece in item.said]
        locked = [piece for file in self.files for piece in file.locked]
        return DemoSummary(
            files=len(self.files) + len(self.databases) - 1,
            tables=sum(len(tables) for tables in self.databases.values()),
            near_misses=near_misses(pieces),
            counts={(item.target, item.name): counts(item.said) for item in items},
            unread={file.item: file.unread for file in self.files if file.unread},
            expected={
                (item.target, item.name, category): found for item in items for category, found in item.statuses.items()
            },
            values=_values([*pieces, *locked], [item.name for item in items]),
        )


def _values(pieces: Iterable[Marked], items: list[str]) -> frozenset[str]:
    shown = "\n".join(items)
    planted = {text for piece in pieces for category, text in piece.values() if not category.startswith(NEAR_MISS)}
    return frozenset(text for text in planted if len(text) >= _TELLING and text not in shown)


def _truth(summary: DemoSummary) -> Iterator[str]:
    for (target, item), categories in sorted(summary.counts.items()):
        line: dict[str, object] = {"target": target, "item": item, "categories": categories}
        if target == "share" and item in summary.unread:
            line["unread"] = summary.unread[item]
        yield json.dumps(line, ensure_ascii=False)


def _write_file(path: Path, data: bytes, modified: dt.datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    _set_time(path, modified)


def _set_time(path: Path, moment: dt.datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))
