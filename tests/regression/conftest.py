"""The real pipeline of one worker, and the real command."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.app import ToolsFactory
from scanner.cli.group import run
from scanner.engine.examine import examine
from scanner.engine.interface import Tools
from scanner.model import ItemResult
from scanner.sources.files import file_source
from scanner.synthetic.numbers import pin_check_digit

KEY = "ab" * 32
PIN = "2120319980123" + pin_check_digit("2120319980123")
OTHER_PIN = "1010119900123" + pin_check_digit("1010119900123")


@pytest.fixture(scope="session")
def tools() -> Tools:
    return ToolsFactory(bytes.fromhex(KEY), 0.5, "en")()


@pytest.fixture
def examined(tools: Tools, tmp_path: Path) -> Callable[[Path], ItemResult]:
    """The end of the one file that a path leads to."""

    def end(path: Path) -> ItemResult:
        source = file_source(os.fsencode(path))
        [(item, outcome)] = source.items()
        return examine(source, item, outcome, tools)

    return end


@pytest.fixture
def command(capfd, monkeypatch, tmp_path):
    """Runs a command in a folder of its own: (exit code, output, errors)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCANNER_KEY", KEY)

    def call(*words):
        with pytest.raises(SystemExit) as ended:
            run([*words, "--lang", "en"])
        shown = capfd.readouterr()
        return ended.value.code, shown.out, shown.err

    return call
