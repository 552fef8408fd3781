"""The holder's published policy as data: its clauses, its lists, and the matrix of what each purpose needs.

The shipped one is `rules/policy/kg-dpa.yaml`; a holder gives another with `--policy`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, model_validator

from scanner.i18n import LANGUAGES, _
from scanner.policy.base import (
    CategoryName,
    Id,
    Line,
    Names,
    PurposeName,
    Strict,
    Worded,
    complain_at,
    different,
    knowing,
    known,
)
from scanner.rulefiles import load, root
from scanner.verdicts import Words

ClauseNumber = Annotated[str, known("clause")]
ListedCategory = Annotated[str, known("listed")]

Need = Literal["required", "optional"]
"""How much a purpose needs a category; an optional one counts only where the array gives its ground."""


class Dates(Strict):
    """The edition's dates (clauses 10 and 27), where they are known."""

    approved_on: dt.date | None = None
    published_on: dt.date | None = None
    effective_from: dt.date | None = None
    last_updated: dt.date | None = None


class Terms(Strict):
    """The policy's own terms and closed lists. Days are calendar days unless they say otherwise."""

    answer_days: int = Field(gt=0)  # clause 4
    destruction_days: int = Field(gt=0)  # clause 25
    destruction_act: bool  # clause 25
    notice_working_days: int = Field(gt=0)  # clause 27
    extension_bases: tuple[Id, ...]  # clause 20
    methods: tuple[Id, ...]  # clause 13


class Section(Worded):
    """A section's number and title."""

    number: int


class Clause(Worded):
    """A clause's full text. `number` is text: `7.1`."""

    number: str
    section: int


class Entry(Worded):
    """An entry of a list of the policy; `n` is its place there, from 1."""

    id: Id
    n: int | None = None


class SubjectGroup(Entry):
    """A group of subjects (clause 6), with the purposes its data is usually processed for."""

    purposes: tuple[PurposeName, ...] = ()


class Category(Entry):
    """A category of clause 7; `special` names the special category that it belongs to as well."""

    parts: tuple[Id, ...] = ()
    special: Annotated[str, known("special")] | None = None


class SpecialCategory(Entry):
    """A special category of clause 9; declared where clause 7.1 lists it."""

    clauses: tuple[ClauseNumber, ...]
    declared: bool


class ReportItem(Worded):
    """What the answer to a subject's request states (clause 23)."""

    n: int


class NotPersonal(Entry):
    """What is not personal: a finding of `category` in an item that has none of `unless_with`."""

    category: CategoryName | None = None
    unless_with: tuple[CategoryName, ...] = ()


class NotPersonalList(Strict):
    """What the Agency calls not personal, and where it says so."""

    source: Line
    entries: tuple[NotPersonal, ...]


class Approval(Strict):
    """The order that approved the matrix."""

    order: Line
    date: dt.date


class PurposeNeeds(Strict):
    """The categories that a purpose needs, out of those that the policy lists."""

    required: tuple[ListedCategory, ...] = ()
    optional: tuple[ListedCategory, ...] = ()

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        both = [at for at, name in enumerate(self.optional) if name in self.required]
        if both:
            said = _("'{name}' is both required and optional")
            raise complain_at(*((("optional", at), said.format(name=self.optional[at])) for at in both))
        return self


class Matrix(Strict):
    """Purpose × category. Not approved, it is a proposal, and what rests on it is preliminary."""

    approved: Approval | None
    needs: dict[PurposeName, PurposeNeeds]


class Declaration(Strict):
    """A holder's policy, all of it checked."""

    id: Id
    title: Worded
    holder: Worded
    law: Worded
    dates: Dates
    terms: Terms
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    subject_groups: Annotated[tuple[SubjectGroup, ...], AfterValidator(different)]
    categories: Annotated[tuple[Category, ...], AfterValidator(different)]
    special_categories: Annotated[tuple[SpecialCategory, ...], AfterValidator(different)]
    unlisted_categories: Annotated[tuple[Entry, ...], AfterValidator(different)]
    purposes: Annotated[tuple[Entry, ...], AfterValidator(different)]
    legal_bases: Annotated[tuple[Entry, ...], AfterValidator(different)]
    access_report: tuple[ReportItem, ...]
    end_of_processing: tuple[Entry, ...]
    remedies: Annotated[tuple[Entry, ...], AfterValidator(different)]
    not_personal: NotPersonalList
    matrix: Matrix

    @model_validator(mode="wrap")
    @classmethod
    def _with_its_own_names(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Checks each name of another part where it stands, even when that part has mistakes of its own."""
        with knowing(_names(data) if isinstance(data, dict) else {}):
            return handler(data)

    @cached_property
    def names(self) -> Names:
        """Every name that another file may use, by kind."""
        return _names(self.model_dump())

    @cached_property
    def edition(self) -> str:
        """`kg-dpa@2026-09-01.0a1b2c3d4e5f`: the id, the day it takes effect where it is known, a digest of it all."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]
        day = self.dates.effective_from
        return f"{self.id}@{day}.{digest}" if day else f"{self.id}@{digest}"

    @property
    def approved(self) -> bool:
        """Whether the matrix is approved by an order."""
        return self.matrix.approved is not None

    def lists(self, category: str) -> bool:
        """Whether clause 7 or 7.1 lists the category."""
        return category in self.names["listed"]

    def special(self, category: str) -> str | None:
        """The special category that this one is, or belongs to."""
        return self._special.get(category)

    def need(self, purpose: str, category: str) -> Need | None:
        """How much the purpose needs the category; None is not at all."""
        needs = self.matrix.needs.get(purpose, PurposeNeeds())
        if category in needs.required:
            return "required"
        return "optional" if category in needs.optional else None

    def category_words(self, category: str) -> Words:
        """The category's name; a category that the policy knows nothing of is called by its id."""
        return self._category_words.get(category) or dict.fromkeys(LANGUAGES, category)

    def purpose_words(self, purposes: Iterable[str]) -> Words:
        """The names of purposes, one after another."""
        chosen = [entry.words for entry in self.purposes if entry.id in set(purposes)]
        return {lang: "; ".join(words[lang] for words in chosen) for lang in LANGUAGES}

    def all_categories(self) -> tuple[Entry, ...]:
        """The categories of clause 7, of clause 9, and the personal data that the policy does not list."""
        return (*self.categories, *self.special_categories, *self.unlisted_categories)

    @cached_property
    def _category_words(self) -> dict[str, Words]:
        return {entry.id: entry.words for entry in self.all_categories()}

    @cached_property
    def _special(self) -> dict[str, str]:
        also = {entry.id: entry.special for entry in self.categories if entry.special}
        return also | {entry.id: entry.id for entry in self.special_categories}


def load_declaration(path: Path | None = None) -> Declaration:
    """The policy in this file, or the shipped one. Raises ConfigError with every mistake, each with its line."""
    return load(path or root() / "policy" / "kg-dpa.yaml", Declaration)


def _names(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The names that a policy defines, of its raw form too, whose parts may be wrong."""
    special = _entries(data, "special_categories")
    listed = _ids(_entries(data, "categories"))
    terms = data.get("terms")
    return {
        "listed": listed | _ids([entry for entry in special if entry.get("declared")]),
        "special": _ids(special),
        "category": listed | _ids(special) | _ids(_entries(data, "unlisted_categories")),
        "purpose": _ids(_entries(data, "purposes")),
        "subject_group": _ids(_entries(data, "subject_groups")),
        "legal_basis": _ids(_entries(data, "legal_bases")),
        "clause": _ids(_entries(data, "clauses"), "number"),
        "method": _texts(terms, "methods"),
        "extension_basis": _texts(terms, "extension_bases"),
    }


def _entries(data: Mapping[str, Any], part: str) -> list[dict[str, Any]]:
    entries = data.get(part)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list | tuple) else []


def _ids(entries: list[dict[str, Any]], key: str = "id") -> frozenset[str]:
    return frozenset(str(entry.get(key)) for entry in entries)


def _texts(data: Any, key: str) -> frozenset[str]:
    values = data.get(key) if isinstance(data, dict) else None
    return frozenset(map(str, values)) if isinstance(values, list | tuple) else frozenset()
