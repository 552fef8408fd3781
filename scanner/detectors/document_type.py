"""What kind of document a text is, and which subject group it speaks of: cues of its head and body, weighed and summed.

Each distinct cue of `rules/terms/document_types.yaml` adds its log-odds once, where it weighs most; the sums become
probabilities against `other`. The subject groups are those of clause 6 of the policy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BeforeValidator

from scanner.detectors.cleaning import cleaned
from scanner.detectors.names_terms import Terms, terms
from scanner.folding import clean, loose
from scanner.model import Evidence

TypeName = Literal[
    "appeal", "order", "personal_card", "contract", "payroll", "sick_leave", "visitor_journal", "competition", "cv",
    "identity_document",
]  # fmt: skip
"""The types that are told apart."""
GroupName = Literal[
    "citizen_applicant", "contractor", "civil_servant", "technical_staff", "reserve_candidate", "trainee",
    "other_holder_officer",
]  # fmt: skip
"""The subject groups of clause 6."""
Strength = Literal["title", "strong", "fair", "weak"]
Place = Literal["titled", "head", "body"]

OTHER = "other"
_Name = TypeVar("_Name")
_READ, _TAIL = 6000, 1000  # characters from the beginning and the end that are read
_WHOLE = 100_000  # characters of a text whose clean form other detectors need as well
_HEAD = 400  # characters of the head: where a document is named
_TITLE_WORDS = 3  # a title begins a line, or is a word with a capital among its first
_CAPITALS = 4  # letters of a word in capitals that is a title's
_TOLD = 5  # cues that are told as evidence
_REMEMBERED = 1 << 16  # words
_LONGEST = 30  # letters of a beginning
_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")  # a title set s p a c e d


def _phrases(value: object) -> object:
    return tuple(" ".join(part.split()) for part in value.split(",")) if isinstance(value, str) else value


def _names(value: object) -> object:
    return frozenset(value.split()) if isinstance(value, str) else value


Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
"""Phrases written in one text with commas between them."""


class Cues(Terms):
    """Cues by strength."""

    title: Phrases = ()
    strong: Phrases = ()
    fair: Phrases = ()
    weak: Phrases = ()


class TypeCues(Cues):
    """The cues of a type, and the subject group it speaks of where nothing else tells."""

    group: GroupName | None = None


class Fit(Terms):
    """Weights (log-odds), as fitted."""

    strengths: dict[Strength, float]
    places: dict[Place, float]  # of title cues; others weigh the same everywhere
    other: float
    sharpness: float
    default_group: float
    no_group: float
    group_sharpness: float


class DocumentTypeTerms(Terms):
    """The file `rules/terms/document_types.yaml`."""

    fit: Fit
    types: dict[TypeName, TypeCues]
    other: Cues
    groups: dict[GroupName, Cues]
    holds: dict[TypeName, Annotated[frozenset[str], BeforeValidator(_names)]]  # categories that are usual in a type


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A document's type and subject group (None where none is likely), each with its probability 0…1.

    `why` holds the cues that weighed most: Evidence `document_type` with the phrase of our rules.
    """

    type: TypeName
    confidence: float
    subject_group: GroupName | None
    subject_confidence: float
    why: tuple[Evidence, ...] = ()
    holds: frozenset[str] = frozenset()  # categories that are usual in it


@dataclass(frozen=True, slots=True, eq=False)  # one object each: told apart by identity, which is quick
class Cue:
    """A phrase of the rules, what it speaks for (a type, `other` or a subject group), and how strongly."""

    of: str
    phrase: str
    strength: Strength


def document_type(text: str) -> DocumentType | None:
    """The type of the document that begins and ends so, or None where it is most likely another one."""
    return judge(found_cues(text), _lexicon().data)


def judge(found: Mapping[Cue, Place], data: DocumentTypeTerms) -> DocumentType | None:
    """What the cues found in a text make of it, by the weights of `data`."""
    chances = type_chances(found, data)
    best = max(chances, key=chances.__getitem__)
    if best is None:
        return None
    groups = group_chances(found, data, best)
    group = max(groups, key=groups.__getitem__)
    weights = {cue: _weight(cue, place, data.fit) for cue, place in found.items() if cue.of == best}
    told = sorted(weights, key=lambda cue: (-weights[cue], cue.phrase))
    why = tuple(Evidence("document_type", cue.phrase) for cue in told[:_TOLD])
    return DocumentType(best, chances[best], group, groups[group], why, data.holds.get(best, frozenset()))


def type_chances(found: Mapping[Cue, Place], data: DocumentTypeTerms) -> dict[TypeName | None, float]:
    """The probability of each type; None is any other document."""
    sums = _sums(found, data.fit)
    scores: dict[TypeName | None, float] = {None: sums[OTHER] + data.fit.other}
    scores.update((name, sums[name]) for name in data.types)
    return _softmax(scores, data.fit.sharpness)


def group_chances(found: Mapping[Cue, Place], data: DocumentTypeTerms, name: TypeName) -> dict[GroupName | None, float]:
    """The probability of each subject group in a document of the type `name`; None is no group of the policy."""
    sums = _sums(found, data.fit)
    scores: dict[GroupName | None, float] = {None: data.fit.no_group}
    scores.update((group, sums[group]) for group in data.groups)
    scores[data.types[name].group] += data.fit.default_group
    return _softmax(scores, data.fit.group_sharpness)


def found_cues(text: str) -> dict[Cue, Place]:
    """The cues of a text's beginning and end, each with the place where it weighs most."""
    return _lexicon().find(*_words(text))


def _words(text: str) -> tuple[list[str], list[Place]]:
    """The words that are read, and where those of the head stand (the others stand in the body)."""
    plain = cleaned(text).text if len(text) <= _WHOLE else clean(text[:_READ] + text[_READ:][-_TAIL:]).text
    start = plain[:_READ]
    words: list[str] = []
    places: list[Place] = []
    for line in _SPACED.sub(lambda title: title.group().replace(" ", ""), start[:_HEAD]).split("\n"):
        number = 0
        for word in _WORD.findall(line):
            words.append(word)
            capital = not word[0].islower() and (number < _TITLE_WORDS or (len(word) >= _CAPITALS and word.isupper()))
            places.append("titled" if capital or number == 0 else "head")
            number += not word[0].isdigit()
    words += _WORD.findall(start, _HEAD)
    words += _WORD.findall(plain[_READ:][-_TAIL:])
    return words, places


def _weight(cue: Cue, place: Place, fit: Fit) -> float:
    return fit.strengths[cue.strength] * (fit.places[place] if cue.strength == "title" else 1.0)


def _sums(found: Mapping[Cue, Place], fit: Fit) -> defaultdict[str, float]:
    sums = defaultdict[str, float](float)
    for cue, place in found.items():
        sums[cue.of] += _weight(cue, place, fit)
    return sums


def _softmax(scores: Mapping[_Name, float], sharpness: float) -> dict[_Name, float]:
    top = max(scores.values())
    shares = {name: exp(sharpness * (score - top)) for name, score in scores.items()}
    return {name: share / sum(shares.values()) for name, share in shares.items()}


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)


class _Keys(dict[str, tuple[str, ...]]):
    """For each word of a text the words of the cues that it may be: itself, or a beginning with `*`."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        small = loose(word)
        spelt = (small, *(small[:end] + "*" for end in range(min(len(small), _LONGEST), 0, -1)))
        found = self[word] = tuple(key for key in spelt if key in self._words)
        return found


class _Lexicon:
    """All cues, found in one pass over a text's words: the longest at each place."""

    def __init__(self, data: DocumentTypeTerms) -> None:
        self.data = data
        self._root = _Node()
        words: set[str] = set()
        for of, lists in (*data.types.items(), (OTHER, data.other), *data.groups.items()):
            for strength, phrase in [(key, phrase) for key in get_args(Strength) for phrase in getattr(lists, key)]:
                node = self._root
                for word in loose(phrase).split():
                    node = node.following.setdefault(word, _Node())
                    words.add(word)
                node.cues.append(Cue(of, phrase, strength))
        self._keys = _Keys(frozenset(words))

    def find(self, words: list[str], places: list[Place]) -> dict[Cue, Place]:
        """The distinct cues among `words`, each where it weighs most; words beyond `places` are the body's."""
        found: dict[Cue, Place] = {}
        keys = list(map(self._keys.__getitem__, words))
        first = self._root.following.keys()
        end = 0
        for at in [at for at, spelt in enumerate(keys) if spelt]:
            if at < end or first.isdisjoint(keys[at]):
                continue
            end, cues = self._longest(keys, at)
            place = places[at] if at < len(places) else "body"
            for cue in cues:
                if found.get(cue) != "titled" and (cue not in found or place == "titled"):
                    found[cue] = place
        return found

    def _longest(self, keys: list[tuple[str, ...]], first: int) -> tuple[int, list[Cue]]:
        best: tuple[int, list[Cue]] = (first, [])
        nodes = [self._root.following[key] for key in keys[first] if key in self._root.following]
        at = first + 1
        while nodes:
            if cues := [cue for node in nodes for cue in node.cues]:
                best = (at, cues)
            longer = [node.following for node in nodes if node.following]
            if not longer or at == len(keys) or not keys[at]:
                break
            nodes = [following[key] for following in longer for key in keys[at] if key in following]
            at += 1
        return best


_lexicon = cache(lambda: _Lexicon(terms("document_types", DocumentTypeTerms)))
