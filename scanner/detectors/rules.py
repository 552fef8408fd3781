"""The detectors' rules as data: patterns, cues, column names and their own examples, one file a category.

A pattern is written for the text after `folding.clean` and must be bounded: no `*`, no `+`, so that a short window
around a gate's hit is always enough. What may stand before or behind a value belongs into look-around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import regex as engine
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from scanner import rulefiles
from scanner.detectors.forms import spelt_out
from scanner.detectors.headers import HeaderIndex
from scanner.detectors.validators import VALIDATORS
from scanner.errors import ConfigError
from scanner.folding import latin, loose
from scanner.i18n import _

View = Literal["clean", "latin", "loose"]
"""The spelling a pattern reads: as written, with look-alikes in Latin, or in lower case with о у н е for ө ү ң ё."""

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")
_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
# A gate knows no Unicode words and blanks, so these would not mean the same in it.
_VAGUE = re.compile(r"\\[wWsSbBDAZzGXR]|\(\?[a-zA-Z]")
_VIEWS: dict[View, Callable[[str], str]] = {"clean": str, "latin": latin, "loose": loose}

Share = Annotated[float, Field(ge=0, le=1)]


def _gate(pattern: str | None) -> str | None:
    return pattern and figures(pattern)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Model):
    """Words by language. A `*` at a word's end stands for any ending, a blank for any gap."""

    ky: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    translit: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield from (*self.ky, *self.ru, *self.en, *self.translit)

    def __add__(self, other: Words) -> Words:
        return Words(**{name: getattr(self, name) + getattr(other, name) for name in Words.model_fields})


class Confidence(_Model):
    """How sure a match is, by its evidence. What is not named is no match."""

    shape: Share | None = None
    cue: Share | None = None  # a cue, and a form that proves nothing
    check: Share | None = None  # the check holds
    check_cue: Share | None = None
    bad_cue: Share | None = None  # a cue names it, but the check fails: a flawed match
    cell: Share | None = None  # under its column's name in a table pasted into text
    anti: Share | None = None  # an anti-cue says it is something else, but no check failed

    def of(self, check: bool | None, cue: bool | None) -> float | None:
        """The confidence for a check's answer and a cue: there (True), not (False), or an anti-cue (None).

        None for no match.
        """
        if cue is None:
            return None if check is False else self.anti
        if check is None:
            return self.cue if cue else self.shape
        if check:
            return self.check_cue if cue else self.check
        return self.bad_cue if cue else None

    @property
    def needs_cue(self) -> bool:
        """Whether nothing is a match without a cue."""
        return self.shape is None and self.check is None

    @property
    def only_cell(self) -> bool:
        """Whether nothing but its column makes it a match: no gate looks for it."""
        return self.model_fields_set == {"cell"}


class Pattern(_Model):
    """One form that a value is written in.

    `gate` is a simpler pattern that matches inside every match of `regex`. `reach` is longer than any match with all
    that `regex` looks at around it, in characters.
    """

    id: str
    regex: str
    confidence: Confidence
    view: View = "clean"
    gate: Annotated[str | None, AfterValidator(_gate)] = None
    reach: Annotated[int, Field(gt=0, le=200)] = 80
    part: str | None = None
    validator: str | None = None

    @field_validator("validator")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        return known_validator(name)

    @field_validator("regex", mode="after")
    @classmethod
    def _sound(cls, pattern: str, info: ValidationInfo) -> str:
        pattern = spelt_out(pattern)
        if _UNBOUNDED.search(_CLASS.sub("x", pattern)) or _VAGUE.search(pattern):
            raise ValueError(_("a pattern has bounded repeats and none of \\w \\s \\b (?i): name the characters"))
        pattern = figures(pattern)
        try:
            engine.compile(pattern)
        except engine.error as error:
            raise ValueError(str(error)) from error
        return pattern

    @model_validator(mode="after")
    def _gated(self) -> Pattern:
        if self.view != "clean" and self.gate is None:
            raise ValueError(_("a pattern on the view {view} needs a gate for the plain text").format(view=self.view))
        return self

    def compiled(self) -> engine.Pattern[str]:
        """The exact pattern, folded as its view is."""
        return engine.compile(_VIEWS[self.view](self.regex))

    def fold(self, text: str) -> str:
        """A clean text as this pattern reads it, of the same length."""
        return _VIEWS[self.view](text)


class Window(_Model):
    """How many characters before and behind a value a cue may stand."""

    before: Annotated[int, Field(ge=0, le=200)] = 60
    after: Annotated[int, Field(ge=0, le=200)] = 20


class Beside(_Model):
    """A neighbour that must stand within so many characters; `before`: where the neighbour comes second."""

    category: str
    chars: Annotated[int, Field(gt=0, le=200)]
    before: Annotated[int, Field(gt=0, le=200)] | None = None


class Echo(_Model):
    """A number that repeats a value's figures (a PIN its owner's birth date) proves it within so many characters."""

    category: str
    chars: Annotated[int, Field(gt=0, le=1000)]
    confidence: Share = 0.9


class PhraseConfidence(_Model):
    """How sure a phrase of a vocabulary is, by what speaks for it. What is not named is no match."""

    sure: Share | None = 0.85  # it tells it of a person wherever it stands
    person: Share | None = 0.75  # and a person is spoken of near by
    topic: Share | None = None  # a word of its subject, and a person is spoken of near by
    label: Share | None = 0.95  # and a label stands before it
    item: Share | None = None  # a listed one by itself between commas, and a person is spoken of near by
    value: Share | None = None  # any words behind a label


Extent = Literal["phrase", "clause", "named", "study", "post"]
"""How far a listed phrase reaches: itself, its clause, a quoted name, a school, a unit beside it."""


class Phrases(_Model):
    """How a category of phrases is read: a vocabulary of `rules/terms/`, and what may stand behind a label.

    `commas`: a value goes on behind a comma; `listed`: where a listed word stands behind it; `apart`: as another value.
    `words`: the most words of a value that no vocabulary lists. `extent`: what a listed phrase stands for: itself, the
    clause around it (`инсульттан кийин төшөктө жатат`), itself with the name beside it (`медаль «Даңк»`), a phrase of
    education, a post with its unit.
    """

    terms: str | None = None
    confidence: PhraseConfidence = PhraseConfidence()
    commas: bool | Literal["listed", "apart"] = False
    extent: Extent = "phrase"
    words: Annotated[int, Field(gt=0, le=40)] = 8
    clause_words: Annotated[int, Field(gt=0, le=40)] = 10  # the most words of a clause told whole
    clauses_apart: bool = False  # clauses of more than three words with a comma between are told apart
    trimmed: Words = Words()  # words that say what a value is and are no part of it, at its beginning or end
    only_listed: bool = False  # what stands behind a label is a value only where it holds a listed word


class Examples(_Model):
    """Made-up texts; `⟦…⟧` marks what must be found."""

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


class Shared(_Model):
    """What several rules have in common: a file of `rules/terms/` that each of them names as its `base`."""

    patterns: tuple[Pattern, ...] = ()
    anti_cues: Words = Words()
    vetoes: Words = Words()
    vetoes_after: Words = Words()


class Detector(_Model):
    """One file of rules. `engine` names who finds the values: the patterns here, or a module of its own."""

    id: str
    category: str
    engine: Literal["patterns", "names", "addresses", "phrases", "marks"] = "patterns"
    base: str | None = None  # the file with what it shares with other rules
    label: str = ""  # what stands before such a value in a form
    patterns: tuple[Pattern, ...] = ()
    phrases: Phrases | None = None
    rivals: tuple[str, ...] = ()  # rules whose cues are anti-cues here: the nearest one decides
    validator: str | None = None
    cues: Words = Words()
    cues_told: Words = Words()  # cues of sentences, no label of a form: `в отрасли`, `has been working`
    cues_after: Words = Words()
    anti_cues: Words = Words()  # it is something else, where one stands nearer than any cue
    vetoes: Words = Words()  # it is something else, wherever one stands before it on its line
    vetoes_after: Words = Words()  # so does one of these behind it in its clause
    no_vetoes: Words = Words()  # what holds a veto's word and is none: the bank's name in `счет в ОАО «Айыл Банк»`
    lifts: Words = Words()  # words of a person: one behind a veto or a holder's name takes it back
    holders: Words = Words()  # organisations: it is theirs where one stands before it and no person's name between
    cue_window: Window = Window()
    of_somebody: bool = False  # it is personal only in a text that names somebody: an amount, a diagnosis, a post
    firms: Words = Words()  # where one stands in a text that names nobody, it is an organisation's
    shared_cue: bool = True  # `тел. 66-12-34, 66-12-35`: one cue for both
    list_gap: Annotated[int, Field(gt=0, le=60)] | None = None  # characters, also words, between values of one list
    beside: Beside | None = None
    echo: Echo | None = None
    headers: Words = Words()
    not_headers: Words = Words()
    examples: Examples = Examples()

    @field_validator("validator")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        return known_validator(name)


@dataclass(frozen=True, slots=True)
class Rules:
    """All detectors, and what they know of column names."""

    detectors: tuple[Detector, ...]
    index: HeaderIndex

    @property
    def of_somebody(self) -> frozenset[str]:
        """The categories that are personal only in a text that names somebody."""
        return frozenset(rule.category for rule in self.detectors if rule.of_somebody)

    def header(self, name: str) -> tuple[str, float] | None:
        """The category that a column's name speaks of, and how surely (0…1)."""
        return self.index.find(name)

    def label(self, category: str) -> str:
        """The word that stands before such a value in a form; empty for an unknown category."""
        return next((detector.label for detector in self.detectors if detector.category == category), "")


def load_rules(folder: Path | None = None) -> Rules:
    """The rules of a folder (default: the shipped ones). Raises ConfigError with every mistake."""
    folder = folder or rulefiles.root() / "detectors"
    paths = sorted(folder.glob("*.yaml"))
    detectors = [_whole(detector) for detector in rulefiles.load_all(paths, Detector)]
    first: dict[str, Path] = {}
    twice = [
        _("{path}:1: id: {id} is also in {other}").format(path=path, id=detector.id, other=first[detector.id])
        for path, detector in zip(paths, detectors, strict=True)
        if first.setdefault(detector.id, path) != path
    ]
    if not detectors:
        twice.append(_("{path}: no detector rules here").format(path=folder))
    if twice:
        raise ConfigError(twice)
    words = [(detector.category, tuple(detector.headers), tuple(detector.not_headers)) for detector in detectors]
    return Rules(tuple(detectors), HeaderIndex.build(words))


def _whole(detector: Detector) -> Detector:
    if detector.base is None:
        return detector
    shared = rulefiles.load(rulefiles.root() / "terms" / f"{detector.base}.yaml", Shared)
    return detector.model_copy(
        update={name: getattr(shared, name) + getattr(detector, name) for name in Shared.model_fields}
    )


def known_validator(name: str | None) -> str | None:
    """The name, if there is such a validator. Raises ValueError with the list of them."""
    if name is not None and name not in VALIDATORS:
        raise ValueError(_("no such validator (one of: {names})").format(names=", ".join(VALIDATORS)))
    return name


def figures(pattern: str) -> str:
    r"""`\d` means 0-9 everywhere, so that every engine reads it alike."""
    pattern = _CLASS.sub(lambda part: part.group().replace(r"\d", "0-9"), pattern)
    return pattern.replace(r"\d", "[0-9]")
