"""From bytes to blocks: the right reader for each file, and every failure as one with a reason."""

from __future__ import annotations

import errno
import io
import json
import pickle
import sqlite3
import subprocess
import sys

import pytest

from scanner.errors import UnreadError
from scanner.extract import text
from scanner.extract.interface import Extract, Limits, Member
from scanner.extract.reader import Reader
from scanner.model import Batch, Reason, Table, Text
from tests.extract.office import Bytes, docx, paragraph, rows_of, xlsx, zipped

SECRET = "21203198401234"


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (pin)")
    connection.execute("INSERT INTO t VALUES (?)", (SECRET,))
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def said(data: bytes) -> str:
    """All text and cells of a file."""
    return "\n".join(part for block in Reader()(Bytes(data)).blocks() for part in _said(block))


def _said(block):
    match block:
        case Text():
            yield block.text
        case Table():
            yield from (cell or "" for row in rows_of(block).values() for cell in row)
        case Member():
            yield from _said(block.table)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (f"ПИН {SECRET}".encode("cp1251"), "text"),
        (f"имя;ПИН\nЮдин;{SECRET}\nКим;{SECRET}\n".encode(), "csv"),
        (f"имя\tПИН\nЮдин\t{SECRET}\nКим\t{SECRET}\n".encode("utf-16"), "tsv"),
        (json.dumps([{"pin": SECRET}]).encode(), "json"),
        (json.dumps({"pin": SECRET}).encode() + b"\n{}\n", "jsonl"),
        (f"<html><p>ПИН {SECRET}".encode(), "html"),
        (f"<r><pin>{SECRET}</pin></r>".encode(), "xml"),
        (database(), "sqlite"),
        (docx(paragraph(f"ПИН {SECRET}")), "docx"),
        (xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>ПИН {SECRET}</t></is></c></row>'), "xlsx"),
    ],
)
def test_each_kind_has_its_reader(data, media):
    assert Reader()(Bytes(data)).media == media
    assert SECRET in said(data)


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", Reason.EMPTY, ""),
        (b"\x89PNG\r\n\x1a\n\x00", Reason.PICTURE, "png"),
        (zipped({"a.txt": "x"}), Reason.UNSUPPORTED, "zip"),
        (bytes(range(256)) * 20, Reason.UNSUPPORTED, "binary"),
    ],
)
def test_what_no_reader_takes_says_so(data, reason, detail):
    with pytest.raises(UnreadError) as error:
        Reader()(Bytes(data))
    assert (error.value.reason, error.value.detail) == (reason, detail)


def failing(error: Exception):
    """A reader that fails after its first block, and in the rows of a table."""

    def read(content, limits):
        yield Text("x")
        yield Table(rows())
        raise error

    def rows():
        yield Batch((1,), (("x",),))
        raise error

    return read


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (KeyError(SECRET), Reason.CORRUPT, "KeyError"),
        (RecursionError(SECRET), Reason.CORRUPT, "RecursionError"),
        (OSError(SECRET), Reason.CORRUPT, "OSError"),
        (OSError(errno.EIO, SECRET), Reason.UNREADABLE, "OSError"),
        (UnreadError(Reason.TOO_DEEP, "x"), Reason.TOO_DEEP, "x"),
    ],
)
def test_whatever_a_reader_raises_is_an_unread_error_without_the_message(monkeypatch, error, reason, detail):
    monkeypatch.setattr(text, "read", failing(error))
    blocks = Reader()(Bytes(b"x")).blocks()
    assert next(blocks) == Text("x")
    table = next(blocks)
    assert isinstance(table, Table) and next(table.batches).numbers == (1,)
    for broken in (table.batches, blocks):
        with pytest.raises(UnreadError) as caught:
            next(broken)
        assert (caught.value.reason, caught.value.detail) == (reason, detail)
        assert SECRET not in str(caught.value)


def test_memory_that_runs_out_is_not_called_a_broken_file(monkeypatch):
    monkeypatch.setattr(text, "read", failing(MemoryError()))
    blocks = Reader()(Bytes(b"x")).blocks()
    next(blocks)
    next(blocks)
    with pytest.raises(MemoryError):
        next(blocks)


class Lost:
    """A file that its server lets nobody read."""

    name, size, path = "x", None, None

    def open(self) -> io.BytesIO:
        raise UnreadError(Reason.PERMISSION)


def test_what_a_source_raises_stays_what_it_is():
    with pytest.raises(UnreadError, match="permission"):
        Reader()(Lost())


def test_a_kind_without_pages_has_no_tables_of_a_page():
    assert not list(Reader()(Bytes(b"x")).tables(1))


def test_a_reader_goes_to_workers_with_its_limits():
    reader: Extract = pickle.loads(pickle.dumps(Reader(Limits(text_piece=1000))))
    assert isinstance(reader, Reader) and reader.limits.text_piece == 1000
    texts = [block for block in reader(Bytes(b"word " * 1000)).blocks() if isinstance(block, Text)]
    assert max(len(block.text) for block in texts) <= 1000


def test_readers_are_loaded_when_they_are_needed():
    heavy = "{'pypdfium2', 'pdfplumber', 'msoffcrypto'}"
    code = f"import sys, scanner.extract.reader; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
