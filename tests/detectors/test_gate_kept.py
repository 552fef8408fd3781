"""The compiled gate is read back where it can be trusted, and made anew everywhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("hyperscan")

from scanner.detectors import gate_kept

EXPRESSIONS = ["[0-9]{3}", "ПИН"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "scanner" / "gates"


def hits(database: object) -> list[int]:
    found: list[int] = []

    def on_match(number: int, *_rest: object) -> None:
        found.append(number)

    database.scan("ПИН 123".encode(), match_event_handler=on_match)  # type: ignore[attr-defined]
    return sorted(found)


def test_a_gate_is_compiled_once_and_then_read_back(folder, monkeypatch):
    first = hits(gate_kept.database(EXPRESSIONS))
    monkeypatch.setattr(gate_kept, "_compiled", None)  # whoever compiles now fails

    assert hits(gate_kept.database(EXPRESSIONS)) == first == [0, 1]


def test_only_its_owner_can_read_it(folder):
    gate_kept.database(EXPRESSIONS)
    (kept,) = folder.iterdir()

    assert (folder.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)


def test_other_patterns_have_another_file(folder):
    gate_kept.database(EXPRESSIONS)

    assert hits(gate_kept.database(["ПИ", "Н 1"])) == [0, 1]
    assert hits(gate_kept.database(EXPRESSIONS[:1])) == [0]
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"not a gate", None], ids=["empty", "other", "cut"])
def test_a_damaged_file_is_replaced(folder, damage):
    gate_kept.database(EXPRESSIONS)
    (kept,) = folder.iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(sound[:-20] if damage is None else damage)

    assert hits(gate_kept.database(EXPRESSIONS)) == [0, 1]
    assert kept.stat().st_size == len(sound)


def test_a_folder_that_others_can_write_is_not_trusted(folder):
    gate_kept.database(EXPRESSIONS)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"planted")
    folder.chmod(0o777)

    assert hits(gate_kept.database(EXPRESSIONS)) == [0, 1]
    assert kept.read_bytes() == b"planted"


def test_without_a_place_for_it_the_gate_works(folder):
    folder.parent.write_text("a file where the folder should be")

    assert hits(gate_kept.database(EXPRESSIONS)) == [0, 1]


def test_without_a_home_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_kept, "user_cache_path", lambda *_args, **_more: Path("~/.cache"))
    monkeypatch.chdir(tmp_path)

    assert hits(gate_kept.database(EXPRESSIONS)) == [0, 1]
    assert not list(tmp_path.iterdir())


def test_old_ones_go(folder):
    for number in range(12):
        gate_kept.database([f"word{number}"])
        for at, path in enumerate(sorted(folder.iterdir(), key=os.path.getmtime)):
            os.utime(path, (at, at))

    assert len(list(folder.iterdir())) == 8
