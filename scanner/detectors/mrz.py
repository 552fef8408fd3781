"""Machine-readable lines of passports (ICAO 9303, TD3: two lines of 44) and identity cards (TD1: three of 30).

Each line is read by itself, as people copy one and not the other. Layouts and the 7-3-1 check digit: ICAO Doc 9303
parts 3 to 5; the PIN in the optional field: measured on a specimen of the Kyrgyz passport of 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from scanner.detectors.cleaning import cleaned
from scanner.detectors.mrz_lines import PIN, Line, Names, digits_of, field_of, joined, lines_of, names_of, stripped
from scanner.detectors.names_forms import PARTICLE, from_latin
from scanner.detectors.validators import birth_date, pin
from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_GATES = ("<<", "GZ", "gz", "««", "«<", "‹‹")
_HIT = re.compile("[KkКк] ?[Gg] ?[Zz]|[<‹]{2}|«[<«]")
_BEFORE, _BEHIND = 70, 190  # characters around a hit that may belong to its line, with blanks and breaks in it
_FATHERS = re.compile(r"(?:ICH|OVNA|EVNA|ICHNA)\Z")


class MrzDetector:
    """Machine-readable lines in running text: passport number, PIN, birth date and the parts of the name."""

    def find(self, text: str) -> list[Match]:
        """Matches by start; the parts of one line's name share a `mention`."""
        if not _suspected(text):
            return []
        clean = cleaned(text)
        found: list[Match] = []
        mentions = count(1)
        for start, end in _windows(clean.text):
            lines = list(lines_of(stripped(clean.text, start, end), clean.text))
            for line in lines:
                found += _numbers(line)
            sure = 0.99 if lines and all(all(line.checks.values()) for line in lines) else 0.9
            kinds = {line.kind for line in lines}
            for names in names_of(joined(stripped(clean.text, start, end, breaks=True)), clean.text, kinds):
                found += _people(names, sure, next(mentions))
        return _returned(found, text, clean)


def _suspected(text: str) -> bool:
    """One cheap look before anything is cleaned: almost no text has any of these."""
    return any(gate in text for gate in _GATES)


def _windows(clean: str) -> Iterator[tuple[int, int]]:
    """The stretches around hits, those that touch made one."""
    start = end = 0
    for hit in _HIT.finditer(clean):
        if hit.start() - _BEFORE > end:
            if end:
                yield start, end
            start = max(0, hit.start() - _BEFORE)
        end = min(len(clean), hit.end() + _BEHIND)
    if end:
        yield start, end


def _numbers(line: Line) -> Iterator[Match]:
    """Passport number, birth date and PIN of a line."""
    groups = line.fields.groupdict()
    optional = groups["optional"] or ""
    personal = PIN.search(optional)
    number = pin(digits_of(personal.group())) if personal else None
    if groups.get("number"):
        value = field_of(line.fields, "number").rstrip("<")
        yield _match(line, "passport", "number", value, shift=(0, len(value) - len(groups["number"])))
    if groups.get("born"):
        figures = digits_of(groups["born"])
        year = number.canonical[5:7] if number and number.canonical[7:9] == figures[:2] else ""
        born = birth_date(f"{figures[4:]}.{figures[2:4]}.{year}{figures[:2]}")
        yield _match(line, "birth_date", "born", born.canonical, line.checks["born"] and born.ok is not False)
    if personal and number:
        ok = number.ok is not False and line.checks.get("optional", True)
        shift = (personal.start(), personal.end() - len(optional))
        yield _match(line, "pin", "optional", number.canonical, ok, shift)


def _match(
    line: Line, category: str, name: str, value: str, ok: bool | None = None, shift: tuple[int, int] = (0, 0)
) -> Match:
    """A match of a field: sure if all holds, doubtful if its own check digit fails."""
    start, end = line.fields.start(name) + shift[0], line.fields.end(name) + shift[1]
    own = line.checks.get(name, True) if ok is None else ok
    confidence = 0.6 if not own else 0.99 if all(line.checks.values()) else 0.8
    why = (Evidence("mrz", line.kind), Evidence("check_digit" if own else "check_digit_bad"))
    first, last = line.strip.at[start], line.strip.at[end - 1] + 1
    part = "number" if category == "passport" else None
    return Match(category, first, last, confidence, why, part, canonical=value, flawed=not own)


def _people(names: Names, sure: float, mention: int) -> Iterator[Match]:
    """The parts of the name, a word each; `UULU` and `KYZY` belong to the word before."""
    why = (Evidence("mrz", names.kind),)
    roles = [("surname", *span) for span in _words(names.fields, "surname")]
    given = list(_words(names.fields, "given")) if names.fields["given"] else []
    for at, (start, end) in enumerate(given):
        word = names.strip.text[start:end]
        fathers = at > 0 and ("<" in word or bool(_FATHERS.search(word)) or at == len(given) - 1)
        roles.append(("patronymic" if fathers else "given_name", start, end))
    for category, start, end in roles:
        first, last = names.strip.at[start], names.strip.at[end - 1] + 1
        plain = " ".join(loose(from_latin(word.lower())) for word in names.strip.text[start:end].split("<"))
        yield Match(category, first, last, sure, why, canonical=plain, mention=mention)


def _words(line: re.Match[str], name: str) -> Iterator[tuple[int, int]]:
    """Where the words of a field stand in the strip."""
    spans: list[tuple[int, int]] = []
    for word in re.finditer("[A-Z]+", line[name]):
        start, end = line.start(name) + word.start(), line.start(name) + word.end()
        if spans and PARTICLE.fullmatch(word.group()):
            start = spans.pop()[0]
        spans.append((start, end))
    yield from spans


def _returned(found: list[Match], text: str, clean: Clean) -> list[Match]:
    """The matches at their places in the original text, by start."""
    moved = []
    for match in found:
        start, end = clean.span(match.start, match.end)
        moved.append(replace(match, start=start, end=end, value=text[start:end]))
    return sorted(moved, key=lambda match: (match.start, match.end))
