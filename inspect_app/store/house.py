"""An instance opened: its settings and its two databases, both at the newest schema."""

from dataclasses import dataclass

from inspect_app.settings import Settings, from_env
from inspect_app.store import Database, connect, migrate


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
    database = connect(chosen.database_url)
    checkin_database = connect(chosen.checkin_database_url, private=True)
    migrate.upgrade(database, "staff")
    migrate.upgrade(checkin_database, "checkin")
    return House(chosen, database, checkin_database)
