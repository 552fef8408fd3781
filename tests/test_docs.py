"""The pages are true of the program: commands, options, settings, statuses and examples are those of the code."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml

from scanner import settings
from scanner.cli.group import COMMANDS, FAULT, INTERRUPTED
from scanner.detectors.examples import Failure, run_examples
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import Detector, Examples, Rules, load_rules
from scanner.i18n import LANGUAGES, catalogue
from scanner.model import NOTHING_TO_READ, Reason
from scanner.policy.arrays import Array, load_arrays
from scanner.policy.declaration import load_declaration
from scanner.policy.terms import Term
from scanner.policy.wording import load_wording
from scanner.reports.jsonl import JsonlReport
from scanner.reports.words import reason
from tests.reports.sample import sample

DOCS = Path(__file__).parent.parent / "docs"
PAGES = ("it-staff", "compliance-officers", "ci-jobs")
ALL = sorted(path.name for path in DOCS.glob("*.md"))
CODES = {0, 1, 2, 3, FAULT, INTERRUPTED}

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)]+)\)")
# The command itself, also behind a path, in a crontab or in YAML; not its name in the middle of another word.
_CALL = re.compile(r"(?:^|[\s=/])scanner (?=[a-z-])(.*)$", re.MULTILINE)


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(page(name)) if kind == language]


def prose(name: str) -> str:
    return _BLOCK.sub("", page(name))


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its words, `rules list`."""
    for name, module in COMMANDS.items():
        command = importlib.import_module(module).command
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", each) for sub, each in command.commands.items())
        else:
            yield name, command


def calls() -> Iterator[tuple[str, str]]:
    for name in ALL:
        for _kind, body in _BLOCK.findall(page(name)):
            yield from ((name, line) for line in _CALL.findall(body))


# --- commands and options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_option_is_told(lang):
    told = page(f"it-staff.{lang}.md") + page(f"ci-jobs.{lang}.md")
    wanted = {"-h", "--help", "--version"}
    for name, command in commands():
        wanted.add(f"scanner {name}")
        wanted.update(word for option in command.params if isinstance(option, click.Option) for word in option.opts)

    assert [word for word in sorted(wanted) if not re.search(rf"(?<![\w-]){word}(?![\w-])", told)] == []


def test_there_are_command_lines_to_try():
    assert len(list(calls())) > 30


@pytest.mark.parametrize(("name", "line"), sorted(set(calls())))
def test_every_command_line_is_understood(name, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for file in ("letter.txt", "texts.jsonl"):
        (tmp_path / file).touch()
    words = list(words_of(line))
    if words == ["--version"]:
        return
    command: Any = importlib.import_module(COMMANDS[words[0]]).command
    called, *arguments = words
    while isinstance(command, click.Group):
        called, *arguments = arguments
        command = command.commands[called]

    command.make_context(called, arguments)


def words_of(line: str) -> Iterator[str]:
    """The words of a command up to where the shell takes over."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    for word in lexer:
        if word and set(word) <= set("|&;<>()"):
            return
        yield word


# --- settings, codes, statuses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_settings_key_is_told(lang):
    told = prose(f"it-staff.{lang}.md")
    models = (settings.Settings, settings.Target, settings.Limits)

    assert [key for model in models for key in model.model_fields if f"`{key}`" not in told] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_example_loads(lang, tmp_path):
    (example,) = blocks(f"it-staff.{lang}.md", "toml")
    (tmp_path / "scanner.toml").write_text(example, "utf-8")

    loaded, _folder = settings.load(tmp_path / "scanner.toml")

    assert (loaded.fail_on, loaded.limits) == (settings.FAIL_ON, settings.Limits())
    assert loaded.store is not None
    assert loaded.key_file is not None
    assert loaded.store.parent != loaded.key_file.parent


@pytest.mark.parametrize("name", [f"{name}.{lang}.md" for name in ("it-staff", "ci-jobs") for lang in LANGUAGES])
def test_every_exit_code_is_told(name):
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", page(name), re.MULTILINE)} == CODES


@pytest.mark.parametrize("name", [f"{name}.{lang}.md" for name in ("it-staff", "ci-jobs") for lang in LANGUAGES])
def test_every_status_that_can_fail_is_told(name):
    assert [code for code in get_args(settings.Status) if f"`{code}`" not in page(name)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_is_told_in_its_own_words_with_what_is_required(lang):
    told = page(f"compliance-officers.{lang}.md")
    remedies = {entry.id: entry.words for entry in load_declaration().remedies}
    remedies |= {code: entry.words for code, entry in load_wording().remedies.items()}

    for status in load_wording().statuses.values():
        assert re.search(rf"^\| {status.words[lang]} \|.*\| {remedies[status.remedy][lang]}.* \|$", told, re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exactly_the_categories_that_the_rules_look_for_are_told(lang):
    told = page(f"compliance-officers.{lang}.md")
    looked_for = {rule.category for rule in load_rules().detectors}
    categories = {entry.id: entry.words[lang] for entry in load_declaration().all_categories()}
    (line,) = [line for line in told.splitlines() if categories["pin"] in line]
    listed = line.split(": ", 1)[1].removesuffix(".").split("; ")

    assert sorted(listed) == sorted(categories[category] for category in looked_for)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_for_unread_items_is_told(lang):
    told = page(f"it-staff.{lang}.md")
    # No source of this version can tell that rows are hidden.
    unread = set(Reason) - NOTHING_TO_READ - {Reason.ROWS_HIDDEN}

    assert [why for why in unread if reason(why, lang) not in told] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_of_the_report_are_named_as_the_report_names_them(lang):
    told = page(f"compliance-officers.{lang}.md")
    translate = catalogue(lang).gettext
    headings = (
        "INCOMPLETE",
        "NOTHING SCANNED",
        "Action needed",
        "Nothing that needs action",
        "What was scanned",
        "Key figures",
        "What to do first",
        "Categories and statuses",
        "Folders that no array covers",
        "All cases",
        "Details",
        "What was read and what was not",
        "Arrays of the policy",
        "Method and glossary",
    )

    assert [heading for heading in headings if translate(heading) not in told] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_the_lines_is_told(lang, tmp_path):
    with (tmp_path / "lines").open("wb") as out:
        JsonlReport().write(sample(), out, lang)
    lines = map(yaml.safe_load, (tmp_path / "lines").read_text("utf-8").splitlines())
    fields = {(line["type"], field) for line in lines for field in line}
    rows = dict(
        re.findall(r"^\| `(scan|item|finding|summary)`[^|]*\|(.*)\|$", page(f"ci-jobs.{lang}.md"), re.MULTILINE)
    )

    assert {kind for kind, _field in fields} == set(rows)
    assert [(kind, field) for kind, field in fields if field != "type" and f"`{field}`" not in rows[kind]] == []


# --- examples -----------------------------------------------------------------------------------------------------


def arrays_in(name: str) -> list[str]:
    return [body for body in blocks(name, "yaml") if "locations" in yaml.safe_load(body)]


@pytest.mark.parametrize("name", [*(f"compliance-officers.{lang}.md" for lang in LANGUAGES), "rules.md"])
def test_example_arrays_load(name, tmp_path):
    for at, body in enumerate(arrays_in(name)):
        (tmp_path / f"{at}.yaml").write_text(body, "utf-8")

    assert len(load_arrays(tmp_path, load_declaration())) == len(arrays_in(name)) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_an_array_is_shown_and_explained(lang):
    name = f"compliance-officers.{lang}.md"
    examples = [yaml.safe_load(body) for body in arrays_in(name)]
    fields = {info.alias or field for model in (Array, Term) for field, info in model.model_fields.items()}

    assert [field for field in sorted(fields) if f"`{field}`" not in prose(name)] == []
    assert set(Array.model_fields) == {field for example in examples for field in example}


def test_the_example_rule_finds_what_its_examples_mark(tmp_path):
    (body,) = [body for body in blocks("rules.md", "yaml") if "patterns" in yaml.safe_load(body)]
    (tmp_path / "rule.yaml").write_text(body, "utf-8")
    rules = load_rules(tmp_path)

    assert run_examples(rules, ProseDetector(rules)) == []
    assert load_declaration().category_words(rules.detectors[0].category)["en"] != rules.detectors[0].category


def test_the_example_of_mending_a_rule_fails_before_and_passes_after():
    (body,) = [
        body for body in blocks("rules.md", "yaml") if set(yaml.safe_load(body)) == {"cues", "headers", "examples"}
    ]
    added = yaml.safe_load(body)
    (pin,) = [rule for rule in load_rules().detectors if rule.id == "pin"]
    asked = pin.model_copy(update={"examples": Examples(match=added["examples"]["match"])})
    cues = pin.cues.model_copy(update={"ru": (*pin.cues.ru, *added["cues"]["ru"])})
    mended = asked.model_copy(update={"cues": cues})

    assert len(failures(asked)) == 1
    assert failures(mended) == []


def failures(rule: Detector) -> list[Failure]:
    rules = Rules((rule,), load_rules().index)
    return run_examples(rules, ProseDetector(rules))


def test_the_example_approval_makes_a_policy_approved(tmp_path):
    (body,) = [body for body in blocks("rules.md", "yaml") if "matrix" in yaml.safe_load(body)]
    shipped = (DOCS.parent / "rules" / "policy" / "kg-dpa.yaml").read_text("utf-8")
    approved = body.splitlines()[1] + "\n"
    (tmp_path / "our-policy.yaml").write_text(re.sub(r"^  approved: null.*\n", approved, shipped, flags=re.M), "utf-8")

    assert load_declaration(tmp_path / "our-policy.yaml").approved


def test_the_presidio_example_prints_what_the_page_says(capsys):
    (program,) = blocks("presidio.md", "python")
    (printed,) = blocks("presidio.md", "text")

    exec(compile(program, "presidio.md", "exec"), {})

    assert capsys.readouterr().out == printed


@pytest.mark.parametrize("name", ALL)
def test_every_yaml_block_is_yaml(name):
    for body in blocks(name, "yaml"):
        assert isinstance(yaml.safe_load(body), dict)


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_every_relative_link_leads_somewhere(name):
    links = [link.partition("#")[0] for link in _LINK.findall(page(name)) if "://" not in link]

    assert [link for link in links if not (DOCS / link).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_the_three_languages_have_the_same_headings_blocks_and_rows(name):
    shapes = []
    for lang in LANGUAGES:
        text = page(f"{name}.{lang}.md")
        lines = prose(f"{name}.{lang}.md").splitlines()
        levels = [line.split(" ")[0] for line in lines if line.startswith("#")]
        shapes.append((levels, _BLOCK.findall(text), [line[:1] for line in lines if line[:1] in ("|", "-")]))

    assert shapes[0] == shapes[1] == shapes[2]


def test_the_index_names_every_page():
    assert {name for name in ALL if f"({name})" not in page("README.md")} == {"README.md"}
