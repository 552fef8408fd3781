"""Labelled tables, read as the scan reads a CSV file: which categories a column is found to hold.

A table of `corpora/tables/` says after `columns:` what each column holds, then its rows as they stand in a file. A cell
that ends with `!` after a digit is wrong on purpose; the sign is no part of it.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from benchmarks.accuracy.corpus import sections
from benchmarks.accuracy.engines import Scanner
from benchmarks.accuracy.measures import counts_json
from benchmarks.accuracy.report import Verdicts, counted
from benchmarks.accuracy.score import FAMILY, Counts
from scanner import app
from scanner.detectors.interface import Detectors
from scanner.extract import delimited
from scanner.extract.interface import Limits
from scanner.model import Record, Table

WITH_HEADERS, WITHOUT = 0.97, 0.85

_WRONG = re.compile(r"(?<=\d)!(?=\s*$)")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_PLACEHOLDERS = frozenset({"", "-", "–", "—", "нет", "жок", "no", "none", "n/a", "null"})
_HALF = 0.5

Pairs = set[tuple[int, str]]
"""(column from 0, category)."""


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """A table as it stands in a file. `header` counts the rows down to the last one that names columns; 0: none."""

    id: str
    lang: str
    header: int
    columns: tuple[frozenset[str], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def for_testing(self) -> bool:
        """Whether it belongs to the half that no rule is tuned on."""
        return int(re.findall(r"\d+", self.id)[-1]) % 2 == 0

    @property
    def pairs(self) -> Pairs:
        """What its columns hold."""
        return {(at, category) for at, categories in enumerate(self.columns) for category in categories}

    def without_header(self) -> LabelledTable:
        """The data rows alone."""
        return replace(self, rows=self.rows[self.header :], header=0)


def is_tables(path: Path) -> bool:
    """Whether a file holds labelled tables."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        return any(line.startswith("columns:") for line, _ in zip(stream, range(50), strict=False))


def read_tables(path: Path) -> list[LabelledTable]:
    """The file's tables. Raises ValueError where a table has no columns line."""
    return [_table(fields, body) for fields, body in sections(path)]


def _table(fields: dict[str, str], body: str) -> LabelledTable:
    first, *lines = body.split("\n")
    if not first.startswith("columns:"):
        raise ValueError(f"{fields['id']}: no columns line")
    columns = tuple(frozenset(cell.split()) - {"-"} for cell in first.removeprefix("columns:").split(";"))
    rows = tuple(tuple(_WRONG.sub("", cell) for cell in line.split(";")) for line in lines)
    header = max(int(row) for row in fields["header"].split("+"))
    return LabelledTable(fields["id"], fields["lang"], header, columns, rows)


@dataclass(frozen=True, slots=True)
class _Bytes:
    """A file in memory."""

    data: bytes
    name: str = "table.csv"
    path: bytes | None = None

    @property
    def size(self) -> int:
        return len(self.data)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


def detectors(scanner: Scanner) -> Detectors:
    """All detectors, wired as in a worker of a scan."""
    more: dict[str, Any] = {"names": scanner.names} if "names" in app.ToolsFactory.__dataclass_fields__ else {}
    return app.ToolsFactory(key=bytes(32), minimum=scanner.minimum, lang="en", **more)().detectors


def found(table: LabelledTable, wired: Detectors) -> Pairs:
    """The categories that the scan finds in at least half of a column's filled cells; in a column of mixed cells
    (remarks, contacts) any cell is enough, for right finds as for false ones."""
    data = "\n".join(";".join(row) for row in table.rows).encode()
    rows: dict[tuple[int, str], set[int]] = defaultdict(set)
    for column, row, category in _matches(_Bytes(data), wired):
        if row > table.header:
            rows[column, category].add(row)
    filled = [
        sum(row[at].strip().casefold() not in _PLACEHOLDERS for row in table.rows[table.header :] if at < len(row))
        for at in range(len(table.columns))
    ]
    mixed = {at for at, categories in enumerate(table.columns) if len(_families(categories)) > 1}
    return {
        (column, category)
        for (column, category), where in rows.items()
        if column >= len(filled) or column in mixed or len(where) >= _HALF * filled[column]
    }


def _matches(content: _Bytes, wired: Detectors) -> Iterator[tuple[int, int, str]]:
    """(column, row, category) of each match in the tables of the file; lines above a header are text, not columns."""
    for block in delimited.read(content, Limits()):
        if not isinstance(block, Table):
            continue
        # As in a spreadsheet, so that a place names the column's letter and not its header, which may stand twice.
        for record in wired.table(replace(block, spreadsheet=True)):
            for placed in record.matches if isinstance(record, Record) else ():
                cell = _CELL.fullmatch(dict(placed.location)["cell"])
                assert cell
                yield _index(cell[1]), int(cell[2]), placed.match.category


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def _families(categories: Iterable[str]) -> set[str]:
    return {FAMILY.get(category, category) for category in categories}


def by_family(pairs: Pairs) -> Pairs:
    """The same with families for their categories."""
    return {(column, FAMILY.get(category, category)) for column, category in pairs}


def compare(right: Pairs, answer: Pairs) -> dict[str, Counts]:
    """The counts of each category: true pairs against an answer."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for _, category in right & answer:
        counts[category].right += 1
    for _, category in answer - right:
        counts[category].false += 1
    for _, category in right - answer:
        counts[category].missed += 1
    return counts


def score(path: Path, scanners: Sequence[Scanner], half: str, verdicts: Verdicts) -> list[object]:
    """Prints and gives the figures of each of our engines."""
    tables = [table for table in read_tables(path) if half == "all" or table.for_testing == (half == "test")]
    out: list[object] = []
    for scanner in scanners:
        wired = detectors(scanner)
        print(f"\n=== {path.stem}, {half}: {len(tables)} tables, {scanner.name}, (column, category) pairs")
        headed = _sum(compare(table.pairs, found(table, wired)) for table in tables if table.header)
        cut = [table.without_header() for table in tables]
        nameless = _sum(compare(by_family(table.pairs), by_family(found(table, wired))) for table in cut)
        out += _print(headed, "with headers", WITH_HEADERS, f"{scanner.name}, {path.stem}", verdicts)
        out += _print(nameless, "by family without", WITHOUT, f"{scanner.name}, {path.stem}", verdicts)
    return out


def _sum(parts: Iterator[dict[str, Counts]]) -> dict[str, Counts]:
    whole: dict[str, Counts] = defaultdict(Counts)
    for part in parts:
        for category, counts in part.items():
            whole[category] += counts
    return whole


def _print(counts: dict[str, Counts], how: str, bar: float, what: str, verdicts: Verdicts) -> list[object]:
    whole = sum(counts.values(), Counts())
    print(f"\n{how:22}{'true':>5}{'P':>6}{'R':>6}{'F1':>6}")
    for category in sorted(counts):
        print(f"{category:22}{counted(counts[category])}")
    print(f"{'all':22}{counted(whole)} bar {bar} {verdicts.say(whole.f1 >= bar, f'{what}: {how}')}")
    rows = {category: counts_json(one) for category, one in sorted(counts.items())}
    return [{"corpus": what, "columns": how, "all": counts_json(whole), "categories": rows}]
