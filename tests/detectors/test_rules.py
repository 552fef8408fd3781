"""Rule files: what is refused, what column names mean, that the rules' own examples hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scanner.detectors.examples import run_examples, unmark
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import Confidence, Rules, load_rules
from scanner.detectors.suite import Together
from scanner.errors import ConfigError
from scanner.settings import MIN_CONFIDENCE

MINE = {"pin", "passport", "passport_issue_date", "phone", "email", "current_account", "birth_date"}

PATTERN = {"id": "p", "regex": r"\d{5}", "confidence": {"shape": 0.5}}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def write(folder: Path, **fields: object) -> Path:
    (folder / "one.yaml").write_text(yaml.safe_dump({"id": "one", "category": "one", **fields}), "utf-8")
    return folder


@pytest.mark.parametrize("engine", ["hyperscan", "portable"])
def test_every_example_of_the_shipped_rules_is_read_as_marked(rules, engine):
    mine = Rules(tuple(rule for rule in rules.detectors if rule.id in MINE), rules.index)

    assert run_examples(mine, Together((ProseDetector(rules, engine),), minimum=MIN_CONFIDENCE)) == []


def test_every_shipped_rule_has_examples_of_both_kinds_and_a_label(rules):
    assert {rule.id for rule in rules.detectors} >= MINE
    for rule in rules.detectors:
        if rule.id in MINE:
            assert rule.examples.match and rule.examples.no_match and rule.label, rule.id


def test_a_wrong_example_is_reported_with_what_is_missing_and_unwanted(tmp_path):
    rules = load_rules(write(tmp_path, patterns=[PATTERN], examples={"match": ["⟦ab⟧ 12345"]}))

    failure = run_examples(rules, ProseDetector(rules))[0]
    assert (failure.detector, failure.missing, failure.unwanted) == ("one", ("ab",), ("12345",))


def test_marks_are_taken_out_and_their_places_kept():
    assert unmark("а ⟦б⟧, ⟦вг⟧") == ("а б, вг", {(2, 3), (5, 7)})


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"patterns": [PATTERN | {"regex": r"\d+"}]}, "bounded"),
        ({"patterns": [PATTERN | {"regex": r"\d{2,}"}]}, "bounded"),
        ({"patterns": [PATTERN | {"regex": r"\w{3}"}]}, "bounded"),
        ({"patterns": [PATTERN | {"regex": "(?i)a"}]}, "bounded"),
        ({"patterns": [PATTERN | {"regex": "("}]}, "regex"),
        ({"patterns": [PATTERN | {"view": "latin"}]}, "needs a gate"),
        ({"patterns": [PATTERN | {"validator": "luhn"}]}, "no such validator"),
        ({"patterns": [PATTERN | {"confidence": {"shape": 2}}]}, "confidence.shape"),
        ({"validator": "luhn"}, "no such validator"),
        ({"cuse": {"ky": ["а"]}}, "cuse"),
        ({"cues": {"kz": ["а"]}}, "kz"),
        ({"engine": "magic"}, "engine"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_and_line(tmp_path, fields, told):
    with pytest.raises(ConfigError) as caught:
        load_rules(write(tmp_path, **fields))

    assert any(told in problem and "one.yaml:" in problem for problem in caught.value.problems)


def test_two_files_with_one_id_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="no detector rules"):
        load_rules(tmp_path)
    write(tmp_path)
    (tmp_path / "two.yaml").write_text("{id: one, category: two}", "utf-8")
    with pytest.raises(ConfigError, match=r"two\.yaml:1: id: one is also in .*one\.yaml"):
        load_rules(tmp_path)


def test_a_rule_may_have_no_patterns(tmp_path):
    rules = load_rules(write(tmp_path, engine="names", label="ФИО", headers={"ru": ["фамилия"]}))

    assert ProseDetector(rules).find("Фамилия 12345") == []
    assert rules.header("Фамилия") == ("one", 1.0)
    assert (rules.label("one"), rules.label("two")) == ("ФИО", "")


@pytest.mark.parametrize(
    ("check", "cue", "sure"),
    [
        (None, False, 0.1),
        (None, True, 0.2),
        (True, False, 0.3),
        (True, True, 0.4),
        (False, True, 0.5),
        (False, False, None),
        (True, None, 0.6),
        (False, None, None),
    ],
)
def test_confidence_by_evidence(check, cue, sure):
    table = Confidence(shape=0.1, cue=0.2, check=0.3, check_cue=0.4, bad_cue=0.5, anti=0.6)

    assert table.of(check, cue) == sure


def test_what_the_table_does_not_name_is_no_match():
    assert {Confidence().of(check, cue) for check in (True, False, None) for cue in (True, False, None)} == {None}


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("pin", "pin"),
        ("PIN1", "pin"),
        ("pin_inn", "pin"),
        ("pinPensioner", "pin"),
        ("PINRecipient", "pin"),
        ("ПИН", "pin"),
        ("Жеке номери", "pin"),
        ("personalNumber", "pin"),
        ("Тел. номер", "phone"),
        ("phoneNumber1", "phone"),
        ("work_phone_num", "phone"),
        ("Байланыш телефону", "phone"),
        ("uialduk", "phone"),
        ("date_of_birth", "birth_date"),
        ("birthdate", "birth_date"),
        ("Туулган күнү", "birth_date"),
        ("ТУУЛГАН КУНУ", "birth_date"),
        ("Дата рождения", "birth_date"),
        ("kem_vydan", "passport"),
        ("passportSeriesAndNumber", "passport"),
        ("Паспорттун сериясы жана номери", "passport"),
        ("e-mail", "email"),
        ("Эл. почта", "email"),
        ("р/с", "current_account"),
        ("settlementAccount", "current_account"),
        ("Эсеп номери", "current_account"),
    ],
)
def test_column_names_in_four_spellings(rules, name, category):
    found = rules.header(name)

    assert found and found[0] == category and found[1] > 0.6


@pytest.mark.parametrize(
    "name",
    ["", "  ", "17", "pin_code", "ПИН-код", "pinned", "spinner", "inn_organization", "hotel", "model", "user_account"],
)
def test_a_part_of_a_word_or_another_meaning_names_nothing(rules, name):
    assert rules.header(name) is None


def test_a_name_that_is_the_phrase_is_surer_than_one_that_holds_it(rules):
    assert rules.header("ПИН")[1] == 1.0
    assert rules.header("ПИН заявителя для ответа")[1] < 0.8
