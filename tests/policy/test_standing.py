from __future__ import annotations

from typing import Any

import pytest

from scanner.policy.standing import standing
from scanner.policy.wording import load_wording
from tests.policy.made import array, shipped


def statuses(category: str, **fields: Any) -> list[str]:
    reasons = load_wording().reasons
    return [reasons[code].status for code in standing(shipped(), array(**fields), category)]


def without_array(category: str) -> list[str]:
    reasons = load_wording().reasons
    return [reasons[code].status for code in standing(shipped(), None, category)]


GROUND, NO_GROUND = {"passport": "order No 5"}, {"passport": None}


@pytest.mark.parametrize(
    ("category", "categories", "expected"),
    [
        # required: surname
        ("surname", ["surname"], ["declared"]),
        ("surname", [], ["undeclared"]),
        # optional: passport
        ("passport", GROUND, ["declared"]),
        ("passport", NO_GROUND, ["excess"]),
        ("passport", ["passport"], ["excess"]),
        ("passport", [], ["excess", "undeclared"]),
        # not needed: pin
        ("pin", ["pin"], ["excess"]),
        ("pin", {"pin": "order No 5"}, ["excess"]),
        ("pin", [], ["excess", "undeclared"]),
        # not in clause 7
        ("payment_card", [], ["excess", "undeclared"]),
        ("payment_card", {"payment_card": "order"}, ["excess", "undeclared"]),
        ("vehicle_plate", ["vehicle_plate"], ["excess", "undeclared"]),
        ("shoe_size", [], ["excess", "undeclared"]),
    ],
)
def test_named_and_needed_are_two_conditions(category: str, categories: Any, expected: list[str]) -> None:
    assert statuses(category, categories=categories) == expected


ACT = "Law No 1, article 5"


@pytest.mark.parametrize(
    ("category", "categories", "acts", "expected"),
    [
        # optional for personnel records
        ("health", {"health": "form 2"}, {"health": ACT}, ["declared"]),
        ("health", {"health": "form 2"}, {}, ["declared", "special"]),
        ("health", ["health"], {"health": ACT}, ["excess"]),
        ("health", [], {"health": ACT}, ["excess", "undeclared"]),
        ("health", [], {}, ["excess", "undeclared", "special"]),
        ("health", {"health": "form 2"}, {"ethnicity": ACT}, ["declared", "special"]),
        # special by clause 9, not declared by 7.1
        ("race", {"race": "form 2"}, {"race": ACT}, ["excess", "undeclared"]),
        ("race", ["race"], {}, ["excess", "undeclared", "special"]),
        ("religion_philosophy", [], {}, ["excess", "undeclared", "special"]),
    ],
)
def test_an_act_makes_a_special_category_not_special_and_is_no_ground(
    category: str, categories: Any, acts: dict[str, str], expected: list[str]
) -> None:
    assert statuses(category, purposes=["hr_records"], categories=categories, acts=acts) == expected


@pytest.mark.parametrize(("acts", "expected"), [({}, ["declared", "special"]), ({"disease_code": ACT}, ["declared"])])
def test_a_code_of_diseases_is_an_ordinary_category_and_a_special_one(acts: Any, expected: list[str]) -> None:
    assert statuses("disease_code", purposes=["sick_leave"], categories=["disease_code"], acts=acts) == expected


def test_an_act_for_health_is_one_for_codes_of_diseases_and_not_the_other_way() -> None:
    fields = {"purposes": ["sick_leave"], "categories": {"disease_code": None, "health": "sheet"}}
    assert statuses("disease_code", **fields, acts={"health": ACT}) == ["declared"]
    assert statuses("health", **fields, acts={"disease_code": ACT}) == ["declared", "special"]


def test_one_purpose_that_needs_it_is_enough() -> None:
    assert statuses("pin", purposes=["visitors", "payroll"], categories=["pin"]) == ["declared"]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("surname", ["unregistered"]),
        ("health", ["special", "unregistered"]),
        ("disease_code", ["special", "unregistered"]),
        ("race", ["undeclared", "special", "unregistered"]),
        ("payment_card", ["undeclared", "unregistered"]),
        ("shoe_size", ["undeclared", "unregistered"]),
    ],
)
def test_without_an_array_only_undeclared_and_special_stand_beside_unregistered(
    category: str, expected: list[str]
) -> None:
    assert without_array(category) == expected


def test_every_category_stands_somehow_in_every_purpose() -> None:
    declaration = shipped()
    for category in declaration.names["category"]:
        for purpose in declaration.names["purpose"]:
            for categories in ([], [category], {category: "ground"}):
                codes = standing(declaration, array(purposes=[purpose], categories=categories), category)
                assert codes
                assert len(codes) == len(set(codes))
