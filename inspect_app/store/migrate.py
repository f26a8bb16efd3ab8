"""Brings a database to the newest schema, and says whether one is there. The same migrations run everywhere;
`create_all` runs nowhere but in the test that compares the two.

Only `python -m inspect_app.cli migrate` (and what runs it first on a laptop) may change a schema: every other process
gets by without the right to.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from inspect_app.store import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
WHICH = ("staff", "checkin")


class UnknownRevision(ValueError):
    """A database stamped with a revision that this checkout does not have; in a sentence."""


class OldSchema(ValueError):
    """A database that nobody has brought to the newest schema yet; in a sentence."""


def check(database: Database, which: str) -> None:
    """Raises OldSchema or UnknownRevision unless `which` ("staff" or "checkin") is at the newest schema. Only reads."""
    with database.reading() as tx:
        current = MigrationContext.configure(tx).get_current_revision()
    if current == _newest(which):
        return
    _refuse_unknown(which, current)
    stands = f"at the schema {current}" if current else "empty"
    raise OldSchema(
        f"The {which} database is {stands}, and this version needs {_newest(which)}. Nothing was changed. "
        f"Make a backup, then run: python -m inspect_app.cli migrate --only {which}"
    )


@cache
def _newest(which: str) -> str | None:
    return ScriptDirectory.from_config(config(which)).get_current_head()


def config(which: str) -> Config:
    """Alembic's settings for one of the two databases; there is no alembic.ini to get out of step."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("version_locations", str(MIGRATIONS / which))
    made.set_main_option("path_separator", "os")
    made.attributes["which"] = which
    return made


def upgrade(database: Database, which: str, revision: str = "head") -> None:
    """Runs the missing migrations of `which` ("staff" or "checkin") in one transaction. Does nothing at the head.

    Raises UnknownRevision, with nothing changed, for a database of another checkout's schema.
    """
    # Of two web nodes starting together the second waits in the writers' line and finds nothing to do.
    with database.rebuild() as tx:
        settings = config(which)
        settings.attributes["connection"] = tx
        _refuse_unknown(which, MigrationContext.configure(tx).get_current_revision())
        command.upgrade(settings, revision)


def downgrade(database: Database, which: str, revision: str) -> None:
    """Takes migrations back to `revision` ("base" for none): for tests and for an operator with a backup."""
    with database.rebuild() as tx:
        settings = config(which)
        settings.attributes["connection"] = tx
        command.downgrade(settings, revision)


def _refuse_unknown(which: str, current: str | None) -> None:
    if current is None:
        return
    try:
        ScriptDirectory.from_config(config(which)).get_revision(current)
    except CommandError as unknown:
        raise UnknownRevision(
            f"The {which} database is at the schema {current!r}, which this version does not know: it was made by a "
            "newer version, or by one from before the first release. Nothing was changed. Use the version that made "
            "it, or set INSTANCE (or the database's address) to a new place."
        ) from unknown
