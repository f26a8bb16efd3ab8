"""Mailing places: what public lists give. They are addresses for letters, never sites."""

from sqlalchemy import Connection, select

from inspect_app.domain.register.register import Place
from inspect_app.store import rows
from inspect_app.store import schema as t


def of_employer(tx: Connection, employer_id: str) -> list[Place]:
    query = select(t.places).where(t.places.c.employer_id == employer_id).order_by(t.places.c.address)
    return rows.many(Place, tx.execute(query))
