from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scanner.errors import ConfigError
from scanner.policy.declaration import load_declaration
from scanner.policy.legend import legend
from scanner.policy.wording import date_words, load_wording
from scanner.reports.interface import Legend
from scanner.rulefiles import root

SHIPPED = root() / "policy" / "statuses.yaml"


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (1, "1 день", "1 day"),
        (2, "2 дня", "2 days"),
        (5, "5 дней", "5 days"),
        (11, "11 дней", "11 days"),
        (12, "12 дней", "12 days"),
        (21, "21 день", "21 days"),
        (104, "104 дня", "104 days"),
        (111, "111 дней", "111 days"),
    ],
)
def test_days_take_the_form_that_the_number_asks_for(number: int, russian: str, english: str) -> None:
    assert load_wording().days.count(number) == {"ky": f"{number} күнгө", "ru": russian, "en": english}


def test_clauses_remedies_and_statuses_exist() -> None:
    pieces, wording = legend(load_declaration()), load_wording()
    for reason in (*wording.reasons.values(), *wording.expiries.values()):
        assert reason.clause in pieces["clauses"]
        assert reason.status in pieces["statuses"]
    assert {status.remedy for status in wording.statuses.values()} <= set(pieces["remedies"])


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        ("excess", "destroy"),
        ("undeclared", "declare"),
        ("special", "stop"),
        ("unregistered", "register"),
        ("due", "destroy"),
        ("overdue", "destroy"),
        ("stale", "confirm"),
        ("inaccurate", "update"),
    ],
)
def test_each_status_has_its_remedy(status: str, remedy: str) -> None:
    statuses = {str(name): words for name, words in load_wording().statuses.items()}
    assert statuses[status].remedy == remedy


def test_the_legend_is_what_reports_take() -> None:
    pieces = Legend(**legend(load_declaration()))
    assert pieces.clauses["25"]["ru"].startswith("По истечении срока хранения")
    assert pieces.categories["race"]["en"] == "racial origin"
    assert pieces.statuses["stale"]["ru"] == "срок, вероятно, истёк"
    assert not pieces.approved
    assert pieces.declaration.startswith("kg-dpa@")


def test_a_date_is_written_as_people_write_it() -> None:
    assert date_words(dt.date(2026, 12, 6)) == "06.12.2026"
    assert date_words(dt.date(1, 1, 1)) == "01.01.0001"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Категория «{category}» названа",
            "Категория «{categry}» названа",
            "unknown name '{categry}' (allowed: {array}",
        ),
        ("({clock}); destroy by {due}", "({clock.__class__}); destroy by {due}", "unknown name '{'"),
        ("({clock}); destroy by {due}", "({clock}); destroy by {}", "unknown name '{}'"),
        ("({clock}); destroy by {due}", "({clock; destroy by {due}", "unknown name '{'"),
        ("({clock}); destroy by {due}", "({clock}); destroy by {due!r}", "unknown name '}'"),
        ("    status: excess\n", "    status: excessive\n", "'declared', 'excess'"),
        ("  stale:\n    remedy", "  stall:\n    remedy", "stall"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    file = tmp_path / "statuses.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError) as error:
        load_wording(file)
    assert any(said in problem and problem.startswith(f"{file}:") for problem in error.value.problems)


def test_words_that_are_missing_are_named(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8")
    start, end = text.index("  unnamed:"), text.index("  special:\n    status")
    file = tmp_path / "statuses.yaml"
    file.write_text(text[:start] + text[end:], "utf-8")
    with pytest.raises(ConfigError, match="missing: unnamed"):
        load_wording(file)
