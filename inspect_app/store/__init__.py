"""What we remember. `writing()` is the only commit in Spotcheck; `reading()` sees one snapshot and cannot write.

One place decides between commit and rollback: leaving `writing()` normally commits, any exception rolls back, and
nobody else calls commit. Writers stand in line on both engines: what a writer reads stays true until it commits.
One transaction inside another fails at once (`transactions`). Nothing slow may happen inside `writing()`: no password
hash, PDF, file or sealing.
"""

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from inspect_app.store.transactions import WRITERS_LOCK, Transaction, in_writing, opened

__all__ = ["Connection", "Database", "connect", "in_writing", "is_full"]


class Database:
    """One database: SQLite in a file, or PostgreSQL. Build it with `connect`."""

    def __init__(self, url: str, *, private: bool = False) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._private = private
        self._thread_lock = threading.Lock()
        self._lock_file = Path(f"{self.url.database}.lock") if self.is_sqlite else None
        if self.is_sqlite:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
            self._writer = _sqlite(url, private=private, read_only=False)
            self._reader = _sqlite(url, private=private, read_only=True)
        else:
            self._writer = create_engine(
                self.url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
            )
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yields the one writing transaction of this database; commits on leaving, rolls back on any exception."""
        with self._alone(), self._writer.connect() as connection, connection.begin():
            self._stand_in_line(connection)
            yield connection

    @contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """`writing()` for migrations, which on SQLite drop a table and put its copy in its place.

        Foreign keys are therefore checked once, before the commit, instead of at every row.
        """
        with self._alone(), self._writer.connect() as connection:
            raw = connection.connection.dbapi_connection
            if not self.is_sqlite or raw is None:
                with connection.begin():
                    self._stand_in_line(connection)
                    yield connection
                return
            raw.execute("PRAGMA foreign_keys=OFF")  # inside a transaction it would do nothing
            try:
                with connection.begin():
                    yield connection
                    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if orphans:
                        raise ValueError(f"The migration leaves rows that refer to nothing: {orphans[:3]}")
            finally:
                raw.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yields a read-only snapshot; a write inside it is refused by the database itself."""
        with opened(self._transaction("reading")), self._reader.connect() as connection, connection.begin():
            yield connection

    def forget(self, *tables: str) -> None:
        """After a commit that took words away: no copy of them stays in SQLite's log or PostgreSQL's dead rows.

        PostgreSQL's freed bytes, its own log and every backup are beyond this; docs/privacy.md says so.
        """
        with self._alone():
            if self.is_sqlite:
                raw = self._writer.raw_connection()
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                raw.close()
                return
            with self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"vacuum {', '.join(tables)}")

    def copy(self, target: Path) -> None:
        """SQLite: writes a whole copy of the file as it stands between two changes, while others go on working."""
        raw, copy = self._reader.raw_connection(), sqlite3.connect(target)
        try:
            cast(sqlite3.Connection, raw.driver_connection).backup(copy)
        finally:
            copy.close()
            raw.close()

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with opened(self._transaction("writing")), self._thread_lock:
            # On PostgreSQL the other processes wait at `_stand_in_line`; the threads of this one wait here, so that
            # a line of writers never holds every connection of the pool.
            if self._lock_file is None:
                yield
                return
            # SQLite's own busy handler sleeps in steps: with eight writers its 99th percentile was 600 ms. Waiting in
            # line at one file lock that every process uses keeps it under 60 ms, with nothing lost when a process dies.
            with self._lock_file.open("w") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield

    def _transaction(self, kind: str) -> Transaction:
        return Transaction(self.url.render_as_string(hide_password=True), kind, self._private)

    def _stand_in_line(self, connection: Connection) -> None:
        # What SQLite does by itself. Each statement after this one sees all that the writers before us committed.
        if not self.is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": WRITERS_LOCK})


def is_full(error: Exception) -> bool:
    """True when a disk had no space: the operating system, SQLite and PostgreSQL each say it in their own words."""
    words = ("database or disk is full", "No space left on device")
    return (isinstance(error, OSError) and error.errno == ENOSPC) or any(word in str(error) for word in words)


def connect(url: str, *, private: bool = False) -> Database:
    """Opens a database by its address; `private` is for check-ins: no write-ahead file, nothing temporary on disk."""
    return Database(url, private=private)


def _sqlite(url: str, *, private: bool, read_only: bool) -> Engine:
    # Without `hide_parameters` an error would quote the values: names, notes, what workers said.
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": 30}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(raw, _record):  # type: ignore[no-untyped-def]
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA journal_mode={'TRUNCATE' if private else 'WAL'}")
        # FULL, because a report's evidence must survive a power cut that comes right after "saved".
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        if private:
            cursor.execute("PRAGMA temp_store=MEMORY")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # IMMEDIATE takes the write lock at once: a read that later wants to write would be told "locked".
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
