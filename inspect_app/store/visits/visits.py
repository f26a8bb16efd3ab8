"""Visits, their teams and the checklists they carry."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, exists, insert, select, update

from inspect_app.domain.visits.visits import Carried, Member, Visit
from inspect_app.store import changes, rows
from inspect_app.store import schema as t

# From which states a visit may come into one. Events of a visit that was taken back can still close it.
_BEFORE = {"under_way": ("planned",), "closed": ("planned", "under_way", "cancelled"), "cancelled": ("planned",)}


def add(tx: Connection, visit: Visit) -> None:
    tx.execute(insert(t.visits).values(**vars(visit)))


def get(tx: Connection, visit_id: str) -> Visit:
    return rows.one(Visit, tx.execute(select(t.visits).where(t.visits.c.id == visit_id)).first())


def find(tx: Connection, visit_id: str) -> Visit | None:
    """The visit, or None: for what a tablet sends, where an unknown visit is kept aside rather than refused."""
    return rows.maybe(Visit, tx.execute(select(t.visits).where(t.visits.c.id == visit_id)).first())


def visits_of(agency: str) -> Select[tuple[str]]:
    """The ids of an agency's visits, for a where clause: what lies below a visit is of its agency."""
    return select(t.visits.c.id).where(t.visits.c.agency_id == agency)


def is_of(visit_id: ColumnElement[str], agency: str) -> ColumnElement[bool]:
    """The same of one row at a time, so that a list in its own order reads no more visits than it shows lines."""
    return exists().where(t.visits.c.id == visit_id, t.visits.c.agency_id == agency).correlate_except(t.visits)


def of_employer(tx: Connection, agency: str, employer_id: str) -> list[Visit]:
    """An agency's visits of an employer, newest first."""
    query = select(t.visits).where(t.visits.c.employer_id == employer_id, t.visits.c.agency_id == agency)
    query = query.order_by(t.visits.c.planned_for.desc())
    return rows.many(Visit, tx.execute(query))


def ids_everywhere(tx: Connection, employer_id: str) -> list[str]:
    """Every agency's visits of an employer, for the score, which is the employer's and not an agency's."""
    query = select(t.visits.c.id).where(t.visits.c.employer_id == employer_id).order_by(t.visits.c.id)
    return list(tx.execute(query).scalars())


def of_staff(tx: Connection, staff_id: str, *, states: tuple[str, ...] = ("planned", "under_way")) -> list[Visit]:
    """The visits someone is on the team of, by day."""
    query = (
        select(t.visits)
        .join(t.visit_team, t.visit_team.c.visit_id == t.visits.c.id)
        .where(t.visit_team.c.staff_id == staff_id, t.visits.c.state.in_(states))
        .order_by(t.visits.c.planned_for, t.visits.c.id)
    )
    return rows.many(Visit, tx.execute(query))


def set_state(
    tx: Connection,
    visit_id: str,
    state: str,
    *,
    opened_at: datetime | None = None,
    closed_at: datetime | None = None,
) -> None:
    """Moves a visit on; a moment that is given is kept, one that is not stays as it was.

    Problem "visit-closed" when it is in no state from which that may be.
    """
    values: dict[str, object] = {"state": state}
    if opened_at is not None:
        values["opened_at"] = opened_at
    if closed_at is not None:
        values["closed_at"] = closed_at
    before = (t.visits.c.id == visit_id, t.visits.c.state.in_(_BEFORE[state]))
    changes.change(tx, update(t.visits).where(*before).values(**values), problem="visit-closed")


def set_expected_back(tx: Connection, visit_id: str, moment: datetime | None) -> None:
    tx.execute(update(t.visits).where(t.visits.c.id == visit_id).values(expected_back=moment))


def set_reported(tx: Connection, visit_id: str, now: datetime) -> None:
    """A report of the visit is issued: the first moment stays."""
    first = (t.visits.c.id == visit_id, t.visits.c.reported_at.is_(None))
    tx.execute(update(t.visits).where(*first).values(reported_at=now))


def set_kind(tx: Connection, visit_id: str, kind: str) -> None:
    tx.execute(update(t.visits).where(t.visits.c.id == visit_id).values(kind=kind))


def put_member(tx: Connection, visit_id: str, staff_id: str, part: str) -> None:
    """Puts someone on the team, or changes their part."""
    values = {"visit_id": visit_id, "staff_id": staff_id, "part": part}
    changes.put(tx, t.visit_team, values, key=("visit_id", "staff_id"), changing=("part",))


def team(tx: Connection, visit_id: str) -> list[Member]:
    """The team, the lead first."""
    return teams(tx, [visit_id])[visit_id]


def teams(tx: Connection, visit_ids: Collection[str]) -> dict[str, list[Member]]:
    """The team of each of these visits, the lead first."""
    c = t.visit_team.c
    query = select(c.visit_id, c.staff_id, t.staff.c.name, c.part).join(t.staff, t.staff.c.id == c.staff_id)
    found: dict[str, list[Member]] = {visit_id: [] for visit_id in visit_ids}
    for row in tx.execute(query.where(c.visit_id.in_(visit_ids))):
        found[row.visit_id].append(rows.one(Member, row))
    return {visit_id: sorted(team, key=_lead_first) for visit_id, team in found.items()}


def _lead_first(member: Member) -> tuple[bool, str]:
    return member.part != "lead", member.name


def put_checklist(tx: Connection, visit_id: str, carried: Carried) -> None:
    tx.execute(insert(t.visit_checklists).values(visit_id=visit_id, key=carried.key, n=carried.n))


def checklists(tx: Connection, visit_id: str) -> list[Carried]:
    return checklists_of(tx, [visit_id])[visit_id]


def checklists_of(tx: Connection, visit_ids: Collection[str]) -> dict[str, list[Carried]]:
    """What each of these visits carries, by key; nothing for a visit nobody knows."""
    c = t.visit_checklists.c
    found: dict[str, list[Carried]] = {visit_id: [] for visit_id in visit_ids}
    for row in tx.execute(select(t.visit_checklists).where(c.visit_id.in_(visit_ids)).order_by(c.key)):
        found[row.visit_id].append(rows.one(Carried, row))
    return found


def places(tx: Connection, visit_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """(employer's name, site's name) of each of these visits; a visit nobody knows is left out."""
    v = t.visits.c
    query = (
        select(v.id, t.employers.c.name, t.sites.c.name)
        .join(t.employers, t.employers.c.id == v.employer_id)
        .join(t.sites, t.sites.c.id == v.site_id)
        .where(v.id.in_(visit_ids))
    )
    return {visit_id: (employer, site) for visit_id, employer, site in tx.execute(query)}
