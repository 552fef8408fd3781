"""The first version of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes all tables and marks the file as ours."""
    op.execute("PRAGMA application_id = 0x50444B47")
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text),
        sa.Column("as_of", sa.Text, nullable=False),
        sa.Column("targets", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("declaration", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scan_id", sa.Integer, sa.ForeignKey("scan.id", ondelete="CASCADE"), nullable=False),
        sa.Column("holder", sa.Integer, sa.ForeignKey("item.id", ondelete="CASCADE")),
        sa.Column("same_as", sa.Integer, sa.ForeignKey("item.id")),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("size", sa.Integer),
        sa.Column("modified", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("everyone_reads", sa.Boolean),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_index("item_name", "item", ["scan_id", "target", "name"])
    op.create_index("item_holder", "item", ["holder"], sqlite_where=sa.text("holder IS NOT NULL"))
    op.create_index("item_same_as", "item", ["same_as"], sqlite_where=sa.text("same_as IS NOT NULL"))
    op.create_table(
        "seen",
        sa.Column("finding", sa.Text, primary_key=True),
        sa.Column("first", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("item_id", sa.Integer, sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("category", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, sa.ForeignKey("seen.finding"), nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("subjects", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("flawed", sa.Integer, nullable=False),
        sa.Column("places", sa.Text, nullable=False),
    )
    op.create_table(
        "prints",
        sa.Column("item_id", sa.Integer, sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
