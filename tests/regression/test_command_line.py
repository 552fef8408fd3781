"""Commands given wrongly, or in ways nobody thought of: each says what is wrong, and none looks clean."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scanner.app import sources
from scanner.errors import SourceError
from scanner.settings import Settings, Target
from tests.regression.conftest import KEY, PIN


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "a.txt").write_text(f"ПИН {PIN}")
    return folder


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("scan", ""), "nothing to scan"),
        (("scan", "share", "--min-confidence", "nan"), "nan"),
        (("detect", "--min-confidence", "nan"), "nan"),
        (("scan", "share", "--workers", "100000"), "100000"),
        (("scan", "share", "-f", "jsonl=share"), "share"),
        (("scan", "share", "-f", "html=share/a.txt/x.html"), "share/a.txt/x.html"),
        (("scan", "share", "--store", "postgresql://h/d"), "must be a file"),
        (("report", "--scan", "99"), "99"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_what_is_wrong(command, share, words, told):
    if words[0] == "report":
        command("scan", "share", "--store", "s.db")
        words += ("--store", "s.db")
    code, out, err = command(*words)
    assert code == 2
    assert not out
    assert told in err


@pytest.mark.parametrize("link_to_folder", [True, False])
def test_a_link_given_as_a_target_is_followed(tmp_path, share, examined, link_to_folder):
    link = tmp_path / "link"
    link.symlink_to(share if link_to_folder else share / "a.txt")
    result = examined(link)
    assert result.item.target == "link"
    assert [found.category for found in result.findings] == ["pin"]


def test_a_database_whose_driver_is_missing_is_told_with_the_drivers_name(tmp_path):
    with pytest.raises(SourceError, match="oracledb"):
        sources([Target(url="oracle+oracledb://user:secret@localhost:1/base")], tmp_path)


def test_databases_of_one_name_are_not_taken_for_one_another(tmp_path):
    """An interrupted scan of the one must not be gone on with by a scan of the other."""
    found = []
    for folder in "old", "new":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kadry.sqlite").touch()
        found += sources([Target(url="sqlite:///kadry.sqlite")], tmp_path / folder)
    old, new = found
    assert old.label == new.label
    assert repr(old) != repr(new)
    assert str(tmp_path) in repr(old)


def test_a_store_can_be_given_as_a_url(command, tmp_path):
    assert Settings.model_validate({"store": "sqlite:////var/s.db"}).store == Path("/var/s.db")
    (tmp_path / "empty").mkdir()
    assert command("scan", "empty", "--store", "sqlite:///s.db")[0] == 0
    assert (tmp_path / "s.db").is_file()


def test_a_database_of_the_command_line_is_looked_for_where_the_user_stands(command, tmp_path, monkeypatch):
    (tmp_path / "scanner.toml").write_text("")
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    code, _, err = command("scan", "sqlite:///gone.sqlite", "--store", "s.db")
    assert code == 2
    assert str(below / "gone.sqlite") in err


@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_of_the_output_that_goes_away_does_not_make_the_scan_look_clean(tmp_path, share, unbuffered):
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "scanner", "scan", str(share), "--store", str(tmp_path / "s.db"), "-f", "jsonl=-"]
    env = os.environ | {"SCANNER_KEY": KEY, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env=env)
    os.close(writer)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("redirected", "environment", "code"),
    [
        ("", {"PYTHONIOENCODING": "ascii"}, 1),
        ("", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 1),
        (">&-", {}, 1),
        ("2>&-", {}, 1),
        (">/dev/full", {"PYTHONUNBUFFERED": ""}, 4),
        (">/dev/full", {"PYTHONUNBUFFERED": "1"}, 4),
    ],
)
def test_a_poor_output_changes_no_exit_code_but_to_a_fault(tmp_path, share, redirected, environment, code):
    words = [sys.executable, "-m", "scanner", "scan", str(share), "--store", str(tmp_path / "s.db"), "--lang", "ky"]
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirected}', "sh", *words],
        capture_output=True,
        text=True,
        env=os.environ | {"SCANNER_KEY": KEY} | environment,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Error at" not in done.stderr
