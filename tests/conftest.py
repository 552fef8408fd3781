"""Shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scanner import i18n


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test starts in English, whatever language the machine or the test before it spoke."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("SCANNER_CONFIG", raising=False)
    i18n.activate("en")
    yield
    i18n.activate("en")
