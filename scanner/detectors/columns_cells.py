"""The values in the cells of a column: behind the label of its category, or whole cells where its header names it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.detectors import columns_values as values
from scanner.detectors.columns_column import AMOUNTS
from scanner.detectors.columns_names import names_in, without_comma
from scanner.detectors.columns_terms import is_empty
from scanner.detectors.interface import TextDetector
from scanner.detectors.rules import Rules
from scanner.detectors.validators import VALIDATORS
from scanner.model import NAMES, Match

# Between cells: no pattern, cue or name reaches across it.
_SEPARATOR = "\n\x1f\n"
# In Latin script `address` heads much that is none: `Team address: (none)`. There a house or a flat must have a number.
_ADDRESS = re.compile(r"[А-яЁёӨөҮүҢң]{2}|(?=.*\d).*[A-Za-z]{2}", re.DOTALL)
_NO_ADDRESS = re.compile(r"@|://|\A(?:0x)?[\da-fA-F.:-]+\Z|\A\w+\.\w{2,4}\Z")
_COMMA = re.compile(r"[,;/]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NUMBERED = re.compile(r"@|(?:\d[ ()+-]{0,2}){6}")  # an e-mail, a phone, a PIN
_SURE, _BY_FORM = 0.9, 0.75  # confidence of what a header names, and of a form that only a header makes a value
_TRIMMED = " \t\n.,;:/()-–—№"
_LABEL_WORD = re.compile(r"(?:т|тел|моб|сот|раб|дом|tel|mob|phone|ф|адрес|дарек|addr)\.?:?\s*$", re.IGNORECASE)
# Forms that only a header makes values: with the zeros that a spreadsheet dropped, in parts, masked.
_FORMS: Mapping[str, re.Pattern[str]] = {
    "passport": re.compile(r"[A-Za-zА-Яа-я]{0,2}[\s№-]{0,2}\d{4,9}"),
    "phone": re.compile(r"[+(]?(?:\d[\s()-]{0,2}){5,13}(?:\s?\(.{1,20}\))?"),
    "payment_card": re.compile(r"\d{4}[\d\s*xXх•-]{8,16}\d{2,4}"),
    "vehicle_plate": re.compile(
        r"\d{2}\s?-?(?:KG|КГ|kg|кг)\s?-?\d{3}\s?-?[^\W\d_]{2,3}|[^\W\d_]{1,2}\s?-?\d{3,4}\s?-?[^\W\d_]{1,3}(?:\s?\d{2,3})?"
        r"|\d{3,4}\s?[^\W\d_]{2,3}"
    ),
    "disease_code": re.compile(r"[A-TV-Za-tv-zАВЕКМНОРСТХ]\d\d(?:\.[\dxX-]{1,2})?"),
    "years_worked": re.compile(r"\D{0,12}\d[^@]{0,40}"),
    "qualification_cert": re.compile(r"(?=.*\d)[^@]{2,40}"),
    "birth_year": re.compile(r".{0,12}(?:19|20)\d\d.{0,12}"),
    "health": re.compile(r"[1-4IVХ]{1,3}"),
}


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells with the detectors of text."""

    text: TextDetector
    rules: Rules

    def worded(self, category: str) -> bool:
        """Whether a whole cell is such a value, whatever vocabularies say."""
        return category in ("address", "birth_place") or any(
            rule.category == category and rule.engine == "phrases" for rule in self.rules.detectors
        )

    def whole(
        self, sample: list[str], label: str, shortest: int = 1, own: Mapping[str, str] | None = None
    ) -> Counter[str]:
        """For each category, how many cells are such a value and nothing else, by their own evidence."""
        found = {
            (at, match.category)
            for at, match in self.joined(sample, list(range(len(sample))), label)
            if not match.flawed
            and match.end - match.start >= max(shortest, len(sample[at].strip()) - 1)
            and (not own or match.category not in own or any(own[match.category] == why.code for why in match.why))
        }
        return Counter(category for _, category in found)

    def names(self, sample: list[str], label: str) -> float:
        """The share of cells that hold a person's name."""
        found = {
            at
            for at, match in self.joined(list(map(without_comma, sample)), list(range(len(sample))), label)
            if match.category in NAMES and match.confidence >= 0.6
        }
        return len(found) / len(sample) if sample else 0.0

    def read(
        self, roles: Sequence[str], part: str | None, cells: Sequence[str | None], filled: list[int]
    ) -> Iterator[tuple[int, Match]]:
        """The values of a column that holds these categories, with the number of the cell. Offsets are the cell's."""
        if len(roles) > 1:
            yield from self._several(roles, cells, filled)
        elif part:
            yield from self._pieces(roles[0], part, cells, filled)
        elif roles[0] in NAMES:
            for at in filled:
                for match in names_in(self.text, self.rules.label("surname"), roles[0], cells[at] or ""):
                    yield at, match
        elif self.worded(roles[0]):
            yield from self._worded(roles[0], cells, filled)
        else:
            yield from self._scanned(roles[0], cells, filled)

    def joined(self, cells: Sequence[str | None], filled: list[int], label: str) -> Iterator[tuple[int, Match]]:
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

    # --- one category ----------------------------------------------------------------------------------------------

    def _worded(self, category: str, cells: Sequence[str | None], filled: list[int]) -> Iterator[tuple[int, Match]]:
        """Whole cells; numbers of other kinds in them too."""
        for at in filled:
            if _is_word_of(category, (cells[at] or "").strip()):
                yield at, _whole(category, cells[at] or "")
        numbered = [at for at in filled if _NUMBERED.search(cells[at] or "")]
        if numbered:
            for at, match in self.joined(cells, numbered, ""):
                if match.category in ("phone", "email", "pin", "passport", "birth_date", "current_account"):
                    yield at, match

    def _scanned(self, category: str, cells: Sequence[str | None], filled: list[int]) -> Iterator[tuple[int, Match]]:
        """What the detectors see behind the category's label; where they see no such value, forms that the header
        vouches for."""
        seen: set[int] = set()
        for at, match in self.joined(cells, filled, self.rules.label(category)):
            if match.category == category:
                seen.add(at)
            yield at, match
        for at in filled:
            if at not in seen and is_form(category, cells[at] or ""):
                yield at, self._formed(category, cells[at] or "")

    def _formed(self, category: str, cell: str) -> Match:
        """A whole cell, with its one spelling as the category's validator has it."""
        match = _whole(category, cell, _BY_FORM)
        if category == "birth_date":
            day = values.day_of(cell)
            return replace(match, canonical=day.isoformat()) if day else match
        rule = next((rule for rule in self.rules.detectors if rule.category == category and rule.validator), None)
        canonical = VALIDATORS[rule.validator](match.value).canonical if rule and rule.validator else ""
        return replace(match, canonical=canonical) if canonical else match

    def _pieces(
        self, category: str, part: str, cells: Sequence[str | None], filled: list[int]
    ) -> Iterator[tuple[int, Match]]:
        """Parts of a value that stands in several columns: each whole cell is one."""
        for at in filled:
            cell = (cells[at] or "").strip()
            if not is_empty(cell) and len(cell) <= 100:
                yield at, replace(_whole(category, cells[at] or ""), part=part)

    # --- several categories ----------------------------------------------------------------------------------------

    def _several(
        self, roles: Sequence[str], cells: Sequence[str | None], filled: list[int]
    ) -> Iterator[tuple[int, Match]]:
        """Columns such as `Адрес, тел.`: numbers and names first, then words in what is left of the cell."""
        taken: dict[int, list[Match]] = {at: [] for at in filled}
        worded = [role for role in roles if self.worded(role)]
        for role in roles:
            if role not in worded:
                for at, match in self.joined(cells, filled, self.rules.label(role)):
                    same = match.category == role or (role in NAMES and match.category in NAMES)
                    if same and not any(match.start < one.end and one.start < match.end for one in taken[at]):
                        taken[at].append(match)
        for at in filled:
            cell = cells[at] or ""
            yield from ((at, match) for match in taken[at])
            left = _left(cell, taken[at])
            if len(worded) == 1 and left:
                left = [(left[0][0], left[-1][1])] if not taken[at] else [max(left, key=lambda one: one[1] - one[0])]
            elif len(worded) > 1:
                left = _commas(cell, left, len(worded))
            for role, (start, end) in zip(worded, left, strict=False):
                if _is_word_of(role, cell[start:end]):
                    yield at, replace(_whole(role, cell[start:end]), start=start, end=end)


def is_form(category: str, cell: str) -> bool:
    """Whether a cell has a form that a header of the category makes a value."""
    cell = cell.strip()
    if is_empty(cell):
        return False
    if category in AMOUNTS:
        return values.is_amount(cell)
    if category == "birth_date":
        return values.is_birth(cell)
    form = _FORMS.get(category)
    return form is not None and form.fullmatch(cell) is not None


def _is_word_of(category: str, cell: str) -> bool:
    """Whether a whole cell may be a value in words: not a placeholder, not a code."""
    if is_empty(cell):
        return False
    if category == "address":
        return bool(_ADDRESS.search(cell)) and len(cell) >= 4 and not _NO_ADDRESS.search(cell)
    if category == "health" and is_form(category, cell):
        return True
    return bool(_LETTERS.search(cell)) and "://" not in cell


def _whole(category: str, cell: str, confidence: float = _SURE) -> Match:
    value = cell.strip()
    start = cell.index(value)
    return Match(
        category, start, start + len(value), confidence, value=value, canonical=" ".join(value.casefold().split())
    )


def _left(cell: str, taken: list[Match]) -> list[tuple[int, int]]:
    """The stretches of a cell that no value covers, without the marks and labels at their ends."""
    found = []
    position = 0
    for start, end in [*sorted((match.start, match.end) for match in taken), (len(cell), len(cell))]:
        piece = cell[position:start]
        if start == len(cell):
            piece = piece.rstrip(_TRIMMED.replace(".", ""))  # `Манас р.`
        else:
            piece = _LABEL_WORD.sub("", piece).rstrip(_TRIMMED)
        first = position + len(piece) - len(piece.lstrip(_TRIMMED))
        if _LETTERS.search(piece):
            found.append((first, position + len(piece)))
        position = max(position, end)
    return found


def _commas(cell: str, left: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """What is left cut at commas into so many pieces, the last with all the rest."""
    found: list[tuple[int, int]] = []
    for start, end in left:
        position = start
        while len(found) + 1 < count and (comma := _COMMA.search(cell, position, end)):
            found.append((position, comma.start()))
            position = comma.end() + len(cell[comma.end() : end]) - len(cell[comma.end() : end].lstrip())
        found.append((position, end))
    return found
