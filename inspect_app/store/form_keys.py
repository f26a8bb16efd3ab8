"""Forms that were sent and added something: where each led, for two days."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from inspect_app.store import schema as t


def find(tx: Connection, key_hash: str) -> str | None:
    """The address to which the form with this key led, or None when it has not been sent."""
    return tx.execute(select(t.form_keys.c.location).where(t.form_keys.c.key_hash == key_hash)).scalar()


def add(tx: Connection, key_hash: str, location: str, day: date) -> None:
    tx.execute(insert(t.form_keys).values(key_hash=key_hash, location=location, day=day))


def drop_before(tx: Connection, day: date) -> int:
    """Forgets keys of earlier days; how many."""
    return tx.execute(delete(t.form_keys).where(t.form_keys.c.day < day)).rowcount
