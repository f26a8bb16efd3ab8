"""Events of private talks are kept sealed, and what a visit adds up to beside them, without moments and order."""

import sqlalchemy as sa
from alembic import op

revision = "0005_sealed_talks"
down_revision = "0004_expected_back"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talk_keys",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("wrap", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_talk_keys")),
    )
    op.create_table(
        "inspections",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_inspections_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_inspections")),
    )


def downgrade() -> None:
    op.drop_table("inspections")
    op.drop_table("talk_keys")
