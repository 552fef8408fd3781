"""The demo, written and scanned once by the real command in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scanner.synthetic.demo import DemoSummary, write_demo


@dataclass(frozen=True)
class Demo:
    folder: Path
    summary: DemoSummary
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "report.jsonl").read_text("utf-8").splitlines()]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["type"] == kind]

    def run(self, *words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scanner", *words, "--lang", lang]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    summary = write_demo(folder)
    demo = Demo(folder, summary, 0, "", "")
    done = demo.run("scan", "--config", str(folder / "scanner.toml"))
    yield Demo(folder, summary, done.returncode, done.stdout, done.stderr)
