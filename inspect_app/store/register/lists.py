"""Public lists as imported: which files, which lines, and what the register already knows of the names on them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, null, select
from sqlalchemy.dialects import postgresql, sqlite

from inspect_app.store import schema as t

_CHUNK = 500


def seen(tx: Connection, sha256: str) -> bool:
    """True when a file of these very bytes was imported before."""
    return tx.execute(select(t.lists.c.id).where(t.lists.c.sha256 == sha256)).first() is not None


def known(tx: Connection, normals: Iterable[str]) -> Iterable[Any]:
    """(normal, employer_id, place_id, address, postal) of every employer known by these names, one row for each of
    its mailing places and sites (place_id None), and one with no address for one that has neither."""
    n, p, s = t.employer_names.c, t.places.c, t.sites.c
    wanted = sorted(set(normals))
    for at in range(0, len(wanted), _CHUNK):
        own = n.normal.in_(wanted[at : at + _CHUNK]) & n.kind.in_(("legal", "listed", "former"))
        columns = (n.normal, n.employer_id)
        places = select(*columns, p.id.label("place_id"), p.address, p.postal)
        joined = places.outerjoin_from(t.employer_names, t.places, p.employer_id == n.employer_id)
        yield from tx.execute(joined.where(own))
        gates = select(*columns, null().label("place_id"), s.address, s.postal)
        yield from tx.execute(gates.join_from(t.employer_names, t.sites, s.employer_id == n.employer_id).where(own))


def add(tx: Connection, table: Table, values: Sequence[Mapping[str, object]]) -> None:
    """Many rows in one statement."""
    if values:
        tx.execute(insert(table), list(values))


def put_names(tx: Connection, values: Sequence[Mapping[str, object]]) -> None:
    """Adds names; one that its employer has already stays as it was."""
    if values:
        dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
        tx.execute(dialect.insert(t.employer_names).on_conflict_do_nothing(), list(values))
