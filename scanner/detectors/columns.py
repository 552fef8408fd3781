"""Tables by column: what the header says, what the values are, and how large a share of them.

The cells of a column are joined, each behind its label, and scanned once; a call a cell would cost more than
everything else. What a column is taken for (its role) is decided from its header and its first batch of values,
and looked at again with every batch.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from scanner.detectors.columns_cells import NAME_WORD, column_words, names_things, pieces
from scanner.detectors.headers import words
from scanner.detectors.interface import TextDetector
from scanner.model import Batch, Evidence, Location, Match, Placed, Record, Table, TableFacts

# Between cells: no pattern, cue or name reaches across it.
_SEPARATOR = "\n\x1f\n"
_SAMPLE = 60  # values of the first batch that a nameless column is tried with
_SURE_SHARE = 0.8  # of a column's values, for a role without a header
_HALF = 0.5
_VOUCHING_SHARE = 0.25  # of a nameless column's passports, to be known without a label
_CHANCE_SHARE = 0.2  # whole-cell numbers that are right more rarely than this are right by chance
_FEW = 20  # values below which a share says nothing
_FEW_NAMELESS = 3  # values that a nameless column needs to be tried at all
_DECISIVE = 0.8  # strength of a header that needs no support from values
_NAMES = ("surname", "given_name", "patronymic")
_WHOLE_CELL = frozenset({*_NAMES, "address"})
# Categories that a column with no telling name is tried for. A label would make a passport of any article number;
# a phone and a name need one, and then a phone must be a whole national number, and a name one that is known.
_BY_VALUE = ("pin", "passport", "current_account", "phone")
_LABELLED = {"phone": 9, "surname": 2, "given_name": 2}  # with the fewest characters
_OWN_EVIDENCE = {"surname": "ending", "given_name": "list"}  # what tells a name's parts apart, with no header to say
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T][\d:.+Z]*)?|(\d\d?)[./](\d\d?)[./](\d{4})")
# In Latin script `address` heads much that is none: `Team address: (none)`. There a house or a flat must have a number.
_ADDRESS = re.compile(r"[А-яЁёӨөҮүҢң]{2}|(?=.*\d).*[A-Za-z]{2}", re.DOTALL)
_NO_ADDRESS = re.compile(r"@|://|\A(?:0x)?[\da-fA-F.:-]+\Z|\A\w+\.\w{2,4}\Z")
_ORGANISATION = re.compile(r"0\d{13}")
_PERSONAL = frozenset({*_NAMES, "pin", "passport", "birth_date"})
_LIST = re.compile(r"[;|]")  # between people in one cell
_PEOPLE = 20  # numbers of mentions kept for a piece of a cell
_NO_NAME = re.compile(r"[\d@/]")


class Headers(Protocol):
    """What the rules know of column names."""

    def header(self, name: str) -> tuple[str, float] | None:
        """The category that a column's name speaks of, and how surely (0…1)."""

    def label(self, category: str) -> str:
        """The word that would stand before such a value in a form."""


@dataclass(slots=True)
class _Column:
    """One column while its table is read."""

    index: int
    name: str
    label: str = ""  # what its values are read behind while it has no role
    category: str | None = None  # its role
    by_header: bool = False
    person: int = 0  # which person of the row a name column speaks of
    filled: int = 0
    whole: Counter[str] = field(default_factory=Counter)  # category → cells that are nothing but such a value
    organisations: bool = False  # an address here is no person's
    dates: int = 0
    days: Counter[dt.date] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class ColumnDetector:
    """Finds what tables hold. `text` sees labelled cells, `headers` column names."""

    text: TextDetector
    headers: Headers
    minimum: float = 0.0

    def scan(self, table: Table) -> Iterator[Record | TableFacts]:
        """A record for each row that holds something, then the table's facts."""
        columns: list[_Column] = []
        rows = 0
        for batch in table.batches:
            if not columns:
                columns = self._columns(table.header, batch)
            width = max((len(row) for row in batch.rows), default=0)
            columns += [_Column(index, "") for index in range(len(columns), width)]
            rows += len(batch.rows)
            yield from self._batch(table, columns, batch)
        yield _facts(table, columns, rows)

    def _columns(self, header: Sequence[str], first: Batch) -> list[_Column]:
        width = max((len(row) for row in first.rows), default=0)
        names = [*header, *[""] * (width - len(header))]
        columns = [_Column(index, name, name.strip()) for index, name in enumerate(names)]
        samples = [_sample(_filled(first, column.index)) for column in columns]
        for column, sample in zip(columns, samples, strict=True):
            column.category, column.by_header = self._role(column.name, sample)
        named = any(column.category in ("surname", "patronymic") for column in columns)
        for column in columns:
            sample = samples[column.index]
            doubtful = column.category == "given_name" and not named and names_things(column.name)
            if doubtful and sample and self._share(sample, "given_name") < _HALF:
                column.category, column.by_header, column.label = None, False, ""
        if any(column.category == "surname" for column in columns):
            # `name` says little by itself; beside a surname it is a given name if half of its values are known.
            for column in columns:
                sample = samples[column.index]
                known = column.category is None and len(sample) >= _FEW_NAMELESS
                if known and self._share(sample, "given_name") >= _HALF:
                    column.category = "given_name"
        _number_persons(columns)
        if _of_organisations(columns, samples):
            for column in columns:
                column.organisations = True
                column.category = None if column.category == "address" else column.category
        return columns

    def _role(self, name: str, sample: list[str]) -> tuple[str | None, bool]:
        """The column's category, and whether its header says so."""
        known = self.headers.header(name) if name.strip() else None
        if known:
            category, strength = known
            if strength >= _DECISIVE or not sample or self._share(sample, category, labelled=True) >= _SURE_SHARE:
                return category, True
        if len(sample) < _FEW_NAMELESS:
            return None, False
        shares = {category: self._share(sample, category) for category in (*_BY_VALUE, *_NAMES[:2])}
        # Some of its series speak for themselves; then the others (`AC 1234567`) do so too.
        if shares["passport"] >= _VOUCHING_SHARE and self._share(sample, "passport", labelled=True) >= _SURE_SHARE:
            return "passport", False
        category = max(shares, key=lambda each: shares[each])
        return (category, False) if shares[category] >= _SURE_SHARE else (None, False)

    def _share(self, sample: list[str], category: str, *, labelled: bool = False) -> float:
        """The share of the sample's cells that are such a value and nothing else, by their own evidence."""
        labelled = labelled or category in _LABELLED
        shortest = _LABELLED.get(category, 1)
        whole = {
            at
            for at, match in self._joined(sample, list(range(len(sample))), labelled * self.headers.label(category))
            if match.category == category
            and not match.flawed
            and match.end - match.start >= max(shortest, len(sample[at].strip()) - 1)
            and (category not in _OWN_EVIDENCE or any(_OWN_EVIDENCE[category] == why.code for why in match.why))
        }
        return len(whole) / len(sample)

    def _batch(self, table: Table, columns: list[_Column], batch: Batch) -> Iterator[Record]:
        found: dict[int, list[Placed]] = defaultdict(list)
        for column in columns:
            cells = [row[column.index] if column.index < len(row) else None for row in batch.rows]
            _count_days(column, cells)
            for at, match in self._column(column, cells):
                if match.confidence >= self.minimum:
                    location = _location(table, batch.numbers[at], column)
                    found[at].append(Placed(match, location))
        for at in sorted(found):
            yield Record(tuple(found[at]), row=True)

    def _column(self, column: _Column, cells: Sequence[str | None]) -> Iterator[tuple[int, Match]]:
        filled = [at for at, cell in enumerate(cells) if cell and cell.strip()]
        column.filled += len(filled)
        if column.category in _WHOLE_CELL:
            found = list(self._whole_cells(column, cells, filled))
        else:
            found = list(self._scanned(column, cells, filled))
        for at, match in found:
            if match.end - match.start >= len((cells[at] or "").strip()):
                column.whole[match.category] += 1
        for at, match in found:
            if column.organisations and match.category == "address":
                continue
            if not _by_chance(column, match, cells[at] or ""):
                yield at, _with_column_evidence(column, match)

    def _whole_cells(
        self, column: _Column, cells: Sequence[str | None], filled: list[int]
    ) -> Iterator[tuple[int, Match]]:
        """A column of names or addresses: each cell is one, whatever lists and endings say of it."""
        category = column.category
        assert category is not None
        for at in filled:
            cell = (cells[at] or "").strip()
            start = (cells[at] or "").index(cell)
            if category == "address":
                if _ADDRESS.search(cell) and len(cell) >= 5 and not _NO_ADDRESS.search(cell):
                    yield at, Match(category, start, start + len(cell), 0.9, value=cell, canonical=cell.casefold())
                continue
            shift, person = start, 0
            for piece in _LIST.split(cell):
                for match in self._name_parts(category, piece):
                    mention = person + (match.mention or 0)
                    yield at, replace(match, start=match.start + shift, end=match.end + shift, mention=mention)
                shift, person = shift + len(piece) + 1, person + _PEOPLE

    def _name_parts(self, category: str, cell: str) -> list[Match]:
        """A cell of a name column: one word is the part its header names, more are a person's full name."""
        found = list(NAME_WORD.finditer(cell))
        odd = bool(_NO_NAME.search(cell))  # `1. Асанов Б., 0555 12 34 56`
        if odd or len(found) > (2 if category == "patronymic" else 1):  # `Болот кызы` is one patronymic
            label = f"{self.headers.label('surname')}: "
            kept = [
                replace(match, start=match.start - len(label), end=match.end - len(label))
                for match in self.text.find(label + cell)
                if match.start >= len(label) and (odd or match.category in _NAMES)
            ]
            if kept or odd:
                first = min((match.mention or 0 for match in kept), default=0)
                return [replace(match, mention=(match.mention or 0) - first) for match in kept]
        return [
            Match(category, start, end, 0.9, value=cell[start:end], canonical=cell[start:end].casefold())
            for start, end in pieces(cell)
        ]

    def _scanned(self, column: _Column, cells: Sequence[str | None], filled: list[int]) -> Iterator[tuple[int, Match]]:
        """Every other column: its cells behind the label of their category, or behind the column's name."""
        label = self.headers.label(column.category) if column.category else column.label
        return self._joined(cells, filled, label)

    def _joined(self, cells: Sequence[str | None], filled: list[int], label: str) -> Iterator[tuple[int, Match]]:
        """The matches in these cells, each behind the label; joined, and scanned once. Offsets are the cell's."""
        prefix = f"{label}: " if label else ""
        starts: list[int] = []
        length = 0
        for at in filled:
            starts.append(length + len(prefix))
            length += len(prefix) + len(cells[at] or "") + len(_SEPARATOR)
        for match in self.text.find("".join(f"{prefix}{cells[at]}{_SEPARATOR}" for at in filled)):
            slot = bisect_right(starts, match.start) - 1
            if slot < 0:
                continue
            cell = cells[filled[slot]] or ""
            start = match.start - starts[slot]
            if start < len(cell):  # else it is in the next cell's label
                yield filled[slot], replace(match, start=start, end=min(match.end - starts[slot], len(cell)))


def _of_organisations(columns: list[_Column], samples: list[list[str]]) -> bool:
    """Whether a table is one of organisations: a column's name or its numbers say so, and no column is a person's."""
    organisation, person = column_words()
    named = {word for column in columns for word in words(column.name)}
    numbers = [bool(sample) and all(_ORGANISATION.fullmatch(cell.strip()) for cell in sample) for sample in samples]
    persons = (column.category in _PERSONAL and not numbers[column.index] for column in columns)
    return not (named & person or any(persons)) and (any(numbers) or bool(named & organisation))


def _filled(batch: Batch, index: int) -> list[str]:
    """A column's values that are not empty."""
    cells = (row[index] or "" for row in batch.rows if index < len(row))
    return [cell for cell in cells if cell.strip()]


def _sample(values: list[str]) -> list[str]:
    return values[:: max(1, len(values) // _SAMPLE)][:_SAMPLE]


def _number_persons(columns: list[_Column]) -> None:
    """Name columns side by side speak of one person; a second surname begins another."""
    person, seen = 0, set[str]()
    for column in columns:
        if column.category in _NAMES:
            if column.category in seen:
                person, seen = person + 1, set()
            seen.add(column.category)
        column.person = person


def _by_chance(column: _Column, match: Match, cell: str) -> bool:
    """A column of numbers of which a few pass a check is a column of other numbers."""
    if column.category or column.filled < _FEW or match.end - match.start < len(cell.strip()):
        return False
    return column.whole[match.category] < _CHANCE_SHARE * column.filled and match.category in _BY_VALUE


def _with_column_evidence(column: _Column, match: Match) -> Match:
    why = match.why
    confidence = match.confidence
    if column.category == match.category:
        if column.by_header:
            why = (Evidence("header"), *(reason for reason in why if reason.code != "cue"))
        else:
            share = round(100 * column.whole[match.category] / max(1, column.filled))
            why = (*(reason for reason in why if reason.code != "cue"), Evidence("share", f"{share} %"))
    mention = match.mention
    if match.category in _NAMES:
        mention = 1000 * column.person + (mention or 0)
    return replace(match, why=why, confidence=confidence, mention=mention)


def _count_days(column: _Column, cells: Sequence[str | None]) -> None:
    for cell in cells:
        if cell and (parsed := _DATE.fullmatch(cell.strip())):
            numbers = [int(part) for part in parsed.groups() if part]
            year, month, day = numbers if parsed.group(1) else reversed(numbers)
            try:
                column.days[dt.date(year, month, day)] += 1
            except ValueError:
                continue
            column.dates += 1


def _location(table: Table, row: int, column: _Column) -> Location:
    if table.spreadsheet:
        return (*table.location, ("cell", f"{_letters(column.index)}{row}"))
    return (*table.location, ("row", str(row)), ("column", column.name or str(column.index + 1)))


def _letters(index: int) -> str:
    """A spreadsheet's name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _facts(table: Table, columns: list[_Column], rows: int) -> TableFacts:
    roles = []
    for column in columns:
        category = column.category or next((name for name, _ in column.whole.most_common(1)), None)
        if category and column.filled:
            share = min(1.0, column.whole[category] / column.filled)
            roles.append((column.name or str(column.index + 1), category, round(share, 3)))
    days = tuple(
        (column.name or str(column.index + 1), tuple(sorted(column.days.items())))
        for column in columns
        if column.dates and column.dates >= _SURE_SHARE * column.filled
    )
    return TableFacts(table.location, tuple(roles), days, rows)
