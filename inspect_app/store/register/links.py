"""Links between employers: proposed by a rule, confirmed or rejected by a person, never a merge."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, or_, select, update

from inspect_app.domain.problem import Problem
from inspect_app.domain.register.matching import Profile
from inspect_app.domain.register.names import fold
from inspect_app.domain.register.register import Link
from inspect_app.store import changes, rows
from inspect_app.store import schema as t

_MOST = 60


def put(tx: Connection, link: Link) -> bool:
    """Keeps a new link. False, and nothing changed, when this pair was linked or rejected before."""
    return changes.add_once(tx, t.links, vars(link))


def get(tx: Connection, link_id: str) -> Link:
    return rows.one(Link, tx.execute(select(t.links).where(t.links.c.id == link_id)).first())


def in_state(tx: Connection, state: str, *, limit: int = 25, offset: int = 0) -> list[Link]:
    """Links in one state, oldest first."""
    query = select(t.links).where(t.links.c.state == state).order_by(t.links.c.at, t.links.c.id)
    return rows.many(Link, tx.execute(query.limit(limit).offset(offset)))


def count(tx: Connection, state: str) -> int:
    return int(tx.execute(counting(state)).scalar_one())


def counting(state: str) -> Select[int]:
    """The query of `count`, for `rows.counts`."""
    return select(func.count()).select_from(t.links).where(t.links.c.state == state)


def of_employer(tx: Connection, employer_id: str, state: str | None = None) -> list[Link]:
    """Every link an employer is part of; `state` keeps those in one state."""
    c = t.links.c
    query = select(t.links).where(or_(c.a_id == employer_id, c.b_id == employer_id))
    return rows.many(Link, tx.execute(query if state is None else query.where(c.state == state)))


def set_state(tx: Connection, link: Link, state: str, *, why: str, by: str, now: datetime) -> None:
    """Decides about a link as it was read; Problem "changed-meanwhile" when somebody else has decided since."""
    c = t.links.c
    as_read = (c.id == link.id, c.state == link.state, c.at == link.at)
    changes.change(tx, update(t.links).where(*as_read).values(state=state, why=why, by=by, at=now))


def profile(tx: Connection, employer_id: str) -> Profile:
    """What the matching rules may know of one employer; Problem "not-found" when there is none."""
    found = profiles(tx, [employer_id])
    if employer_id not in found:
        raise Problem("not-found")
    return found[employer_id]


def profiles(tx: Connection, employer_ids: Collection[str]) -> dict[str, Profile]:
    """The same of many employers, in six statements however many there are; one nobody knows is left out."""
    names = _of_each(tx, employer_ids, t.employer_names, "normal")
    sites = _of_each(tx, employer_ids, t.sites, "postal", "address", "city")
    places = _of_each(tx, employer_ids, t.places, "postal")
    numbers = _of_each(tx, employer_ids, t.identifiers, "kind", "value", "valid_to")
    recruiters = _of_each(tx, employer_ids, t.employer_recruiters, "recruiter_id")
    e = t.employers.c
    known = tx.execute(select(e.id, e.state).where(e.id.in_(employer_ids)))
    return {
        row.id: Profile(
            id=row.id,
            names=frozenset(name.normal for name in names[row.id]),
            postals=frozenset(place.postal for place in (*sites[row.id], *places[row.id]) if place.postal),
            streets=frozenset(fold(f"{s.address} {s.city}") for s in sites[row.id] if any(map(str.isdigit, s.address))),
            identifiers=frozenset((number.kind, number.value) for number in numbers[row.id] if not number.valid_to),
            recruiters=frozenset(tie.recruiter_id for tie in recruiters[row.id]),
            closed=row.state == "closed",
        )
        for row in known
    }


def _of_each(
    tx: Connection, employer_ids: Collection[str], table: Table, *columns: str
) -> defaultdict[str, list[Row[Any]]]:
    """Employer -> its rows of a table, with these columns."""
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    of = table.c.employer_id
    for row in tx.execute(select(of, *(table.c[name] for name in columns)).where(of.in_(employer_ids))):
        found[row.employer_id].append(row)
    return found


def candidates(tx: Connection, one: Profile) -> list[str]:
    """Ids of other employers that share a name, an identifier or a street address with this one; at most 60."""
    n, i, s = t.employer_names.c, t.identifiers.c, t.sites.c
    found = set(tx.execute(select(n.employer_id).where(n.normal.in_(one.names)).limit(_MOST)).scalars())
    values = [value for _, value in one.identifiers]
    found |= set(tx.execute(select(i.employer_id).where(i.value.in_(values)).limit(_MOST)).scalars())
    found |= set(tx.execute(select(s.employer_id).where(s.postal.in_(one.postals)).limit(_MOST)).scalars())
    return sorted(found - {one.id})[:_MOST]
