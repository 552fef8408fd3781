"""Deep names: the model is asked about Russian prose only, mends the rules there and touches nothing else."""

from __future__ import annotations

import importlib.util

import pytest

from scanner.detectors import names_deep
from scanner.detectors.names_deep import DeepNameDetector
from scanner.errors import UsageError

LETTERS = {"surname": "s", "given_name": "g", "patronymic": "p"}


@pytest.fixture(scope="module")
def deep() -> DeepNameDetector:
    return DeepNameDetector()


def found(detector: DeepNameDetector, text: str) -> list[tuple[str, str]]:
    return [(LETTERS[match.category], match.value) for match in detector.find(text) if match.confidence >= 0.5]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Вчера в столицу прибыл Виторио Сандали и встретился с послом.", [("g", "Виторио"), ("s", "Сандали")]),
        ("По его словам, Гернстермайер не был на совещании в отделе.", [("s", "Гернстермайер")]),
    ],
)
def test_the_model_sees_names_that_no_list_has(deep, text, parts):
    assert found(deep, text) == parts


def test_what_both_see_is_surer_and_says_so(deep):
    (match, *_rest) = deep.find("В отделе работает Асанов Бакыт, он пришёл из архива.")

    assert match.confidence > 0.95
    assert "model" in {why.code for why in match.why}


@pytest.mark.parametrize(
    "text",
    [
        "Бишкекте Азаттык аянтында Ала-Тоо жөнүндө көргөзмө ачылды, ага келгендер көп болду.",
        "на улице Токтогула и в школе имени Жакыпова был ремонт, о нём писали в газете",
        "ПРИКАЗ О ПОРЯДКЕ ВЫПЛАТ",
        "",
    ],
)
def test_kyrgyz_places_and_headings_are_not_taken_for_people(deep, text):
    assert found(deep, text) == []


def test_each_person_the_model_sees_has_a_mention_of_his_own(deep):
    matches = deep.find("На встрече были Виторио Сандали и Гергей Ковач, они приехали из Европы.")

    assert len({match.mention for match in matches}) == 2


def test_a_missing_package_is_told_with_the_command_that_installs_it(monkeypatch):
    names_deep._model.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(UsageError, match=r"scanner\[names\]"):
        DeepNameDetector()
