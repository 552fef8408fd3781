"""Shared by all tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest

from scanner import i18n

_CACHE = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Gates compiled by tests, and by the commands they run, are kept apart from the user's."""
    folder = config.stash[_CACHE] = tempfile.TemporaryDirectory()
    os.environ["XDG_CACHE_HOME"] = folder.name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Takes them away."""
    config.stash[_CACHE].cleanup()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test starts in English, whatever language the machine or the test before it spoke."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("SCANNER_CONFIG", raising=False)
    i18n.activate("en")
    yield
    i18n.activate("en")
