"""Both gates let every exact match through, and lead to the same findings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.gate import Engine, GatePattern, common, make_gate, widened
from scanner.detectors.prose import ProseDetector
from scanner.detectors.rules import load_rules
from scanner.folding import clean
from tests.detectors.made_up import ACCOUNT, PIN

ENGINES: tuple[Engine, ...] = ("hyperscan", "portable")
DETECTORS = {engine: ProseDetector(load_rules(), engine) for engine in ENGINES}

# Pieces that patterns are made of, so that random text comes near to what they look for.
PIECES = (
    *"0123456789 -.,:/()+№_@\n",
    *("ПИН ", "тел. ", "0555 12 34 56", "+996", "996 555", "66-12-34", PIN, PIN[:7], ACCOUNT, ACCOUNT[:5], "1240 "),
    *("AN", "АN", "ID ", "№ ", "1234567", "номер: ", "серия ", "МКК 21", "MKK50-3", "II-ГС "),
    *("12.03.1985", "1985-", "жылдын ", "12-март", "«12» марта ", "March 12, ", "г.р.", "туулган ", "айынын "),
    *("a.b@gov.kg", "mail", ".kg", "\u00ad", "\u00a0", "ө", "\U0001f600", "\ud800", "é"),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None, max_examples=120)
@given(text=TEXTS)
def test_every_exact_match_lies_in_a_window_of_its_gate(engine, text):
    plain = clean(text).text
    detector = DETECTORS[engine]
    windows = make_gate([exact.gate for exact in detector.exacts], engine).windows(plain)
    for exact in detector.exacts:
        for found in exact.compiled.finditer(exact.pattern.fold(plain)):
            spans = windows.get(exact.gate, [])
            assert any(start <= found.start() and found.end() <= end for start, end in spans), exact.pattern.id


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_both_engines_find_the_same(text):
    assert DETECTORS["hyperscan"].find(text) == DETECTORS["portable"].find(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_windows_are_in_characters_and_inside_the_text(engine):
    pattern = GatePattern("[0-9]{3}", 2, 4)
    text = "өүң\U0001f600 123, жана кийин дагы 456"

    first, second = make_gate([pattern], engine).windows(text)[pattern]

    assert first[0] <= text.index("3") < first[1] == text.index("3") + 5
    assert second[0] <= text.index("6") < second[1] == len(text)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", ["", "жок", "\ud800", "\0"])
def test_a_text_without_hits_has_no_windows(engine, text):
    assert make_gate([GatePattern("[0-9]", 1, 1)], engine).windows(text) == {}


def test_a_gate_is_made_once_a_process():
    patterns = [GatePattern("x", 1, 1)]

    assert make_gate(patterns) is make_gate(patterns)


def test_windows_grow_and_join():
    assert widened([(5, 6), (8, 9), (30, 31)], 2) == [(3, 11), (28, 33)]
    assert widened([(1, 1)], 5, 3) == [(0, 4)]


def test_what_two_lists_of_windows_share():
    assert common([(0, 10), (20, 30)], [(5, 25), (28, 40)]) == [(5, 10), (20, 25), (28, 30)]
    assert common([], [(0, 1)]) == common([(0, 1)], []) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("piece", ["1", "a", " ", "1 ", "0555 ", "a@", "1.", "ID", "тел. "])
def test_hostile_text_takes_no_time_to_speak_of(engine, piece):
    import time

    DETECTORS[engine].find("1")  # makes the gate, once
    start = time.process_time()
    DETECTORS[engine].find(piece * (100_000 // len(piece)))

    assert time.process_time() - start < 5
