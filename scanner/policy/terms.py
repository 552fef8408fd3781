"""Terms of storage: how an array states one, when it ends, and what is proposed where none is stated."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scanner.i18n import _
from scanner.policy.base import CategoryName, Line, PurposeName, Strict, complain_at, known
from scanner.rulefiles import load, root


def later(day: dt.date, years: int = 0, months: int = 0, days: int = 0) -> dt.date:
    """The same day of the later month, or its last day where there is none, plus `days`; at most the year 9999."""
    month = day.month - 1 + months + 12 * years
    year, month = day.year + month // 12, month % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    same = dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    # Columns hold 9999-12-31 for "never": such a term has no end, and is no error.
    return dt.date.max if days > (dt.date.max - same).days else same + dt.timedelta(days)


class Extension(Strict):
    """A longer term, in the subject's interest or by law (clause 20), until a day."""

    basis: Annotated[str, known("extension_basis")]
    reference: Line
    until: dt.date


class Hold(Strict):
    """A legal hold: nothing is destroyed while it lasts; without `until` it lasts until it is taken out."""

    reference: Line
    until: dt.date | None = None

    def lasts(self, as_of: dt.date) -> bool:
        """Whether it holds on that day."""
        return self.until is None or as_of <= self.until


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | dt.date) else value


class Term(Strict):
    """How long an array keeps data, and from when.

    `duration` counts from the clock's day: a date column named by the array, else the best date that an item has.
    `event` counts from the day of an event, and needs it: from a column, the document's own date, or `event_dates`.
    """

    type: Literal["duration", "event"] = "duration"
    years: int = Field(0, ge=0)
    months: int = Field(0, ge=0)
    days: int = Field(0, ge=0)
    event: Line | None = None
    event_dates: Annotated[tuple[dt.date, ...], BeforeValidator(_listed)] = ()
    clock: Annotated[tuple[Annotated[str, Field(pattern="^(column:.+|document)$")], ...], BeforeValidator(_listed)] = ()
    start: Literal["next_year"] | None = Field(None, alias="from")
    extension: Extension | None = None
    reference: Line | None = None
    unverified: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.type == "event" and not self.event:
            raise complain_at((("event",), _("a term by event names its event")))
        if self.type == "duration" and not (self.years or self.months or self.days):
            raise complain_at((("years",), _("a term by duration has years, months or days")))
        if self.type == "duration" and (self.event or self.event_dates):
            raise complain_at((("event",), _("only a term of `type: event` has an event")))
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The date columns that the array names as clocks."""
        return tuple(clock.removeprefix("column:") for clock in self.clock if clock.startswith("column:"))

    def last_day(self, start: dt.date) -> dt.date:
        """The last day on which the term still runs."""
        if self.start == "next_year":
            start = later(start.replace(month=1, day=1), years=1)
        end = later(start, self.years, self.months, self.days)
        return max(end, self.extension.until) if self.extension else end


class DefaultTerms(Strict):
    """Proposed terms by purpose. None is verified, so none makes data due or overdue."""

    source: Line
    unverified: Literal[True]
    purposes: dict[PurposeName, Term]
    never_clocks: frozenset[CategoryName]

    def longest(self, purposes: Iterable[str]) -> Term | None:
        """The longest of the terms usual for these purposes, unverified; None where none is usual."""
        terms = [self.purposes[purpose] for purpose in purposes if purpose in self.purposes]
        if not terms:
            return None
        term = max(terms, key=lambda term: term.last_day(dt.date(2000, 1, 1)))
        return term.model_copy(update={"unverified": True})


@cache
def load_default_terms(path: Path | None = None) -> DefaultTerms:
    """The terms in this file, or the shipped ones. Raises ConfigError with every mistake."""
    return load(path or root() / "policy" / "retention.yaml", DefaultTerms)
