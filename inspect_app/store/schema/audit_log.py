"""The journal: a chain of salted hashes that lasts, beside contents that can be deleted on schedule."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Hash, Id, Json, Moment

audit_log = Table(
    "audit_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", Hash, nullable=False),
    Column("content_hash", Hash, nullable=False),
    Column("hash", Hash, nullable=False),
)

audit_contents = Table(
    "audit_contents",
    metadata,
    Column("seq", Integer, ForeignKey("audit_log.seq"), primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("act", String(60), nullable=False),
    Column("who", String(64)),
    Column("agency_id", Id),
    Column("about_kind", String(30)),
    Column("about_id", String(64)),
    Column("detail", Json, nullable=False),
)

Index("ix_audit_contents_about", audit_contents.c.about_kind, audit_contents.c.about_id)
Index("ix_audit_contents_who", audit_contents.c.who)
