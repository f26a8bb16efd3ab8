"""Employers, their names and registry numbers."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, insert, select, update

from inspect_app.domain.register.register import Employer, EmployerName, Identifier
from inspect_app.store import changes, rows
from inspect_app.store import schema as t
from inspect_app.store.register import employer_search as employer_search_store

search = employer_search_store.search


def add(tx: Connection, employer: Employer, names: Sequence[EmployerName]) -> None:
    """Adds one employer with its names, and makes it findable."""
    tx.execute(insert(t.employers).values(**vars(employer)))
    for name in names:
        tx.execute(insert(t.employer_names).values(**vars(name)))
    employer_search_store.refresh(tx, [employer.id])


def get(tx: Connection, employer_id: str) -> Employer:
    """The employer; Problem "not-found" when there is none."""
    return rows.one(Employer, tx.execute(select(t.employers).where(t.employers.c.id == employer_id)).first())


def many(tx: Connection, employer_ids: Sequence[str]) -> dict[str, Employer]:
    """Several employers by id, in one question."""
    query = select(t.employers).where(t.employers.c.id.in_(list(employer_ids)))
    return {one.id: one for one in rows.many(Employer, tx.execute(query))}


def change(tx: Connection, employer_id: str, values: Mapping[str, object], read: int) -> None:
    """Writes new values over version `read`, as the next; Problem "changed-meanwhile" when that is not the newest."""
    c = t.employers.c
    query = update(t.employers).where(c.id == employer_id, c.version == read)
    changes.change(tx, query.values(**values, version=read + 1))


def names_of(tx: Connection, employer_id: str) -> list[EmployerName]:
    """Every name, in the order they became known."""
    query = select(t.employer_names).where(t.employer_names.c.employer_id == employer_id)
    return rows.many(EmployerName, tx.execute(query.order_by(t.employer_names.c.id)))


def names_of_all(tx: Connection, employer_ids: Sequence[str]) -> dict[str, set[str]]:
    """Every name of each of these employers."""
    c = t.employer_names.c
    found: dict[str, set[str]] = {employer_id: set() for employer_id in employer_ids}
    for employer_id, name in tx.execute(select(c.employer_id, c.name).where(c.employer_id.in_(list(found)))):
        found[employer_id].add(name)
    return found


def put_name(tx: Connection, name: EmployerName) -> None:
    """Adds a name the employer does not have yet; a name it has stays as it was."""
    if changes.add_once(tx, t.employer_names, vars(name)):
        employer_search_store.refresh(tx, [name.employer_id])


def rename(tx: Connection, name: EmployerName) -> None:
    """Makes `name` the legal one; what was legal or listed before is kept as a former name."""
    c = t.employer_names.c
    own = c.employer_id == name.employer_id
    tx.execute(update(t.employer_names).where(own, c.kind.in_(("legal", "listed"))).values(kind="former"))
    changes.put(tx, t.employer_names, vars(name) | {"kind": "legal"}, key=("employer_id", "name"), changing=("kind",))
    employer_search_store.refresh(tx, [name.employer_id])


def identifiers_of(tx: Connection, employer_id: str) -> list[Identifier]:
    """Every number, those that no longer count included (`valid_to`)."""
    query = select(t.identifiers).where(t.identifiers.c.employer_id == employer_id)
    return rows.many(Identifier, tx.execute(query.order_by(t.identifiers.c.kind, t.identifiers.c.value)))


def put_identifier(tx: Connection, identifier: Identifier) -> None:
    """Adds a number, or lets one that had ended count again from its new first day."""
    key = ("kind", "value", "jurisdiction", "employer_id")
    changes.put(tx, t.identifiers, vars(identifier), key=key, changing=("valid_from", "valid_to"))


def end_identifier(tx: Connection, identifier: Identifier, on: date) -> None:
    """Ends a number as it was read; Problem "changed-meanwhile" when it was ended or began again since."""
    c = t.identifiers.c
    as_read = (c.id == identifier.id, c.valid_to.is_not_distinct_from(identifier.valid_to))
    changes.change(tx, update(t.identifiers).where(*as_read).values(valid_to=on))
