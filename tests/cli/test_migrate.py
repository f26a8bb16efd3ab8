"""Only `migrate` changes tables; every other process looks whether that was done, and needs no right to do it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from inspect_app import checkin_app, cli, jobs, opener, web
from inspect_app.settings import Settings
from inspect_app.store import Database, connect, migrate
from inspect_app.store.instance import Unreachable, open_instance

ROOT = Path(__file__).resolve().parents[2]
# What a process may do that owns no table: rows, and nothing of the schema.
ROWS_ONLY = (
    "create role {name} login; grant usage on schema public to {name}; "
    "grant select, insert, update, delete on all tables in schema public to {name}; "
    "grant usage on all sequences in schema public to {name}; grant select on alembic_version to {name}"
)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance that nobody has migrated."""
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL", "PUBLIC_URL", "PORT", "HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(tmp_path / "empty"))
    return tmp_path / "empty"


def revision(path: Path, which: str) -> str | None:
    database = connect(f"sqlite:///{path}", private=which == "checkin")
    try:
        migrate.check(database, which)
    except migrate.OldSchema:
        return None
    finally:
        database.close()
    return which


def test_migrate_brings_both_databases_from_nothing_to_the_newest_schema(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["migrate"]) == 0 and "newest schema: staff and checkin" in capsys.readouterr().out
    assert cli.main(["migrate"]) == 0
    assert cli.main(["verify-journal"]) == 0


def test_migrate_only_one_leaves_the_other_alone(empty: Path) -> None:
    assert cli.main(["migrate", "--only", "checkin"]) == 0
    assert revision(empty / "check-ins.db", "checkin") and not revision(empty / "spotcheck.db", "staff")


def test_a_command_on_an_empty_instance_says_what_to_run_and_makes_no_table(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify-journal"]) == 1
    said = capsys.readouterr().out
    assert "The staff database is empty" in said and "python -m inspect_app.cli migrate --only staff" in said
    database = connect(f"sqlite:///{empty / 'spotcheck.db'}")
    with database.reading() as tx:
        assert tx.execute(text("select count(*) from sqlite_master")).scalar() == 0
    database.close()


STARTS: tuple[Callable[[Settings], object], ...] = (
    lambda settings: web.create_app(settings.web()),
    lambda settings: checkin_app.create_app(settings.checkin()),
    lambda settings: opener.open_context(settings.opener()),
    lambda settings: jobs.open_context(settings.jobs()),
    open_instance,
)


@pytest.mark.parametrize("start", STARTS, ids=["web", "checkin", "opener", "jobs", "terminal"])
def test_every_process_refuses_an_older_schema(start: Callable[[Settings], object], settings: Settings) -> None:
    for url in (settings.database_url, settings.checkin_database_url):
        database = connect(url)
        with database.writing() as tx:
            tx.execute(text("delete from alembic_version"))
        database.close()
    with pytest.raises(Unreachable, match=r"empty, and this version needs 0001.*cli migrate --only"):
        start(settings)


@pytest.mark.parametrize("main", [opener.main, jobs.main])
def test_opener_and_jobs_say_it_in_a_sentence_and_end(
    main: Callable[[list[str]], int], empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--once"]) == 1
    assert "cli migrate" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["web", "checkin"])
def test_a_web_server_says_it_in_a_sentence_and_does_not_start(name: str, empty: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", f"from wsgi import {name}"],
        cwd=ROOT,
        env=os.environ | {"SPOTCHECK_DEMO": "1"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 1 and "Spotcheck did not start:" in answer.stderr
    assert "cli migrate" in answer.stderr and "Traceback" not in answer.stderr


def test_on_postgresql_every_process_starts_with_a_role_that_may_only_touch_rows(
    settings: Settings, fresh: Callable[[str, str], Database]
) -> None:
    urls = {}
    for which in migrate.WHICH:
        database, name = fresh(which, "postgresql"), f"rows_only_{which}"
        with database.writing() as tx:
            if tx.execute(text("select 1 from pg_roles where rolname = :name"), {"name": name}).first() is None:
                tx.execute(text(f"create role {name} login"))
            for line in ROWS_ONLY.format(name=name).split("; ")[1:]:
                tx.execute(text(line))
        urls[which] = database.url.set(username=name).render_as_string(hide_password=False)
    small = replace(settings, database_url=urls["staff"], checkin_database_url=urls["checkin"])
    instance = open_instance(small)
    with pytest.raises(Exception, match=r"permission denied|must be owner"), instance.database.writing() as tx:
        tx.execute(text("create table more (id integer)"))
    instance.close()
    jobs.open_context(small.jobs()).close()
    staff_pages, check_ins = web.create_app(small.web()), checkin_app.create_app(small.checkin())
    assert staff_pages.test_client().get("/sign-in").status_code == 200
    assert check_ins.test_client().get("/").status_code == 200
    for opened in (
        staff_pages.config["DATABASE"],
        staff_pages.config["CHECKIN_DATABASE"],
        check_ins.config["DATABASE"],
    ):
        opened.close()
