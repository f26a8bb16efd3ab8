"""What else an employer is known by: other names, and the numbers that registries gave it."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection

from inspect_app.actions import journal, register
from inspect_app.domain import identifiers as domain
from inspect_app.domain import names
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import EmployerName, Identifier
from inspect_app.store import employers as store


def add_name(tx: Connection, employer_id: str, name: str, kind: str, *, by: Staff, now: datetime) -> None:
    """Adds a trading or a former name; one that is on file already stays as it was."""
    said, normal = " ".join(name.split()), names.normalise(name)
    if not normal or kind not in ("trade", "former"):
        raise Problem("wrong-input", why="An employer needs a name with letters or digits.")
    store.get(tx, employer_id)
    store.put_name(tx, EmployerName(employer_id, said, normal, kind))
    journal.note(tx, act="add-name", by=by, now=now, about=("employer", employer_id), detail={"kind": kind})


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
    value = domain.read(kind, written)
    if value is None:
        raise Problem("wrong-input", why="This number does not have the shape that its registry gives.")
    store.get(tx, employer_id)
    if any((one.kind, one.value, one.valid_to) == (kind, value, None) for one in store.identifiers_of(tx, employer_id)):
        return 0
    where = domain.KINDS[kind][0]
    store.put_identifier(tx, Identifier(new_id(), employer_id, kind, value, where, today, None))
    journal.note(tx, act="add-identifier", by=by, now=now, about=("employer", employer_id), detail={"kind": kind})
    return register.propose_links(tx, employer_id, by=by, now=now, new_id=new_id)


def end_identifier(
    tx: Connection, employer_id: str, identifier_id: str, *, by: Staff, now: datetime, today: date
) -> None:
    """Says that a number no longer counts. It stays on file with its last day, and matches nothing from now on."""
    known = {one.id: one for one in store.identifiers_of(tx, employer_id)}
    if identifier_id not in known:
        raise Problem("not-found")
    store.end_identifier(tx, known[identifier_id], today)
    journal.note(tx, act="end-identifier", by=by, now=now, about=("employer", employer_id))
