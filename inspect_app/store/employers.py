"""Employers, their names and registry numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, insert, select, update

from inspect_app.domain.register import Employer, EmployerName, Identifier
from inspect_app.store import employer_search, rows
from inspect_app.store import schema as t

search = employer_search.search


def add(tx: Connection, employer: Employer, names: Sequence[EmployerName]) -> None:
    """Adds one employer with its names, and makes it findable."""
    tx.execute(insert(t.employers).values(**vars(employer)))
    for name in names:
        tx.execute(insert(t.employer_names).values(**vars(name)))
    employer_search.refresh(tx, [employer.id])


def get(tx: Connection, employer_id: str) -> Employer:
    """The employer; Problem "not-found" when there is none."""
    return rows.one(Employer, tx.execute(select(t.employers).where(t.employers.c.id == employer_id)).first())


def many(tx: Connection, employer_ids: Sequence[str]) -> dict[str, Employer]:
    """Several employers by id, in one question."""
    query = select(t.employers).where(t.employers.c.id.in_(list(employer_ids)))
    return {one.id: one for one in rows.many(Employer, tx.execute(query))}


def change(tx: Connection, employer_id: str, values: Mapping[str, object], version: int) -> None:
    """Writes new values under their new version number."""
    query = update(t.employers).where(t.employers.c.id == employer_id)
    tx.execute(query.values(**values, version=version))


def names_of(tx: Connection, employer_id: str) -> list[EmployerName]:
    """Every name, in the order they became known."""
    query = select(t.employer_names).where(t.employer_names.c.employer_id == employer_id)
    return rows.many(EmployerName, tx.execute(query.order_by(t.employer_names.c.id)))


def put_name(tx: Connection, name: EmployerName) -> None:
    """Adds a name the employer does not have yet; a name it has stays as it was."""
    c = t.employer_names.c
    known = select(c.id).where(c.employer_id == name.employer_id, c.name == name.name)
    if tx.execute(known).first() is None:
        tx.execute(insert(t.employer_names).values(**vars(name)))
        employer_search.refresh(tx, [name.employer_id])


def rename(tx: Connection, name: EmployerName) -> None:
    """Makes `name` the legal one; what was legal or listed before is kept as a former name."""
    c = t.employer_names.c
    own = c.employer_id == name.employer_id
    tx.execute(update(t.employer_names).where(own, c.kind.in_(("legal", "listed"))).values(kind="former"))
    if tx.execute(update(t.employer_names).where(own, c.name == name.name).values(kind="legal")).rowcount == 0:
        tx.execute(insert(t.employer_names).values(**vars(name)))
    employer_search.refresh(tx, [name.employer_id])


def identifiers_of(tx: Connection, employer_id: str) -> list[Identifier]:
    """Every number, those that no longer count included (`valid_to`)."""
    query = select(t.identifiers).where(t.identifiers.c.employer_id == employer_id)
    return rows.many(Identifier, tx.execute(query.order_by(t.identifiers.c.kind, t.identifiers.c.value)))


def put_identifier(tx: Connection, identifier: Identifier) -> None:
    """Adds a number, or lets one that had ended count again from its new first day."""
    c, one = t.identifiers.c, identifier
    same = (
        c.employer_id == one.employer_id,
        c.kind == one.kind,
        c.value == one.value,
        c.jurisdiction == one.jurisdiction,
    )
    again = update(t.identifiers).where(*same).values(valid_from=one.valid_from, valid_to=one.valid_to)
    if tx.execute(again).rowcount == 0:
        tx.execute(insert(t.identifiers).values(**vars(one)))


def end_identifier(tx: Connection, identifier_id: str, on: date) -> None:
    tx.execute(update(t.identifiers).where(t.identifiers.c.id == identifier_id).values(valid_to=on))
