"""What tablets mend of employers and sites, beside what was there and what the desk wrote; a trading name."""

import sqlalchemy as sa
from alembic import op

revision = "0006_mends"
down_revision = "0005_sealed_talks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mends",
        sa.Column("source", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=True),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.CheckConstraint("subject_kind in ('employer', 'site')", name=op.f("ck_mends_subject_kind")),
        sa.PrimaryKeyConstraint("source", "field", name=op.f("pk_mends")),
    )
    op.create_index(op.f("ix_mends_apart"), "mends", ["apart"], unique=False)
    op.create_index("ix_mends_subject", "mends", ["subject_kind", "subject_id"], unique=False)
    op.create_index(op.f("ix_mends_visit_id"), "mends", ["visit_id"], unique=False)
    with op.batch_alter_table("employers") as employers:
        employers.add_column(sa.Column("trading", sa.String(length=300), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("employers") as employers:
        employers.drop_column("trading")
    op.drop_index(op.f("ix_mends_visit_id"), table_name="mends")
    op.drop_index("ix_mends_subject", table_name="mends")
    op.drop_index(op.f("ix_mends_apart"), table_name="mends")
    op.drop_table("mends")
