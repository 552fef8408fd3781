from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.policy.globs import Glob
from scanner.policy.locations import Locations
from tests.policy.made import array


def covers(glob: str, name: str) -> bool:
    return Glob.compile(glob).covers(name)


@pytest.mark.parametrize(
    ("glob", "name"),
    [
        ("hr/a.docx", "hr/a.docx"),
        ("hr/*.docx", "hr/a.docx"),
        ("hr/*.docx", "hr/Срочно!.docx"),
        ("hr/**", "hr/2019/orders/a.docx"),
        ("hr/", "hr/2019/a.docx"),
        ("hr", "hr/a.docx"),
        ("**/visits.xlsx", "visits.xlsx"),
        ("**/visits.xlsx", "a/b/visits.xlsx"),
        ("hr/**/a.docx", "hr/a.docx"),
        ("hr/**/a.docx", "hr/x/y/a.docx"),
        ("**", "anything/at!all"),
        ("db/registry.sqlite!visit*", "db/registry.sqlite!visits_2019"),
        ("db/registry.sqlite", "db/registry.sqlite!visits"),
        ("db/*.sqlite", "db/registry.sqlite!visits"),
        ("public.visit*", "public.visits"),
        ("*.employees", "hr.employees"),
        ("hr/?.txt", "hr/a.txt"),
        ("a[1].txt", "a[1].txt"),
        ("a\nb*", "a\nb\nc"),
    ],
)
def test_a_glob_covers(glob: str, name: str) -> None:
    assert covers(glob, name)


@pytest.mark.parametrize(
    ("glob", "name"),
    [
        ("hr/*", "hr/2019/a.docx"),
        ("*.docx", "hr/a.docx"),
        ("hr/**", "hr2/a.docx"),
        ("hr", "hr2"),
        ("hr/a.docx", "hr/a.docx.bak"),
        ("HR/**", "hr/a.docx"),
        ("public.visits", "public.visits_old"),
        ("public.visits", "public_visits"),
        ("**/visits.xlsx", "a/oldvisits.xlsx"),
        ("db/registry.sqlite!visit*", "db/registry.sqlite!staff"),
        ("hr/?.txt", "hr/ab.txt"),
        ("a[1].txt", "a1.txt"),
    ],
)
def test_a_glob_does_not_cover(glob: str, name: str) -> None:
    assert not covers(glob, name)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_letters_written_as_two_characters_are_the_same(
    form: Literal["NFC", "NFD"], other: Literal["NFC", "NFD"]
) -> None:
    glob, name = unicodedata.normalize(form, "йод/Байсёйит*"), unicodedata.normalize(other, "йод/Байсёйитов.docx")
    assert Locations([array(locations=[glob])]).find("share", name)


def winner(name: str, *globs: str) -> str | None:
    found = Locations([array(id=f"a{n}", locations=[glob]) for n, glob in enumerate(globs)]).find("share", name)
    return globs[int(found.id[1:])] if found else None


@pytest.mark.parametrize(
    ("globs", "wins"),
    [
        (["**", "hr/**", "hr/2019/**", "hr/2019/a.docx"], "hr/2019/a.docx"),
        (["**", "hr/**", "hr/2019/**"], "hr/2019/**"),
        (["hr/2019/*.doc*", "hr/2019/*.docx"], "hr/2019/*.docx"),
        (["hr/**/*.docx", "hr/**"], "hr/**"),
        (["hr/20*/a.docx", "hr/2019/**"], "hr/2019/**"),
        (["hr/*/a.docx", "hr/*/?.docx"], "hr/*/a.docx"),
        (["hr/2019/a*", "hr/2019/a.docx"], "hr/2019/a.docx"),
        (["hr/2019/a.docx*", "hr/2019/a.docx"], "hr/2019/a.docx"),
        (["hr", "hr/2019/**"], "hr/2019/**"),
        (["hr/2018/**", "pay/**"], None),
    ],
)
def test_the_most_specific_location_wins_in_any_order(globs: list[str], wins: str | None) -> None:
    assert winner("hr/2019/a.docx", *globs) == wins
    assert winner("hr/2019/a.docx", *reversed(globs)) == wins


def test_file_order_decides_last() -> None:
    first, second = array(id="b", locations=["hr/**"]), array(id="a", locations=["hr/**"])
    assert Locations([first, second]).find("share", "hr/a") == first
    assert Locations([second, first]).find("share", "hr/a") == second


def test_a_location_may_name_its_target() -> None:
    one = array(id="one", locations=[{"glob": "public.*", "target": "crm"}])
    locations = Locations([one])
    assert locations.find("crm", "public.visits") == one
    assert locations.find("billing", "public.visits") is None


SEGMENT = st.text("abг", min_size=1, max_size=3)
NAMES = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)
GLOBS = st.lists(st.one_of(SEGMENT, st.sampled_from(["*", "**", "a*", "?"])), min_size=1, max_size=4).map("/".join)


@settings(deadline=None)
@given(NAMES, st.lists(GLOBS, max_size=5))
def test_an_exact_path_always_wins(name: str, globs: list[str]) -> None:
    assert winner(name, *globs, name) == name


@settings(deadline=None)
@given(NAMES, st.lists(GLOBS, min_size=1, max_size=5))
def test_the_winner_covers_and_none_that_covers_has_a_longer_fixed_part(name: str, globs: list[str]) -> None:
    covering = [glob for glob in map(Glob.compile, globs) if glob.covers(name)]
    won = winner(name, *globs)
    assert (won is None) == (not covering)
    if won is not None:
        best = Glob.compile(won)
        assert best in covering
        assert all((len(best.prefix), -best.wildcards) >= (len(g.prefix), -g.wildcards) for g in covering)


@settings(deadline=None)
@given(GLOBS, GLOBS, NAMES)
def test_globs_that_match_one_name_are_said_to_meet(one: str, two: str, name: str) -> None:
    first, second = Glob.compile(one), Glob.compile(two)
    if all(glob.covers(name) and (glob.wildcards or glob.text == name) for glob in (first, second)):
        assert first.meets(second)
        assert second.meets(first)


@pytest.mark.parametrize(
    ("one", "two", "meet"),
    [
        ("hr/**", "hr/pay/**", True),
        ("hr/*.docx", "hr/a*", True),
        ("**/a.docx", "hr/**", True),
        ("**/a.docx", "a.docx", True),
        ("**/a.docx", "hr/ba.docx", False),
        ("hr", "hr/a.docx", True),
        ("hr", "hr/*.docx", True),
        ("hr", "hrm/*.docx", False),
        ("hr/a.docx", "hr/a.docx*", True),
        ("hr/*.docx", "hr/*.xlsx", False),
        ("hr/*", "hr/x/y", False),
        ("hr/a?.docx", "hr/a.docx", False),
        ("db/r.sqlite!visit*", "db/*.sqlite", True),
        ("hr/**", "pay/**", False),
    ],
)
def test_globs_meet_where_one_item_could_lie_in_both(one: str, two: str, meet: bool) -> None:
    assert Glob.compile(one).meets(Glob.compile(two)) is meet
    assert Glob.compile(two).meets(Glob.compile(one)) is meet


def test_overlaps_name_both_arrays_the_winner_first() -> None:
    arrays = [
        array(id="all", locations=["hr/**"]),
        array(id="pay", locations=["hr/pay/**", "hr/pay/2019/**"]),
        array(id="crm", locations=[{"glob": "**", "target": "crm"}]),
        array(id="billing", locations=[{"glob": "hr/**", "target": "billing"}]),
    ]
    overlaps = {(o.first.array.id, o.second.array.id, o.first.glob.text) for o in Locations(arrays).overlaps()}
    assert overlaps == {
        ("pay", "all", "hr/pay/**"),
        ("pay", "all", "hr/pay/2019/**"),
        ("all", "billing", "hr/**"),
        ("pay", "billing", "hr/pay/**"),
        ("pay", "billing", "hr/pay/2019/**"),
        ("all", "crm", "hr/**"),
        ("pay", "crm", "hr/pay/**"),
        ("pay", "crm", "hr/pay/2019/**"),
    }
