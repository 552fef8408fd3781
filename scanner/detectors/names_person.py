"""A person named in a text: the parts of the name, how sure, and who vouches for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from scanner.detectors.names_forms import female_particle, stems
from scanner.detectors.names_tokens import Row, Token
from scanner.folding import Clean, loose
from scanner.model import Evidence, Match

_CATEGORIES = {"s": "surname", "g": "given_name", "p": "patronymic"}
_SURE = 0.8  # a name this sure vouches for its surname elsewhere in the text
_VOUCHED = 0.75
_GENITIVE = re.compile("[нтд][ыиу]н$")
_LABELS_APART = 160  # characters within which labelled parts belong to one person


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: its role (s surname, g given name, p patronymic) and its words."""

    role: str
    tokens: tuple[Token, ...]

    def base(self, feminine: bool | None) -> str:
        """The part in base form, loosely folded: `асанов`, `б.`, `болот кызы`."""
        first = self.tokens[0]
        word = first.word
        if len(self.tokens) > 1:
            return f"{word.given or loose(first.text)} {'кызы' if female_particle(self.tokens[1].text) else 'уулу'}"
        if word.code == "I":
            return loose(first.text)
        if word.family:
            return word.family.base(feminine)
        return word.father.base if word.father else word.given or loose(first.text)


@dataclass(frozen=True, slots=True)
class Person:
    """The parts that stand together for one person, how sure it is, and why."""

    parts: tuple[Part, ...]
    confidence: float
    why: tuple[Evidence, ...] = ()
    label: str | None = None
    mention: int = 0

    @property
    def start(self) -> int:
        """Where the first part starts in the clean text."""
        return self.parts[0].tokens[0].start

    @property
    def end(self) -> int:
        """Where the last part ends in the clean text."""
        return self.parts[-1].tokens[-1].end

    @property
    def roles(self) -> str:
        """The roles of the parts in their order."""
        return "".join(part.role for part in self.parts)

    @property
    def starts(self) -> frozenset[int]:
        """Where its words start."""
        return frozenset(token.start for part in self.parts for token in part.tokens)

    @property
    def single(self) -> bool:
        """Whether it is one word only."""
        return len(self.parts) == 1 and len(self.parts[0].tokens) == 1

    @property
    def whole(self) -> bool:
        """Whether it has two parts at least that are no initials."""
        return sum(part.tokens[0].word.code != "I" for part in self.parts) > 1

    @property
    def listed_first(self) -> bool:
        """Whether it is a surname with initials behind, as in lists; streets and schools have them before."""
        return self.parts[0].role == "s" and len(self.parts) > 1 and self.parts[1].tokens[0].word.code == "I"

    @property
    def shouted(self) -> bool:
        """Whether it is written in capitals, where every word looks like a name."""
        return all(token.text.isupper() for part in self.parts for token in part.tokens)

    def feminine(self) -> bool | None:
        """The person's sex as far as given name and patronymic tell."""
        for token in (token for part in self.parts for token in part.tokens):
            if token.word.code == "U":
                return female_particle(token.text)
            if token.word.feminine is not None:
                return token.word.feminine
        return None

    def matches(self, text: str, cleaned: Clean) -> Iterator[Match]:
        """A match a part, at its place in the original text."""
        sex = self.feminine()
        for part in self.parts:
            start, end = cleaned.span(part.tokens[0].start, part.tokens[-1].end)
            yield Match(
                category=_CATEGORIES[part.role],
                start=start,
                end=end,
                confidence=self.confidence,
                why=self.why,
                value=text[start:end],
                canonical=part.base(sex),
                mention=self.mention,
            )


def parts_of(roles: str, tokens: Iterable[Token]) -> tuple[Part, ...]:
    """Words put together to parts: a `+` among the roles goes on with the part before."""
    parts: list[Part] = []
    for role, token in zip(roles, tokens, strict=True):
        if role == "+":
            parts[-1] = Part(parts[-1].role, (*parts[-1].tokens, token))
        else:
            parts.append(Part(role, (token,)))
    return tuple(parts)


def genitive(token: Token) -> bool:
    """Whether a word stands in the genitive, as in `Асандын уулу`."""
    plain = loose(token.text)
    return bool(_GENITIVE.search(plain)) and not (token.word.code in "Gg" and token.word.given == plain)


def vouched(persons: list[Person], row: Row) -> list[list[Person]]:
    """Persons in groups that are one: a lone surname is believed, and is the same person, where the text names
    somebody of that surname with certainty."""
    groups = [[person] for person in persons]
    sure = {
        spelling: group
        for group in groups
        for part in group[0].parts
        if part.role == "s" and len(part.tokens) == 1 and group[0].confidence >= _SURE and group[0].roles != "s"
        for spelling in _spellings(part.tokens[0])
    }
    if not sure:
        return groups
    lone = {person.start: person for person in persons if person.roles == "s"}
    taken = {start for person in persons if person.roles != "s" for start in person.starts}
    for token in row.tokens:
        if token.word.code in "SsXRrC" and token.start not in taken and token.start < token.end:
            group = next((sure[spelling] for spelling in _spellings(token) if spelling in sure), None)
            if group:
                group.append(Person((Part("s", (token,)),), _VOUCHED, (Evidence("neighbours"),)))
                lone.pop(token.start, None)
    return [group for group in groups if group[0].roles != "s" or group[0].start in lone]


def numbered(groups: list[list[Person]]) -> Iterator[Person]:
    """The persons with the number of their mention. Labelled parts that follow one another are one person's."""
    number = 0
    before: Person | None = None
    for group in sorted(groups, key=lambda group: group[0].start):
        first = group[0]
        if not (before and first.label and before.label and _goes_on(before, first)):
            number += 1
            before = first
        else:
            before = replace(before, parts=before.parts + first.parts)
        for person in group:
            yield replace(person, mention=number)


def _goes_on(before: Person, person: Person) -> bool:
    return person.start - before.end <= _LABELS_APART and not set(person.roles) & set(before.roles)


def _spellings(token: Token) -> frozenset[str]:
    """What a surname may be in base form: its stem, or an unknown word without its case endings."""
    family = token.word.family
    return frozenset([family.stem]) if family else _unknown_spellings(token.text)


@lru_cache(1 << 14)
def _unknown_spellings(text: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(loose(text)) if len(stem) > 3)
