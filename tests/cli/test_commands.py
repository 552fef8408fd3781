"""Commands as a user gives them, in one process; the whole scan is tried in tests/acceptance."""

import io
import json
import sys

import pytest

from scanner.cli.group import run
from scanner.synthetic.numbers import pin_check_digit

PIN = "2120319980123" + pin_check_digit("2120319980123")


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """Runs a command in a folder of its own: (exit code, output, errors)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCANNER_KEY", "ab" * 32)

    def call(*words, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            run([*words, "--lang", "en"])
        shown = capsys.readouterr()
        return ended.value.code, shown.out, shown.err

    return call


def test_detect_shows_masked_values_with_reasons(command):
    code, out, _ = command("detect", stdin=f"\nПИН: {PIN}\n")
    assert code == 0
    line, category, confidence, example, why = out.strip().split("\t")
    assert (line, category) == ("2", "pin")
    assert float(confidence) > 0.9
    assert example.startswith("2•")
    assert "check digit" in why
    assert PIN not in out


def test_detect_reads_and_writes_json_lines(command):
    code, out, _ = command("detect", "--jsonl", stdin=json.dumps({"id": 7, "text": f"ПИН: {PIN}"}) + "\n")
    answer = json.loads(out)
    assert (code, answer["id"]) == (0, 7)
    [match] = answer["matches"]
    assert (match["start"], match["end"], match["category"]) == (5, 19, "pin")
    assert match["why"]


def test_detect_says_which_line_is_wrong(command):
    code, _, err = command("detect", "--jsonl", stdin='{"id": 1, "text": ""}\nnonsense\n')
    assert code == 2
    assert "line 2" in err


def test_rules_are_listed_shown_and_tested(command):
    code, out, _ = command("rules", "list")
    assert code == 0
    assert {"pin", "passport", "phone", "email", "surname", "address"} <= {line.split()[0] for line in out.splitlines()}

    code, out, _ = command("rules", "show", "pin")
    assert "id: pin" in out

    code, _, err = command("rules", "show", "../../pyproject")
    assert code == 2
    assert "passport" in err


def test_the_rules_own_examples_hold(command):
    code, out, err = command("rules", "test")
    assert (code, err) == (0, "")
    assert "0 failed" in out


def test_the_shipped_declaration_has_no_mistakes(command):
    code, out, _ = command("policy", "check")
    assert code == 0
    assert "preliminary" in out
    code, out, _ = command("policy", "show")
    assert "25. " in out


def test_a_scan_of_nothing_is_a_wrong_command(command):
    code, _, err = command("scan")
    assert code == 2
    assert "nothing to scan" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("scan", "nowhere"), "nowhere"),
        (("scan", ".", "-f", "odt=x"), "html, jsonl"),
        (("scan", ".", "-f", "jsonl=a", "-f", "jsonl=b"), "once"),
        (("scan", ".", "-f", "jsonl=-", "-f", "html=-"), "standard output"),
        (("scan", ".", "--fail-on", "bad"), "overdue"),
        (("scan", ".", "--config", "gone.toml"), "gone.toml"),
        (("scan", ".", "--as-of", "yesterday"), "%Y-%m-%d"),
        (("nonsense",), "nonsense"),
        (("report", "--store", "new.sqlite"), "no scan"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_what_is_allowed(command, words, told):
    code, out, err = command(*words)
    assert code in (2, 4)
    assert told in err
    assert not out
