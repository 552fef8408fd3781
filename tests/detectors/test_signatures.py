"""Filled signature marks in text, and what only looks like one. All persons are made up."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.examples import unmark
from scanner.detectors.names import NameDetector
from scanner.detectors.rules import load_rules
from scanner.detectors.signatures import SignatureDetector
from scanner.model import Match

NAMES = NameDetector()
DETECTOR = SignatureDetector()
RULE = next(rule for rule in load_rules().detectors if rule.id == "signature")


def find(text: str) -> list[Match]:
    return DETECTOR.find(text, NAMES.find(text))


@pytest.mark.parametrize("example", [*RULE.examples.match, *RULE.examples.no_match])
def test_the_rules_own_examples(example: str) -> None:
    text, expected = unmark(example)
    assert {(match.start, match.end) for match in find(text)} == expected


@pytest.mark.parametrize(
    ("marked"),
    [
        "Катчы ⟦/колу/ М. Асанова⟧",
        "Карточканы толтурган: ⟦Асанов Б. (колу)⟧",
        "Төрага ⟦Асанов Б. колу⟧   Катчы ⟦Осмонова Г. колу⟧",
        "Башкы адис       ⟦К. Асанов, колу, мөөр⟧",
        "Нотариус: ⟦подпись, Асанов К. А., печать⟧",
        "Начальник АХО  ⟦Подпись — Асанов Р.⟧",
        "Инспектор ⟦подпись/Асанов К.⟧",
        "⟦/s/ Bakyt Asanov⟧",
        "⟦[signed] B. Asanov⟧, Head of Department",
        "⟦Асанов, Осмонов, Тен — подписи⟧",
        "Подписи: ⟦Асанов⟧ ⟦Осмонова⟧ ⟦Ким⟧",
        "Директор ⟦______ Т. Асанов⟧",
        "Директор ⟦______________/Асанов Б.К.⟧",
        "Директор ⟦_______ (Асанов Б.К.)⟧",
        "Таанышты: ⟦Асанова⟧, ⟦Осмонов⟧",
        "Асанов Бакыт — 4-кв. — 0773 51 00 92 — ⟦(подп.)⟧",
        "Дарыгер Асанова Б.        ⟦кол тамга коюлган⟧",
        "колу ⟦/Кыдырмаев Ж.Ж./⟧".replace("колу ⟦", "⟦колу "),  # a surname of no list
    ],
)
def test_a_filled_mark_from_its_first_to_its_last_sign(marked: str) -> None:
    text, expected = unmark(marked)
    assert {(match.start, match.end) for match in find(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Подпись: ______",
        "колу ____",
        "______ (подпись)      ______ (Ф.И.О.)",
        "подпись Асанова подлинна",
        "На договоре стоит подпись Асанова.",
        "Келишимге Асанов менен Осмонов кол койду.",
        "He signed. Asanov B. was there",
        "signed Asanov said that",
        "Асановдун колу",
        "Имя: ____ Бакыт ____",
        "ул. Ленина/Асанова, путь /home/Asanov/",
        "Ф.И.О. .......... Асанов Б.",
        "",
        "\x00\ud800\udfff/ _",
    ],
)
def test_what_is_none(text: str) -> None:
    assert find(text) == []


LETTER = "Урматтуу кесиптештер!\n\nОтчет даярдалды.\nБардык бөлүмдөр үчүн жалпы маалымат тиркелет.\n\n"


@pytest.mark.parametrize("marked", ["Башкы бухгалтер            ⟦Асанов Б.⟧", "⟦Б. Асанов⟧", "⟦Асанов Б.⟧, 12.03.2024"])
def test_a_short_name_below_a_letter_signs_it(marked: str) -> None:
    text, expected = unmark(LETTER + marked)
    assert {(match.start, match.end) for match in find(text)} == expected


@pytest.mark.parametrize(
    "text", ["Асанов Б.", "Асанов", "Т.\n" * 9 + "Асанов Б.\nОсмонов К.\nКим Л.", LETTER + "Асанов Бакыт"]
)
def test_a_name_that_stands_alone_or_in_a_list_signs_nothing(text: str) -> None:
    assert find(text) == []


def test_a_name_after_a_slash_needs_no_detector_of_names() -> None:
    (match,) = DETECTOR.find("колу /Кыдырмаев Ж.Ж./", [])
    assert match.value == "колу /Кыдырмаев Ж.Ж./"


def test_a_match_says_why_and_never_what() -> None:
    (match,) = find("колу /Асанов Б./")
    assert [(evidence.code, evidence.detail) for evidence in match.why] == [("cue", "mark")]
    assert match.canonical == "колу асанов б"
    assert "Асанов" not in repr(match)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["колу", " ", "  ", "/", "Асанов", "Б.", "(", ")", "____", ",", "\n", "\u00ad", "подп.", ":", "\t"]
        )
    )
)
def test_offsets_are_of_the_text_given(pieces: list[str]) -> None:
    text = "".join(pieces)
    for match in find(text):
        assert text[match.start : match.end] == match.value


@pytest.mark.parametrize("piece", ["колу /Асанов Б./ ", "_____ ", "/A/ ", "(подп.) Асанов — ", "Асанов,", "\n_"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = perf_counter()
    DETECTOR.find(text, [])
    assert perf_counter() - started < 5
