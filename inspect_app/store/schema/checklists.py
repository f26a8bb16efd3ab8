"""Checklist versions as they run: frozen when published, never changed after."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.types import Hash, Id, Moment

checklist_versions = Table(
    "checklist_versions",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("origin", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("source_yaml", Text, nullable=False),
    Column("frozen_json", Text, nullable=False),
    Column("hash", Hash, nullable=False),
    Column("published_by", Id, ForeignKey("staff.id")),
    Column("at", Moment, nullable=False),
    CheckConstraint("origin in ('shipped', 'written')", name="origin"),
    CheckConstraint("state in ('draft', 'published', 'withdrawn')", name="state"),
)
