"""What left the building, as immutable bytes, and the slow work that makes it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Hash, Id, Json, Moment

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("number", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("replaces", Id, ForeignKey("reports.id")),
    Column("reason", Text),
    Column("state", String(12), nullable=False),
    Column("language", String(2), nullable=False),
    # The snapshot of what the report says, so that the same bytes can be argued about years later.
    Column("content", Json),
    Column("code", String(32), nullable=False, unique=True),
    Column("bytes_hash", Hash),
    Column("path", String(200)),
    Column("size", Integer),
    Column("drafted_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("comment", Text),
    Column("issued_by", Id, ForeignKey("staff.id")),
    Column("issued_at", Moment),
    CheckConstraint("state in ('draft', 'submitted', 'returned', 'resubmitted', 'issuing', 'issued')", name="state"),
    CheckConstraint("language in ('en', 'fr')", name="language"),
    UniqueConstraint("visit_id", "kind", "language", "version"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("args", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("made_at", Moment, nullable=False),
    Column("taken_at", Moment),
    Column("done_at", Moment),
    Column("error", Text),
    CheckConstraint("state in ('waiting', 'taken', 'done', 'failed')", name="state"),
)

Index("ix_reports_visit_id_state", reports.c.visit_id, reports.c.state)
# Only what waits for a supervisor.
_WAITS = reports.c.state.in_(("submitted", "resubmitted"))
Index("ix_reports_to_review", reports.c.state, reports.c.visit_id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("ix_reports_drafted_at", reports.c.drafted_at)
Index("ix_jobs_state_made_at", jobs.c.state, jobs.c.made_at)
