"""Slow work, as rows: written in the transaction of its cause, so that no crash can forget it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from inspect_app.store import rows
from inspect_app.store import schema as t

MOST_TRIES = 5


@dataclass(frozen=True)
class Job:
    """`state` is waiting, taken, done or failed; `args` holds ids only."""

    id: str
    kind: str
    args: Mapping[str, Any]
    state: str
    tries: int
    made_at: datetime
    taken_at: datetime | None = None
    done_at: datetime | None = None
    error: str | None = None


def add(tx: Connection, job: Job) -> None:
    tx.execute(insert(t.jobs).values(**{**vars(job), "args": dict(job.args)}))


def find(tx: Connection, job_id: str) -> Job | None:
    return rows.maybe(Job, tx.execute(select(t.jobs).where(t.jobs.c.id == job_id)).first())


def due(tx: Connection, stale: datetime, *, limit: int = 50) -> list[Job]:
    """Jobs that wait, and those taken before `stale` whose process must have died; oldest first."""
    c = t.jobs.c
    died = and_(c.state == "taken", c.taken_at < stale)
    query = select(t.jobs).where(or_(c.state == "waiting", died)).order_by(c.made_at, c.id).limit(limit)
    return rows.many(Job, tx.execute(query))


def take(tx: Connection, job: Job, now: datetime) -> bool:
    """Marks a job as ours; False when another process was first."""
    c = t.jobs.c
    before = and_(c.id == job.id, c.state == job.state, c.tries == job.tries)
    values = {"state": "taken", "tries": job.tries + 1, "taken_at": now}
    return tx.execute(update(t.jobs).where(before).values(**values)).rowcount == 1


def done(tx: Connection, job_id: str, now: datetime) -> None:
    tx.execute(update(t.jobs).where(t.jobs.c.id == job_id).values(state="done", done_at=now, error=None))


def hand_back(tx: Connection, job_ids: Sequence[str]) -> None:
    """Puts taken jobs back in the line; nothing was wrong with them."""
    mine = and_(t.jobs.c.id.in_(list(job_ids)), t.jobs.c.state == "taken")
    tx.execute(update(t.jobs).where(mine).values(state="waiting"))


def failed(tx: Connection, job: Job, error: str) -> None:
    """Puts a job back in the line, or to rest when it has failed too often; its kind and number stay readable."""
    state = "failed" if job.tries + 1 >= MOST_TRIES else "waiting"
    tx.execute(update(t.jobs).where(t.jobs.c.id == job.id).values(state=state, error=error[:500]))
