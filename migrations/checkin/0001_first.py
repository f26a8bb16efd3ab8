"""The whole check-in database.

Until a version is released, a change of schema is written into this file; from then on migrations only add.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "points",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit", sa.String(length=32), nullable=True),
        sa.Column("host", sa.String(length=120), nullable=True),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("headcount", sa.String(length=10), nullable=False),
        sa.Column("cards_out", sa.Integer(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("approved_by", sa.String(length=32), nullable=True),
        sa.Column("agency", sa.String(length=32), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("open_floor", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("host_kind", sa.String(length=16), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("county", sa.String(length=4), nullable=True),
        sa.Column("sector", sa.String(length=12), nullable=True),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state in ('open', 'closed')", name=op.f("ck_points_state")),
        sa.CheckConstraint("k >= 5", name=op.f("ck_points_k")),
        sa.CheckConstraint("(visit is null) <> (host is null)", name=op.f("ck_points_belongs")),
        sa.CheckConstraint("(host is null) = (host_kind is null)", name=op.f("ck_points_standing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("point", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("kind in ('worker', 'management', 'poster', 'handset')", name=op.f("ck_runs_kind")),
        sa.CheckConstraint("state in ('live', 'void')", name=op.f("ck_runs_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_point"), "runs", ["point"])
    op.create_table(
        "cards",
        sa.Column("h", sa.LargeBinary(length=32), nullable=False),
        sa.Column("run", sa.String(length=32), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(h) = 32", name=op.f("ck_cards_h")),
        sa.CheckConstraint("used in (0, 1)", name=op.f("ck_cards_used")),
        sa.PrimaryKeyConstraint("h", name=op.f("pk_cards")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "boxes",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("point", sa.String(length=32), nullable=False),
        sa.Column("pile", sa.String(length=12), nullable=False),
        sa.Column("c", sa.LargeBinary(length=2096), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_boxes_id")),
        sa.CheckConstraint("length(c) = 2096", name=op.f("ck_boxes_c")),
        sa.CheckConstraint("pile in ('main', 'again', 'unconfirmed', 'open')", name=op.f("ck_boxes_pile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boxes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_boxes_point_pile"), "boxes", ["point", "pile"])
    op.create_table(
        "periods",
        sa.Column("id", sa.String(length=7), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
    )
    op.create_table(
        "snapshots",
        sa.Column("point", sa.String(length=32), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("band", sa.String(length=12), nullable=False),
        sa.Column("pressure", sa.String(length=6), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("point", "k", "seq", "item", name=op.f("pk_snapshots")),
    )
    op.create_table(
        "urgent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("point", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.String(length=27), nullable=True),
        sa.Column("handled_by", sa.String(length=32), nullable=True),
        sa.Column("handled_day", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('violence', 'locked_in', 'hurt', 'child', 'young')", name=op.f("ck_urgent_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent")),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.String(length=27), nullable=False),
        sa.Column("ends", sa.String(length=27), nullable=False),
        sa.Column("seen", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_table(
        "regional_totals",
        sa.Column("sector", sa.String(length=12), nullable=False),
        sa.Column("county", sa.String(length=4), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=12), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("sector", "county", "item", "seq", name=op.f("pk_regional_totals")),
    )
    op.create_table(
        "offered",
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.CheckConstraint("shown in (0, 1)", name=op.f("ck_offered_shown")),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_offered")),
    )


def downgrade() -> None:
    for table in (
        "offered",
        "regional_totals",
        "duty",
        "urgent",
        "snapshots",
        "periods",
        "boxes",
        "cards",
        "runs",
        "points",
    ):
        op.drop_table(table)
