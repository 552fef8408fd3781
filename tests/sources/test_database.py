"""Databases by URL: every table is an item, rows come in batches, nothing is ever written."""

import hashlib
import pickle
import sqlite3

import pytest

from scanner.errors import SourceError, UnreadError
from scanner.model import ItemKind, Reason
from scanner.sources import database
from scanner.sources.database import database_source


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Кадры №1.sqlite"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute('CREATE TABLE "кызматкерлер; --" (pin REAL, name TEXT, scan BLOB)')
        connection.execute("CREATE TABLE empty (a)")
        connection.executemany(
            'INSERT INTO "кызматкерлер; --" VALUES (?, ?, ?)',
            [(20101198000014.0, f"name {number}", b"\xff\xd8") for number in range(4001)],
        )
        connection.execute("INSERT INTO empty VALUES (CAST(x'cac0e4' AS TEXT))")
    connection.close()
    return path


@pytest.fixture
def source(path):
    return database_source(f"sqlite:///{path.name}", folder=path.parent)


def test_every_table_is_an_item_named_by_schema_and_table(source):
    assert [(item.name, item.kind, outcome) for item, outcome in source.items()] == [
        ("main.empty", ItemKind.TABLE, None),
        ("main.кызматкерлер; --", ItemKind.TABLE, None),
    ]


def test_rows_come_in_batches_with_their_numbers_and_numbers_keep_their_digits(source):
    item = next(item for item, _ in source.items() if "кызматкерлер" in item.name)

    table = pickle.loads(pickle.dumps(source)).open(item)
    batches = list(table.batches)

    assert table.header == ("pin", "name", "scan")
    assert [len(batch.rows) for batch in batches] == [2000, 2000, 1]
    assert batches[2].numbers == (4001,)
    assert batches[0].rows[0] == ("20101198000014", "name 0", None)


def test_binary_cells_are_counted_as_not_read(source):
    item = next(item for item, _ in source.items() if "кызматкерлер" in item.name)
    assert sum(batch.binary for batch in source.open(item).batches) == 4001


def test_text_that_is_no_utf8_costs_a_value_and_not_the_table(source):
    item = next(item for item, _ in source.items() if item.name == "main.empty")
    [batch] = source.open(item).batches
    assert len(batch.rows) == 1


def test_the_file_is_not_touched(source, path):
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns

    for item, _ in source.items():
        list(source.open(item).batches)

    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_missing_file_is_an_error_and_not_a_new_empty_database(tmp_path):
    with pytest.raises(SourceError, match=r"gone\.sqlite"):
        database_source("sqlite:///gone.sqlite", folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["no url at all", "nosuchdialect://host/db", ""])
def test_a_url_that_cannot_be_used_is_an_error(url):
    with pytest.raises(SourceError):
        database_source(url)


def test_a_missing_driver_is_told_by_name():
    with pytest.raises(SourceError, match="pip install oracledb"):
        database_source("oracle+oracledb://user:s3cret@host/db")


def test_a_file_that_is_no_database_is_an_error(tmp_path):
    (tmp_path / "a.sqlite").write_bytes(b"not a database, and long enough to be looked at" * 40)
    with pytest.raises(SourceError, match="DatabaseError"):
        list(database_source("sqlite:///a.sqlite", folder=tmp_path).items())


def test_a_table_that_is_dropped_meanwhile_is_unread(source, path):
    item, _ = next(source.items())
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE empty")
    connection.close()

    with pytest.raises(UnreadError) as caught:
        source.open(item)
    assert caught.value.reason is Reason.UNREADABLE


def test_a_password_is_in_no_repr(monkeypatch):
    monkeypatch.setattr(database, "_read_only_sqlite", lambda url, folder: url)
    source = database_source("sqlite://user:s3cret@/x")
    assert "s3cret" not in repr(source)
