"""Visits and what tablets sent: events exactly as they came, texts and pictures beside them as blobs."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    and_,
)

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Day, Hash, Id, Json, Moment

visits = Table(
    "visits",
    metadata,
    Column("id", Id, primary_key=True),
    # Whose visit it is; all that lies below it is this agency's too.
    Column("agency_id", Id, ForeignKey("agencies.id"), nullable=False, index=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("site_id", Id, ForeignKey("sites.id"), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("kind", String(14), nullable=False),
    Column("purpose", Text, nullable=False, default=""),
    Column("planned_for", Day, nullable=False),
    Column("planned_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("announced", String(12), nullable=False, default="unannounced"),
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    # Why this site and not another: kept with the visit so that fairness can be audited later.
    Column("arm", String(12), nullable=False, default="chosen"),
    Column("selection_prob", Float),
    Column("draw_id", Id),
    Column("expected_back", Moment),
    # When its first report was issued; empty while a closed visit still owes one.
    Column("reported_at", Moment),
    # How many events were kept or changed their state, and up to which of these counts its results are projected.
    Column("appended_to", Integer, nullable=False, default=0, server_default="0"),
    Column("projected_to", Integer, nullable=False, default=0, server_default="0"),
    CheckConstraint("state in ('planned', 'under_way', 'closed', 'cancelled')", name="state"),
    CheckConstraint("kind in ('inspection', 'investigation')", name="kind"),
    CheckConstraint("announced in ('unannounced', 'announced')", name="announced"),
    CheckConstraint("arm in ('random', 'urgent', 'complaint', 'points', 'follow_up', 'chosen')", name="arm"),
)

visit_team = Table(
    "visit_team",
    metadata,
    Column("visit_id", Id, ForeignKey("visits.id"), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), primary_key=True),
    Column("part", String(10), nullable=False),
    CheckConstraint("part in ('lead', 'member', 'interpreter')", name="part"),
)

visit_checklists = Table(
    "visit_checklists",
    metadata,
    Column("visit_id", Id, ForeignKey("visits.id"), primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("n", Integer, nullable=False),
)

# Append-only. `body` is the very text the tablet hashed; nothing here is ever rewritten.
events = Table(
    "events",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("hash", Hash, nullable=False),
    Column("visit_id", Id, nullable=False),
    Column("device_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("prev", Hash),
    Column("what", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("why", String(60)),
    # Of a sealed event alone: a keyed hash of its tablet and number, by which the next one of the chain finds it.
    Column("position", String(32)),
    CheckConstraint("state in ('stored', 'quarantined')", name="state"),
)

# Events of private talks lie in `events` sealed; one key a visit, wrapped for the intake key
# (actions/fieldwork/sealed_interviews.py).
interview_keys = Table(
    "interview_keys",
    metadata,
    Column("visit_id", Id, primary_key=True),
    Column("wrap", LargeBinary, nullable=False),
)

# What a visit's events add up to, its talks without moments and order; web alone can add it up anew.
inspections = Table(
    "inspections",
    metadata,
    Column("visit_id", Id, ForeignKey("visits.id"), primary_key=True),
    Column("body", Json, nullable=False),
)

# Free text and pictures, named by salted hash, so that one can be struck while the chain still holds.
blobs = Table(
    "blobs",
    metadata,
    Column("hash", Hash, primary_key=True),
    Column("visit_id", Id, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("salt", String(64)),
    Column("text", Text),
    Column("size", Integer, nullable=False),
    Column("media_type", String(40)),
    Column("path", String(200)),
    Column("device_id", Id),
    Column("arrived_at", Moment, nullable=False),
    Column("redacted_at", Moment),
    Column("redacted_by", Id, ForeignKey("staff.id")),
    Column("redacted_why", Text),
    CheckConstraint("kind in ('text', 'photo', 'signature')", name="kind"),
)

photo_pieces = Table(
    "photo_pieces",
    metadata,
    Column("hash", Hash, primary_key=True),
    Column("visit_id", Id, primary_key=True),
    Column("device_id", Id, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    Column("arrived_at", Moment, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), nullable=False, index=True),
    Column("device_id", Id, nullable=False),
    Column("code", String(20), nullable=False),
    Column("body", Json, nullable=False),
    Column("signature", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

Index("ix_events_visit_id_n", events.c.visit_id, events.c.n)
Index("ix_events_device_id_seq", events.c.device_id, events.c.visit_id, events.c.seq)
Index("ix_events_position", events.c.visit_id, events.c.position)
# Only what waits for a person, or came as a correction: these stay small however long the history grows.
Index(
    "ix_events_quarantined",
    events.c.visit_id,
    sqlite_where=events.c.state == "quarantined",
    postgresql_where=events.c.state == "quarantined",
)
Index(
    "ix_visits_unreported",
    visits.c.agency_id,
    visits.c.closed_at,
    sqlite_where=and_(visits.c.state == "closed", visits.c.reported_at.is_(None)),
    postgresql_where=and_(visits.c.state == "closed", visits.c.reported_at.is_(None)),
)
Index(
    "ix_events_corrected",
    events.c.arrived_at,
    sqlite_where=events.c.what == "corrected",
    postgresql_where=events.c.what == "corrected",
)
Index("ix_visits_planned_for", visits.c.state, visits.c.planned_for)
