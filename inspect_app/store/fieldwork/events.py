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
    position: str | None = None


@dataclass(frozen=True)
class Line:
    """What sorting needs of a kept event, without its text."""

    id: str
    hash: str
    visit_id: str
    device_id: str
    seq: int
    n: int
    prev: str | None
    what: str
    state: str
    why: str | None
    position: str | None = None


_LINE = tuple(t.events.c[name] for name in Line.__dataclass_fields__)


def add_all(tx: Connection, kept: Sequence[StoredEvent]) -> None:
    """Writes new events in the order given."""
    if kept:
        tx.execute(insert(t.events), [vars(one) for one in kept])


def lines(tx: Connection, ids: Sequence[str]) -> list[Line]:
    return rows.many(Line, tx.execute(select(*_LINE).where(t.events.c.id.in_(ids)))) if ids else []


def at(tx: Connection, visit_id: str, device_id: str, seqs: Sequence[int]) -> list[Line]:
    """What a tablet sent in the open under these numbers of a visit, in the order it came."""
    c = t.events.c
    query = select(*_LINE).where(c.device_id == device_id, c.visit_id == visit_id, c.seq.in_(seqs), c.what != PRIVATE)
    return rows.many(Line, tx.execute(query.order_by(c.arrived_at, c.id)))


def at_positions(tx: Connection, visit_id: str, positions: Sequence[str]) -> list[Line]:
    """The sealed events of a visit at these positions (actions/fieldwork/sealed_interviews.py)."""
    c = t.events.c
    query = select(*_LINE).where(c.visit_id == visit_id, c.position.in_(positions)).order_by(c.id)
    return rows.many(Line, tx.execute(query)) if positions else []


def sealed_at(tx: Connection, visit_id: str, positions: Sequence[str]) -> list[StoredEvent]:
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id, c.position.in_(positions)).order_by(c.id)
    return rows.many(StoredEvent, tx.execute(query))


def sealed_waiting(tx: Connection, visit_id: str, device_id: str) -> list[StoredEvent]:
    """The sealed events of a tablet that wait aside."""
    c = t.events.c
    where = (c.visit_id == visit_id, c.device_id == device_id, c.what == PRIVATE, c.state == "quarantined")
    return rows.many(StoredEvent, tx.execute(select(t.events).where(*where).order_by(c.id)))


def body(tx: Connection, event_id: str) -> str:
    return str(tx.execute(select(t.events.c.body).where(t.events.c.id == event_id)).scalar_one())


def of_rows(tx: Connection, visit_id: str, ids: Sequence[str]) -> list[StoredEvent]:
    """These events of a visit, in no order that means anything; all of them are read when most are asked for."""
    c = t.events.c
    query = select(t.events).where(c.visit_id == visit_id).order_by(c.id)
    if len(ids) <= 500:
        return rows.many(StoredEvent, tx.execute(query.where(c.id.in_(ids))))
    wanted = set(ids)
    return [row for row in rows.many(StoredEvent, tx.execute(query)) if row.id in wanted]


def marks(tx: Connection, visit_id: str) -> tuple[int, int]:
    """(how many events were kept or moved, up to which of these the results count); (0, 0) for an unknown visit."""
    c = t.visits.c
    row = tx.execute(select(c.appended_to, c.projected_to).where(c.id == visit_id)).first()
    return (0, 0) if row is None else (row.appended_to, row.projected_to)


def appended(tx: Connection, visit_id: str, count: int) -> None:
    c = t.visits.c
    tx.execute(update(t.visits).where(c.id == visit_id).values(appended_to=c.appended_to + count))


def projected(tx: Connection, visit_id: str, to: int) -> None:
    tx.execute(update(t.visits).where(t.visits.c.id == visit_id).values(projected_to=to))


def lagging(tx: Connection) -> list[str]:
    """The visits whose results do not count everything that came."""
    c = t.visits.c
    return list(tx.execute(select(c.id).where(c.projected_to < c.appended_to).order_by(c.id)).scalars())


def standing(tx: Connection, visit_id: str) -> list[tuple[str, str, str | None]]:
    """(id, state, why) of every event of a visit."""
    c = t.events.c
    query = select(c.id, c.state, c.why).where(c.visit_id == visit_id)
    return [(row.id, row.state, row.why) for row in tx.execute(query)]


def find(tx: Connection, event_id: str) -> StoredEvent | None:
    return rows.maybe(StoredEvent, tx.execute(select(t.events).where(t.events.c.id == event_id)).first())


def with_ids(tx: Connection, ids: Sequence[str]) -> list[StoredEvent]:
    return rows.many(StoredEvent, tx.execute(select(t.events).where(t.events.c.id.in_(ids))))


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


def any_stored(tx: Connection, visit_id: str) -> bool:
    c = t.events.c
    return tx.execute(select(c.id).where(c.visit_id == visit_id, c.state == "stored").limit(1)).first() is not None


def set_state(tx: Connection, event_id: str, state: str, why: str | None) -> None:
    tx.execute(update(t.events).where(t.events.c.id == event_id).values(state=state, why=why))
