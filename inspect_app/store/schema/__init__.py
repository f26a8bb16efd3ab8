"""Every table of the staff database, as SQLAlchemy Core. Read this folder to audit what Spotcheck can know.

There is no column for a worker's name, nationality, language, phone or status, and none may be added:
`tests/test_house.py` walks these tables. Check-ins live in another database (`schema/checkins.py`).
"""

from inspect_app.store.schema.audit_log import audit_contents, audit_log
from inspect_app.store.schema.checklists import checklist_versions
from inspect_app.store.schema.lookup import employer_words, spellings
from inspect_app.store.schema.metadata import metadata
from inspect_app.store.schema.projections import contraventions, facts, findings, orders, person_cases, scores
from inspect_app.store.schema.register import (
    corrections,
    edits,
    employer_names,
    employer_recruiters,
    employers,
    identifiers,
    links,
    listings,
    lists,
    places,
    recruiters,
    sites,
)
from inspect_app.store.schema.reports import jobs, reports
from inspect_app.store.schema.staff import (
    agencies,
    agency_settings,
    appointments,
    devices,
    form_keys,
    jurisdictions,
    sessions,
    staff,
)
from inspect_app.store.schema.visits import (
    blobs,
    events,
    inspections,
    interview_keys,
    photo_pieces,
    receipts,
    visit_checklists,
    visit_team,
    visits,
)

__all__ = [
    "agencies",
    "agency_settings",
    "appointments",
    "audit_contents",
    "audit_log",
    "blobs",
    "checklist_versions",
    "contraventions",
    "corrections",
    "devices",
    "edits",
    "employer_names",
    "employer_recruiters",
    "employer_words",
    "employers",
    "events",
    "facts",
    "findings",
    "form_keys",
    "identifiers",
    "inspections",
    "interview_keys",
    "jobs",
    "jurisdictions",
    "links",
    "listings",
    "lists",
    "metadata",
    "orders",
    "person_cases",
    "photo_pieces",
    "places",
    "receipts",
    "recruiters",
    "reports",
    "scores",
    "sessions",
    "sites",
    "spellings",
    "staff",
    "visit_checklists",
    "visit_team",
    "visits",
]
