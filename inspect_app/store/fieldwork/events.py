"""Events exactly as tablets sent them. Nothing here rewrites a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from inspect_app.store import rows
from inspect_app.store import schema as t

# What stands as `what` of an event of a private talk, whose body is sealed (actions/fieldwork/sealed_interviews.py).
PRIVATE = "private"


@dataclass(frozen=True)
class StoredEvent:
    """One event text with what sorting it needs; `state` is stored or aside, `why` the reason for aside."""

    id: str
    hash: str
    visit_id: str
    device_id: str
    seq: int
    n: int
    prev: str | None
    what: str
    at: str
    arrived_at: datetime
    body: str
    state: str
    why: str | None


def add(tx: Connection, kept: StoredEvent) -> None:
    tx.execute(insert(t.events).values(**vars(kept)))


def find(tx: Connection, event_id: str) -> StoredEvent | None:
    return rows.maybe(StoredEvent, tx.execute(select(t.events).where(t.events.c.id == event_id)).first())


def with_ids(tx: Connection, ids: Sequence[str]) -> list[StoredEvent]:
    return rows.many(StoredEvent, tx.execute(select(t.events).where(t.events.c.id.in_(ids))))


def since(tx: Connection, visit_id: str, device_id: str, seq: int) -> list[StoredEvent]:
    """Everything a tablet sent for a visit from one number on, in the order it came."""
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id, c.device_id == device_id, c.seq >= seq)
    return rows.many(StoredEvent, tx.execute(query.order_by(c.arrived_at, c.id)))


def of_visit(tx: Connection, visit_id: str, state: str | None = "stored") -> list[StoredEvent]:
    """A visit's events in the order that counts; `state` None for all of them."""
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id).order_by(c.n, c.device_id, c.seq, c.id)
    return rows.many(StoredEvent, tx.execute(query if state is None else query.where(c.state == state)))


def signed(tx: Connection, visit_id: str) -> list[StoredEvent]:
    """The signatures that count."""
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id, c.what == "signed", c.state == "stored")
    return rows.many(StoredEvent, tx.execute(query))


def private(tx: Connection, visit_id: str) -> list[StoredEvent]:
    """A visit's sealed events of private talks, in an order that says nothing."""
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id, c.what == PRIVATE).order_by(c.id)
    return rows.many(StoredEvent, tx.execute(query))


def interview_key(tx: Connection, visit_id: str) -> bytes | None:
    """The wrapped key under which a visit's private talks are sealed."""
    query = select(t.interview_keys.c.wrap).where(t.interview_keys.c.visit_id == visit_id)
    return tx.execute(query).scalar_one_or_none()


def add_interview_key(tx: Connection, visit_id: str, wrap: bytes) -> None:
    tx.execute(insert(t.interview_keys).values(visit_id=visit_id, wrap=wrap))


def shuffle(tx: Connection, visit_id: str) -> None:
    """Writes a visit's private rows anew, all at once, by hash: neither place nor age of a row tells when it came."""
    held = [vars(one) for one in private(tx, visit_id)]
    if held:
        tx.execute(delete(t.events).where(t.events.c.visit_id == visit_id, t.events.c.what == PRIVATE))
        tx.execute(insert(t.events), held)


def names(tx: Connection, visit_id: str, device_id: str, picture: str) -> bool:
    """Whether a tablet sent an event for this visit, aside or not, that names a picture by its SHA-256."""
    c = t.events.c
    query = select(c.id).where(c.visit_id == visit_id, c.device_id == device_id, c.what.in_(("photographed", "signed")))
    return tx.execute(query.where(c.body.contains(picture))).first() is not None


def hashes_from(tx: Connection, visit_id: str, device_id: str) -> set[str]:
    """The hashes of all events that this tablet sent for this visit, aside or not."""
    c = t.events.c
    return set(tx.execute(select(c.hash).where(c.visit_id == visit_id, c.device_id == device_id)).scalars())


def set_state(tx: Connection, event_id: str, state: str, why: str | None) -> None:
    tx.execute(update(t.events).where(t.events.c.id == event_id).values(state=state, why=why))
