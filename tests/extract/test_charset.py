"""Bytes to characters: the charsets that Russian, Kyrgyz and Western text is kept in."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.extract.charset import detect, open_text

RUSSIAN = ["Абрамов Денис", "Щербакова Жанна", "Юдин Всеволод", "Зайцева Римма", "Хмельницкий Лев"]
KYRGYZ = ["Сүйүнбаев Төлөгөн", "Өскөнбаева Гүлбарчын", "Дөөлөткелдиев Кеңеш", "Үркүнчүева Бүбүсара"]
WESTERN = ["Jürgen Müller, Köln", "Hélène François, née à Orléans", "Straße für Bücher"]
TEXTS = [
    *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")),
    *((KYRGYZ, name) for name in ("kz1048", "ptcp154")),
    (WESTERN, "cp1252"),
    *((names, name) for names in (RUSSIAN, KYRGYZ, WESTERN) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")),
    (RUSSIAN, "utf-16-be"),
    (KYRGYZ, "utf-32"),
]


def text_of(data: bytes) -> str:
    return "".join(open_text(io.BytesIO(data)).chunks())


@pytest.mark.parametrize(("names", "charset"), TEXTS)
def test_a_list_of_names_is_read_in_every_charset(names, charset):
    text = "\n".join(names)
    assert text_of(text.encode(charset)) == text


@pytest.mark.parametrize(("names", "charset"), [text for text in TEXTS if text[0] is not WESTERN])
def test_upper_case_is_read_too(names, charset):
    text = "\n".join(names).upper()
    assert text_of(text.encode(charset)) == text


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866", "utf-8", "utf-16-le", "kz1048"])
def test_two_words_are_enough(charset):
    names = [*RUSSIAN, *(KYRGYZ if charset in ("kz1048", "utf-8", "utf-16-le") else [])]
    assert [text_of(name.encode(charset)) for name in names] == names


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866"])
def test_few_short_lists_are_taken_for_another_charset(charset):
    rng = random.Random(7)
    lists = ["\n".join(rng.choices(RUSSIAN, k=2)).upper() for _ in range(50)]
    assert sum(text_of(text.encode(charset)) == text for text in lists) >= 49


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8", "cp866"])
def test_letters_are_found_behind_much_ascii(charset):
    text = "2024-01-01 INFO started\n" * 10_000 + "Сотрудник Абрамов\n"
    assert len(text) > 200_000
    assert text_of(text.encode(charset)) == text


def test_kyrgyz_letters_of_kz1048_come_out_right():
    assert detect("Өмүрбеков Түгөл, күнү 12".encode("kz1048")) == "kz1048"
    assert detect("Иванов Пётр, № 12 «Ромашка»".encode("cp1251")) == "cp1251"


def test_tables_drawn_in_dos_keep_their_letters():
    text = "┌──────┬─────┐\n│Фамилия│Имя │\n│Абрамов│Денис│\n└──────┴─────┘"
    assert detect(text.encode("cp866")) == "cp866"


@pytest.mark.parametrize("data", [b"", b"plain ascii", "Абр".encode()[:-1], "née".encode() + b"\xc3"])
def test_ascii_and_a_character_cut_at_the_end_are_utf8(data):
    assert detect(data) == "utf-8"


def test_a_few_bad_bytes_leave_a_file_utf8():
    text = text_of("Сотрудник Абрамов\n".encode() * 20 + b"\xff\xfe\n" + "Юдин".encode())
    assert text.startswith("Сотрудник") and text.endswith("Юдин") and "\ufffd" in text


def test_windows_text_inside_a_utf8_file_is_read():
    data = "Приказ о приёме\n".encode() * 5 + "Абрамов Денис\n".encode("cp1251") + "конец\n".encode()
    assert "Абрамов Денис\nконец" in text_of(data)


def test_utf8_appended_to_a_windows_file_is_read():
    data = "Приказ о приёме на работу\n".encode("cp1251") * 300 + "Өмүрбеков Түгөл\n".encode()
    assert text_of(data).endswith("работу\nӨмүрбеков Түгөл\n")


def test_what_is_lost_is_counted():
    stream = open_text(io.BytesIO("Абрамов ".encode() * 3 + b"\x80 \x81 "))
    assert "".join(stream.chunks()).count("\ufffd") == stream.lost == 2
    assert stream.seen == 28


def test_line_ends_of_all_systems_and_zero_bytes():
    assert text_of(b"a\r\nb\rc\x00d") == "a\nb\nc d"


def test_a_long_line_comes_in_parts_of_one_number():
    lines = list(open_text(io.BytesIO(b"x" * 300_000 + b"\nend")).lines(100_000))
    assert [number for number, _ in lines[:2]] == [1, 1] and lines[-1] == (2, "end")
    assert sum(len(part) for _, part in lines) == 300_004


def test_line_ends_that_are_no_line_ends_stay():
    assert list(open_text(io.BytesIO("а\x0cб\u2028в\n".encode())).lines(100)) == [(1, "а\x0cб\u2028в\n")]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    assert isinstance(text_of(data), str)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_text_in_utf8_with_a_mark_is_what_it_was(text):
    assert text_of(b"\xef\xbb\xbf" + text.encode()) == text
