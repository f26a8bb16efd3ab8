"""What a visit showed, as rows that can be derived again at any time."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, delete, func, insert, literal, select, update

from inspect_app.store import schema as t

Rows = Sequence[Mapping[str, object]]


def replace(tx: Connection, visit_id: str, *, cases: Rows, findings: Rows, contraventions: Rows) -> None:
    """Puts the newest derivation of a visit in place of the one before; case numbers once dealt stay."""
    c = t.person_cases.c
    dealt = dict(tx.execute(select(c.id, c.number).where(c.visit_id == visit_id)).all())
    numbered = [{**case, "number": dealt.get(str(case["id"]))} for case in cases]
    for table, values in ((t.findings, findings), (t.contraventions, contraventions), (t.person_cases, numbered)):
        tx.execute(delete(table).where(table.c.visit_id == visit_id))
        if values:
            tx.execute(insert(table), [dict(one) for one in values])


def inspection_text(body: Mapping[str, object]) -> str:
    """What `put_inspection_text` keeps; made before a transaction begins, since a visit may be long."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def put_inspection_text(tx: Connection, visit_id: str, body: str) -> None:
    tx.execute(delete(t.inspections).where(t.inspections.c.visit_id == visit_id))
    tx.execute(insert(t.inspections).values(visit_id=visit_id, body=literal(body, Text)))


def inspection(tx: Connection, visit_id: str) -> Mapping[str, Any] | None:
    """What `put_inspection_text` wrote last, or None while nothing of the visit has come."""
    return tx.execute(select(t.inspections.c.body).where(t.inspections.c.visit_id == visit_id)).scalar_one_or_none()


def deal(tx: Connection, visit_id: str, shuffled: Sequence[str]) -> None:
    """Gives person cases without a number theirs, in an order that chance chose."""
    c = t.person_cases.c
    taken = set(tx.execute(select(c.number).where(c.visit_id == visit_id, c.number.is_not(None))).scalars())
    free = (number for number in range(1, len(taken) + len(shuffled) + 1) if number not in taken)
    for case in shuffled:
        undealt = (c.visit_id == visit_id, c.id == case, c.number.is_(None))
        if tx.execute(select(c.id).where(*undealt)).first():
            tx.execute(update(t.person_cases).where(*undealt).values(number=next(free)))


def put_fact(tx: Connection, fact: Mapping[str, object]) -> None:
    """What the score may know of this visit later, once."""
    if tx.execute(select(t.facts.c.id).where(t.facts.c.id == fact["id"])).first() is None:
        tx.execute(insert(t.facts).values(**fact))


def present_items(
    tx: Connection, employer_ids: Collection[str], *, limit: int = 20
) -> dict[str, list[tuple[str, str]]]:
    """Employer -> (day, item) of what earlier visits found present at the site, newest first; no person cases.

    At most `limit` of each employer; one of whom nothing was found is left out.
    """
    v, f = t.visits.c, t.findings.c
    newest = (v.planned_for.desc(), f.item, f.id)
    place = func.row_number().over(partition_by=v.employer_id, order_by=newest).label("place")
    numbered = (
        select(v.employer_id, v.planned_for, f.item, place)
        .join(t.visits, v.id == f.visit_id)
        .where(v.employer_id.in_(employer_ids), v.state == "closed")
        .where(f.framework == "item", f.state == "present", f.case_id.is_(None))
        .subquery()
    )
    c = numbered.c
    query = select(c.employer_id, c.planned_for, c.item).where(c.place <= limit).order_by(c.employer_id, c.place)
    found: dict[str, list[tuple[str, str]]] = {}
    for employer_id, day, item in tx.execute(query):
        found.setdefault(employer_id, []).append((day.isoformat(), item))
    return found


def any_serious(tx: Connection, visit_id: str) -> bool:
    """Whether a visit found anything present of the highest severity (3)."""
    c = t.findings.c
    where = (c.visit_id == visit_id, c.framework == "item", c.state == "present", c.severity >= 3)
    return tx.execute(select(c.id).where(*where)).first() is not None
