"""What verdicts say to people, in three languages: `rules/policy/statuses.yaml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from scanner.i18n import _
from scanner.policy.base import Line, Strict, Worded, complain_at, complaint
from scanner.rulefiles import load, root
from scanner.verdicts import Words

StatusName = Literal[
    "declared", "excess", "undeclared", "special", "unregistered", "due", "overdue", "stale", "inaccurate"
]
"""The statuses of a verdict, in the order in which a finding's verdicts stand."""

ReasonCode = Literal[
    "declared",
    "declared_special",
    "excess",
    "excess_without_ground",
    "unlisted",
    "unnamed",
    "special",
    "special_without_array",
    "unregistered",
]
"""Why a category may, or may not, be where it was found; each code has one status, one clause, one sentence."""

ExpiryCode = Literal["due", "due_rows", "overdue", "overdue_rows", "stale"]
"""Why a term is over; `_rows` where a table's rows were counted."""

Basis = Literal["matrix", "term"]
"""What makes a verdict preliminary: an unapproved matrix, an unverified term."""

ClockName = Literal["column", "event", "document", "path_year", "file_time"]


_BRACES = re.compile(r"\{(\w*)\}|[{}]")


class Sentence(Worded):
    """A sentence with names in braces to fill in: those of `places`, no others."""

    places: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        allowed = ", ".join(f"{{{name}}}" for name in self.places)
        wrong = [
            ((lang,), _("unknown name '{name}' (allowed: {allowed})").format(name=found[0], allowed=allowed))
            for lang, text in self.words.items()
            for found in _BRACES.finditer(text)
            if found[1] not in self.places
        ]
        if wrong:
            raise complain_at(*wrong)
        return self

    def fill(self, values: Mapping[str, Words | str]) -> Words:
        """The sentence with its names filled in; a value is one text for all languages, or words in each."""
        return {
            lang: _filled(text, {name: v if isinstance(v, str) else v[lang] for name, v in values.items()})
            for lang, text in self.words.items()
        }


class StatusWords(Worded):
    """A status's name and the remedy that goes with it."""

    remedy: str


class Reason(Sentence):
    """The sentence why, with the status that it gives and the clause that it rests on."""

    places: ClassVar[tuple[str, ...]] = ("array", "category", "purposes")
    status: StatusName
    clause: str


class ExpiryReason(Reason):
    """The sentence why a term is over."""

    places: ClassVar[tuple[str, ...]] = ("array", "clock", "ended", "due", "days", "rows", "rows_due", "rows_overdue")


class ClockWords(Sentence):
    """By what a term was counted."""

    places: ClassVar[tuple[str, ...]] = ("column",)


class DayForms(Strict):
    """The word for days in the forms that a number asks for: one form; one and many; one, 2 to 4 and many."""

    ky: tuple[Line, ...] = Field(min_length=1, max_length=3)
    ru: tuple[Line, ...] = Field(min_length=1, max_length=3)
    en: tuple[Line, ...] = Field(min_length=1, max_length=3)

    def count(self, number: int) -> Words:
        """So many days, in words."""
        forms = {"ky": self.ky, "ru": self.ru, "en": self.en}
        return {lang: f"{number} {words[_form(number, len(words))]}" for lang, words in forms.items()}


def _every(names: object) -> AfterValidator:
    """A check that a mapping has an entry for each of these names."""

    def check(entries: dict[str, object]) -> dict[str, object]:
        missing = [name for name in get_args(names) if name not in entries]
        if missing:
            raise complaint(_("missing: {names}").format(names=", ".join(missing)))
        return entries

    return AfterValidator(check)


class Wording(Strict):
    """All words of verdicts."""

    statuses: Annotated[dict[StatusName, StatusWords], _every(StatusName)]
    remedies: dict[str, Worded]
    reasons: Annotated[dict[ReasonCode, Reason], _every(ReasonCode)]
    expiries: Annotated[dict[ExpiryCode, ExpiryReason], _every(ExpiryCode)]
    preliminary: Annotated[dict[Basis, Worded], _every(Basis)]
    clocks: Annotated[dict[ClockName, ClockWords], _every(ClockName)]
    days: DayForms

    def clock(self, kind: ClockName, column: str = "") -> Words:
        """A clock in words; that of a column names it."""
        return self.clocks[kind].fill({"column": column})


@cache
def load_wording(path: Path | None = None) -> Wording:
    """The words in this file, or the shipped ones. Raises ConfigError with every mistake."""
    return load(path or root() / "policy" / "statuses.yaml", Wording)


def date_words(day: dt.date) -> str:
    """A date as all three languages write it: `06.12.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BRACES.sub(lambda found: values[found[1]], text)


def _form(number: int, forms: int) -> int:
    if forms < 3:
        return min(number != 1, forms - 1)
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
