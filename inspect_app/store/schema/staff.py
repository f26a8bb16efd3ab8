"""Public bodies, the people who sign in, the powers they hold, their sessions and tablets."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Day, Hash, Id, Moment

agencies = Table(
    "agencies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name_en", String(200), nullable=False),
    Column("name_fr", String(200), nullable=False),
    Column("level", String(20), nullable=False),
    # The signed promise not to pass anything on to immigration enforcement; without it no case is handed over.
    Column("undertaking_on", Day),
    # The desk's own clock: which day is today there.
    Column("time_zone", String(40), nullable=False),
    CheckConstraint("level in ('federal', 'provincial', 'municipal', 'partner')", name="level"),
)

# A row only where an agency chose something; Letter is the paper of those that did not.
agency_settings = Table(
    "agency_settings",
    metadata,
    Column("agency_id", Id, ForeignKey("agencies.id"), primary_key=True),
    Column("paper", String(6), nullable=False),
    CheckConstraint("paper in ('letter', 'a4')", name="paper"),
)

jurisdictions = Table(
    "jurisdictions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", Id, ForeignKey("agencies.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("value", String(100), nullable=False),
    CheckConstraint("kind in ('province', 'region', 'sector')", name="kind"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", Id, ForeignKey("agencies.id"), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("language", String(2), nullable=False),
    Column("password_hash", String(200)),
    Column("state", String(10), nullable=False),
    Column("failed", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
    Column("added_at", Moment, nullable=False),
    CheckConstraint("language in ('en', 'fr')", name="language"),
    CheckConstraint("state in ('invited', 'active', 'disabled')", name="state"),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("act", String(60), nullable=False),
    Column("number", String(40), nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("valid_until", Day),
)

sessions = Table(
    "sessions",
    metadata,
    # Only a hash of the cookie's token is kept: a stolen database signs nobody in.
    Column("token_hash", Hash, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

# A form that adds something carries a key; pressed twice, it leads twice to what it added once.
form_keys = Table(
    "form_keys",
    metadata,
    Column("key_hash", Hash, primary_key=True),
    Column("location", String(300), nullable=False),
    Column("day", Day, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("letter", String(2), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("seen_at", Moment),
    Column("revoked_at", Moment),
    Column("handset", Boolean, nullable=False, default=False),
)

Index("ix_jurisdictions_agency_id", jurisdictions.c.agency_id)
