"""Records to findings: counts, persons, masked places and keyed fingerprints. Raw values end here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from scanner.model import NAMES, Finding, Location, Match, Place, Placed, Prints, Record
from scanner.privacy import PRINT_BYTES, fingerprint, mask

PLACES = 20


@dataclass(slots=True)
class _Category:
    count: int = 0
    flawed: int = 0
    confidence: float = 0.0
    places: list[Place] = field(default_factory=list)
    values: set[bytes] = field(default_factory=set)  # fingerprints, from running text only
    persons: set[bytes] = field(default_factory=set)  # from running text only


class Tally:
    """Adds up the records of one item.

    A row speaks of one person, known by PIN, else passport, else name with birth date. In running text a person
    is a name (surname and first letter of the given name), since nothing says whose a number is.
    """

    def __init__(self, key: bytes, hide: Callable[[Location], Location] = lambda location: location) -> None:
        self._key = key
        self._hide = hide
        self._categories: dict[str, _Category] = defaultdict(_Category)
        self._bits: dict[str, int] = {}
        self._rows: dict[bytes, int] = {}  # person of a row → the categories its rows hold, a bit each
        self._prints: dict[str, set[bytes]] = defaultdict(set)
        self._names: set[bytes] = set()
        self.pin_birth_same = 0
        self.pin_birth_differ = 0

    def add(self, record: Record) -> None:
        """Counts the matches of a record."""
        for placed in record.matches:
            self._count(placed)
        persons = self._persons(record)
        self._link(record, persons)
        if record.row:
            self._add_row(record, persons)
        else:
            self._add_text(record)

    def _count(self, placed: Placed) -> None:
        match = placed.match
        category = self._categories[match.category]
        category.count += 1
        category.flawed += match.flawed
        category.confidence = max(category.confidence, match.confidence)
        if len(category.places) < PLACES:
            example = mask(match.category, match.value)
            category.places.append(Place(self._hide(placed.location), example, match.why, match.confidence))

    def _persons(self, record: Record) -> list[bytes]:
        """The persons a record names, as fingerprints; with the birth date where there is one of each."""
        mentions: dict[int, dict[str, str]] = defaultdict(dict)
        for match in _matches(record):
            if match.category in NAMES:
                mentions[match.mention or 0].setdefault(match.category, match.canonical)
        births = {match.canonical for match in _matches(record, "birth_date")}
        birth = births.pop() if len(births) == 1 and len(mentions) == 1 else ""
        persons = []
        for parts in mentions.values():
            name = [parts.get(category, "") for category in NAMES]
            persons.append(self._print("person", "|".join((*name, birth))))
            self._names.add(self._print("name", f"{name[0]}|{name[1][:1]}" if name[0] else name[1]))
        self._prints["person"].update(persons)
        return persons

    def _link(self, record: Record, persons: list[bytes]) -> None:
        """Keeps what one record says together: a PIN with a birth date, a PIN with a name."""
        pins = {match.canonical for match in _matches(record, "pin")}
        births = {match.canonical for match in _matches(record, "birth_date")}
        for category in ("pin", "passport"):
            self._prints[category].update(
                self._print(category, match.canonical)
                for match in _matches(record, category)
                if match.part in (None, "number")
            )
        if len(pins) != 1:
            return
        pin = pins.pop()
        if len(births) == 1:
            birth = births.pop()
            self._prints["pin+birth_date"].add(self._print("pin", pin) + self._print("birth_date", birth))
            if f"{pin[5:9]}-{pin[3:5]}-{pin[1:3]}" == birth:
                self.pin_birth_same += 1
            else:
                self.pin_birth_differ += 1
        if len(persons) == 1:
            self._prints["pin+person"].add(self._print("pin", pin) + persons[0])

    def _add_row(self, record: Record, persons: list[bytes]) -> None:
        person = self._row_key(record, persons)
        bits = 0
        for match in _matches(record):
            bits |= 1 << self._bits.setdefault(match.category, len(self._bits))
        self._rows[person] = self._rows.get(person, 0) | bits

    def _row_key(self, record: Record, persons: list[bytes]) -> bytes:
        for category in ("pin", "passport"):
            for match in _matches(record, category):
                if match.part in (None, "number"):
                    return self._print(category, match.canonical)
        if persons:
            return persons[0]
        values = sorted(f"{match.category}={match.canonical}" for match in _matches(record))
        return self._print("row", "|".join(values))

    def _add_text(self, record: Record) -> None:
        for match in _matches(record):
            self._categories[match.category].values.add(self._print(match.category, match.canonical or match.value))

    def _print(self, kind: str, value: str) -> bytes:
        return fingerprint(self._key, kind, value)

    @property
    def persons(self) -> int:
        """Distinct persons of the item: the most that rows, names or numbers alone can tell apart."""
        return max(len(self._rows), len(self._names), len(self._prints["pin"]), len(self._prints["passport"]))

    def findings(self) -> tuple[Finding, ...]:
        """A finding a category, in the order of the categories' names."""
        return tuple(self._finding(name, self._categories[name]) for name in sorted(self._categories))

    def _finding(self, name: str, category: _Category) -> Finding:
        bit = 1 << self._bits[name] if name in self._bits else 0
        in_rows = sum(1 for bits in self._rows.values() if bits & bit)
        in_text = len(category.values)
        if name in NAMES or name not in ("pin", "passport"):
            in_text = min(in_text, max(1, len(self._names), len(self._prints["pin"])))
        return Finding(
            category=name,
            count=category.count,
            subjects=max(in_rows, in_text),
            confidence=round(category.confidence, 4),
            places=tuple(category.places),
            flawed=category.flawed,
        )

    def prints(self) -> tuple[Prints, ...]:
        """The fingerprints of every kind, sorted."""
        return tuple(
            Prints(kind, PRINT_BYTES * (1 + kind.count("+")), b"".join(sorted(values)))
            for kind, values in sorted(self._prints.items())
            if values
        )


def _matches(record: Record, category: str | None = None) -> Iterable[Match]:
    return (placed.match for placed in record.matches if category in (None, placed.match.category))


def without(record: Record, found: Iterable[Record]) -> Record:
    """The record less what `found` holds already: a page's text and its tables show the same values."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for other in found:
        for match in _matches(other):
            seen[match.category, match.canonical] += 1
    kept = []
    for placed in record.matches:
        known = (placed.match.category, placed.match.canonical)
        if seen[known]:
            seen[known] -= 1
        else:
            kept.append(placed)
    return Record(tuple(kept))
