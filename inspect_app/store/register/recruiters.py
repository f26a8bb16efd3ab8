"""Recruiters and the employers they work for."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from inspect_app.domain.register.names import normalise
from inspect_app.domain.register.register import Employer, Recruiter
from inspect_app.store import changes, rows
from inspect_app.store import schema as t


def add(tx: Connection, recruiter: Recruiter) -> None:
    tx.execute(insert(t.recruiters).values(**vars(recruiter)))


def get(tx: Connection, recruiter_id: str) -> Recruiter:
    return rows.one(Recruiter, tx.execute(select(t.recruiters).where(t.recruiters.c.id == recruiter_id)).first())


def listed(tx: Connection, typed: str = "", *, limit: int = 26, offset: int = 0) -> list[Recruiter]:
    """Recruiters by name; `typed` keeps those whose name holds it."""
    query = select(t.recruiters).order_by(t.recruiters.c.normal, t.recruiters.c.id)
    if typed.strip():
        query = query.where(t.recruiters.c.normal.contains(normalise(typed), autoescape=True))
    return rows.many(Recruiter, tx.execute(query.limit(limit).offset(offset)))


def of_employer(tx: Connection, employer_id: str) -> list[Recruiter]:
    tie = t.employer_recruiters.c
    query = select(t.recruiters).join(t.employer_recruiters, tie.recruiter_id == t.recruiters.c.id)
    return rows.many(Recruiter, tx.execute(query.where(tie.employer_id == employer_id).order_by(t.recruiters.c.normal)))


def employers_of(tx: Connection, recruiter_id: str) -> list[Employer]:
    tie = t.employer_recruiters.c
    query = select(t.employers).join(t.employer_recruiters, tie.employer_id == t.employers.c.id)
    return rows.many(Employer, tx.execute(query.where(tie.recruiter_id == recruiter_id).order_by(t.employers.c.name)))


def put_tie(tx: Connection, employer_id: str, recruiter_id: str, *, source: str, by: str, now: datetime) -> None:
    """Says that this recruiter brought workers to this employer; said twice, the first stays."""
    values = {"employer_id": employer_id, "recruiter_id": recruiter_id, "source": source, "by": by, "at": now}
    changes.add_once(tx, t.employer_recruiters, values)
