"""What an agency chose for itself: so far the paper of its reports."""

import sqlalchemy as sa
from alembic import op

revision = "0003_agency_settings"
down_revision = "0002_employer_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_settings",
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=6), nullable=False),
        sa.CheckConstraint("paper in ('letter', 'a4')", name=op.f("ck_agency_settings_paper")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_agency_settings_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_agency_settings")),
    )


def downgrade() -> None:
    op.drop_table("agency_settings")
