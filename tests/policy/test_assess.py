from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from scanner.policy.arrays import Array
from scanner.policy.assess import Assessor
from scanner.policy.declaration import Declaration
from scanner.policy.interface import Policy
from scanner.verdicts import Assessed, RowCount, StoredItem, Verdict
from tests.policy.made import array, found, item, shipped, table

AS_OF = dt.date(2026, 5, 1)
OLD = dt.date(2020, 1, 15)


def approved() -> Declaration:
    declaration = shipped()
    data = declaration.model_dump()
    data["matrix"]["approved"] = {"order": "№ 12", "date": dt.date(2026, 1, 1)}
    return Declaration.model_validate(data)


def assessor(arrays: Sequence[Array], declaration: Declaration | None = None) -> Assessor:
    return Assessor(declaration or shipped(), arrays, AS_OF)


def assess(arrays: Sequence[Array], stored: StoredItem, *categories: str) -> dict[str, Assessed]:
    policy: Policy = assessor(arrays)
    assessed = policy.assess(stored, found(stored, *categories))
    assert [one.stored.id for one in assessed] == list(categories)
    return {one.stored.id: one for one in assessed}


def verdicts(one: Assessed) -> dict[str, Verdict]:
    return {verdict.status: verdict for verdict in one.verdicts}


def test_a_finding_can_be_declared_and_overdue() -> None:
    one = assess([array(term={"years": 3})], item(document_date=OLD), "surname")["surname"]
    assert one.array == "log"
    assert one.statuses == ("declared", "overdue")
    overdue = verdicts(one)["overdue"]
    assert (overdue.clause, overdue.remedy, overdue.clock, overdue.due, overdue.rows, overdue.preliminary) == (
        "25",
        "destroy",
        "document",
        dt.date(2023, 1, 29),
        None,
        False,
    )
    assert overdue.reason["ru"] == (
        "Уничтожение в массиве «Массив» просрочено на 1188 дней: срок хранения истёк 15.01.2023 "
        "(по дате самого документа), уничтожить следовало до 29.01.2023."
    )


def test_a_finding_can_be_excess_special_and_due() -> None:
    term = {"days": 1}
    stored = item(document_date=AS_OF - dt.timedelta(5))
    one = assess([array(categories={"health": None}, term=term)], stored, "health")["health"]
    assert one.statuses == ("excess", "special", "due")
    due = verdicts(one)["due"]
    assert (due.clause, due.due) == ("25", dt.date(2026, 5, 11))
    assert "уничтожить до 11.05.2026" in due.reason["ru"]


def test_in_a_table_both_due_and_overdue_hold_with_the_earliest_day_of_their_rows() -> None:
    days = {AS_OF - dt.timedelta(5): 4, AS_OF - dt.timedelta(40): 7, AS_OF: 9}
    stored = item("public.visits", tables=(table(20, closed_at=days),))
    one = assess([array(term={"days": 1, "clock": "column:closed_at"})], stored, "surname")["surname"]
    assert one.statuses == ("declared", "due", "overdue")
    said = verdicts(one)
    assert said["due"].rows == said["overdue"].rows == RowCount(4, 7, 20)
    assert (said["due"].due, said["overdue"].due) == (dt.date(2026, 5, 11), dt.date(2026, 4, 6))
    assert said["due"].clock == "column:closed_at"
    assert "rows: 7 of 20" in said["overdue"].reason["en"]
    assert "25 days overdue" in said["overdue"].reason["en"]


def test_stale_is_to_be_confirmed_and_has_no_day_to_destroy() -> None:
    one = assess([array()], item("2015/a.docx"), "surname")["surname"]
    assert one.statuses == ("declared", "stale")
    assert one.notes == ("term_unknown",)
    stale = verdicts(one)["stale"]
    assert (stale.clause, stale.remedy, stale.clock, stale.due, stale.preliminary) == (
        "20",
        "confirm",
        "path_year",
        None,
        True,
    )
    assert stale.reason["en"].endswith("Preliminary: the term of storage is not confirmed.")


def test_stale_by_the_arrays_own_term_is_not_preliminary() -> None:
    one = assess([array(term={"years": 3})], item("2015/a.docx"), "surname")["surname"]
    assert not verdicts(one)["stale"].preliminary


@pytest.mark.parametrize("category", ["surname", "pin"])
def test_what_rests_on_an_unapproved_matrix_is_preliminary_and_says_so(category: str) -> None:
    fields = {"categories": ["surname", "pin"]}
    (proposed,) = assess([array(**fields)], item(), category)[category].verdicts
    assert proposed.preliminary
    assert proposed.reason["ru"].endswith("Предварительно: матрица целей и категорий не утверждена.")
    (one,) = assessor([array(**fields)], approved()).assess(item(), found(item(), category))
    assert not one.verdicts[0].preliminary
    assert "Предварительно" not in one.verdicts[0].reason["ru"]


def test_only_excess_and_declared_rest_on_the_matrix() -> None:
    one = assess([array()], item(), "race")["race"]
    assert {verdict.status: verdict.preliminary for verdict in one.verdicts} == {
        "excess": True,
        "undeclared": False,
        "special": False,
    }


@pytest.mark.parametrize(
    ("category", "clauses"),
    [
        ("surname", {"declared": "7"}),
        ("pin", {"excess": "8", "undeclared": "10"}),
        ("payment_card", {"excess": "8", "undeclared": "7"}),
        ("race", {"excess": "8", "undeclared": "7", "special": "9"}),
    ],
)
def test_each_status_names_its_clause(category: str, clauses: dict[str, str]) -> None:
    one = assess([array()], item(), category)[category]
    assert {verdict.status: verdict.clause for verdict in one.verdicts} == clauses


def test_a_declared_special_category_rests_on_clause_7_1() -> None:
    fields: dict[str, Any] = {"purposes": ["hr_records"], "categories": {"health": "form 2"}, "acts": {"health": "Law"}}
    (verdict,) = assess([array(**fields)], item(), "health")["health"].verdicts
    assert (verdict.status, verdict.clause, verdict.remedy) == ("declared", "7.1", "none")


def test_a_code_of_diseases_is_declared_by_clause_7() -> None:
    fields: dict[str, Any] = {"purposes": ["sick_leave"], "categories": ["disease_code"], "acts": {"health": "Law"}}
    (verdict,) = assess([array(**fields)], item(), "disease_code")["disease_code"].verdicts
    assert (verdict.status, verdict.clause) == ("declared", "7")


def test_where_no_array_covers_the_item_no_term_runs() -> None:
    stored = item("elsewhere/2001/a.docx", document_date=OLD)
    assessed = assess([array(locations=["hr/**"], term={"days": 1})], stored, "surname", "race")
    assert assessed["surname"].array is None
    assert assessed["surname"].statuses == ("unregistered",)
    assert assessed["race"].statuses == ("undeclared", "special", "unregistered")
    assert not assessed["race"].notes
    assert "article 30" in assessed["surname"].verdicts[0].reason["en"]


@pytest.mark.parametrize("arrays", [[], [array()]])
@pytest.mark.parametrize("beside", [[], ["income"], ["education", "marital_status"]])
def test_a_bare_given_name_is_not_personal(arrays: list[Array], beside: list[str]) -> None:
    one = assess(arrays, item(document_date=OLD), "given_name", *beside)["given_name"]
    assert (one.verdicts, one.notes) == ((), ("not_personal",))


@pytest.mark.parametrize("beside", ["surname", "patronymic", "pin", "phone", "email", "position", "health", "race"])
def test_a_given_name_beside_what_tells_whose_it_is_is_personal(beside: str) -> None:
    one = assess([], item(), "given_name", beside)["given_name"]
    assert one.statuses == ("unregistered",)
    assert one.notes == ()


TOLERATED = [{"location": "scans/**", "categories": ["pin", "health", "race"], "reason": "until the end of the year"}]


def test_what_is_tolerated_has_a_note_and_its_term_still_runs() -> None:
    arrays = [array(tolerated=TOLERATED, term={"years": 3})]
    one = assess(arrays, item("scans/a.pdf", document_date=OLD), "pin")["pin"]
    assert (one.statuses, one.notes) == (("overdue",), ("tolerated",))
    assert assess(arrays, item("other/a.pdf"), "pin")["pin"].statuses == ("excess", "undeclared")
    assert assess(arrays, item("scans/a.pdf"), "passport")["passport"].statuses == ("excess", "undeclared")


def test_a_special_category_is_tolerated_only_with_an_act() -> None:
    stored = item("scans/a.pdf")
    without = assess([array(tolerated=TOLERATED)], stored, "health")["health"]
    assert without.statuses == ("excess", "undeclared", "special")
    assert "tolerated" not in without.notes
    acts = {"health": "Law No 1", "race": "Law No 2"}
    within = assess([array(tolerated=TOLERATED, acts=acts)], stored, "health", "race")
    assert [(one.statuses, one.notes) for one in within.values()] == [((), ("tolerated", "term_unknown"))] * 2


def test_toleration_may_stand_in_one_target() -> None:
    here = [{"location": {"glob": "**", "target": "share"}, "categories": ["pin"], "reason": "x"}]
    arrays = [array(tolerated=here)]
    assert assess(arrays, item(target="share"), "pin")["pin"].statuses == ()
    assert assess(arrays, item(target="other"), "pin")["pin"].statuses == ("excess", "undeclared")


def test_a_legal_hold_leaves_its_note_beside_the_other_statuses() -> None:
    arrays = [array(term={"years": 3}, hold={"reference": "Court"})]
    one = assess(arrays, item(document_date=OLD), "surname")["surname"]
    assert (one.statuses, one.notes) == (("declared",), ("on_hold",))


def test_the_most_specific_array_judges() -> None:
    arrays = [array(id="all"), array(id="pay", purposes=["payroll"], categories=["pin"], locations=["pay/**"])]
    assert assess(arrays, item("pay/a.xlsx"), "pin")["pin"].statuses == ("declared",)
    assert assess(arrays, item("a.xlsx"), "pin")["pin"].array == "all"


def test_every_sentence_is_whole_in_every_language() -> None:
    fields: dict[str, Any] = {
        "categories": dict.fromkeys(("passport", "health")),
        "term": {"days": 1, "clock": "column:closed_at"},
    }
    days = {AS_OF - dt.timedelta(5): 1, AS_OF - dt.timedelta(50): 1}
    stored = [item(document_date=day) for day in days] + [item(tables=(table(3, closed_at=days),)), item("2015/a")]
    names = sorted(shipped().names["category"])
    every = [
        verdict
        for arrays in ([], [array(**fields)], [array()])
        for one in stored
        for assessed in assess(arrays, one, *names).values()
        for verdict in assessed.verdicts
    ]
    assert {verdict.status for verdict in every} >= {"excess", "special", "unregistered", "due", "overdue", "stale"}
    for verdict in every:
        assert set(verdict.reason) == {"ky", "ru", "en"}
        assert all(text.endswith(".") and not set(text) & set("{}") for text in verdict.reason.values())


def test_column_names_cannot_reach_into_the_sentence() -> None:
    name = "{array} {0} %s"
    stored = item(tables=(table(1, "position", **{name: {OLD: 1}}),))
    one = assess([array(term={"days": 1, "clock": f"column:{name}"})], stored, "surname")["surname"]
    assert name in verdicts(one)["overdue"].reason["en"]


def test_the_same_input_gives_the_same_verdicts() -> None:
    policy = assessor([array(term={"years": 3})])
    stored = item("2015/a.docx", document_date=OLD)
    first = policy.assess(stored, iter(found(stored, "surname", "pin", "race")))
    assert policy.assess(stored, found(stored, "surname", "pin", "race")) == first
    assert policy.assess(stored, []) == []


def test_the_edition_changes_with_the_arrays() -> None:
    editions = {assessor(arrays).edition for arrays in ([], [array()], [array(purposes=["payroll"])])}
    assert len(editions) == 3
    assert assessor([array()]).edition == assessor([array()]).edition
    assert all(edition.startswith(shipped().edition) for edition in editions)
