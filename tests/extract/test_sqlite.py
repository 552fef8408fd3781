"""Database files on a share: each table a member, nothing written beside the file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from scanner.errors import UnreadError
from scanner.extract.interface import Block, Limits, Member
from scanner.extract.sqlite import read
from scanner.model import Gap, Reason
from tests.extract.office import Bytes, rows_of

PEOPLE = "CREATE TABLE people (name TEXT, pin INTEGER, born, photo BLOB)"
ROW = ("Асанов Бакыт", 21203198401234, 1984.0, b"\xff\xd8")


class OnDisk:
    """A file that lies in a folder."""

    size = None

    def __init__(self, file: Path) -> None:
        self._file = file
        self.path = os.fsencode(file)
        self.name = file.name

    def open(self) -> BinaryIO:
        return self._file.open("rb")


def database(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    connection.execute(PEOPLE)
    connection.execute("INSERT INTO people VALUES (?, ?, ?, ?)", ROW)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


@pytest.fixture(params=["path", "bytes"])
def blocks(request, tmp_path: Path) -> Callable[..., list[Any]]:
    """Reads a database made by these statements, from a path and as bytes: its blocks, each with its rows."""

    def make(*statements: str) -> list[Any]:
        path = database(tmp_path / "Кадры #1?.db", *statements)
        content = OnDisk(path) if request.param == "path" else Bytes(path.read_bytes())
        return [(block, rows(block)) for block in read(content, Limits())]

    return make


def rows(block: Block):
    return rows_of(block.table) if isinstance(block, Member) and block.table else None


def names(found) -> list[str]:
    return [block.name for block, _ in found if isinstance(block, Member)]


def test_a_table_has_its_columns_and_rows(blocks):
    ((member, rows),) = blocks()
    assert (member.name, member.table.header) == ("people", ("name", "pin", "born", "photo"))
    assert rows == {1: ("Асанов Бакыт", "21203198401234", "1984", None)}


def test_tables_of_any_kind_and_name_are_read(blocks):
    found = blocks(
        'CREATE TABLE "о""дин; --" ("имя поля")',
        "CREATE TABLE keyed (id TEXT PRIMARY KEY, v) WITHOUT ROWID",
        "INSERT INTO keyed VALUES ('k', 'Юдин')",
        "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE sqlitefan (x)",
    )
    assert sorted(names(found)) == ["counted", "keyed", "people", "sqlitefan", 'о"дин; --']
    assert dict(zip(names(found), (rows for _, rows in found), strict=True))["keyed"] == {1: ("k", "Юдин")}


def test_views_and_statistics_are_left_out(blocks):
    assert names(blocks("CREATE VIEW v AS SELECT * FROM people", "CREATE INDEX i ON people (pin)", "ANALYZE")) == [
        "people"
    ]


def test_a_text_index_is_read_once_and_not_the_tables_behind_it(blocks):
    found = blocks("CREATE VIRTUAL TABLE notes USING fts5(body)", "INSERT INTO notes VALUES ('дело Юдина')")
    assert names(found) == ["notes", "people"] and found[0][1] == {1: ("дело Юдина",)}


def test_a_virtual_table_of_an_unknown_kind_is_listed_as_unread(blocks):
    found = blocks(
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema VALUES ('table', 'odd', 'odd', 0, 'CREATE VIRTUAL TABLE odd USING absent(x)')",
    )
    ((member, _),) = [entry for entry in found if isinstance(entry[0], Member) and entry[0].name == "odd"]
    assert member.gap == Gap(Reason.UNSUPPORTED, detail="virtual table") and "people" in names(found)


def test_text_in_another_charset_is_read(blocks):
    value = "Абрамов Денис".encode("cp1251").hex()
    found = blocks("CREATE TABLE old (x)", f"INSERT INTO old VALUES (CAST(x'{value}' AS TEXT))")
    assert found[0][1] == {1: ("Абрамов Денис",)}


def test_a_log_with_changes_not_in_the_file_is_a_gap(tmp_path):
    path = tmp_path / "live.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(PEOPLE)
    connection.commit()
    before = sorted(tmp_path.iterdir())
    found = [(block, rows(block)) for block in read(OnDisk(path), Limits())]
    assert found[-1][0] == Gap(Reason.ROWS_HIDDEN, detail="write-ahead log")
    assert sorted(tmp_path.iterdir()) == before
    connection.close()


def test_a_closed_database_with_a_log_is_read_as_bytes_too(tmp_path):
    path = tmp_path / "closed.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    database(path)
    (member,) = read(Bytes(path.read_bytes()), Limits())
    assert isinstance(member, Member) and member.name == "people"


def test_a_name_that_is_no_utf8_is_opened(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xca\xe0\xe4\xf0\xfb.db"))
    found = list(read(OnDisk(database(path)), Limits()))
    assert [block.name for block in found if isinstance(block, Member)] == ["people"]


@pytest.mark.parametrize("where", [OnDisk, lambda path: Bytes(path.read_bytes())])
def test_what_is_no_database_is_unread(tmp_path, where):
    path = tmp_path / "noise.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    with pytest.raises(UnreadError) as error:
        list(read(where(path), Limits()))
    assert error.value.reason in (Reason.ENCRYPTED, Reason.CORRUPT)


def test_a_broken_page_costs_what_comes_after_it_in_its_table(tmp_path):
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 9000)"
    many = f"INSERT INTO people (name) {numbers} SELECT i FROM n"
    path = database(tmp_path / "torn.db", many, "CREATE TABLE z (x)", "INSERT INTO z VALUES ('Юдин')")
    data = bytearray(path.read_bytes())
    data[10 * 4096 : 10 * 4096 + 200] = b"\xff" * 200
    found = read(Bytes(bytes(data)), Limits())
    member = next(found)
    assert isinstance(member, Member) and member.table
    with pytest.raises(UnreadError, match="corrupt"):
        list(member.table.batches)
    assert rows(next(found)) == {1: ("Юдин",)}


def test_a_table_that_cannot_be_begun_is_listed_as_unread(tmp_path):
    data = bytearray(database(tmp_path / "torn.db").read_bytes())
    data[4096:4296] = b"\xff" * 200
    (member,) = read(Bytes(bytes(data)), Limits())
    assert isinstance(member, Member) and member.gap == Gap(Reason.CORRUPT, detail="sqlite")


def test_a_database_that_went_away_is_not_called_broken(tmp_path):
    path = database(tmp_path / "gone.db")
    content = OnDisk(path)
    path.unlink()
    with pytest.raises(UnreadError, match="unreadable"):
        list(read(content, Limits()))


def test_a_database_too_large_for_the_memory_is_unread(tmp_path):
    path = database(tmp_path / "large.db")
    with pytest.raises(UnreadError, match="too_large"):
        list(read(Bytes(path.read_bytes()), Limits(unpacked_bytes=1000)))
