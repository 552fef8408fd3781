"""Long text in pieces: nothing is lost, nothing is counted twice, each match is seen whole."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.interface import Limits
from scanner.extract.pieces import cut, pieces

LINES = st.lists(st.text("аб 1", max_size=120), max_size=20)


def numbered(lines: list[str]):
    return [(line, (("line", str(number)),)) for number, line in enumerate(lines, 1)]


@settings(deadline=None)
@given(LINES, st.integers(40, 100), st.integers(8, 20))
def test_each_character_belongs_to_exactly_one_piece(lines, size, overlap):
    found = list(pieces(numbered(lines), Limits(text_piece=size, overlap=overlap)))
    own = "".join(piece.text[slice(*piece.own)] for piece in found if piece.own)
    assert re.sub(r"\s", "", own) == re.sub(r"\s", "", "".join(lines))
    assert all(len(piece.text) <= size for piece in found)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Асанов", "2120", "в", "городе"]), min_size=1, max_size=80), st.integers(60, 90))
def test_each_word_is_whole_in_the_piece_that_owns_it(words, size):
    text = " ".join(words)
    found = pieces([(text, ())], Limits(text_piece=size, overlap=30))
    seen = [m.group() for piece in found for m in re.finditer(r"\S+", piece.text) if piece.owns(m.start())]
    assert seen == words


def test_a_short_text_is_one_piece_joined_by_line_ends():
    (piece,) = pieces(numbered(["а", "", "б"]), Limits())
    assert piece.text == "а\n\nб"
    assert [piece.locate(offset) for offset in (0, 3)] == [(("line", "1"),), (("line", "3"),)]


def test_a_place_holds_in_every_piece_of_a_line():
    found = list(pieces(numbered(["x" * 10, "слово " * 50]), Limits(text_piece=60, overlap=16)))
    assert len(found) > 4
    assert all(piece.locate(len(piece.text) - 1) == (("line", "2"),) for piece in found)


def test_pieces_end_at_line_ends_where_there_are_some():
    found = list(pieces(numbered(["строка номер один"] * 20), Limits(text_piece=200, overlap=60)))
    assert all(piece.text.endswith("\n") for piece in found[:-1])
    assert all(piece.text[piece.own[1] - 1] == "\n" for piece in found[:-1] if piece.own)


def test_chunks_of_one_line_are_joined_without_a_line_end():
    (piece,) = cut([("2120319", (("line", "1"),)), ("8401234\n", (("line", "1"),))], Limits())
    assert piece.text == "21203198401234"


def test_blank_text_has_no_pieces():
    assert not list(pieces(numbered(["", "  ", ""]), Limits()))
