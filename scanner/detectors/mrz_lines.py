"""How machine-readable lines are laid out (ICAO Doc 9303, parts 3 to 5) and found among blanks and breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, pairwise

from scanner.folding import latin

_FILLERS = {"«": "<<", "‹": "<"}
_N = "[0-9OQDILZSB]"  # a digit, or the letter a reader took it for
_DIGITS = str.maketrans("OQDILZSB", "00011258")
_TD3 = re.compile(
    rf"(?P<number>[A-Z]{{2}}{_N}{{7}}|[A-Z0-9<]{{9}})(?P<number_check>{_N})(?P<state>[A-Z][A-Z<]{{2}})"
    rf"(?P<born>{_N}{{6}})(?P<born_check>{_N})[MFX<](?P<expiry>{_N}{{6}})(?P<expiry_check>{_N})"
    rf"(?P<optional>{_N}{{14}}|[A-Z0-9<]{{14}})(?:(?P<optional_check>{_N}|<)(?P<all>{_N}))?"
)
_TD1 = re.compile(
    rf"[IAC][A-Z<](?P<state>KGZ)(?P<number>[A-Z]{{2}}{_N}{{7}}|[A-Z0-9<]{{9}})(?P<number_check>{_N})"
    rf"(?P<optional>{_N}{{14}}<?|[A-Z0-9<]{{0,15}})"
)
_TD1_SECOND = re.compile(
    rf"(?P<born>{_N}{{6}})(?P<born_check>{_N})[MFX<](?P<expiry>{_N}{{6}})(?P<expiry_check>{_N})(?P<state>KGZ)"
    rf"(?P<optional>[A-Z0-9<]{{11}})(?P<all>{_N})"
)
_SURNAME = r"(?P<surname>[A-Z]{2,30}(?:<[A-Z]{1,30}){0,3})<<"
_GIVEN = r"(?P<given>[A-Z]{1,30}(?:<[A-Z]{1,30}){0,5})"
_PASSPORT_NAMES = re.compile(rf"P(?:[A-Z<](?P<state>KGZ)|<[A-Z]{{3}}){_SURNAME}{_GIVEN}?<{{0,44}}")
_CARD_NAMES = re.compile(rf"{_SURNAME}{_GIVEN}<{{0,30}}")
_LETTERS_ONLY = re.compile("[A-Z<]+")
PIN = re.compile(rf"[12]{_N}{{13}}")
_NUMBER = re.compile(rf"[A-Z]{{2}}{_N}{{7}}")
_LONGEST = 46  # of a line of 44, with a filler too many


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of a text without its blanks, in the alphabet of such lines; `at` leads back to the clean text."""

    text: str = field(repr=False)
    at: tuple[int, ...]

    def begins(self, start: int, clean: str) -> bool:
        """Whether no word of the text goes on into what starts here."""
        first = self.at[start]
        return first == 0 or not clean[first - 1].isalnum()

    def ends(self, end: int, clean: str) -> bool:
        """Whether the word ends where this ends."""
        last = self.at[end - 1] + 1
        return last == len(clean) or not clean[last].isalnum()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read: its fields, and which check digits hold (field → yes or no; `all` is the line's own)."""

    kind: str
    strip: Strip
    fields: re.Match[str] = field(repr=False)
    checks: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Names:
    """A line of names, and what kind of document it is of."""

    kind: str
    strip: Strip
    fields: re.Match[str] = field(repr=False)


def check_digit(characters: str) -> str:
    """The ICAO check digit: weights 7, 3, 1; letters count from A = 10, `<` is 0; modulo 10."""
    values = (0 if char == "<" else int(char, 36) for char in characters)
    return str(sum(value * weight for value, weight in zip(values, cycle((7, 3, 1)))) % 10)


def stripped(clean: str, start: int, end: int, *, breaks: bool = False) -> Strip:
    """The characters of a stretch that are no blanks; `breaks`: line ends stay."""
    letters: list[str] = []
    at: list[int] = []
    for offset in range(start, end):
        char = clean[offset]
        if char == " " or (char == "\n" and not breaks):
            continue
        for plain in _FILLERS.get(char, char):
            letters.append(_upper(plain))
            at.append(offset)
    return Strip("".join(letters), tuple(at))


def _upper(char: str) -> str:
    large = latin(latin(char).upper())
    return large if len(large) == 1 else char


def lines_of(strip: Strip, clean: str) -> Iterator[Line]:
    """The lines with numbers in a strip; of another state's only those whose check digits all hold."""
    for line in _TD3.finditer(strip.text):
        if strip.begins(line.start(), clean) and strip.ends(line.end(), clean):
            checks = _checked(line, ("number", "born", "expiry", "optional"))
            body = _figures(line, "number", "born", "expiry", "optional")
            checks["all"] = check_digit(body) == digits_of(line["all"] or "")
            if line["state"] == "KGZ" or all(checks.values()):
                yield Line("TD3", strip, line, checks)
    firsts = {line.end(): line for line in _TD1.finditer(strip.text) if strip.begins(line.start(), clean)}
    for line in firsts.values():
        yield Line("TD1", strip, line, _checked(line, ("number",)))
    for line in _TD1_SECOND.finditer(strip.text):
        if strip.begins(line.start(), clean) and strip.ends(line.end(), clean):
            checks = _checked(line, ("born", "expiry"))
            if above := firsts.get(line.start()):
                body = (
                    _figures(above, "number")
                    + above["optional"].translate(_DIGITS if PIN.match(above["optional"]) else {})
                    + _figures(line, "born", "expiry", "optional")
                )
                checks["all"] = check_digit(body) == digits_of(line["all"])
            yield Line("TD1", strip, line, checks)


def _checked(line: re.Match[str], names: Iterable[str]) -> dict[str, bool]:
    return {name: _holds(line, name) for name in names}


def _holds(line: re.Match[str], name: str) -> bool:
    """Whether a field's own check digit holds. An empty optional field may have `<` for it; none is asked of a line
    that was cut before it."""
    body, check = field_of(line, name), line[f"{name}_check"]
    if check is None:
        return True
    return check_digit(body) == digits_of(check) or (check == "<" and not body.strip("<"))


def field_of(line: re.Match[str], name: str) -> str:
    """A field with the digits that a reader took for letters put right, where only digits can stand."""
    value = line[name]
    if name == "number":
        return value[:2] + digits_of(value[2:]) if _NUMBER.fullmatch(value) else value
    return digits_of(value) if name != "optional" or PIN.match(value) else value


def _figures(line: re.Match[str], *names: str) -> str:
    """The fields with their check digits, as the line's own check digit counts them."""
    groups = line.groupdict()
    return "".join(field_of(line, name) + digits_of(groups.get(f"{name}_check") or "") for name in names)


def digits_of(value: str) -> str:
    """A value with the letters that stand for digits put right."""
    return value.translate(_DIGITS)


def names_of(strip: Strip, clean: str, kinds: set[str]) -> Iterator[Names]:
    """Lines of names: those of passports by their head, those of cards beside a line of numbers or by their length."""
    headed = False
    for line in _PASSPORT_NAMES.finditer(strip.text):
        known = line["state"] or len(line.group()) == 44 or "TD3" in kinds
        if known and strip.begins(line.start(), clean):
            headed = True
            yield Names("TD3", strip, line)
    for line in () if headed else _CARD_NAMES.finditer(strip.text):
        whole = len(line.group()) == 30 and line.group().endswith("<") and _unread(strip, line, clean)
        if ("TD1" in kinds or whole) and strip.begins(line.start(), clean) and strip.ends(line.end(), clean):
            yield Names("TD1", strip, line)


def _unread(strip: Strip, line: re.Match[str], clean: str) -> bool:
    """Whether a line is written as it was printed: in one piece, in capitals."""
    return clean.startswith(line.group(), strip.at[line.start()])


def joined(strip: Strip) -> Strip:
    """The strip with lines of names that a copy broke put together: both halves have letters and fillers only."""
    lines = strip.text.split("\n")
    kept: list[int] = []
    offset = 0
    for above, below in pairwise((*lines, "")):
        kept += range(offset, offset + len(above))
        offset += len(above) + 1
        whole = _LETTERS_ONLY.fullmatch(above) and _LETTERS_ONLY.fullmatch(below) and "<" in below
        if offset <= len(strip.text) and not (whole and len(above) + len(below) <= _LONGEST):
            kept.append(offset - 1)
    return Strip("".join(strip.text[at] for at in kept), tuple(strip.at[at] for at in kept))
