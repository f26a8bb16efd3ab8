"""An instance opened: its settings and its two databases. Opening only looks whether they are at the newest schema."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError, ProgrammingError

from inspect_app.settings import Settings
from inspect_app.settings.environment import from_env
from inspect_app.store import Database, connect, migrate


class Unreachable(OSError):
    """A database that does not answer, or of a kind that Spotcheck does not know; in a sentence, without passwords."""


@dataclass(frozen=True)
class Instance:
    """What a process at a terminal needs."""

    settings: Settings
    database: Database
    checkin_database: Database

    def close(self) -> None:
        self.database.close()
        self.checkin_database.close()


def open_instance(settings: Settings | None = None) -> Instance:
    """Makes the instance's secrets if it has none and opens both databases.

    Unreachable when one does not answer or is not at the newest schema: `migrate_all` is a step of its own.
    """
    chosen = settings or from_env()
    return Instance(
        chosen, open_database(chosen.database_url, "staff"), open_database(chosen.checkin_database_url, "checkin")
    )


def open_database(url: str, which: str) -> Database:
    """The staff or checkin database at this address; Unreachable, in a sentence, unless it is at the newest schema."""
    return _open(url, which, migrate.check)


def migrate_all(settings: Settings, which: Sequence[str] = migrate.WHICH) -> None:
    """Brings the named databases to the newest schema; does nothing to one that is there. Unreachable as above."""
    for name in which:
        url = settings.database_url if name == "staff" else settings.checkin_database_url
        _open(url, name, migrate.upgrade).close()


def _open(url: str, which: str, prepare: Callable[[Database, str], None]) -> Database:
    setting = "DATABASE_URL" if which == "staff" else "CHECKIN_DATABASE_URL"
    if not url.startswith(("sqlite:///", "postgresql:", "postgresql+psycopg:")):
        raise Unreachable(f"{setting} must begin with sqlite:/// or postgresql://. Nothing was changed.")
    database = connect(url, private=which == "checkin")
    try:
        prepare(database, which)
    except (migrate.UnknownRevision, migrate.OldSchema) as other:
        database.close()
        raise Unreachable(f"{setting}: {other}") from other
    except (OperationalError, ProgrammingError) as refused:
        database.close()
        told = f"{setting}: the database {database.url.render_as_string(hide_password=True)} cannot be used."
        reason = str(refused.orig).strip().splitlines()[0]
        raise Unreachable(f"{told} {reason}. Start it, or change {setting}; what it holds is as it was.") from refused
    return database
