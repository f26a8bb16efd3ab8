"""When the team of a visit said it would be back: the desk sees who is late."""

import sqlalchemy as sa
from alembic import op

revision = "0004_expected_back"
down_revision = "0003_agency_settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visits") as visits:
        visits.add_column(sa.Column("expected_back", sa.String(length=27), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visits") as visits:
        visits.drop_column("expected_back")
