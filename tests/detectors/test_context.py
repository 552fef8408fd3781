"""Which word speaks of which value."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.detectors.context import Context, cue_hint, phrase
from scanner.detectors.rules import Detector, Window, Words
from scanner.folding import clean, loose

RULE = Detector(
    id="day",
    category="day",
    cues=Words(ky=("туулган күн*", "т.к."), ru=("дата рожд*", "р/с")),
    cues_after=Words(ru=("г.р.",), ky=("туулган*",)),
    anti_cues=Words(ru=("дата приема",)),
    vetoes=Words(ru=("отмена",)),
    cue_window=Window(before=40, after=20),
)


def words(text: str, rule: Detector = RULE) -> list[str | None]:
    """The cue of each `#`; an anti-cue with a minus."""
    values = [match.span() for match in re.finditer("#", text)]
    found = Context(rule).cues(text, values)
    return [("-" if cue.anti else "") + cue.word if cue else None for cue in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Туулган күнү: #", ["туулган күн"]),
        ("ТУУЛГАН КУНУ #", ["туулган күн"]),
        ("туулган\n күнү #", ["туулган күн"]),
        ("Т. К. #", ["т.к."]),
        ("р / с #", ["р/с"]),
        ("дата рождения, # г.р.", ["дата рожд"]),
        ("# г. р.", ["г.р."]),
        ("#-жылы туулган", ["туулган"]),
        ("# иш, туулган", [None]),
        ("метр/с #", [None]),
        ("дата рождения " + "x" * 40 + " #", [None]),
        ("дата рождения\n\n#", [None]),
        ("дата рождения\x1f#", [None]),
        ("дата рождения: дата приема #", ["-дата приема"]),
        ("дата приема, дата рождения #", ["дата рожд"]),
        ("отмена, дата рождения #", ["-отмена"]),
        ("отмена\nдата рождения #", ["дата рожд"]),
    ],
)
def test_the_nearest_word_speaks(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("дата рождения #, принят #", ["дата рожд", None]),
        ("принят #, дата рождения #", [None, "дата рожд"]),
        ("# кабыл алынган туулган күнү #", [None, "туулган күн"]),
        ("#-жылы туулган, # кабыл", ["туулган", None]),
    ],
)
def test_a_cue_speaks_of_the_nearest_value_only(text, expected):
    assert words(text, RULE.model_copy(update={"shared_cue": False})) == expected


def test_values_without_words_between_share_a_cue_where_the_rule_says_so():
    assert words("дата рождения #, #; #") == ["дата рожд"] * 3
    assert words("дата рождения #, #", RULE.model_copy(update={"shared_cue": False})) == ["дата рожд", None]


def test_lines_under_a_heading_share_its_cue_until_an_empty_line():
    text = "дата рождения:\nАсанов #\nОсмонова #\nБакиров #\n\nПриказ #"

    assert words(text) == ["дата рожд", "дата рожд", "дата рожд", None]


def test_a_heading_does_not_speak_for_ever():
    text = "дата рождения:\n" + "\n".join(f"{'Асанов':<20} #" for _ in range(120))

    found = words(text)
    assert found[:20] == ["дата рожд"] * 20
    assert found[-1] is None


@pytest.mark.parametrize(
    ("word", "text", "hit"),
    [
        ("тел", "тел", True),
        ("тел", "телу", False),
        ("тел*", "телефонуна", True),
        ("тел.", "тел .", True),
        ("а б", "а_\nб", True),
        ("г.р.", "г. р.", True),
    ],
)
def test_stems_whole_words_and_gaps(word, text, hit):
    assert bool(re.match(phrase(word), loose(text))) is hit


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="туулгнкүнТК.рс/ дажД\nұғ", max_size=30))
@example("1 ТУУЛҒАН КҰНҮ")
@example("Р/с")
def test_the_hint_hits_wherever_a_cue_stands(text):
    import regex

    text = clean(text).text
    if Context(RULE).cues(text + "#", [(len(text), len(text) + 1)])[0]:
        assert regex.search(cue_hint(RULE).expression, text) or "отмена" in text or "приема" in text


def test_an_anti_cue_ends_at_a_semicolon_and_a_veto_does_not():
    assert words("дата приема 1; #") == [None]
    assert words("отмена; #") == ["-отмена"]


def test_no_word_behind_speaks_against_a_veto():
    assert words("отмена # туулган") == ["-отмена"]


def test_a_list_goes_on_over_words_where_the_rule_says_so():
    rule = RULE.model_copy(update={"list_gap": 20})
    assert words("дата рождения: А. #, Б. #, У него в доме стоит и шкаф #", rule) == ["дата рожд", "дата рожд", None]


def test_what_holds_a_vetos_word_may_be_none():
    rule = RULE.model_copy(update={"no_vetoes": Words(ru=("отмена «Банк*",))})
    assert words("дата рождения, отмена «Банка» #", rule) == ["дата рожд"]


def test_a_hint_is_never_too_long_for_an_engine():
    many = tuple(f"{letter}{other}{letter}{other}сөз" for letter in "абвгдежзик" for other in "лмнопрстуф")
    rule = RULE.model_copy(update={"cues": Words(ky=many)})
    assert len(cue_hint(rule).expression.encode()) < 7_000
