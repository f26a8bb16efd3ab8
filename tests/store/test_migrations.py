"""Migrations are code: the newest schema is the declared one, and every revision goes up, down and with data."""

import importlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Date, Float, Integer, LargeBinary, inspect, select, text
from sqlalchemy.exc import IntegrityError

from inspect_app.store import Connection, Database, connect, migrate
from inspect_app.store.schema.types import Json, Moment

METADATA = {"staff": "inspect_app.store.schema", "checkin": "inspect_app.store.schema.checkins"}
ENGINES = ("sqlite", "postgresql")
# Columns whose length a CHECK fixes.
# A standing point has a host, a visit's point a visit, never both.
ODD: dict[str, dict[str, object]] = {"points": {"host": None, "host_kind": None, "k": 5}}
SIZES: dict[tuple[str, str], int] = {("boxes", "c"): 2096}


def metadata(which: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(METADATA[which]).metadata


def revisions(which: str) -> list[str]:
    scripts = ScriptDirectory.from_config(migrate.config(which))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


@pytest.mark.parametrize("which", migrate.WHICH)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_newest_migration_gives_the_declared_tables(
    which: str, engine: str, fresh: Callable[[str, str], Database]
) -> None:
    with fresh(which, engine).writing() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True, "include_name": _ours})
        assert compare_metadata(context, metadata(which)) == []


@pytest.mark.parametrize("which", migrate.WHICH)
def test_the_migrated_sql_is_the_declared_sql_including_checks_and_without_rowid(
    which: str, tmp_path: Path, fresh: Callable[[str, str], Database]
) -> None:
    declared = connect(f"sqlite:///{tmp_path / 'declared.db'}")
    with declared.writing() as tx:
        metadata(which).create_all(tx)
        wanted = _sql(tx)
    with fresh(which, "sqlite").reading() as tx:
        migrated = _sql(tx)
    declared.close()
    assert {name: migrated.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("engine", ENGINES)
def test_a_partial_index_of_the_migration_holds_the_declared_rows(
    engine: str, tmp_path: Path, fresh: Callable[[str, str], Database]
) -> None:
    declared = {
        str(index.name): str(index.dialect_options[engine]["where"].compile(compile_kwargs={"literal_binds": True}))
        for table in metadata("staff").sorted_tables
        for index in table.indexes
        if index.dialect_options[engine]["where"] is not None
    }
    asked = {
        "sqlite": "select name, sql from sqlite_master where type = 'index' and sql like '%where%'",
        "postgresql": "select indexname, indexdef from pg_indexes where indexdef like '%WHERE%'",
    }
    with fresh("staff", engine).reading() as tx:
        migrated = {name: sql for name, sql in tx.execute(text(asked[engine]))}
    assert set(migrated) == set(declared) and len(declared) == 4
    for name, where in declared.items():
        # PostgreSQL writes an IN as an array: the values and columns are what both must name.
        named = set(re.findall(r"'\w+'|\b(?:state|what|reported_at)\b", where))
        assert named == set(
            re.findall(r"'\w+'|\b(?:state|what|reported_at)\b", re.split("(?i)where", migrated[name])[1])
        )


@pytest.mark.parametrize("which", migrate.WHICH)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_revision_goes_up_and_down_with_data_in_every_table(
    which: str, engine: str, fresh: Callable[[str, str], Database]
) -> None:
    database = fresh(which, engine)
    names = revisions(which)
    for back in [*reversed(names[:-1]), "base"]:
        with database.writing() as tx:
            _fill(tx, which)
        migrate.downgrade(database, which, back)
        if back == "base":
            with database.reading() as tx:
                assert set(inspect(tx).get_table_names()) == {"alembic_version"}
        migrate.upgrade(database, which)
        with database.writing() as tx:
            assert set(metadata(which).tables) <= set(inspect(tx).get_table_names())


@pytest.mark.parametrize("which", migrate.WHICH)
def test_there_is_one_head_and_revisions_are_named_in_order(which: str) -> None:
    names = revisions(which)
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_database_of_a_revision_that_is_no_more_is_refused_in_a_sentence_and_left_as_it_was(
    engine: str, fresh: Callable[[str, str], Database]
) -> None:
    database = fresh("staff", engine)
    with database.writing() as tx:
        tx.execute(text("update alembic_version set version_num = '0006_of_before'"))
    with pytest.raises(migrate.UnknownRevision, match=r"0006_of_before.*Nothing was changed"):
        migrate.upgrade(database, "staff")
    with database.reading() as tx:
        assert tx.execute(text("select version_num from alembic_version")).scalar() == "0006_of_before"


def test_a_table_that_others_refer_to_can_be_rebuilt_and_no_row_is_left_referring_to_nothing(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'small.db'}")
    with database.writing() as tx:
        tx.execute(text("create table a (id integer primary key, old text)"))
        tx.execute(text("create table b (a_id integer references a (id))"))
        tx.execute(text("insert into a values (1, 'x')"))
        tx.execute(text("insert into b values (1)"))
    with database.rebuild() as tx:
        change = Operations(MigrationContext.configure(tx))
        with change.batch_alter_table("a", recreate="always") as table:
            table.drop_column("old")
    with pytest.raises(ValueError, match="refer to nothing"), database.rebuild() as tx:
        tx.execute(text("delete from a"))
    with pytest.raises(IntegrityError), database.writing() as tx:
        tx.execute(text("delete from a"))
    with database.reading() as tx:
        assert tx.execute(text("select * from a join b on b.a_id = a.id")).all() == [(1, 1)]
    database.close()


def _ours(name: str | None, kind: str, parents: object) -> bool:
    # Search indexes live beside the tables (FTS5 shadow tables, trigram indexes); autogenerate cannot see them rightly.
    return not (kind in ("table", "index") and "search" in (name or ""))


def _sql(tx: Connection) -> dict[str, list[str]]:
    """Each table's SQL as its sorted words: the order in which constraints are written says nothing."""
    found = tx.execute(text("select name, sql from sqlite_master where sql is not null and type = 'table'"))
    return {
        row.name: sorted(re.findall(r"[\w']+|[<>=(]+", row.sql))
        for row in found
        if not row.name.startswith(("sqlite_", "alembic_")) and "search" not in row.name
    }


def _fill(tx: Connection, which: str) -> None:
    """One invented row in every table that can hold one; parents come first."""
    for table in metadata(which).sorted_tables:
        if tx.execute(table.select().limit(1)).first() is None:
            values = {column.name: _value(tx, column) for column in table.columns}
            tx.execute(table.insert().values(values | ODD.get(table.name, {})))


def _value(tx: Connection, column: Column[Any]) -> object:
    """A value the column takes: an existing parent, the first choice of its CHECK, or something of its type."""
    for key in column.foreign_keys:
        parent = tx.execute(select(key.column).limit(1)).scalar()
        return None if column.nullable and parent is None else parent
    for check in column.table.constraints:
        found = re.search(rf"\b{column.name} in \('([^']+)'", str(getattr(check, "sqltext", "")))
        if found:
            return found.group(1)
    return _of_type(column)


def _of_type(column: Column[Any]) -> object:
    kind = column.type
    if isinstance(kind, Moment):
        return datetime(2026, 1, 2, tzinfo=UTC)
    if isinstance(kind, Json):
        return {"invented": True}
    if isinstance(kind, Date):
        return date(2026, 1, 2)
    if isinstance(kind, LargeBinary):
        return b"\x01" * SIZES.get((column.table.name, column.name), kind.length or 16)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 1
    return "x" * min(getattr(kind, "length", None) or 8, 8)
