"""Writes that cannot lay one person's word over another's: an update names what it read, an addition happens once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, Update
from sqlalchemy.dialects import postgresql, sqlite

from inspect_app.domain.problem import Problem
from inspect_app.domain.problem_names import ProblemName


def change(tx: Connection, statement: Update, *, problem: ProblemName = "changed-meanwhile") -> None:
    """Runs an update whose `where` names the version, state or value that was read.

    Raises the Problem when no row is as it was read any more.
    """
    if tx.execute(statement).rowcount != 1:
        raise Problem(problem)


def add_once(tx: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Adds a row. False, and nothing changed, when one with the same key (any unique one) is there already."""
    # Asked back rather than counted: how many rows an insert wrote, a driver may not know.
    added = _insert(tx, table).values(**values).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return tx.execute(added).first() is not None


def put(
    tx: Connection, table: Table, values: Mapping[str, object], *, key: Sequence[str], changing: Sequence[str]
) -> None:
    """Adds a row, or writes the columns `changing` of the one with this `key` (columns that are unique together)."""
    statement = _insert(tx, table).values(**values)
    changed = {name: statement.excluded[name] for name in changing}
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _insert(tx: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if tx.dialect.name == "sqlite" else postgresql.insert(table)
