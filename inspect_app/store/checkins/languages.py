"""Which languages the worker's page shows, where a person has chosen."""

from sqlalchemy import Connection, select

from inspect_app.store import changes
from inspect_app.store.schema import checkins as checkin_tables


def offered(tx: Connection) -> dict[str, bool]:
    """language -> whether the worker's page shows it, where a person has chosen."""
    return {row.language: bool(row.shown) for row in tx.execute(select(checkin_tables.offered))}


def offer(tx: Connection, language: str, *, shown: bool) -> None:
    values = {"language": language, "shown": int(shown)}
    changes.put(tx, checkin_tables.offered, values, key=("language",), changing=("shown",))
