from __future__ import annotations

import re
from pathlib import Path

import pytest

from scanner.errors import ConfigError
from scanner.policy.arrays import Array, load_arrays
from scanner.rulefiles import root
from tests.policy.made import shipped

ONE = """id: {id}
title: {{ky: К, ru: Р, en: E}}
purposes: [visitors]
categories: [surname]
locations: ['a/**']
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def problems(*paths: Path) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load_arrays(paths, shipped())
    return error.value.problems


def test_the_example_in_the_folder_of_arrays_is_right(tmp_path: Path) -> None:
    readme = (root() / "arrays" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (array,) = load_arrays(write(tmp_path, "a.yaml", example), shipped())
    assert array.categories["passport"] == "Pass regime, order No 5 of 12 January 2026"
    assert array.term and array.term.columns == ("visited_on",)
    assert [(location.glob, location.target) for location in array.locations][-1] == ("public.visits", "crm")
    event = re.findall(r"`(term: \{type: event.*?\})`", readme)[0]
    (array,) = load_arrays(write(tmp_path, "b.yaml", ONE.format(id="x") + event), shipped())
    assert array.term and array.term.event == "dismissal"


def test_nothing_is_shipped_that_a_holder_has_not_declared() -> None:
    assert load_arrays(root() / "arrays", shipped()) == []


def test_a_folder_is_read_in_the_order_of_names_and_a_file_may_hold_several(tmp_path: Path) -> None:
    write(tmp_path, "b.yml", ONE.format(id="last"))
    indented = ["  - " + ONE.format(id=name).replace("\n", "\n    ").rstrip() for name in ("first", "second")]
    write(tmp_path, "a.yaml", "arrays:\n" + "\n".join(indented) + "\n")
    write(tmp_path, "notes.txt", "not an array")
    assert [array.id for array in load_arrays(tmp_path, shipped())] == ["first", "second", "last"]


def test_a_term_may_be_missing() -> None:
    array = Array.model_validate(
        {"id": "x", "title": {"ky": "К", "ru": "Р", "en": "E"}, "purposes": ["p"], "categories": [], "locations": ["a"]}
    )
    assert array.term is None


def test_every_mistake_of_every_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        "first.yaml",
        "id: log\n"
        "title: {ky: К, ru: Р}\n"
        "purposes: [visitors, tourism]\n"
        "methods: [telepathy]\n"
        "categories:\n"
        "  - surname\n"
        "  - shoe_size\n"
        "subject_groups: [martian]\n"
        "legal_bases: [custom]\n"
        "acts: {aura: 'Law'}\n"
        "locations: ['/srv/hr/**']\n"
        "locatons: []\n",
    )
    second = write(tmp_path, "second.yaml", ONE.format(id="log"))
    told = problems(first, second)
    assert [problem.split(": ")[0] for problem in sorted(told)] == sorted(
        [*(f"{first}:{line}" for line in (2, 3, 4, 7, 8, 9, 10, 11, 12)), f"{second}:1"]
    )
    text = "\n".join(told)
    assert "unknown name 'telepathy' (allowed: automated, non_automated)" in text
    assert "another array has the id 'log'" in text


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("{years: 0}", "years, months or days"),
        ("{years: -1}", "greater than or equal to 0"),
        ("{type: event}", "names its event"),
        ("{years: 1, event: dismissal}", "only a term of `type: event`"),
        ("{years: 1, clock: birthday}", "column:"),
        ("{years: 1, from: next_month}", "next_year"),
        ("{years: 1, extension: {basis: convenience, reference: x, until: 2030-01-01}}", "law, subject_interest"),
        ("{years: 1, extension: {basis: law, until: 2030-01-01}}", "reference"),
        ("{years: 1, extension: {basis: law, reference: x}}", "until"),
    ],
)
def test_a_term_that_says_nothing_clear_is_an_error(tmp_path: Path, term: str, said: str) -> None:
    (problem,) = problems(write(tmp_path, "a.yaml", ONE.format(id="x") + f"term: {term}\n"))
    assert problem.startswith(f"{tmp_path}/a.yaml:6: term")
    assert said in problem


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "arrays: 3\n", "id: 5\n", "a: b: c\n", "arrays: [null]\n"])
def test_a_file_that_is_no_array_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    assert problems(write(tmp_path, "a.yaml", text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "none.yaml")
    assert "none.yaml" in problem


def test_ids_are_free_again_in_the_next_load(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", ONE.format(id="x"))
    assert load_arrays(path, shipped()) == load_arrays(path, shipped())
