"""scanner.toml: found, checked, its paths taken from where it lies."""

import datetime as dt

import pytest

from scanner import settings
from scanner.errors import ConfigError


def written(folder, text):
    path = folder / "scanner.toml"
    path.write_text(text, "utf-8")
    return path


def test_paths_start_from_the_files_folder(tmp_path):
    path = written(
        tmp_path,
        'as_of = 2026-11-01\nstore = "s.sqlite"\narrays = "arrays"\n[[targets]]\npath = "share"\n'
        '[[targets]]\nname = "db"\nurl = "sqlite:///a.sqlite"\n[reports]\nhtml = "out/r.html"\n',
    )

    loaded, folder = settings.load(path)

    assert folder == tmp_path
    assert loaded.as_of == dt.date(2026, 11, 1)
    assert (loaded.store, loaded.arrays) == (tmp_path / "s.sqlite", tmp_path / "arrays")
    assert loaded.reports == {"html": tmp_path / "out/r.html"}
    assert [(target.name, target.path, target.url) for target in loaded.targets] == [
        (None, tmp_path / "share", None),
        ("db", None, "sqlite:///a.sqlite"),
    ]
    assert loaded.fail_on == settings.FAIL_ON


def test_every_mistake_is_told_with_its_line_and_what_is_allowed(tmp_path):
    path = written(
        tmp_path,
        'colour = "red"\nfail_on = ["excess", "nonsense"]\nmax_unread = -1\n[[targets]]\npath = "a"\nurl = "b"\n',
    )
    with pytest.raises(ConfigError) as caught:
        settings.load(path)
    told = [problem.removeprefix(f"{path}:") for problem in caught.value.problems]
    assert len(told) == 4
    assert any(problem.startswith("1: colour: ") for problem in told)
    assert any("'overdue'" in problem for problem in told)
    assert any(problem.startswith("3: max_unread: ") for problem in told)


def test_the_given_file_wins_over_the_environment_and_the_nearest(tmp_path, monkeypatch):
    nearest = written(tmp_path, "")
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    monkeypatch.delenv("SCANNER_CONFIG", raising=False)

    assert settings.find(None, below) == nearest
    monkeypatch.setenv("SCANNER_CONFIG", "/env.toml")
    assert str(settings.find(None, below)) == "/env.toml"
    assert settings.find(nearest, below) == nearest


def test_without_a_file_there_are_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    loaded, folder = settings.load(None)
    assert (loaded.targets, loaded.max_unread, folder) == ((), 0, tmp_path)
