"""What visits showed, derived from events and derivable again, and the orders and scores that followed."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Day, Hash, Id, Json, Moment

# One worker met in a private interview. A number dealt at random and an age band; nothing else, ever.
person_cases = Table(
    "person_cases",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), primary_key=True),
    Column("number", Integer),
    Column("age_band", String(10), nullable=False),
    CheckConstraint("age_band in ('under_16', '16_17', '18_plus', 'unknown')", name="age_band"),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), nullable=False, index=True),
    Column("case_id", String(40)),
    Column("framework", String(10), nullable=False),
    Column("code", String(60), nullable=False),
    Column("state", String(14), nullable=False),
    Column("item", String(80)),
    Column("basis", Json),
    Column("severity", Integer),
    Column("urgent", String(20)),
    CheckConstraint("state in ('present', 'not_present', 'not_assessed')", name="state"),
)

contraventions = Table(
    "contraventions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), nullable=False, index=True),
    Column("item", String(80), nullable=False),
    Column("citation", String(120), nullable=False),
    Column("jurisdiction", String(10), nullable=False),
    Column("program", String(20), nullable=False),
    Column("basis", Json, nullable=False),
    Column("standard", String(30), nullable=False),
    CheckConstraint("standard in ('suspicion', 'reasonable_grounds', 'balance')", name="standard"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("visit_id", Id, ForeignKey("visits.id"), nullable=False, index=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("item", String(80)),
    Column("act", String(60), nullable=False),
    Column("citation", String(120), nullable=False),
    Column("text_en", Text, nullable=False),
    Column("text_fr", Text, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("state", String(10), nullable=False),
    Column("stop_work", Boolean, nullable=False, default=False),
    Column("issued_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("settled_on", Day),
    Column("settled_by", Id, ForeignKey("staff.id")),
    Column("proof", Text),
    CheckConstraint("state in ('open', 'kept', 'missed', 'extended', 'appealed', 'lifted')", name="state"),
)

# What the score may know of the past. A contested fact is left out until a person has reviewed it.
facts = Table(
    "facts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("visit_id", Id, ForeignKey("visits.id")),
    Column("kind", String(20), nullable=False),
    Column("on_day", Day, nullable=False),
    Column("serious", Boolean),
    Column("unannounced", Boolean),
    Column("value", Json),
    Column("contested", Boolean, nullable=False, default=False),
    CheckConstraint("kind in ('inspection', 'complaint')", name="kind"),
)

scores = Table(
    "scores",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False),
    Column("as_of", Day, nullable=False),
    Column("model", String(20), nullable=False),
    Column("weights_hash", Hash, nullable=False),
    Column("inputs_hash", Hash, nullable=False),
    Column("points", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("evidence", String(10), nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Hash, nullable=False),
    Column("at", Moment, nullable=False),
)

Index("ix_scores_employer_id_at", scores.c.employer_id, scores.c.at)
Index("ix_orders_state_due_on", orders.c.state, orders.c.due_on)
Index("ix_orders_due_on", orders.c.due_on, orders.c.id)
