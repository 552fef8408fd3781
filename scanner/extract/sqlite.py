"""SQLite files found on a share: a member for each table, read without writing a byte beside the file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from scanner.cells import batch
from scanner.errors import UnreadError
from scanner.extract.charset import detect
from scanner.extract.interface import Block, Content, Limits, Member
from scanner.extract.shape import BATCH_ROWS
from scanner.model import Batch, Gap, Reason, Table

_VERSIONS = slice(18, 20)  # of the header: 2 for a database with a write-ahead log, 1 for one without
_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY name
"""


def read(content: Content, limits: Limits) -> Iterator[Block]:
    """A member for each table. Views show what tables hold, and so do the tables behind a virtual one: both are left
    out. Raises UnreadError: corrupt, encrypted, too large (only where the file has no path here)."""
    with closing(_connect(content, limits)) as connection:
        connection.text_factory = _text
        connection.execute("PRAGMA trusted_schema = OFF")
        try:
            tables = [name for (name,) in connection.execute(_TABLES)]
        except sqlite3.DatabaseError as error:
            raise _unread(error) from None
        for name in tables:
            yield _member(connection, name)
        if content.path and _has_log(content.path):
            yield Gap(Reason.ROWS_HIDDEN, detail="write-ahead log")


def _connect(content: Content, limits: Limits) -> sqlite3.Connection:
    try:
        if content.path:
            return sqlite3.connect(f"file:{quote(content.path)}?mode=ro&immutable=1", uri=True)
        connection = sqlite3.connect(":memory:")
        connection.deserialize(_bytes(content, limits))
    except sqlite3.DatabaseError as error:
        raise _unread(error) from None
    return connection


def _bytes(content: Content, limits: Limits) -> bytes:
    with content.open() as stream:
        data = bytearray(stream.read(limits.unpacked_bytes + 1))
    if len(data) > limits.unpacked_bytes:
        raise UnreadError(Reason.TOO_LARGE)
    # A database in memory has no log, and SQLite refuses to look for one.
    data[_VERSIONS] = b"\x01\x01"
    return bytes(data)


def _member(connection: sqlite3.Connection, name: str) -> Member:
    quoted = name.replace('"', '""')
    try:
        rows = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a virtual table of a kind that is not built in here
            return Member(name, gap=Gap(Reason.UNSUPPORTED, detail="virtual table"))
        return Member(name, gap=Gap(_unread(error).reason, detail="sqlite"))
    header = tuple(column[0] for column in rows.description)
    return Member(name, table=Table(_batches(rows), header))


def _batches(rows: sqlite3.Cursor) -> Iterator[Batch]:
    number = 1
    try:
        # Row by row: the pictures of two thousand rows would not fit into memory.
        while (found := batch(number, islice(rows, BATCH_ROWS))).rows:
            yield found
            number += len(found.rows)
    except sqlite3.DatabaseError as error:
        raise _unread(error) from None


def _text(value: bytes) -> str:
    """SQLite keeps as text whatever bytes a program gave it."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode(detect(value), "replace")


def _unread(error: sqlite3.DatabaseError) -> UnreadError:
    """What SQLite's error means; its message may quote the file."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # what is above says more than we need
    reason = {
        sqlite3.SQLITE_NOTADB: Reason.ENCRYPTED,
        sqlite3.SQLITE_CANTOPEN: Reason.UNREADABLE,
        sqlite3.SQLITE_IOERR: Reason.UNREADABLE,
    }
    return UnreadError(reason.get(code, Reason.CORRUPT), "sqlite")


def _has_log(path: bytes) -> bool:
    try:
        return Path(os.fsdecode(path + b"-wal")).stat().st_size > 0
    except OSError:
        return False
