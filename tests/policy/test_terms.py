from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.policy.declaration import load_declaration
from scanner.policy.terms import Hold, Term, later, load_default_terms

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "years", "months", "days", "end"),
    [
        ("2020-02-29", 1, 0, 0, "2021-02-28"),
        ("2020-02-29", 4, 0, 0, "2024-02-29"),
        ("2021-01-31", 0, 1, 0, "2021-02-28"),
        ("2021-10-31", 0, 1, 0, "2021-11-30"),
        ("2021-11-30", 0, 1, 0, "2021-12-30"),
        ("2021-12-15", 0, 1, 0, "2022-01-15"),
        ("2021-12-15", 0, 24, 0, "2023-12-15"),
        ("2021-02-28", 0, 0, 14, "2021-03-14"),
        ("2020-01-31", 1, 1, 1, "2021-03-01"),
        ("9999-12-31", 75, 0, 0, "9999-12-31"),
        ("9999-12-30", 0, 0, 14, "9999-12-31"),
        ("2020-01-01", 0, 0, 9_999_999_999, "9999-12-31"),
        ("2020-01-01", 9_999_999, 0, 0, "9999-12-31"),
    ],
)
def test_a_later_day_is_the_same_day_of_the_month_or_its_last(
    start: str, years: int, months: int, days: int, end: str
) -> None:
    assert later(day(start), years, months, days) == day(end)


@settings(deadline=None)
@given(DAYS, st.integers(0, 100), st.integers(0, 30))
def test_the_day_stays_or_is_the_months_last(start: dt.date, years: int, months: int) -> None:
    end = later(start, years, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == 12 * years + months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@settings(deadline=None)
@given(DAYS, DAYS, st.integers(0, 100), st.integers(0, 30), st.integers(0, 500))
def test_a_later_start_never_ends_earlier(one: dt.date, two: dt.date, years: int, months: int, days: int) -> None:
    first, second = sorted((one, two))
    assert later(first, years, months, days) <= later(second, years, months, days)
    assert later(first, years) == later(first, months=12 * years)


def last_day(start: str, **fields: Any) -> dt.date:
    return Term.model_validate(fields).last_day(day(start))


def test_a_term_may_count_from_the_next_year() -> None:
    assert last_day("2020-03-05", years=3) == day("2023-03-05")
    assert last_day("2020-03-05", years=3, **{"from": "next_year"}) == day("2024-01-01")
    assert last_day("9999-03-05", years=3, **{"from": "next_year"}) == dt.date.max


@pytest.mark.parametrize(("until", "end"), [("2024-06-01", "2024-06-01"), ("2022-06-01", "2023-03-05")])
def test_an_extension_ends_the_term_where_it_is_later(until: str, end: str) -> None:
    extension = {"basis": "law", "reference": "Law", "until": until}
    assert last_day("2020-03-05", years=3, extension=extension) == day(end)


def test_a_hold_lasts_its_last_day_and_without_one_for_ever() -> None:
    hold = Hold(reference="Court", until=day("2026-05-01"))
    assert hold.lasts(day("2026-05-01"))
    assert not hold.lasts(day("2026-05-02"))
    assert Hold(reference="Court").lasts(dt.date.max)


def test_clocks_and_dates_may_be_one_or_several() -> None:
    term = {"type": "event", "event": "end"}
    one = Term.model_validate(term | {"clock": "column:a", "event_dates": day("2020-01-01")})
    two = Term.model_validate(term | {"clock": ["column:a", "document", "column:b"]})
    assert (one.columns, one.event_dates) == (("a",), (day("2020-01-01"),))
    assert two.columns == ("a", "b")


def test_default_terms_are_by_purpose_the_longest_and_never_verified() -> None:
    defaults = load_default_terms()
    longest = defaults.longest(["visitors", "appeals", "notify_email"])
    assert longest and (longest.years, longest.unverified) == (5, True)
    assert defaults.longest(["notify_email"]) is None
    assert "unverified" in defaults.source


def test_default_terms_name_purposes_and_categories_of_the_declaration() -> None:
    names, defaults = load_declaration().names, load_default_terms()
    assert set(defaults.purposes) <= set(names["purpose"])
    assert defaults.never_clocks <= set(names["category"])
