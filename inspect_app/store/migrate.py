"""Brings a database to the newest schema. The same migrations run everywhere; `create_all` runs nowhere but in
the test that compares the two."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from inspect_app.store import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
WHICH = ("staff", "checkin")


def config(which: str) -> Config:
    """Alembic's settings for one of the two databases; there is no alembic.ini to get out of step."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("version_locations", str(MIGRATIONS / which))
    made.set_main_option("path_separator", "os")
    made.attributes["which"] = which
    return made


def upgrade(database: Database, which: str, revision: str = "head") -> None:
    """Runs the missing migrations of `which` ("staff" or "checkin") in one transaction. Does nothing at the head."""
    with database.rebuild() as tx:
        if not database.is_sqlite:
            # Two web nodes starting together would both migrate; the second waits here and finds nothing to do.
            tx.execute(text("select pg_advisory_xact_lock(727274)"))
        settings = config(which)
        settings.attributes["connection"] = tx
        command.upgrade(settings, revision)


def downgrade(database: Database, which: str, revision: str) -> None:
    """Takes migrations back to `revision` ("base" for none): for tests and for an operator with a backup."""
    with database.rebuild() as tx:
        settings = config(which)
        settings.attributes["connection"] = tx
        command.downgrade(settings, revision)
