"""The store's tables as they are now; `migrations/` says how a store of an older version becomes like this.

A scan has items; an item has findings, keyed fingerprints and facts. An item that did not change since an earlier
scan has a row of its own whose `same_as` names the row that holds them. A member (a table of a database file)
names the listed item it lies in as its `holder`, and goes when that one is replaced.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

VERSION = "0001"
"""The newest migration. Versions are numbers of four digits: a greater one was written by a newer scanner."""

APPLICATION_ID = 0x50444B47
"""Marks a database file as ours, so that nobody else's is ever written to."""


class Moment(TypeDecorator[dt.datetime]):
    """An aware moment, kept as ISO-8601 text in UTC: exact, and in order of time when sorted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """The text that is kept."""
        return None if value is None else value.astimezone(dt.UTC).isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """The moment back, in UTC."""
        return None if value is None else dt.datetime.fromisoformat(value)


metadata = MetaData()

scan = Table(
    "scan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    Column("as_of", Text, nullable=False),
    Column("targets", Text, nullable=False),  # JSON
    Column("rules", Text, nullable=False),
    Column("declaration", Text, nullable=False),
    Column("key", Text, nullable=False),  # the key's id
    Column("options", Text, nullable=False),  # JSON
)

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scan_id", ForeignKey("scan.id", ondelete="CASCADE"), nullable=False),
    Column("holder", ForeignKey("item.id", ondelete="CASCADE")),
    Column("same_as", ForeignKey("item.id")),
    Column("target", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer),
    Column("modified", Moment),
    Column("owner", Text),
    Column("everyone_reads", Boolean),
    Column("stamp", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text, nullable=False),
    Column("facts", Text, nullable=False),  # JSON; empty where `same_as` is set
    # Not unique: an archive can hold two members of one name.
    Index("item_name", "scan_id", "target", "name"),
    Index("item_holder", "holder", sqlite_where=text("holder IS NOT NULL")),
    Index("item_same_as", "same_as", sqlite_where=text("same_as IS NOT NULL")),
)

seen = Table(
    "seen",
    metadata,
    Column("finding", Text, primary_key=True),  # StoredFinding.id
    Column("first", Moment, nullable=False),
    sqlite_with_rowid=False,
)

finding = Table(
    "finding",
    metadata,
    Column("item_id", ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("category", Text, primary_key=True),
    Column("key", ForeignKey("seen.finding"), nullable=False),  # StoredFinding.id
    Column("total", Integer, nullable=False),
    Column("subjects", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("flawed", Integer, nullable=False),
    Column("places", Text, nullable=False),  # JSON
)

prints = Table(
    "prints",
    metadata,
    Column("item_id", ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("width", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
