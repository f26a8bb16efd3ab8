"""The pictures of a visit as staff may see them: a copy without metadata freely, the original with a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store.visits import history as history_store
from inspect_app.store.visits import visits as visits_store


@dataclass(frozen=True)
class Picture:
    """One picture; `taken_at` is the tablet's clock, `item` what it was taken for, None when its event has not come."""

    hash: str
    size: int
    media_type: str
    arrived_at: datetime
    taken_at: datetime | None
    item: str | None


def of_visit(tx: Connection, visit_id: str, by: Staff) -> list[Picture]:
    """The visit's pictures that are not struck. Those of a private interview are for the visit's own team only."""
    taken_as = {one.sha256: one for one in projection_actions.inspection(tx, visit_id).photos}
    interviews = projection_actions.interview_pictures(tx, visit_id)
    of_team = by.id in {member.staff_id for member in visits_store.team(tx, visit_id)}
    found = []
    for kept in history_store.pictures(tx, visit_id):
        event = taken_as.get(kept.hash)
        # A picture whose event has not arrived may be of an interview: until that is known it is the team's.
        if of_team or (event is not None and kept.hash not in interviews):
            taken = datetime.fromisoformat(event.at) if event and event.at else None
            kind = kept.media_type or "image/jpeg"
            found.append(Picture(kept.hash, kept.size, kind, kept.arrived_at, taken, event.item if event else None))
    return found


def get(tx: Connection, visit_id: str, hash: str, by: Staff) -> Picture:
    """One of `of_visit`; Problem "not-found" for any other, whether it exists or not."""
    found = next((one for one in of_visit(tx, visit_id, by) if one.hash == hash), None)
    if found is None:
        raise Problem("not-found")
    return found


def open_original(tx: Connection, visit_id: str, hash: str, why: str, *, by: Staff, now: datetime) -> Picture:
    """Writes down who opens an original and why, before it is read; it holds the place and the camera of its taking."""
    if not why.strip():
        raise Problem("no-reason")
    found = get(tx, visit_id, hash, by)
    detail = {"picture": hash, "why": why.strip()[:200]}
    audit_log_actions.note(tx, act="see-original", by=by, now=now, about=("visit", visit_id), detail=detail)
    return found
