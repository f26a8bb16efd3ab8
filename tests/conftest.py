"""What every test may ask for: real databases of both kinds, a signed-in browser, and nothing that reaches outside."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from inspect_app.settings import Settings
from inspect_app.store import Database, connect, migrate
from inspect_app.store.instance import Instance, open_instance
from tests import browser_client, people, postgres, slow_work

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, or one worker would wait at the end for a test of a minute that the other began last."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def no_outside_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests talk to this machine only; anything else is a bug in the product."""
    real = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> object:
        inside = isinstance(address, str | bytes) or str(address[0]) in ("127.0.0.1", "::1", "localhost")  # type: ignore[index]
        if not inside:
            raise AssertionError(f"a test tried to reach {address}")
        return real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One migrated SQLite file of each database, to be copied."""
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for which in migrate.WHICH:
        path = folder / f"{which}.db"
        database = connect(f"sqlite:///{path}", private=True)
        migrate.upgrade(database, which)
        database.close()
        made[which] = path
    return made


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for this test process."""
    # Not under pytest's own folder: the postgres user must be able to reach it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="spotcheck-pg-"))
    with postgres.cluster(folder) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> dict[str, str]:
    """One migrated PostgreSQL template of each database."""
    admin = create_engine(_driver(postgres_url), isolation_level="AUTOCOMMIT")
    made = {}
    for which in migrate.WHICH:
        with admin.connect() as connection:
            connection.execute(text(f"create database template_{which}"))
        database = connect(_named(postgres_url, f"template_{which}"), private=which == "checkin")
        migrate.upgrade(database, which)
        database.close()
        made[which] = f"template_{which}"
    admin.dispose()
    return made


@pytest.fixture
def no_slow_work_while_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a database in a test may do nothing slow inside a writing transaction (`tests/slow_work.py`)."""
    slow_work.forbid_while_writing(monkeypatch)


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, tmp_path: Path, no_slow_work_while_writing: None
) -> Iterator[Callable[[str, str], Database]]:
    """A function (which, engine) -> a fresh migrated database; engine is "sqlite" or "postgresql"."""
    opened: list[Database] = []
    dropped: list[str] = []

    def make(which: str, engine: str) -> Database:
        if engine == "sqlite":
            path = tmp_path / f"{which}.db"
            shutil.copy(request.getfixturevalue("migrated_sqlite")[which], path)
            database = connect(f"sqlite:///{path}", private=which == "checkin")
        else:
            url = request.getfixturevalue("postgres_url")
            name = f"test_{which}_{abs(hash(tmp_path)) % 10**9}"
            template = request.getfixturevalue("migrated_postgres")[which]
            _admin(url, f"create database {name} template {template}")
            dropped.append(name)
            database = connect(_named(url, name), private=which == "checkin")
        opened.append(database)
        return database

    yield make
    for database in opened:
        database.close()
    for name in dropped:
        _admin(request.getfixturevalue("postgres_url"), f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, fresh: Callable[[str, str], Database]) -> Database:
    """The staff database, on both engines in turn."""
    return fresh("staff", request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def checkin_db(request: pytest.FixtureRequest, fresh: Callable[[str, str], Database]) -> Database:
    """The check-in database, on both engines in turn."""
    return fresh("checkin", request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is marked `both_engines` and stands on an instance runs on SQLite and on PostgreSQL."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_engines"):
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which databases the instance of a test has: SQLite, unless the test is marked `both_engines`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def settings(
    tmp_path: Path, migrated_sqlite: dict[str, Path], fresh: Callable[[str, str], Database], engine: str
) -> Settings:
    """Settings of a fresh instance whose databases are migrated."""
    made = _instance(tmp_path, migrated_sqlite)
    if engine == "sqlite":
        return made
    staff, checkin = (fresh(which, engine).url.render_as_string(hide_password=False) for which in ("staff", "checkin"))
    return replace(made, database_url=staff, checkin_database_url=checkin)


@pytest.fixture(params=["sqlite", "postgresql"])
def both_engines(
    request: pytest.FixtureRequest, settings: Settings, fresh: Callable[[str, str], Database]
) -> Iterator[Settings]:
    """Settings whose two databases are of one engine, with an agency and its people in them."""
    if request.param == "postgresql":
        urls = [fresh(which, "postgresql").url.render_as_string(hide_password=False) for which in ("staff", "checkin")]
        settings = replace(settings, database_url=urls[0], checkin_database_url=urls[1])
    with people.instance(settings, NOW):
        yield settings


@pytest.fixture(scope="session")
def shipped_instance(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: dict[str, Path]) -> Path:
    """One instance with the shipped checklists loaded and this month's key made, to be copied."""
    from inspect_app import opener
    from inspect_app.cli import load_checklists

    folder = tmp_path_factory.mktemp("shipped")
    made = open_instance(_instance(folder, migrated_sqlite))
    load_checklists.load(made, load_checklists.SHIPPED, NOW)
    opener.tick(made, NOW)
    made.close()
    return folder


@pytest.fixture
def shipped_house(settings: Settings, shipped_instance: Path) -> Iterator[Instance]:
    """A fresh copy of `shipped_instance`; nobody works there yet."""
    shutil.copytree(shipped_instance, settings.instance, dirs_exist_ok=True)
    made = Instance(settings, connect(settings.database_url), connect(settings.checkin_database_url, private=True))
    yield made
    made.close()


@pytest.fixture
def instance(settings: Settings) -> Iterator[people.Instance]:
    """An instance with an agency and one active person in each role."""
    with people.instance(settings, NOW) as made:
        yield made


@pytest.fixture
def app(instance: people.Instance) -> Iterator[Flask]:
    """The staff app over `house`, with its clock held at NOW."""
    from inspect_app.web import create_app

    made = create_app(instance.settings.web())
    made.config.update(TESTING=True, CLOCK=lambda: NOW)
    yield made
    made.config["DATABASE"].close()
    made.config["CHECKIN_DATABASE"].close()


@pytest.fixture
def browser(app: Flask) -> Callable[[str], browser_client.Browser]:
    """A function role -> a signed-in browser that checks every page it opens."""
    return lambda role: browser_client.Browser(app, role)


def _instance(folder: Path, migrated_sqlite: dict[str, Path]) -> Settings:
    """Puts fresh migrated databases into the folder; settings of an instance that is there."""
    for which, name in (("staff", "spotcheck.db"), ("checkin", "check-ins.db")):
        shutil.copy(migrated_sqlite[which], folder / name)
    return Settings(
        instance=folder,
        database_url=f"sqlite:///{folder / 'spotcheck.db'}",
        checkin_database_url=f"sqlite:///{folder / 'check-ins.db'}",
        public_url="http://127.0.0.1:8000",
        host="127.0.0.1",
        port=8000,
        secret_key="a key for tests only",
        demo=True,
    )


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _named(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?", 1)


def _admin(url: str, statement: str) -> None:
    admin = create_engine(_driver(url), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(statement))
    admin.dispose()


@pytest.fixture
def text_of() -> Callable[[bytes], list[str]]:
    """Gives the words of a PDF, page by page, as poppler reads them."""

    def read(paper: bytes) -> list[str]:
        told = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True)
        return [" ".join(page.split()) for page in told.stdout.decode().split("\f")[:-1]]

    return read
