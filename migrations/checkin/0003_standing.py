"""Standing points, and the pool that they and the smallest sites are counted in."""

import sqlalchemy as sa
from alembic import op

revision = "0003_standing"
down_revision = "0002_duty"
branch_labels = None
depends_on = None

COLUMNS = {"host_kind": 16, "place": 120, "county": 4, "sector": 12}


def upgrade() -> None:
    with op.batch_alter_table("points") as points:
        for name, length in COLUMNS.items():
            points.add_column(sa.Column(name, sa.String(length=length), nullable=True))
    # No page could open a point with a host before; one that somebody wrote by hand becomes a library's.
    op.execute("update points set host_kind = 'library' where host is not null")
    with op.batch_alter_table("points") as points:
        points.create_check_constraint(op.f("ck_points_standing"), "(host is null) = (host_kind is null)")
    op.create_table(
        "pool",
        sa.Column("sector", sa.String(length=12), nullable=False),
        sa.Column("county", sa.String(length=4), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=12), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("sector", "county", "item", "seq", name=op.f("pk_pool")),
    )


def downgrade() -> None:
    op.drop_table("pool")
    with op.batch_alter_table("points") as points:
        points.drop_constraint(op.f("ck_points_standing"), type_="check")
        for name in reversed(COLUMNS):
            points.drop_column(name)
