"""Databases by SQLAlchemy URL: every table of every schema that is not the system's, read only, in batches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from scanner.cells import batch
from scanner.errors import SourceError, UnreadError
from scanner.i18n import _
from scanner.model import Batch, Item, ItemKind, Outcome, Reason, Table
from scanner.privacy import Secret

BATCH_ROWS = 2000
_SYSTEM_SCHEMAS = {"information_schema", "pg_catalog", "pg_toast", "mysql", "performance_schema", "sys"}


@dataclass(frozen=True, slots=True)
class DatabaseSource:
    """A database. The URL may hold a password: it is kept as a secret and connected to by each worker for itself.
    `place` is the URL without what may be secret: it tells two databases of one name apart."""

    url: Secret
    label: str
    place: str

    def items(self) -> Iterator[tuple[Item, Outcome | None]]:
        """Every table, named `schema.table`."""
        engine = _engine(self.url)
        try:
            inspector = sa.inspect(engine)
            for schema in sorted(set(inspector.get_schema_names()) - _SYSTEM_SCHEMAS):
                for table in sorted(inspector.get_table_names(schema)):
                    yield Item(self.label, f"{schema}.{table}", ItemKind.TABLE, locator=(schema, table)), None
        except SQLAlchemyError as error:
            raise SourceError(
                _("{target}: the database cannot be read ({error})").format(target=self.label, error=_kind(error))
            ) from None
        finally:
            engine.dispose()

    def open(self, item: Item) -> Table:
        """The table's rows, read as they are asked for."""
        schema, name = (str(part) for part in item.locator)
        engine = _engine(self.url)
        try:
            connection = engine.connect()
        except SQLAlchemyError as error:
            raise _unread(error) from None
        return _table(engine, connection, sa.table(name, schema=schema))

    def stamp(self, item: Item) -> str:
        """Nobody can say whether a table changed: it is always read again."""
        return ""


def database_source(url: str, label: str | None = None, folder: Path | None = None) -> DatabaseSource:
    """The source of a URL such as `sqlite:///kadry.sqlite`; a file's path is relative to `folder`.

    The label is the database's name. Raises SourceError for a URL that cannot be used, and for a missing file
    (SQLite would make an empty one and call it clean).
    """
    try:
        parsed = make_url(url)
        dialect = parsed.get_dialect()
        dialect.import_dbapi()
    except ImportError as error:
        message = _("no driver for this database is installed here: pip install {name}")
        raise SourceError(message.format(name=error.name)) from None
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise SourceError(_("this is no database URL that can be used ({error})").format(error=_kind(error))) from None
    name = label or Path(parsed.database or parsed.host or "database").stem
    if parsed.get_backend_name() == "sqlite":
        parsed = _read_only_sqlite(parsed, folder or Path())
    place = parsed.set(password=None, query={}).render_as_string()
    return DatabaseSource(Secret(parsed.render_as_string(hide_password=False)), name, place)


def _read_only_sqlite(url: URL, folder: Path) -> URL:
    path = (folder / (url.database or "")).resolve()
    if not path.is_file():
        raise SourceError(_("{path}: no such database file").format(path=path))
    return url.set(database=path.as_uri(), query={"mode": "ro", "uri": "true"})


def _engine(url: Secret) -> Engine:
    # NullPool: a worker holds no connection that it does not read from.
    engine = sa.create_engine(url.value, poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tolerate_text)
    return engine


def _tolerate_text(connection: sqlite3.Connection, _record: object) -> None:
    """SQLite keeps whatever bytes a program called text; one bad value must not cost the table."""
    connection.text_factory = lambda value: value.decode("utf-8", "replace")


def _table(engine: Engine, connection: Connection, table: sa.TableClause) -> Table:
    query: sa.Select[tuple[object, ...]] = sa.select(sa.literal_column("*")).select_from(table)
    try:
        result = connection.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS).execute(query)
    except SQLAlchemyError as error:
        connection.close()
        engine.dispose()
        raise _unread(error) from None
    return Table(_batches(engine, connection, result), header=tuple(result.keys()))


def _batches(engine: Engine, connection: Connection, result: sa.CursorResult[tuple[object, ...]]) -> Iterator[Batch]:
    number = 1
    try:
        for rows in result.partitions(BATCH_ROWS):
            yield batch(number, rows)
            number += len(rows)
    except SQLAlchemyError as error:
        raise _unread(error) from None
    finally:
        connection.close()
        engine.dispose()


def _unread(error: SQLAlchemyError) -> UnreadError:
    # Only the kind of error: a driver's message may quote the data.
    return UnreadError(Reason.UNREADABLE, _kind(error))


def _kind(error: Exception) -> str:
    return type(getattr(error, "orig", None) or error).__name__
