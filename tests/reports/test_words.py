"""Codes have words in every report, and nothing in a name can deceive a reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scanner.model import Evidence, Location, Reason, Status
from scanner.reports import words

_CODE = re.compile(r'(?:Evidence\(|, |else )"([a-z_]+)"')


@pytest.mark.parametrize("why", list(Reason))
def test_every_reason_has_its_words(why: Reason) -> None:
    assert words.reason(why, "en")


@pytest.mark.parametrize("status", list(Status))
def test_every_outcome_has_its_words(status: Status) -> None:
    assert words.outcome(status, "en")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Evidence("check_digit"), "its check digit is right"),
        (Evidence("cue", "ПИН"), "near the word “ПИН”"),
        (Evidence("cue"), "words nearby name it"),
        (Evidence("share", "97 %"), "share of the column's values that fit: 97 %"),
        (Evidence("cue", "{0}\x1b[2J"), "near the word “{0}\\u001b[2J”"),
        (Evidence("brand_new"), "brand new"),
        (Evidence("brand_new", "x"), "brand new x"),
    ],
)
def test_evidence_is_a_sentence(why: Evidence, said: str) -> None:
    assert words.evidence(why, "en") == said


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ((), ""),
        ((("page", "3"),), "page 3"),
        ((("sheet", "Кадры"), ("cell", "B7")), "sheet Кадры, cell B7"),
        ((("header", ""),), "header"),
        ((("textbox", "2"),), "text box 2"),
        ((("sheet", "{x}\u202e"),), "sheet {x}\\u202e"),
        ((("slide", "4"),), "slide 4"),
        ((("slide", ""),), "slide"),
        ((("{odd}", "4"),), "{odd} 4"),
    ],
)
def test_a_location_is_told_from_the_outside_in(where: Location, said: str) -> None:
    assert words.location(where, "en") == said


@pytest.mark.parametrize(
    ("held", "lang", "said"),
    [
        ({"ky": "к", "ru": "р", "en": "e"}, "ky", "к"),
        ({"ru": "р", "en": "e"}, "ky", "р"),
        ({"ky": "к", "en": ""}, "en", "к"),
        ({}, "ru", ""),
    ],
)
def test_a_sentence_that_lacks_a_language_is_told_in_another(held: dict[str, str], lang: str, said: str) -> None:
    assert words.pick(held, lang) == said


def test_what_could_deceive_is_written_out() -> None:
    assert words.printable("a\n\x1b[2J\u202etxt.exe\u2066\ud800\x9b") == (
        "a\\u000a\\u001b[2J\\u202etxt.exe\\u2066\\ud800\\u009b"
    )


@pytest.mark.parametrize("plain", ["ө ү ң Ё «» №", "日本", "😀", "a\\xff", ""])
def test_plain_names_stay_as_they_are(plain: str) -> None:
    assert words.printable(plain) == plain


def test_every_code_that_detectors_give_has_a_sentence() -> None:
    """A code without one would reach people as a bare word."""
    folder = Path(words.__file__).parents[1] / "detectors"
    source = "\n".join(path.read_text() for path in folder.rglob("*.py"))
    given = {code for call in re.findall(r"\b(?:Evidence|Check)\(.*", source) for code in _CODE.findall(call)}

    assert {"check_digit", "cue", "header"} <= given
    assert given <= set(words._EVIDENCE)
