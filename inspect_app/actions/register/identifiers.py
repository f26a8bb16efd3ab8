"""What else an employer is known by: other names, and the numbers that registries gave it."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection

from inspect_app.actions.register import register as register_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import identifiers
from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.register import EmployerName, Identifier
from inspect_app.domain.staff.people import Staff
from inspect_app.store.register import employers as employers_store


def add_name(tx: Connection, employer_id: str, name: str, kind: str, *, by: Staff, now: datetime) -> None:
    """Adds a trading or a former name; one that is on file already stays as it was."""
    said, normal = " ".join(name.split()), names_rules.normalise(name)
    if not normal or kind not in ("trade", "former"):
        raise Problem("wrong-input", why="An employer needs a name with letters or digits.")
    employers_store.get(tx, employer_id)
    employers_store.put_name(tx, EmployerName(employer_id, said, normal, kind))
    audit_log_actions.note(tx, act="add-name", by=by, now=now, about=("employer", employer_id), detail={"kind": kind})


def add_identifier(
    tx: Connection,
    employer_id: str,
    kind: str,
    written: str,
    *,
    by: Staff,
    now: datetime,
    today: date,
    new_id: Callable[[], str],
) -> int:
    """Adds a number and asks the matching rules again; returns how many links that made.

    Two employers with one registry number are one and the same: that link confirms itself, and can be taken back.
    """
    value = identifiers.read(kind, written)
    if value is None:
        raise Problem("wrong-input", why="This number does not have the shape that its registry gives.")
    employers_store.get(tx, employer_id)
    if any(
        (one.kind, one.value, one.valid_to) == (kind, value, None)
        for one in employers_store.identifiers_of(tx, employer_id)
    ):
        return 0
    where = identifiers.KINDS[kind][0]
    employers_store.put_identifier(tx, Identifier(new_id(), employer_id, kind, value, where, today, None))
    audit_log_actions.note(
        tx, act="add-identifier", by=by, now=now, about=("employer", employer_id), detail={"kind": kind}
    )
    return register_actions.propose_links(tx, employer_id, by=by, now=now, new_id=new_id)


def end_identifier(
    tx: Connection, employer_id: str, identifier_id: str, *, by: Staff, now: datetime, today: date
) -> None:
    """Says that a number no longer counts. It stays on file with its last day, and matches nothing from now on."""
    known = {one.id: one for one in employers_store.identifiers_of(tx, employer_id)}
    if identifier_id not in known:
        raise Problem("not-found")
    employers_store.end_identifier(tx, known[identifier_id], today)
    audit_log_actions.note(tx, act="end-identifier", by=by, now=now, about=("employer", employer_id))
