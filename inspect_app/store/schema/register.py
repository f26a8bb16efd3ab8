"""The register: employers under every name, sites that a person confirmed, mailing places that a list gave."""

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
    UniqueConstraint,
)

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Day, Hash, Id, Json, Moment

employers = Table(
    "employers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("sector", String(10)),
    Column("size_band", String(10)),
    Column("region", String(60)),
    Column("state", String(10), nullable=False, default="active"),
    Column("source", String(40), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("added_at", Moment, nullable=False),
    Column("trading", String(300)),
    CheckConstraint("state in ('active', 'closed')", name="state"),
)

# Every name an employer has had, so that its history can be found under each of them.
employer_names = Table(
    "employer_names",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("name", String(300), nullable=False),
    Column("normal", String(300), nullable=False),
    Column("kind", String(10), nullable=False),
    CheckConstraint("kind in ('legal', 'trade', 'former', 'listed')", name="kind"),
    UniqueConstraint("employer_id", "name"),
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("value", String(60), nullable=False),
    Column("jurisdiction", String(10), nullable=False),
    Column("valid_from", Day),
    Column("valid_to", Day),
    UniqueConstraint("kind", "value", "jurisdiction", "employer_id"),
)

# What a public list gives: an address for letters. It has no pin on any map and no route to it.
places = Table(
    "places",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("address", String(300), nullable=False),
    Column("city", String(120)),
    Column("province", String(40)),
    Column("postal", String(10)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(10), nullable=False),
    Column("source", String(40), nullable=False),
    CheckConstraint("precision in ('postal', 'none')", name="precision"),
    UniqueConstraint("employer_id", "address"),
)

sites = Table(
    "sites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("name", String(200), nullable=False),
    Column("address", String(300), nullable=False, default=""),
    Column("city", String(120), nullable=False, default=""),
    Column("region", String(60)),
    Column("postal", String(10)),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String(10), nullable=False, default="none"),
    Column("source", String(200)),
    Column("confirmed_by", Id, ForeignKey("staff.id")),
    Column("confirmed_at", Moment),
    Column("headcount", Integer),
    Column("season_from", Day),
    Column("season_to", Day),
    # Chosen by the desk to book an interpreter or a handset; never joined to a score or a check-in.
    Column("languages", Json),
    Column("shifts", Text),
    Column("hazards", Text),
    Column("dwelling", Boolean, nullable=False, default=False),
    # Which day it is there: for a visit, an order's last day, a look back.
    Column("time_zone", String(40), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("added_at", Moment, nullable=False),
    CheckConstraint("kind in ('work', 'housing')", name="kind"),
    CheckConstraint("precision in ('gps', 'hand', 'postal', 'none')", name="precision"),
)

recruiters = Table(
    "recruiters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("normal", String(300), nullable=False, index=True),
    Column("licence", String(40)),
    Column("licence_state", String(20), nullable=False, default="unknown"),
    Column("country", String(60)),
    Column("version", Integer, nullable=False, default=1),
    Column("added_at", Moment, nullable=False),
)

employer_recruiters = Table(
    "employer_recruiters",
    metadata,
    Column("employer_id", Id, ForeignKey("employers.id"), primary_key=True),
    Column("recruiter_id", Id, ForeignKey("recruiters.id"), primary_key=True),
    Column("source", String(200), nullable=False),
    Column("by", Id, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

# Two records that belong together. Never a merge: a link can be taken back, and a rejected pair is remembered.
links = Table(
    "links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("a_kind", String(10), nullable=False),
    Column("a_id", Id, nullable=False),
    Column("b_kind", String(10), nullable=False),
    Column("b_id", Id, nullable=False),
    Column("state", String(10), nullable=False),
    Column("rule", String(60), nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("by", Id, ForeignKey("staff.id")),
    Column("at", Moment, nullable=False),
    CheckConstraint("state in ('proposed', 'confirmed', 'rejected')", name="state"),
    CheckConstraint(
        "kind in ('same_as', 'possible_successor', 'shares_address', 'shares_phone', 'shares_director', "
        "'uses_recruiter')",
        name="kind",
    ),
    UniqueConstraint("kind", "a_id", "b_id"),
)

# A change to an employer or a site made anywhere, kept with the version it was made against.
edits = Table(
    "edits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_kind", String(10), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("changes", Json, nullable=False),
    Column("device", Id, ForeignKey("devices.id")),
    Column("by", Id, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("why", Text),
    CheckConstraint("subject_kind in ('employer', 'site')", name="subject_kind"),
    CheckConstraint("state in ('applied', 'held', 'conflict', 'rejected')", name="state"),
)

# What was written in each field that a tablet may mend: first what was there, then every hand's word. A visit's lines
# are derived from its events and can be derived again; a line without a tablet was written at the desk.
corrections = Table(
    "corrections",
    metadata,
    Column("source", String(36), primary_key=True),
    Column("field", String(20), primary_key=True),
    Column("subject_kind", String(10), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("was", Json),
    Column("value", Json),
    Column("version", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("device_id", Id),
    Column("visit_id", Id, index=True),
    Column("saw", Json, nullable=False),
    Column("by", Id),
    Column("at", Moment, nullable=False),
    Column("why", Text),
    Column("conflicting", Boolean, nullable=False, index=True),
    CheckConstraint("subject_kind in ('employer', 'site')", name="subject_kind"),
)

lists = Table(
    "lists",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("sha256", Hash, nullable=False, unique=True),
    Column("period", String(20)),
    Column("rows", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
)

# A line of a public list. Being on a list is no sign of risk, so no score reads this table.
listings = Table(
    "listings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("list_id", Id, ForeignKey("lists.id"), nullable=False, index=True),
    Column("employer_id", Id, ForeignKey("employers.id"), nullable=False, index=True),
    Column("place_id", Id, ForeignKey("places.id")),
    Column("line", Integer, nullable=False),
    Column("stream", String(40)),
    Column("occupation", String(200)),
    Column("assessments", Integer),
    Column("positions", Integer),
    Column("outcome", String(10), nullable=False),
    CheckConstraint("outcome in ('positive', 'negative')", name="outcome"),
    UniqueConstraint("list_id", "line"),
)

Index("ix_employer_names_normal", employer_names.c.normal)
Index("ix_edits_subject", edits.c.subject_kind, edits.c.subject_id)
Index("ix_corrections_subject", corrections.c.subject_kind, corrections.c.subject_id)
Index("ix_links_a", links.c.a_kind, links.c.a_id)
Index("ix_links_b", links.c.b_kind, links.c.b_id)
Index("ix_places_postal", places.c.postal)
