"""An instance opened: its settings and its two databases, both at the newest schema."""

from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from inspect_app.settings import Settings, from_env
from inspect_app.store import Database, connect, migrate


class Unreachable(OSError):
    """A database that does not answer, or of a kind that Spotcheck does not know; in a sentence, without passwords."""


@dataclass(frozen=True)
class House:
    """What a process at a terminal needs."""

    settings: Settings
    database: Database
    checkin_database: Database

    def close(self) -> None:
        self.database.close()
        self.checkin_database.close()


def open_house(settings: Settings | None = None) -> House:
    """Makes the instance's secrets if it has none, opens both databases and brings them to the newest schema."""
    chosen = settings or from_env()
    database = _open("DATABASE_URL", chosen.database_url, "staff")
    checkin_database = _open("CHECKIN_DATABASE_URL", chosen.checkin_database_url, "checkin")
    return House(chosen, database, checkin_database)


def _open(setting: str, url: str, which: str) -> Database:
    if not url.startswith(("sqlite:///", "postgresql:", "postgresql+psycopg:")):
        raise Unreachable(f"{setting} must begin with sqlite:/// or postgresql://. Nothing was changed.")
    database = connect(url, private=which == "checkin")
    try:
        migrate.upgrade(database, which)
    except migrate.UnknownRevision as unknown:
        raise Unreachable(f"{setting}: {unknown}") from unknown
    except OperationalError as refused:
        told = f"{setting}: the database {database.url.render_as_string(hide_password=True)} cannot be used."
        reason = str(refused.orig).strip().splitlines()[0]
        raise Unreachable(f"{told} {reason}. Start it, or change {setting}; what it holds is as it was.") from refused
    return database
