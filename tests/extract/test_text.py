"""Plain text: every line with its number, whatever bytes it is made of."""

from __future__ import annotations

import pytest

from scanner.extract.interface import Limits
from scanner.extract.text import Slices, read
from scanner.model import Reason, Text
from tests.extract.office import seen


def test_lines_are_numbered_from_one():
    assert seen(read, "первая\n\nтретья\n".encode("cp1251")).lines == [("первая", "line 1"), ("третья", "line 3")]


def test_a_log_is_cut_at_its_lines_and_stays_whole():
    lines = [f"2024-01-01 12:00:00 INFO запись {number}" for number in range(5000)]
    texts = seen(read, "\n".join(lines).encode()).texts
    assert len(texts) > 1
    assert "".join(text.text[slice(*text.own)] for text in texts if text.own) == "\n".join(lines)
    assert texts[1].locate(texts[1].text.index("запись 3000")) == (("line", "3001"),)


def test_one_huge_line_is_cut_too():
    texts = seen(read, b"word " * 100_000, Limits(text_piece=10_000)).texts
    assert max(len(text.text) for text in texts) <= 10_000
    assert texts[-1].locate(0) == (("line", "1"),)


def test_escaped_cyrillic_letters_are_read():
    found = seen(read, rb'ERROR body={"name": "\u0410\u0441\u0430\u043d\u043e\u0432"} C:\users\u00e9')
    assert found.texts[0].text == r'ERROR body={"name": "Асанов"} C:\users\u00e9'


def test_much_that_cannot_be_decoded_is_a_gap():
    found = seen(read, "Сотрудник ".encode() * 5 + b"\x80 \x81 \x82 \x83 \x84 ")
    assert [gap.reason for gap in found.gaps] == [Reason.CORRUPT]
    assert "Сотрудник" in found.everything()


def test_one_bad_byte_in_a_long_text_is_no_gap():
    assert not seen(read, "Сотрудник Абрамов\n".encode() * 100 + b"\x80 ").gaps


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_what_a_parser_did_not_answer_is_read_again_and_nothing_else(answered):
    slices = Slices(["строка\n" * 1000])
    taken = []
    for part in slices:
        taken.append(part)
        if len(taken) <= answered:
            slices.answered()
        if len(taken) == 3:
            break
    told = "".join(taken[: max(0, answered - 1)])
    (text,) = slices.rest(Limits())
    assert isinstance(text, Text)
    assert told + text.text + "\n" == "строка\n" * 1000
    assert text.locate(0) == (("line", str(told.count("\n") + 1)),)
