"""Who is on duty, posters, a supervisor's raise, and which languages are offered."""

import sqlalchemy as sa
from alembic import op

revision = "0002_duty"
down_revision = "0001_first"
branch_labels = None
depends_on = None

CHECKS = {
    "runs": ("kind", "kind in ('worker', 'management')", "kind in ('worker', 'management', 'poster')"),
    "urgent": (
        "kind",
        "kind in ('violence', 'locked_in', 'hurt', 'child')",
        "kind in ('violence', 'locked_in', 'hurt', 'child', 'young')",
    ),
}


def upgrade() -> None:
    for name in ("raised", "open_floor"):
        with op.batch_alter_table("points") as points:
            points.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("duty") as duty:
        duty.add_column(sa.Column("seen", sa.String(length=27), nullable=True))
    for table, (name, _, after) in CHECKS.items():
        _check(table, name, after)
    op.create_table(
        "offered",
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.CheckConstraint("shown in (0, 1)", name=op.f("ck_offered_shown")),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_offered")),
    )


def downgrade() -> None:
    op.drop_table("offered")
    op.execute("delete from runs where kind = 'poster'")
    op.execute("delete from urgent where kind = 'young'")
    for table, (name, before, _) in CHECKS.items():
        _check(table, name, before)
    with op.batch_alter_table("duty") as duty:
        duty.drop_column("seen")
    with op.batch_alter_table("points") as points:
        points.drop_column("open_floor")
        points.drop_column("raised")


def _check(table: str, name: str, rule: str) -> None:
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        changed.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
