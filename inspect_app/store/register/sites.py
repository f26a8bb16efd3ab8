"""Sites: where work is done or workers are housed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Select, func, insert, select, update

from inspect_app.domain.register.register import Site
from inspect_app.store import changes, rows
from inspect_app.store import schema as t
from inspect_app.store.register import employer_search as employer_search_store

_LOCATED = t.sites.c.precision.in_(("gps", "hand")) & t.sites.c.confirmed_at.is_not(None)


def add(tx: Connection, site: Site) -> None:
    tx.execute(insert(t.sites).values(**vars(site)))
    employer_search_store.refresh(tx, [site.employer_id])


def get(tx: Connection, site_id: str) -> Site:
    """The site; Problem "not-found" when there is none."""
    return rows.one(Site, tx.execute(select(t.sites).where(t.sites.c.id == site_id)).first())


def zone_name(tx: Connection, site_id: str) -> str:
    """The IANA name of a site's zone; Problem "not-found" when there is no such site."""
    return get(tx, site_id).time_zone


def many(tx: Connection, site_ids: Sequence[str]) -> dict[str, Site]:
    query = select(t.sites).where(t.sites.c.id.in_(list(site_ids)))
    return {one.id: one for one in rows.many(Site, tx.execute(query))}


def of_employer(tx: Connection, employer_id: str) -> list[Site]:
    query = select(t.sites).where(t.sites.c.employer_id == employer_id).order_by(t.sites.c.kind.desc(), t.sites.c.name)
    return rows.many(Site, tx.execute(query))


def to_locate(tx: Connection, *, limit: int = 25, offset: int = 0) -> list[Site]:
    """Sites whose gate nobody has confirmed, oldest first."""
    query = select(t.sites).where(~_LOCATED).order_by(t.sites.c.added_at, t.sites.c.id)
    return rows.many(Site, tx.execute(query.limit(limit).offset(offset)))


def count_to_locate(tx: Connection) -> int:
    return int(tx.execute(counting_to_locate()).scalar_one())


def counting_to_locate() -> Select[int]:
    """The query of `count_to_locate`, for `rows.counts`."""
    return select(func.count()).select_from(t.sites).where(~_LOCATED)


def change(tx: Connection, site_id: str, values: Mapping[str, object], read: int) -> None:
    """Writes new values over version `read`, as the next; Problem "changed-meanwhile" when that is not the newest."""
    as_read = update(t.sites).where(t.sites.c.id == site_id, t.sites.c.version == read)
    changes.change(tx, as_read.values(**values, version=read + 1))
    employer_search_store.refresh(tx, [get(tx, site_id).employer_id])
