"""Agencies, staff, appointments and sessions."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from inspect_app.domain.staff.people import Account, Agency, Appointment, Reader, Staff
from inspect_app.store import changes, rows
from inspect_app.store import schema as t

_PERSON = (
    t.staff.c.id,
    t.staff.c.agency_id,
    t.staff.c.email,
    t.staff.c.name,
    t.staff.c.role,
    t.staff.c.language,
    t.staff.c.state,
)


def add_agency(tx: Connection, agency: Agency) -> None:
    tx.execute(insert(t.agencies).values(**vars(agency)))


def agency(tx: Connection, agency_id: str) -> Agency:
    return rows.one(Agency, tx.execute(select(t.agencies).where(t.agencies.c.id == agency_id)).first())


def agencies(tx: Connection) -> list[Agency]:
    return rows.many(Agency, tx.execute(select(t.agencies).order_by(t.agencies.c.name_en)))


def paper(tx: Connection, agency_id: str) -> str:
    """The paper of an agency's reports: letter unless it chose otherwise."""
    c = t.agency_settings.c
    return str(tx.execute(select(c.paper).where(c.agency_id == agency_id)).scalar() or "letter")


def set_paper(tx: Connection, agency_id: str, paper: str) -> None:
    values = {"agency_id": agency_id, "paper": paper}
    changes.put(tx, t.agency_settings, values, key=("agency_id",), changing=("paper",))


def add(tx: Connection, person: Staff, *, password_hash: str | None, now: datetime) -> None:
    values = vars(person) | {"password_hash": password_hash, "failed": 0, "added_at": now}
    tx.execute(insert(t.staff).values(**values))


def get(tx: Connection, staff_id: str) -> Staff:
    return rows.one(Staff, tx.execute(select(*_PERSON).where(t.staff.c.id == staff_id)).first())


def of_agency(tx: Connection, agency_id: str) -> list[Staff]:
    query = select(*_PERSON).where(t.staff.c.agency_id == agency_id).order_by(t.staff.c.name)
    return rows.many(Staff, tx.execute(query))


def of_roles(tx: Connection, agency: str, roles: tuple[str, ...]) -> list[Staff]:
    """An agency's active staff in any of `roles`, by name."""
    active = (t.staff.c.agency_id == agency, t.staff.c.role.in_(roles), t.staff.c.state == "active")
    return rows.many(Staff, tx.execute(select(*_PERSON).where(*active).order_by(t.staff.c.name)))


def account(tx: Connection, email: str) -> Account | None:
    """What signing in needs, by e-mail address without regard to case."""
    return rows.maybe(Account, tx.execute(select(t.staff).where(t.staff.c.email == email.strip().lower())).first())


def account_of(tx: Connection, staff_id: str) -> Account:
    """The same, as it is now, of somebody who is known."""
    return rows.one(Account, tx.execute(select(t.staff).where(t.staff.c.id == staff_id)).first())


def count_try(tx: Connection, staff_id: str) -> int:
    """Counts one more wrong try, and returns how many there are now."""
    c = t.staff.c
    counted = update(t.staff).where(c.id == staff_id).values(failed=c.failed + 1).returning(c.failed)
    return int(tx.execute(counted).scalar_one())


def lock(tx: Connection, staff_id: str, until: datetime | None) -> None:
    tx.execute(update(t.staff).where(t.staff.c.id == staff_id).values(locked_until=until))


def forget_tries(tx: Connection, staff_id: str) -> None:
    """The password fitted: the count begins anew and nothing is locked."""
    tx.execute(update(t.staff).where(t.staff.c.id == staff_id).values(failed=0, locked_until=None))


def set_password(tx: Connection, staff_id: str, password_hash: str) -> None:
    values = {"password_hash": password_hash, "failed": 0, "locked_until": None}
    tx.execute(update(t.staff).where(t.staff.c.id == staff_id).values(**values))


def set_state(tx: Connection, person: Staff, state: str) -> None:
    """Changes the state of somebody as read; Problem "changed-meanwhile" when it was changed since."""
    as_read = (t.staff.c.id == person.id, t.staff.c.state == person.state)
    changes.change(tx, update(t.staff).where(*as_read).values(state=state))


def set_language(tx: Connection, staff_id: str, language: str) -> None:
    tx.execute(update(t.staff).where(t.staff.c.id == staff_id).values(language=language))


def add_appointment(tx: Connection, appointment: Appointment) -> None:
    tx.execute(insert(t.appointments).values(**vars(appointment)))


def appointment(tx: Connection, appointment_id: str) -> Appointment:
    return rows.one(
        Appointment, tx.execute(select(t.appointments).where(t.appointments.c.id == appointment_id)).first()
    )


def end_appointment(tx: Connection, power: Appointment, on: date) -> None:
    """Ends a power as read; Problem "changed-meanwhile" when it was ended since."""
    c = t.appointments.c
    as_read = (c.id == power.id, c.valid_until.is_not_distinct_from(power.valid_until))
    changes.change(tx, update(t.appointments).where(*as_read).values(valid_until=on))


def appointments(tx: Connection, staff_id: str, on: date) -> list[Appointment]:
    """The powers someone holds on a day."""
    c = t.appointments.c
    query = select(t.appointments).where(
        c.staff_id == staff_id, c.valid_from <= on, or_(c.valid_until.is_(None), c.valid_until >= on)
    )
    return rows.many(Appointment, tx.execute(query.order_by(c.act)))


def add_session(tx: Connection, token_hash: str, staff_id: str, now: datetime, ends_at: datetime) -> None:
    values = {
        "token_hash": token_hash,
        "staff_id": staff_id,
        "started_at": now,
        "seen_at": now,
        "ends_at": ends_at,
    }
    tx.execute(insert(t.sessions).values(**values))


def of_session(tx: Connection, token_hash: str, now: datetime) -> Reader | None:
    """Who a session belongs to, while it lasts and the person is active."""
    query = (
        select(*_PERSON, t.agencies.c.time_zone)
        .join(t.agencies, t.agencies.c.id == t.staff.c.agency_id)
        .join(t.sessions, t.sessions.c.staff_id == t.staff.c.id)
        .where(t.sessions.c.token_hash == token_hash, t.sessions.c.ends_at > now, t.staff.c.state == "active")
    )
    return rows.maybe(Reader, tx.execute(query).first())


def end_session(tx: Connection, token_hash: str) -> None:
    tx.execute(delete(t.sessions).where(t.sessions.c.token_hash == token_hash))


def drop_ended_sessions(tx: Connection, now: datetime) -> int:
    """Deletes sessions that nobody can use any more; how many."""
    return tx.execute(delete(t.sessions).where(t.sessions.c.ends_at <= now)).rowcount


def end_sessions_of(tx: Connection, staff_id: str, *, but: str = "") -> None:
    """Ends every session of someone, except the one whose token hash is `but`."""
    tx.execute(delete(t.sessions).where(t.sessions.c.staff_id == staff_id, t.sessions.c.token_hash != but))
