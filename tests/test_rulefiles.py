"""Files that a holder edits: every mistake at once, with its line."""

import pytest
import yaml
from pydantic import BaseModel

from scanner import rulefiles
from scanner.errors import ConfigError


class Rule(BaseModel, extra="forbid"):
    id: str
    weight: int


class File(BaseModel, extra="forbid"):
    title: str
    rules: list[Rule]


def problems(path, text, model=File):
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        rulefiles.load(path, model)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


def test_every_mistake_is_told_with_its_line(tmp_path):
    text = "title: 5\nrules:\n  - id: a\n    weight: heavy\n  - id: b\n    weight: 1\n    colour: red\n"

    found = problems(tmp_path / "a.yaml", text)

    assert [problem.split(": ")[0:2] for problem in found] == [
        ["1", "title"],
        ["4", "rules.0.weight"],
        ["7", "rules.1.colour"],
    ]


def test_a_key_that_stands_twice_is_a_mistake_and_not_overwritten(tmp_path):
    text = "title: a\nrules:\n  - id: a\n    weight: 1\n    id: b\ntitle: b\n"
    assert [problem.split(": ")[:2] for problem in problems(tmp_path / "a.yaml", text)] == [["5", "id"], ["6", "title"]]


def test_toml_is_checked_the_same_way(tmp_path):
    text = 'title = "x"\n[[rules]]\nid = "a"\nweight = 1\n[[rules]]\nid = "b"\nweight = "heavy"\n'
    assert problems(tmp_path / "a.toml", text)[0].startswith("7: rules.1.weight: ")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.yaml", b"title: [", "a.yaml:2: did not find"),
        ("a.yaml", b"\xff\xfe", "UTF-8"),
        ("a.toml", b"title = ", "end of document"),
        ("a.yaml", b"", "a.yaml:1: "),
    ],
)
def test_a_file_that_cannot_be_read_is_a_mistake_of_the_file(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        rulefiles.load(tmp_path / name, File)
    assert told in str(caught.value)


def test_mistakes_of_all_files_are_told_together(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("title: x\n")
    with pytest.raises(ConfigError) as caught:
        rulefiles.load_all([tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "gone.yaml"], File)
    assert len(caught.value.problems) == 3


def test_the_digest_changes_with_any_rule(tmp_path):
    (tmp_path / "a.yaml").write_text("1")
    before = rulefiles.digest(tmp_path)
    (tmp_path / "a.yaml").write_text("2")
    assert rulefiles.digest(tmp_path) != before


def test_the_shipped_rules_are_found():
    assert (rulefiles.root() / "detectors").is_dir()


def test_the_shipped_rules_are_read_alike_with_and_without_the_library_in_c():
    for path in sorted(rulefiles.root().rglob("*.yaml")):
        text = path.read_text("utf-8")
        assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader), path.name
