"""Links between employers: proposed by a rule, confirmed or rejected by a person, never a merge."""

from datetime import datetime

from sqlalchemy import Connection, Select, func, or_, select, update

from inspect_app.domain.register.matching import Profile
from inspect_app.domain.register.names import fold
from inspect_app.domain.register.register import Link
from inspect_app.store import changes, rows
from inspect_app.store import schema as t
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import recruiters as recruiters_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.register.places import of_employer as places_of

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
    """What the matching rules may know of one employer."""
    own_sites, places = sites_store.of_employer(tx, employer_id), places_of(tx, employer_id)
    postals = {s.postal for s in own_sites} | {place.postal for place in places}
    streets = {fold(f"{s.address} {s.city}") for s in own_sites if any(c.isdigit() for c in s.address)}
    return Profile(
        id=employer_id,
        names=frozenset(name.normal for name in employers_store.names_of(tx, employer_id)),
        postals=frozenset(postal for postal in postals if postal),
        streets=frozenset(streets),
        identifiers=frozenset(
            (i.kind, i.value) for i in employers_store.identifiers_of(tx, employer_id) if not i.valid_to
        ),
        recruiters=frozenset(r.id for r in recruiters_store.of_employer(tx, employer_id)),
        closed=employers_store.get(tx, employer_id).state == "closed",
    )


def candidates(tx: Connection, one: Profile) -> list[str]:
    """Ids of other employers that share a name, an identifier or a street address with this one; at most 60."""
    n, i, s = t.employer_names.c, t.identifiers.c, t.sites.c
    found = set(tx.execute(select(n.employer_id).where(n.normal.in_(one.names)).limit(_MOST)).scalars())
    values = [value for _, value in one.identifiers]
    found |= set(tx.execute(select(i.employer_id).where(i.value.in_(values)).limit(_MOST)).scalars())
    found |= set(tx.execute(select(s.employer_id).where(s.postal.in_(one.postals)).limit(_MOST)).scalars())
    return sorted(found - {one.id})[:_MOST]
