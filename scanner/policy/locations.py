"""Which array covers an item: of the arrays' locations, the most specific wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from scanner.policy.arrays import Array, Location
from scanner.policy.globs import Glob, composed


@dataclass(frozen=True, slots=True)
class Place:
    """A compiled location of an array; `target` is None where it stands in every target."""

    array: Array
    glob: Glob
    target: str | None

    def covers(self, target: str, name: str) -> bool:
        """Whether it covers the item of this composed name."""
        return self.target in (None, target) and self.glob.covers(name)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two arrays whose locations can cover one item; there the first wins."""

    first: Place
    second: Place


class Locations:
    """The arrays' locations, compiled once."""

    def __init__(self, arrays: Sequence[Array]) -> None:
        places = [compiled(array, location) for array in arrays for location in array.locations]
        # An exact path has the longest part before a wildcard that any location covering it can have, so it comes
        # first by itself; the sort is stable, so that file order decides last.
        self._places = sorted(places, key=lambda place: (-len(place.glob.prefix), place.glob.wildcards))
        self._by_folder: dict[str, list[Place]] = {}

    def find(self, target: str, name: str) -> Array | None:
        """The array of an item: the exact path, then the longest part before the first wildcard, then fewer
        wildcards, then file order."""
        target, name = composed(target), composed(name)
        return next((place.array for place in self._near(name) if place.covers(target, name)), None)

    def _near(self, name: str) -> list[Place]:
        """The places that can cover anything in the top folder of the name: few, where there are many arrays."""
        top, slash, _rest = name.partition("/")
        if not slash:
            return self._places
        if top not in self._by_folder:
            folder = top + slash
            self._by_folder[top] = [
                place
                for place in self._places
                if place.glob.prefix.startswith(folder) or folder.startswith(place.glob.prefix)
            ]
        return self._by_folder[top]

    def overlaps(self) -> list[Overlap]:
        """Every two locations of different arrays that can cover one item."""
        return [
            Overlap(first, second)
            for first, second in combinations(self._places, 2)
            if first.array.id != second.array.id
            and (first.target is None or second.target is None or first.target == second.target)
            and first.glob.meets(second.glob)
        ]


def compiled(array: Array, location: Location) -> Place:
    """A location of an array, ready to be asked."""
    target = location.target
    return Place(array, Glob.compile(location.glob), target if target is None else composed(target))
