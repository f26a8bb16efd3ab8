"""Striking a text or picture that should never have been kept, such as a worker's name: it goes, the chain stays."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import pictures as pictures_actions
from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.media.evidence import original, shown
from inspect_app.domain.problem import Problem
from inspect_app.domain.reports import report as report_rules
from inspect_app.domain.staff.people import Staff
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.fieldwork.blobs import Blob
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.visits import visits as visits_store


@dataclass(frozen=True)
class Strikable:
    """A text or picture of a visit; `words` are None for a picture, and for an interview one was not part of.

    `seen` says whether this person may look at the picture.
    """

    hash: str
    kind: str
    private: bool
    seen: bool
    words: str | None
    redacted_why: str | None


def of_visit(tx: Connection, visit_id: str, by: Staff) -> list[Strikable]:
    """Every text and picture that came, the struck ones with why. Words of interviews are the team's only."""
    told = projection_actions.inspection(tx, visit_id)
    open_notes = {one.note for one in told.answers if one.note and not one.row} | {told.reply}
    open_notes |= {one.caption for one in told.photos if not one.row}
    site = open_notes | {one.sha256 for one in told.photos if not one.row} | {s["picture"] for s in told.signatures}
    of_team = by.id in {member.staff_id for member in visits_store.team(tx, visit_id)}
    looked_at = {one.hash for one in pictures_actions.of_visit(tx, visit_id, by)}
    return [
        Strikable(
            blob.hash,
            blob.kind,
            private=blob.hash not in site,
            seen=blob.hash in looked_at,
            words=blob.text if of_team or blob.hash in site else None,
            redacted_why=blob.redacted_why,
        )
        for blob in blobs_store.of_visit(tx, visit_id)
    ]


def redact(tx: Connection, visit_id: str, hash: str, why: str, *, by: Staff, now: datetime) -> list[str]:
    """Takes a blob's content out of the database and out of every edition of the visit.

    Returns the paths of files that must go once this is committed. Striking again changes nothing and names them again.
    """
    if not why.strip():
        raise Problem("no-reason")
    blob = blobs_store.find(tx, visit_id, hash)
    if blob is None:
        raise Problem("not-found")
    gone = _taken_back(tx, visit_id, blob)
    if blob.redacted_at is None:
        blobs_store.redact(tx, visit_id, hash, by=by.id, why=why.strip()[:200], now=now)
        detail = {"blob": hash, "why": why.strip()[:200]}
        audit_log_actions.note(tx, act="strike-blob", by=by, now=now, about=("visit", visit_id), detail=detail)
    if blob.kind == "text" or blobs_store.elsewhere(tx, visit_id, hash):
        return gone
    return [original(hash), shown(hash), *gone]


def _taken_back(tx: Connection, visit_id: str, blob: Blob) -> list[str]:
    """The files of editions that hold it. Their numbers and hashes stay, so that a copy in someone's hands is known."""
    paths = []
    for report in reports_store.of_visit(tx, visit_id):
        if report.content is not None and report_rules.holds(report.content, blob.hash, blob.text):
            if report.state == "issuing":
                # The worker already holds what it says and would sign it; once that is done it can be taken back.
                raise Problem("report-not-ready")
            reports_store.take_back(tx, report.id, report_rules.without(report.content, blob.text))
            paths += [report.path] if report.path else []
    return paths
