"""Lent handsets: a run without paper, and whether it has sent what it held."""

import sqlalchemy as sa
from alembic import op

revision = "0004_handset"
down_revision = "0003_standing"
branch_labels = None
depends_on = None

BEFORE = "kind in ('worker', 'management', 'poster')"
AFTER = "kind in ('worker', 'management', 'poster', 'handset')"


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("sent", sa.Integer(), nullable=False, server_default="0"))
        runs.drop_constraint(op.f("ck_runs_kind"), type_="check")
        runs.create_check_constraint(op.f("ck_runs_kind"), AFTER)


def downgrade() -> None:
    op.execute("delete from cards where run in (select id from runs where kind = 'handset')")
    op.execute("delete from runs where kind = 'handset'")
    with op.batch_alter_table("runs") as runs:
        runs.drop_constraint(op.f("ck_runs_kind"), type_="check")
        runs.create_check_constraint(op.f("ck_runs_kind"), BEFORE)
        runs.drop_column("sent")
