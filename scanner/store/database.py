"""The store's file: made for its owner's eyes only, never somebody else's database, brought up to date at opening."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from scanner.errors import StoreError
from scanner.i18n import _
from scanner.store.schema import APPLICATION_ID, VERSION

_BUSY_SECONDS = 30  # how long to wait for another process that writes


class Database:
    """An open store file. `reading` and `writing` each give one transaction; both raise StoreError."""

    def __init__(self, where: str | Path) -> None:
        self.path = _file(where)
        _create(self.path)
        self._engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
            hide_parameters=True,  # an error's text must hold nothing of what is stored
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(immediate=True)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is now, whatever is written meanwhile."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole when the block ends, or not at all."""
        with self._told(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Gives the file back."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            version = _version(connection, self.path)
        _tighten(self.path)
        if version == VERSION:
            return
        if not version:
            self._use_wal()
        with self.writing() as connection:
            # Another process may have done it while this one waited for its turn.
            if _version(connection, self.path) != VERSION:
                _upgrade(connection)

    def _use_wal(self) -> None:
        # Readers never wait for the writer, and a killed process loses nothing that it had committed.
        with self._told():
            raw = self._engine.raw_connection()
            try:
                # SQLite does not wait for this one statement: it fails at once while another process writes.
                until = time.monotonic() + _BUSY_SECONDS
                while True:
                    try:
                        raw.cursor().execute("PRAGMA journal_mode = WAL")
                        return
                    except sqlite3.OperationalError as error:
                        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                            raise
                    time.sleep(0.05)
            finally:
                raw.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            why = error.orig if isinstance(error, DBAPIError) else error
            raise StoreError(_("the store {path} cannot be used: {why}").format(path=self.path, why=why)) from error


def _file(where: str | Path) -> Path:
    if isinstance(where, Path) or "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "sqlite" or not url.database:
        raise StoreError(_("the store must be a file: give its path, or sqlite:///PATH"))
    return Path(url.database)


def _create(path: Path) -> None:
    """Makes a missing file with its final rights: it is at no moment open to others."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        message = _("the store {path} cannot be made: {why}").format(path=path, why=error.strerror)
        raise StoreError(message) from error


def _tighten(path: Path) -> None:
    """Takes every right of others to the file, and to what SQLite keeps beside it, away."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        try:
            if name.stat().st_mode & 0o077:
                name.chmod(0o600)
        except FileNotFoundError:
            continue
        except OSError as error:
            message = _("others can read the store {path}, and its rights cannot be changed: {why}")
            raise StoreError(message.format(path=name, why=error.strerror)) from error


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _version(connection: Connection, path: Path) -> str:
    """The store's version, "" for an empty file. Raises StoreError for a newer one and for a foreign file."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise StoreError(_("{path} is another program's database, not a store").format(path=path))
        return ""
    version = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if version > VERSION:
        message = _(
            "the store {path} was written by a newer version of scanner: update scanner, or choose another store"
        )
        raise StoreError(message.format(path=path))
    return version


def _upgrade(connection: Connection) -> None:
    # Imported here: it takes longer than most commands, and is needed once in a store's life and version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "scanner.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
