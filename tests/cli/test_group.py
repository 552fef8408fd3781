"""The command itself: quick to start, calm when things go wrong, in three languages."""

import subprocess
import sys

import click
import pytest

from scanner import __version__
from scanner.cli import group as command_line
from scanner.errors import ConfigError, StoreError, UsageError
from scanner.i18n import choose

HEAVY = {"click", "pydantic", "sqlalchemy", "lxml", "presidio_analyzer", "spacy", "hyperscan", "pandas", "jinja2"}


def test_the_version_is_told_without_importing_anything_heavy():
    code = "import sys; sys.argv = ['scanner', '--version']; from scanner.cli import main; main(); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    version, modules = result.stdout.splitlines()
    assert version == f"scanner {__version__}"
    assert not HEAVY & set(modules.split())


def test_commands_are_imported_only_when_called():
    code = "import sys, scanner.cli.group; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not (HEAVY - {"click"}) & set(modules)


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("give a target"), 2, "give a target"),
        (ConfigError(["a.yaml:3: x", "a.yaml:4: y"]), 2, "a.yaml:4: y"),
        (StoreError("no disk"), 4, "no disk"),
        (ValueError("a value: 21203199801234"), 4, "ValueError"),
        (KeyboardInterrupt(), 130, ""),
        (click.UsageError("no such option"), 2, "no such option"),
    ],
)
def test_an_error_is_told_calmly_and_sets_the_exit_code(monkeypatch, capsys, error, code, told):
    def fail():
        raise error

    group = click.Group("scanner", commands={"fail": click.Command("fail", callback=fail)})
    monkeypatch.setattr(command_line, "_group", lambda: group)
    with pytest.raises(SystemExit) as ended:
        command_line.run(["fail"])

    shown = capsys.readouterr()
    assert ended.value.code == code
    assert told in shown.err
    assert "21203199801234" not in shown.err
    assert not shown.out


@pytest.mark.parametrize(
    ("asked", "environment", "spoken"),
    [
        ("ru", {}, "ru"),
        (None, {"SCANNER_LANG": "en", "LANG": "ru_RU.UTF-8"}, "en"),
        (None, {"LANG": "ru_RU.UTF-8"}, "ru"),
        (None, {"LANG": "de_DE"}, "ky"),
        ("de", {}, "ky"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_environments(monkeypatch, asked, environment, spoken):
    for name in ("SCANNER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose(asked) == spoken
