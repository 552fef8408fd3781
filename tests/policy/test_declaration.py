from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from scanner.errors import ConfigError
from scanner.policy.declaration import Declaration, load_declaration
from scanner.rulefiles import root

SEED = Path(__file__).parent / "seed.ky.txt"
SHIPPED = root() / "policy" / "kg-dpa.yaml"
LANGUAGES = ("ky", "ru", "en")
MARK = re.compile(r"(•|-|\d+[.)]) ?")


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return load_declaration()


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def bullets(declaration: Declaration, number: str, lang: str = "ky") -> list[str]:
    clause = next(clause for clause in declaration.clauses if clause.number == number)
    return [MARK.sub("", line, count=1).rstrip(";. ") for line in lines(clause.words[lang])[1:]]


def test_kyrgyz_text_is_the_published_policy_word_for_word(declaration: Declaration) -> None:
    said = []
    for section in declaration.sections:
        said.append(f"{section.number}. {section.ky}")
        for clause in declaration.clauses:
            if clause.section == section.number:
                said += lines(f"{clause.number}. {clause.ky}")
    published = lines(SEED.read_text("utf-8"))
    assert " ".join(published[:2]) == declaration.title.ky
    assert said == published[2:]


def test_there_are_twenty_seven_clauses_and_7_1(declaration: Declaration) -> None:
    numbers = [clause.number for clause in declaration.clauses]
    assert numbers == [*map(str, range(1, 8)), "7.1", *map(str, range(8, 28))]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_clause_is_translated_line_by_line(declaration: Declaration, lang: str) -> None:
    for clause in declaration.clauses:
        source, translation = lines(clause.ky), lines(clause.words[lang])
        marks = [[match[1] if (match := MARK.match(line)) else "" for line in text] for text in (source, translation)]
        assert marks[0] == marks[1], clause.number
        assert 0.5 < len(clause.words[lang]) / len(clause.ky) < 2, clause.number


@pytest.mark.parametrize(
    ("part", "clause", "size"),
    [
        ("subject_groups", "6", 7),
        ("categories", "7", 28),
        ("purposes", "11", 8),
        ("legal_bases", "12", 11),
        ("access_report", "23", 9),
    ],
)
def test_lists_are_the_clauses_own(declaration: Declaration, part: str, clause: str, size: int) -> None:
    entries = getattr(declaration, part)
    assert len(entries) == size
    assert [entry.ky for entry in entries] == bullets(declaration, clause)
    assert [entry.n for entry in entries] == list(range(1, size + 1))


def test_special_categories_are_those_of_clause_9_and_7_1_declares_three(declaration: Declaration) -> None:
    declared = [entry for entry in declaration.special_categories if entry.declared]
    assert [entry.ky for entry in declared] == bullets(declaration, "7.1")
    assert [entry.id for entry in declaration.special_categories if not entry.declared] == [
        "race",
        "religion_philosophy",
        "intimate_life",
    ]
    assert not any(declaration.lists(name) for name in ("race", "religion_philosophy", "intimate_life"))
    assert declaration.special("disease_code") == "health"
    assert declaration.special("health") == "health"
    assert declaration.special("pin") is None


@pytest.mark.parametrize(
    ("purpose", "category", "need"),
    [
        ("visitors", "surname", "required"),
        ("visitors", "passport", "optional"),
        ("visitors", "pin", None),
        ("sick_leave", "disease_code", "required"),
        ("hr_records", "ethnicity", "optional"),
        ("notify_email", "email", "required"),
        ("nothing", "email", None),
    ],
)
def test_matrix_tells_how_much_a_purpose_needs_a_category(
    declaration: Declaration, purpose: str, category: str, need: str | None
) -> None:
    assert declaration.need(purpose, category) == need


def test_no_purpose_requires_a_special_category_or_names_an_unlisted_one(declaration: Declaration) -> None:
    special = {entry.id for entry in declaration.special_categories}
    for needs in declaration.matrix.needs.values():
        assert not special & set(needs.required)
        assert all(map(declaration.lists, (*needs.required, *needs.optional)))
    assert set(declaration.matrix.needs) == {purpose.id for purpose in declaration.purposes}


def test_shipped_matrix_is_a_proposal_and_its_dates_are_unknown(declaration: Declaration) -> None:
    assert not declaration.approved
    assert set(declaration.dates.model_dump().values()) == {None}
    assert declaration.terms.destruction_days == 14
    assert declaration.terms.answer_days == 7


def test_edition_changes_with_any_word_and_not_with_comments(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8")
    file = tmp_path / "policy.yaml"
    file.write_text("# a remark\n" + text, "utf-8")
    assert load_declaration(file).edition == load_declaration().edition
    file.write_text(text.replace("'адрес проживания'", "'адрес жительства'"), "utf-8")
    assert load_declaration(file).edition != load_declaration().edition
    file.write_text(text.replace("effective_from: null", "effective_from: 2026-09-01"), "utf-8")
    assert load_declaration(file).edition.startswith("kg-dpa@2026-09-01.")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_every_mistake_is_told_at_once_with_its_line_and_what_is_allowed(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8")
    text = text.replace("answer_days: 7 ", "answer_days: soon ").replace("special: health", "special: helth")
    text = text.replace("required: [email]", "required: [emial]").replace("id: kg-dpa", "id: kg-dpa\nsurprise: 1")
    text = text.replace("purposes: [hr_records]\n", "purposes: [hiring]\n")
    file = tmp_path / "policy.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_declaration(file)
    told = {problem.split(": ")[0]: problem for problem in error.value.problems}
    for part in ("answer_days", "special: helth", "[emial]", "surprise", "[hiring]"):
        assert f"{file}:{line_of(text, part)}" in told, part
    assert len(told) == 5
    assert "allowed: ethnicity, health" in told[f"{file}:{line_of(text, 'special: helth')}"]


@pytest.mark.parametrize(
    ("old", "new", "part", "said"),
    [
        ("optional: [email, phone]", "optional: [email, surname]", "[email, surname]", "both required and optional"),
        ("required: [email]", "required: [race]", "[race]", "unknown name 'race'"),
        ("id: contractor", "id: trainee", "id: trainee\n    n: 6", "stands twice"),
        ("visitors:\n      required", "visitor:\n      required", "visitor:\n", "unknown name 'visitor'"),
        ('clauses: ["9"]', 'clauses: ["99"]', 'clauses: ["99"]', "unknown name '99'"),
    ],
)
def test_names_that_do_not_fit_each_other_are_told(tmp_path: Path, old: str, new: str, part: str, said: str) -> None:
    text = SHIPPED.read_text("utf-8").replace(old, new, 1)
    file = tmp_path / "policy.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_declaration(file)
    (problem,) = error.value.problems
    assert said in problem
    assert abs(int(problem.removeprefix(f"{file}:").split(":")[0]) - line_of(text, part)) <= 1


@pytest.mark.parametrize("text", ["", "[]", "just words", "id: [1]", "categories: 5\npurposes: {a: b}\n"])
def test_a_file_that_is_no_policy_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        load_declaration(file)


def test_words_are_there_for_every_category_and_unknown_ones_go_by_their_id(declaration: Declaration) -> None:
    for category in declaration.names["category"]:
        assert all(declaration.category_words(category)[lang] for lang in LANGUAGES)
    assert declaration.category_words("shoe_size") == {"ky": "shoe_size", "ru": "shoe_size", "en": "shoe_size"}


def test_what_the_agency_calls_not_personal_is_listed(declaration: Declaration) -> None:
    assert [entry.id for entry in declaration.not_personal.entries] == [
        "organisation_email",
        "organisation_number",
        "bare_given_name",
    ]
    assert declaration.not_personal.source == "dpa.gov.kg/en/question/2"


def test_the_file_names_nothing_twice_in_a_mapping() -> None:
    """YAML keeps the last of two equal keys without a word."""

    def twice(node: yaml.Node | None) -> list[str]:
        if isinstance(node, yaml.SequenceNode):
            return [key for child in node.value for key in twice(child)]
        if not isinstance(node, yaml.MappingNode):
            return []
        keys = [key.value for key, _value in node.value]
        return [key for key in keys if keys.count(key) > 1] + [k for _key, value in node.value for k in twice(value)]

    for file in sorted((root() / "policy").glob("*.yaml")):
        assert twice(yaml.compose(file.read_text("utf-8"))) == []
