"""The whole staff database: register and its search, visits, results, reports, staff and audit log.

Until a version is released, a change of schema is written into this file; from then on migrations only add.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first"
down_revision = None
branch_labels = None
depends_on = None

# detail and columnsize are off: only "does it hold the word" is asked, and the index is a third of the size.
FTS = (
    "create virtual table employer_search using fts5(words, content='employer_words', content_rowid='id', "
    "detail='none', columnsize=0, prefix='3 5', tokenize='ascii')"
)
TRIGGERS = {
    "employer_search_added": (
        "after insert on employer_words begin insert into employer_search(rowid, words) values (new.id, new.words); end"
    ),
    "employer_search_gone": (
        "after delete on employer_words begin "
        "insert into employer_search(employer_search, rowid, words) values ('delete', old.id, old.words); end"
    ),
    "employer_search_changed": (
        "after update on employer_words begin "
        "insert into employer_search(employer_search, rowid, words) values ('delete', old.id, old.words); "
        "insert into employer_search(rowid, words) values (new.id, new.words); end"
    ),
}
# In the order they are made: whom others refer to comes first.
TABLES = (
    "agencies",
    "employers",
    "events",
    "jobs",
    "audit_log",
    "lists",
    "photo_pieces",
    "recruiters",
    "employer_names",
    "identifiers",
    "audit_contents",
    "jurisdictions",
    "places",
    "scores",
    "staff",
    "appointments",
    "blobs",
    "checklist_versions",
    "devices",
    "employer_recruiters",
    "links",
    "listings",
    "form_keys",
    "sessions",
    "sites",
    "edits",
    "visits",
    "contraventions",
    "facts",
    "findings",
    "orders",
    "person_cases",
    "receipts",
    "reports",
    "visit_checklists",
    "visit_team",
    "agency_settings",
    "interview_keys",
    "inspections",
    "corrections",
    "employer_words",
    "spellings",
)


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_fr", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("undertaking_on", sa.Date(), nullable=True),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "level in ('federal', 'provincial', 'municipal', 'partner')", name=op.f("ck_agencies_level")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "employers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sector", sa.String(length=10), nullable=True),
        sa.Column("size_band", sa.String(length=10), nullable=True),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("trading", sa.String(length=300), nullable=True),
        sa.CheckConstraint("state in ('active', 'closed')", name=op.f("ck_employers_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("arrived_at", sa.String(length=27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=60), nullable=True),
        sa.Column("position", sa.String(length=32), nullable=True),
        sa.CheckConstraint("state in ('stored', 'quarantined')", name=op.f("ck_events_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_device_id_seq", "events", ["device_id", "visit_id", "seq"], unique=False)
    op.create_index(
        "ix_events_corrected",
        "events",
        ["arrived_at"],
        unique=False,
        sqlite_where=sa.text("what = 'corrected'"),
        postgresql_where=sa.text("what = 'corrected'"),
    )
    op.create_index(
        "ix_events_quarantined",
        "events",
        ["visit_id"],
        unique=False,
        sqlite_where=sa.text("state = 'quarantined'"),
        postgresql_where=sa.text("state = 'quarantined'"),
    )
    op.create_index("ix_events_position", "events", ["visit_id", "position"], unique=False)
    op.create_index("ix_events_visit_id_n", "events", ["visit_id", "n"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(length=27), nullable=False),
        sa.Column("taken_at", sa.String(length=27), nullable=True),
        sa.Column("done_at", sa.String(length=27), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("state in ('waiting', 'taken', 'done', 'failed')", name=op.f("ck_jobs_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_state_made_at", "jobs", ["state", "made_at"], unique=False)
    op.create_table(
        "audit_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_log")),
    )
    op.create_table(
        "lists",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
        sa.UniqueConstraint("sha256", name=op.f("uq_lists_sha256")),
    )
    op.create_table(
        "photo_pieces",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("hash", "visit_id", "device_id", "start", name=op.f("pk_photo_pieces")),
    )
    op.create_table(
        "recruiters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("normal", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=True),
        sa.Column("licence_state", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruiters")),
    )
    op.create_index(op.f("ix_recruiters_normal"), "recruiters", ["normal"], unique=False)
    op.create_table(
        "employer_names",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("normal", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind in ('legal', 'trade', 'former', 'listed')", name=op.f("ck_employer_names_kind")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employer_names_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_names")),
        sa.UniqueConstraint("employer_id", "name", name=op.f("uq_employer_names_employer_id_name")),
    )
    op.create_index(op.f("ix_employer_names_employer_id"), "employer_names", ["employer_id"], unique=False)
    op.create_index("ix_employer_names_normal", "employer_names", ["normal"], unique=False)
    op.create_table(
        "identifiers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("jurisdiction", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_identifiers_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifiers")),
        sa.UniqueConstraint(
            "kind",
            "value",
            "jurisdiction",
            "employer_id",
            name=op.f("uq_identifiers_kind_value_jurisdiction_employer_id"),
        ),
    )
    op.create_index(op.f("ix_identifiers_employer_id"), "identifiers", ["employer_id"], unique=False)
    op.create_table(
        "audit_contents",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=True),
        sa.Column("agency_id", sa.String(length=32), nullable=True),
        sa.Column("about_kind", sa.String(length=30), nullable=True),
        sa.Column("about_id", sa.String(length=64), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit_log.seq"], name=op.f("fk_audit_contents_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_contents")),
    )
    op.create_index("ix_audit_contents_about", "audit_contents", ["about_kind", "about_id"], unique=False)
    op.create_index("ix_audit_contents_who", "audit_contents", ["who"], unique=False)
    op.create_table(
        "jurisdictions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.CheckConstraint("kind in ('province', 'region', 'sector')", name=op.f("ck_jurisdictions_kind")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_jurisdictions_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdictions")),
    )
    op.create_index("ix_jurisdictions_agency_id", "jurisdictions", ["agency_id"], unique=False)
    op.create_table(
        "places",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=True),
        sa.Column("province", sa.String(length=40), nullable=True),
        sa.Column("postal", sa.String(length=10), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.CheckConstraint("precision in ('postal', 'none')", name=op.f("ck_places_precision")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_places_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("employer_id", "address", name=op.f("uq_places_employer_id_address")),
    )
    op.create_index(op.f("ix_places_employer_id"), "places", ["employer_id"], unique=False)
    op.create_index("ix_places_postal", "places", ["postal"], unique=False)
    op.create_table(
        "scores",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("model", sa.String(length=20), nullable=False),
        sa.Column("weights_hash", sa.String(length=64), nullable=False),
        sa.Column("inputs_hash", sa.String(length=64), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("evidence", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_scores_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index("ix_scores_employer_id_at", "scores", ["employer_id", "at"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.String(length=27), nullable=True),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.CheckConstraint("language in ('en', 'fr')", name=op.f("ck_staff_language")),
        sa.CheckConstraint("state in ('invited', 'active', 'disabled')", name=op.f("ck_staff_state")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_staff_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_appointments_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    op.create_index(op.f("ix_appointments_staff_id"), "appointments", ["staff_id"], unique=False)
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("device_id", sa.String(length=32), nullable=True),
        sa.Column("arrived_at", sa.String(length=27), nullable=False),
        sa.Column("redacted_at", sa.String(length=27), nullable=True),
        sa.Column("redacted_by", sa.String(length=32), nullable=True),
        sa.Column("redacted_why", sa.Text(), nullable=True),
        sa.CheckConstraint("kind in ('text', 'photo', 'signature')", name=op.f("ck_blobs_kind")),
        sa.ForeignKeyConstraint(["redacted_by"], ["staff.id"], name=op.f("fk_blobs_redacted_by")),
        sa.PrimaryKeyConstraint("hash", "visit_id", name=op.f("pk_blobs")),
    )
    op.create_table(
        "checklist_versions",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source_yaml", sa.Text(), nullable=False),
        sa.Column("frozen_json", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.CheckConstraint("origin in ('shipped', 'written')", name=op.f("ck_checklist_versions_origin")),
        sa.CheckConstraint("state in ('draft', 'published', 'withdrawn')", name=op.f("ck_checklist_versions_state")),
        sa.ForeignKeyConstraint(["published_by"], ["staff.id"], name=op.f("fk_checklist_versions_published_by")),
        sa.PrimaryKeyConstraint("key", "n", name=op.f("pk_checklist_versions")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.String(length=27), nullable=False),
        sa.Column("seen_at", sa.String(length=27), nullable=True),
        sa.Column("revoked_at", sa.String(length=27), nullable=True),
        sa.Column("handset", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_devices_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_staff_id"), "devices", ["staff_id"], unique=False)
    op.create_table(
        "employer_recruiters",
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("recruiter_id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_employer_recruiters_by")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employer_recruiters_employer_id")),
        sa.ForeignKeyConstraint(["recruiter_id"], ["recruiters.id"], name=op.f("fk_employer_recruiters_recruiter_id")),
        sa.PrimaryKeyConstraint("employer_id", "recruiter_id", name=op.f("pk_employer_recruiters")),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("a_kind", sa.String(length=10), nullable=False),
        sa.Column("a_id", sa.String(length=32), nullable=False),
        sa.Column("b_kind", sa.String(length=10), nullable=False),
        sa.Column("b_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.CheckConstraint(
            "kind in ('same_as', 'possible_successor', 'shares_address', 'shares_phone', 'shares_director', "
            "'uses_recruiter')",
            name=op.f("ck_links_kind"),
        ),
        sa.CheckConstraint("state in ('proposed', 'confirmed', 'rejected')", name=op.f("ck_links_state")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_links_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("kind", "a_id", "b_id", name=op.f("uq_links_kind_a_id_b_id")),
    )
    op.create_index("ix_links_a", "links", ["a_kind", "a_id"], unique=False)
    op.create_index("ix_links_b", "links", ["b_kind", "b_id"], unique=False)
    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.String(length=32), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=True),
        sa.Column("occupation", sa.String(length=200), nullable=True),
        sa.Column("assessments", sa.Integer(), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.CheckConstraint("outcome in ('positive', 'negative')", name=op.f("ck_listings_outcome")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_listings_employer_id")),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_listings_list_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_listings_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("list_id", "line", name=op.f("uq_listings_list_id_line")),
    )
    op.create_index(op.f("ix_listings_employer_id"), "listings", ["employer_id"], unique=False)
    op.create_index(op.f("ix_listings_list_id"), "listings", ["list_id"], unique=False)
    op.create_table(
        "form_keys",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_form_keys")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.String(length=27), nullable=False),
        sa.Column("seen_at", sa.String(length=27), nullable=False),
        sa.Column("ends_at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sessions_staff_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_staff_id"), "sessions", ["staff_id"], unique=False)
    op.create_table(
        "sites",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=True),
        sa.Column("postal", sa.String(length=10), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        sa.Column("confirmed_at", sa.String(length=27), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("season_from", sa.Date(), nullable=True),
        sa.Column("season_to", sa.Date(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("shifts", sa.Text(), nullable=True),
        sa.Column("hazards", sa.Text(), nullable=True),
        sa.Column("dwelling", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.CheckConstraint("kind in ('work', 'housing')", name=op.f("ck_sites_kind")),
        sa.CheckConstraint("precision in ('gps', 'hand', 'postal', 'none')", name=op.f("ck_sites_precision")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name=op.f("fk_sites_confirmed_by")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_sites_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index(op.f("ix_sites_employer_id"), "sites", ["employer_id"], unique=False)
    op.create_table(
        "edits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint("state in ('applied', 'held', 'conflict', 'rejected')", name=op.f("ck_edits_state")),
        sa.CheckConstraint("subject_kind in ('employer', 'site')", name=op.f("ck_edits_subject_kind")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_edits_by")),
        sa.ForeignKeyConstraint(["device"], ["devices.id"], name=op.f("fk_edits_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
    )
    op.create_index("ix_edits_subject", "edits", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=False),
        sa.Column("planned_by", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.String(length=27), nullable=False),
        sa.Column("announced", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.String(length=27), nullable=True),
        sa.Column("closed_at", sa.String(length=27), nullable=True),
        sa.Column("arm", sa.String(length=12), nullable=False),
        sa.Column("selection_prob", sa.Float(), nullable=True),
        sa.Column("draw_id", sa.String(length=32), nullable=True),
        sa.Column("expected_back", sa.String(length=27), nullable=True),
        sa.Column("reported_at", sa.String(length=27), nullable=True),
        sa.Column("appended_to", sa.Integer(), server_default="0", nullable=False),
        sa.Column("projected_to", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("announced in ('unannounced', 'announced')", name=op.f("ck_visits_announced")),
        sa.CheckConstraint(
            "arm in ('random', 'urgent', 'complaint', 'points', 'follow_up', 'chosen')", name=op.f("ck_visits_arm")
        ),
        sa.CheckConstraint("kind in ('inspection', 'investigation')", name=op.f("ck_visits_kind")),
        sa.CheckConstraint("state in ('planned', 'under_way', 'closed', 'cancelled')", name=op.f("ck_visits_state")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_visits_agency_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_visits_employer_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["staff.id"], name=op.f("fk_visits_planned_by")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_visits_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_agency_id"), "visits", ["agency_id"], unique=False)
    op.create_index(op.f("ix_visits_employer_id"), "visits", ["employer_id"], unique=False)
    op.create_index("ix_visits_planned_for", "visits", ["state", "planned_for"], unique=False)
    op.create_index(op.f("ix_visits_site_id"), "visits", ["site_id"], unique=False)
    op.create_index(
        "ix_visits_unreported",
        "visits",
        ["agency_id", "closed_at"],
        unique=False,
        sqlite_where=sa.text("state = 'closed' and reported_at is null"),
        postgresql_where=sa.text("state = 'closed' and reported_at is null"),
    )
    op.create_table(
        "contraventions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("citation", sa.String(length=120), nullable=False),
        sa.Column("jurisdiction", sa.String(length=10), nullable=False),
        sa.Column("program", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("standard", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "standard in ('suspicion', 'reasonable_grounds', 'balance')", name=op.f("ck_contraventions_standard")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_contraventions_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contraventions")),
    )
    op.create_index(op.f("ix_contraventions_visit_id"), "contraventions", ["visit_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=True),
        sa.Column("unannounced", sa.Boolean(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind in ('inspection', 'complaint')", name=op.f("ck_facts_kind")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_facts_employer_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_facts_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_employer_id"), "facts", ["employer_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("framework", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.String(length=20), nullable=True),
        sa.CheckConstraint("state in ('present', 'not_present', 'not_assessed')", name=op.f("ck_findings_state")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_findings_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_visit_id"), "findings", ["visit_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("citation", sa.String(length=120), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stop_work", sa.Boolean(), nullable=False),
        sa.Column("issued_by", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.String(length=27), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state in ('open', 'kept', 'missed', 'extended', 'appealed', 'lifted')", name=op.f("ck_orders_state")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_orders_employer_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"], name=op.f("fk_orders_issued_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_orders_settled_by")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_orders_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_employer_id"), "orders", ["employer_id"], unique=False)
    op.create_index("ix_orders_due_on", "orders", ["due_on", "id"], unique=False)
    op.create_index("ix_orders_state_due_on", "orders", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_orders_visit_id"), "orders", ["visit_id"], unique=False)
    op.create_table(
        "person_cases",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("age_band", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "age_band in ('under_16', '16_17', '18_plus', 'unknown')", name=op.f("ck_person_cases_age_band")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_person_cases_visit_id")),
        sa.PrimaryKeyConstraint("id", "visit_id", name=op.f("pk_person_cases")),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_receipts_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index(op.f("ix_receipts_visit_id"), "receipts", ["visit_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("bytes_hash", sa.String(length=64), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("drafted_by", sa.String(length=32), nullable=False),
        sa.Column("drafted_at", sa.String(length=27), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("issued_by", sa.String(length=32), nullable=True),
        sa.Column("issued_at", sa.String(length=27), nullable=True),
        sa.CheckConstraint("language in ('en', 'fr')", name=op.f("ck_reports_language")),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'resubmitted', 'issuing', 'issued')",
            name=op.f("ck_reports_state"),
        ),
        sa.ForeignKeyConstraint(["drafted_by"], ["staff.id"], name=op.f("fk_reports_drafted_by")),
        sa.ForeignKeyConstraint(["issued_by"], ["staff.id"], name=op.f("fk_reports_issued_by")),
        sa.ForeignKeyConstraint(["replaces"], ["reports.id"], name=op.f("fk_reports_replaces")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_reports_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("code", name=op.f("uq_reports_code")),
        sa.UniqueConstraint(
            "visit_id", "kind", "language", "version", name=op.f("uq_reports_visit_id_kind_language_version")
        ),
    )
    op.create_index("ix_reports_drafted_at", "reports", ["drafted_at"], unique=False)
    op.create_index(
        "ix_reports_to_review",
        "reports",
        ["state", "visit_id"],
        unique=False,
        sqlite_where=sa.text("state in ('submitted', 'resubmitted')"),
        postgresql_where=sa.text("state in ('submitted', 'resubmitted')"),
    )
    op.create_index("ix_reports_visit_id_state", "reports", ["visit_id", "state"], unique=False)
    op.create_table(
        "visit_checklists",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_checklists_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "key", name=op.f("pk_visit_checklists")),
    )
    op.create_table(
        "visit_team",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.CheckConstraint("part in ('lead', 'member', 'interpreter')", name=op.f("ck_visit_team_part")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_team_staff_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_team_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "staff_id", name=op.f("pk_visit_team")),
    )
    op.create_table(
        "agency_settings",
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=6), nullable=False),
        sa.CheckConstraint("paper in ('letter', 'a4')", name=op.f("ck_agency_settings_paper")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_agency_settings_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_agency_settings")),
    )
    op.create_table(
        "interview_keys",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("wrap", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_interview_keys")),
    )
    op.create_table(
        "inspections",
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_inspections_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_inspections")),
    )
    op.create_table(
        "corrections",
        sa.Column("source", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=True),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("conflicting", sa.Boolean(), nullable=False),
        sa.CheckConstraint("subject_kind in ('employer', 'site')", name=op.f("ck_corrections_subject_kind")),
        sa.PrimaryKeyConstraint("source", "field", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_conflicting"), "corrections", ["conflicting"], unique=False)
    op.create_index("ix_corrections_subject", "corrections", ["subject_kind", "subject_id"], unique=False)
    op.create_index(op.f("ix_corrections_visit_id"), "corrections", ["visit_id"], unique=False)
    op.create_table(
        "employer_words",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("employer_id", sa.String(length=32), nullable=False),
        sa.Column(
            "normal",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employer_words_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_words")),
        sa.UniqueConstraint("employer_id", name=op.f("uq_employer_words_employer_id")),
    )
    op.create_index("ix_employer_words_normal", "employer_words", ["normal"], unique=False)
    op.create_table(
        "spellings",
        sa.Column("cut", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("cut", "word", name=op.f("pk_spellings")),
        sqlite_with_rowid=False,
    )
    _search()


def _search() -> None:
    """A word index over `employer_words`: FTS5 on SQLite, kept by triggers; GIN on PostgreSQL."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS)
        for name, body in TRIGGERS.items():
            op.execute(f"create trigger {name} {body}")
    else:
        op.execute(
            "create index ix_employer_search_words on employer_words "
            "using gin (array_to_tsvector(string_to_array(words, ' '))) with (fastupdate = off)"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"drop trigger {name}")
        op.execute("drop table employer_search")
    for table in reversed(TABLES):
        op.drop_table(table)
