from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.policy.retention import Aging, Clocks, path_year
from scanner.policy.terms import load_default_terms
from scanner.verdicts import RowCount, StoredItem
from tests.policy.made import array, item, table

AS_OF = dt.date(2026, 5, 1)
OLD, NEW = dt.date(2015, 3, 1), dt.date(2026, 4, 1)
YEAR = {"years": 1}


def ago(days: int) -> dt.date:
    """A day so long before the day of the assessment that a term of no length ended then."""
    return AS_OF - dt.timedelta(days)


def age(
    stored: StoredItem,
    term: dict[str, Any] | None = None,
    as_of: dt.date = AS_OF,
    off: frozenset[str] = frozenset(),
    **fields: Any,
) -> Aging:
    return Clocks(as_of, 14, load_default_terms(), off).age(stored, array(term=term, **fields))


def statuses(aging: Aging) -> list[tuple[str, str]]:
    return [(expiry.status, expiry.reading.name) for expiry in aging.expiries]


@pytest.mark.parametrize(
    ("days_after", "status"), [(0, None), (1, "due"), (14, "due"), (15, "overdue"), (400, "overdue")]
)
def test_the_last_day_runs_then_fourteen_days_to_destroy_then_it_is_overdue(
    days_after: int, status: str | None
) -> None:
    aging = age(item(document_date=dt.date(2020, 2, 29)), YEAR, dt.date(2021, 2, 28) + dt.timedelta(days_after))
    assert [expiry.status for expiry in aging.expiries] == ([status] if status else [])
    for expiry in aging.expiries:
        assert (expiry.ended, expiry.due) == (dt.date(2021, 2, 28), dt.date(2021, 3, 14))


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (item(document_date=OLD), ("overdue", "document")),
        (item("hr/2015/a.docx"), ("stale", "path_year")),
        (item(modified=OLD), ("stale", "file_time")),
        (item(document_date=NEW, modified=OLD), None),
        (item("hr/2015/a.docx", document_date=NEW), None),
        (item("hr/2026/a.docx", modified=OLD), None),
        (item("hr/2015/a.docx", modified=NEW), ("stale", "path_year")),
        (item("hr/2015/a.docx", document_date=OLD, modified=OLD), ("overdue", "document")),
        (item(tables=(table(9, closed_at={OLD: 9}),), document_date=NEW), ("overdue", "column:closed_at")),
        (item(tables=(table(9, closed_at={NEW: 9}),), document_date=OLD), None),
        (item(tables=(table(9, other={NEW: 9}),), document_date=OLD), ("overdue", "document")),
        (item(tables=(table(9, closed_at={}),), modified=OLD), ("stale", "file_time")),
        (item(), None),
    ],
)
def test_the_most_trusted_clock_decides_alone(stored: StoredItem, expected: tuple[str, str] | None) -> None:
    aging = age(stored, YEAR | {"clock": "column:closed_at"})
    assert statuses(aging) == ([expected] if expected else [])
    assert aging.notes == ()


@pytest.mark.parametrize("category", ["birth_date", "birth_year"])
def test_a_birth_date_is_never_a_clock(category: str) -> None:
    aging = age(item(tables=(table(9, category, born={OLD: 9}),)), YEAR | {"clock": "column:born"})
    assert aging.expiries == ()


def test_a_column_is_found_as_people_write_it() -> None:
    facts = (table(1, "position", **{" ЖАБЫЛГАН\u00a0күнү": {OLD: 1}}),)
    assert statuses(age(item(tables=facts), YEAR | {"clock": "column:жабылган куну"})) == [
        ("overdue", "column:жабылган куну")
    ]


def test_rows_are_counted_over_all_tables_of_the_item() -> None:
    tables = (table(20, closed_at={ago(1): 2, ago(14): 2, ago(15): 3, NEW: 5}), table(5, closed_at={OLD: 4}), table(7))
    aging = age(item(tables=tables), {"days": 1, "clock": "column:closed_at"}, AS_OF + dt.timedelta(1))
    due, overdue = aging.expiries
    assert (due.status, overdue.status) == ("due", "overdue")
    assert due.rows == overdue.rows == RowCount(due=4, overdue=12, of=25)
    assert due.ended == ago(13)
    assert due.due == ago(-1)
    assert overdue.ended == OLD + dt.timedelta(1)


def test_a_date_that_means_never_is_not_over() -> None:
    tables = (table(2, closed_at={dt.date.max: 2}),)
    assert age(item(tables=tables), {"years": 75, "clock": "column:closed_at"}).expiries == ()


@pytest.mark.parametrize("clock", ["document", "path_year", "file_time"])
def test_a_forbidden_clock_is_not_asked(clock: str) -> None:
    stored = item("2015/a", document_date=OLD, modified=OLD)
    assert clock not in [name for _status, name in statuses(age(stored, YEAR, forbidden_clocks=[clock]))]
    every = ["document", "path_year", "file_time"]
    assert age(stored, YEAR, forbidden_clocks=every).expiries == ()


def test_file_times_can_be_off_for_a_target() -> None:
    assert age(item(modified=OLD), YEAR, off=frozenset({"share"})).expiries == ()
    assert age(item(modified=OLD), YEAR, off=frozenset({"other"})).expiries


def test_an_unverified_term_is_never_more_than_stale() -> None:
    tables = (table(9, closed_at={OLD: 9}),)
    (expiry,) = age(item(tables=tables), YEAR | {"unverified": True, "clock": "column:closed_at"}).expiries
    assert (expiry.status, expiry.unverified, expiry.rows) == ("stale", True, None)
    (expiry,) = age(item(modified=OLD), YEAR).expiries
    assert (expiry.status, expiry.unverified) == ("stale", False)


def test_an_array_without_a_term_has_the_default_of_its_purposes_and_says_that_it_is_unknown() -> None:
    aging = age(item(document_date=OLD))
    assert statuses(aging) == [("stale", "document")]
    assert aging.expiries[0].unverified
    assert aging.notes == ("term_unknown",)
    assert age(item(document_date=OLD), purposes=["visitors", "payroll"]) == Aging((), ("term_unknown",))
    assert age(item(document_date=OLD), purposes=["notify_email"]) == Aging((), ("term_unknown",))


EVENT = {"type": "event", "event": "dismissal", "years": 1}


@pytest.mark.parametrize(
    ("stored", "term", "expected"),
    [
        (item("2015/a", document_date=OLD, modified=OLD), EVENT, None),
        (item(document_date=OLD), EVENT | {"clock": "document"}, ("overdue", "document")),
        (item(), EVENT | {"event_dates": [OLD]}, ("overdue", "event")),
        (item(), EVENT | {"event_dates": [OLD, ago(370)]}, ("due", "event")),
        (item(tables=(table(3, left={OLD: 3}),)), EVENT | {"clock": "column:left"}, ("overdue", "column:left")),
        (item(tables=(table(3, other={OLD: 3}),)), EVENT | {"clock": "column:left"}, None),
        (
            item(tables=(table(3, left={OLD: 3}, archived={ago(370): 3}),)),
            EVENT | {"clock": ["column:left", "column:archived"]},
            ("due", "column:archived"),
        ),
    ],
)
def test_a_term_by_event_needs_the_events_date_and_of_two_the_later(
    stored: StoredItem, term: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    aging = age(stored, term)
    assert statuses(aging) == ([expected] if expected else [])
    assert aging.notes == (() if expected else ("term_unknown",))


def test_an_event_is_not_dated_by_a_forbidden_clock() -> None:
    aging = age(item(document_date=OLD), EVENT | {"clock": "document"}, forbidden_clocks=["document"])
    assert aging == Aging((), ("term_unknown",))


def test_an_event_that_is_known_and_not_over_leaves_no_note() -> None:
    assert age(item(), EVENT | {"event_dates": [NEW]}) == Aging()


def test_of_two_events_the_one_with_fewer_rows_over_counts() -> None:
    tables = (table(3, left={OLD: 3}, archived={OLD: 1, NEW: 1}),)
    (expiry,) = age(item(tables=tables), EVENT | {"clock": ["column:left", "column:archived"]}).expiries
    assert expiry.rows == RowCount(due=0, overdue=1, of=3)


def test_fourteen_days_run_from_the_end_of_an_extension() -> None:
    extension = {"basis": "law", "reference": "Law", "until": ago(3)}
    (expiry,) = age(item(document_date=OLD), YEAR | {"extension": extension}).expiries
    assert (expiry.status, expiry.ended, expiry.due) == ("due", ago(3), ago(-11))


@pytest.mark.parametrize("until", [None, AS_OF])
def test_a_legal_hold_stops_every_term(until: dt.date | None) -> None:
    hold = {"reference": "Court", "until": until}
    assert age(item(document_date=OLD), YEAR, hold=hold) == Aging((), ("on_hold",))
    assert age(item(document_date=OLD), hold=hold) == Aging((), ("on_hold",))


def test_a_legal_hold_that_has_ended_stops_nothing() -> None:
    hold = {"reference": "Court", "until": ago(1)}
    assert statuses(age(item(document_date=OLD), YEAR, hold=hold)) == [("overdue", "document")]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("hr/2019/orders.docx", 2019),
        ("visits_2019.xlsx", 2019),
        ("отчет 2019г.doc", 2019),
        ("2019-жыл/a", 2019),
        ("отчет за 2019 год.doc", 2019),
        ("01.02.2018.doc", 2018),
        ("2015-2017/a", 2017),
        ("2015/итог_2016/a", 2016),
        ("db/2015.sqlite!visits", 2015),
        ("visits_1999", 1999),
        ("20190101.txt", None),
        ("scan12019.pdf", None),
        ("form2019b.pdf", None),
        ("2019x/a", None),
        ("1850/a", None),
        ("2100/a", None),
        ("a.docx", None),
        ("", None),
    ],
)
def test_a_year_counts_where_it_stands_by_itself(name: str, year: int | None) -> None:
    assert path_year(name) == year


ROWS = st.dictionaries(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 50), max_size=20)


@settings(deadline=None)
@given(ROWS, st.integers(1, 3000), st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)))
def test_every_dated_row_is_running_due_or_overdue(days: dict[dt.date, int], length: int, as_of: dt.date) -> None:
    total = sum(days.values())
    stored = item(tables=(table(total + 1, closed_at=days),))
    expiries = age(stored, {"days": length, "clock": "column:closed_at"}, as_of).expiries
    ages = {day: (as_of - day).days - length for day in days}
    due = sum(rows for day, rows in days.items() if 0 < ages[day] <= 14)
    overdue = sum(rows for day, rows in days.items() if ages[day] > 14)
    assert {expiry.status for expiry in expiries} == {s for s, n in (("due", due), ("overdue", overdue)) if n}
    assert all(expiry.rows == RowCount(due, overdue, total + 1) for expiry in expiries)
