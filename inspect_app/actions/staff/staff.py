"""Signing in and out, and the people of an agency."""

import hashlib
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import devices as devices_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.days import add_days
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff import passwords as passwords_rules
from inspect_app.domain.staff.people import PAPERS, Account, Appointment, Staff
from inspect_app.domain.staff.permissions import ROLES
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.staff import staff as staff_store

SESSION = timedelta(hours=12)


def session_key(token: str) -> str:
    """What the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_not_locked(account: Account | None, now: datetime) -> None:
    """Raises Problem "locked-out" while the account waits. Call before the slow password check."""
    if account and account.locked_until and account.locked_until > now:
        raise Problem("locked-out", minutes=int((account.locked_until - now).total_seconds() // 60) + 1)


def refuse(tx: Connection, account: Account, *, now: datetime) -> None:
    """Counts a wrong password and locks after ten. The caller raises after this has been committed.

    Others were tried while this one was being checked, so the count and the lock are those of this moment. A try that
    meets a lock is counted and does not make the wait longer.
    """
    failed, current = staff_store.count_try(tx, account.id), staff_store.account_of(tx, account.id)
    if current.locked_until and current.locked_until > now:
        return
    staff_store.lock(tx, account.id, passwords_rules.locked_until(failed, now))
    person = staff_store.get(tx, account.id)
    audit_log_actions.note(tx, act="sign-in-refused", by=person, now=now, about=("staff", account.id))


def check_again(tx: Connection, account: Account, *, now: datetime) -> None:
    """Whether a password that fitted still opens anything: while it was checked others were tried, or it was changed.

    Raises Problem "locked-out" or "wrong-password".
    """
    current = staff_store.account_of(tx, account.id)
    check_not_locked(current, now)
    if current.password_hash != account.password_hash or current.state != "active":
        raise Problem("wrong-password")


def sign_in(tx: Connection, account: Account, token: str, *, now: datetime) -> Staff:
    """Starts a session of twelve hours for someone whose password fitted."""
    check_again(tx, account, now=now)
    person = staff_store.get(tx, account.id)
    staff_store.forget_tries(tx, account.id)
    staff_store.add_session(tx, session_key(token), person.id, now, now + SESSION)
    audit_log_actions.note(tx, act="sign-in", by=person, now=now, about=("staff", person.id))
    return person


def sign_out(tx: Connection, token: str, *, by: Staff, now: datetime) -> None:
    staff_store.end_session(tx, session_key(token))
    audit_log_actions.note(tx, act="sign-out", by=by, now=now, about=("staff", by.id))


def add(tx: Connection, person: Staff, *, password_hash: str, by: Staff | None, now: datetime) -> Staff:
    """Adds someone to an agency. `by` is None only for the first account of an installation."""
    if person.role not in ROLES:
        raise Problem("wrong-input", why="There is no role “{role}”.", role=person.role)
    if staff_store.account(tx, person.email) is not None:
        raise Problem("wrong-input", why="Someone with this e-mail address is here already.")
    staff_store.add(tx, person, password_hash=password_hash, now=now)
    audit_log_actions.note(
        tx, act="add-staff", by=by, now=now, about=("staff", person.id), detail={"role": person.role}
    )
    return person


def disable(tx: Connection, staff_id: str, *, by: Staff, now: datetime) -> None:
    """Ends someone's access at once: sessions go, their tablets lose their trust, the person's past acts stay."""
    person = staff_store.get(tx, staff_id)
    if person.agency_id != by.agency_id or person.id == by.id:
        raise Problem("not-allowed")
    staff_store.set_state(tx, person, "disabled")
    staff_store.end_sessions_of(tx, staff_id)
    for device in devices_store.of_person(tx, staff_id):
        devices_actions.revoke(tx, device.id, by=by, now=now)
    audit_log_actions.note(tx, act="disable-staff", by=by, now=now, about=("staff", staff_id))


def appoint(tx: Connection, power: Appointment, *, by: Staff, now: datetime) -> None:
    """Records a legal power that someone of one's own agency holds: the Act, its number, until when."""
    if staff_store.get(tx, power.staff_id).agency_id != by.agency_id:
        raise Problem("not-allowed")
    if not power.act.strip() or not power.number.strip():
        raise Problem("wrong-input", why="An appointment needs its Act and its number.")
    if power.valid_until is not None and power.valid_until < power.valid_from:
        raise Problem("wrong-input", why="An appointment cannot end before it begins.")
    staff_store.add_appointment(tx, power)
    detail = {"act": power.act, "number": power.number}
    audit_log_actions.note(tx, act="appoint-staff", by=by, now=now, about=("staff", power.staff_id), detail=detail)


def end_appointment(tx: Connection, appointment_id: str, *, by: Staff, now: datetime, today: date) -> None:
    """The power ends yesterday: from today on nobody acts under it; what was done under it stays."""
    power = staff_store.appointment(tx, appointment_id)
    if staff_store.get(tx, power.staff_id).agency_id != by.agency_id:
        raise Problem("not-allowed")
    staff_store.end_appointment(tx, power, add_days(today, -1))
    audit_log_actions.note(tx, act="end-appointment", by=by, now=now, about=("staff", power.staff_id))


def choose_paper(tx: Connection, paper: str, *, by: Staff, now: datetime) -> None:
    """Sets the paper on which one's agency issues from now on; what is issued keeps its own."""
    if paper not in PAPERS:
        raise Problem("wrong-input", why="Choose one of the page sizes listed.")
    staff_store.set_paper(tx, by.agency_id, paper)
    audit_log_actions.note(
        tx, act="choose-paper", by=by, now=now, about=("agency", by.agency_id), detail={"paper": paper}
    )


def change_password(
    tx: Connection, account: Account, password_hash: str, *, token: str, by: Staff, now: datetime
) -> None:
    """Keeps someone's own new password (checked and hashed before) and ends every other session of theirs.

    `account` is what the password used until now fitted.
    """
    check_again(tx, account, now=now)
    staff_store.set_password(tx, by.id, password_hash)
    staff_store.end_sessions_of(tx, by.id, but=session_key(token))
    audit_log_actions.note(tx, act="change-password", by=by, now=now, about=("staff", by.id))


def check_password(password: str, person: Staff) -> None:
    """Raises Problem "weak-password" with the reason when a password cannot be used."""
    why = passwords_rules.weakness(password, about=(person.email.split("@")[0], person.name.replace(" ", "")))
    if why:
        raise Problem("weak-password", why=why, shortest=passwords_rules.SHORTEST, longest=passwords_rules.LONGEST)


def named(tx: Connection, staff_id: str, reader: Staff) -> str:
    """Who somebody is to a reader: a colleague by name, anyone else by the agency they work for."""
    person = staff_store.get(tx, staff_id)
    if person.agency_id == reader.agency_id:
        return person.name
    agency = staff_store.agency(tx, person.agency_id)
    return agency.name_fr if reader.language == "fr" else agency.name_en
