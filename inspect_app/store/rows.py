"""Rows become the domain's frozen dataclasses here, by field name, and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table, select

from inspect_app.domain.problem import Problem
from inspect_app.domain.problem_names import ProblemName

T = TypeVar("T")
# A row of any columns: which they are is checked by name when the dataclass is filled.
AnyRow = Row[Any] | Row[*tuple[Any, ...]]


def one(cls: type[T], row: AnyRow | None, *, problem: ProblemName = "not-found", **about: object) -> T:
    """Returns the row as `cls`, or raises the named Problem when there is no row."""
    if row is None:
        raise Problem(problem, **about)
    return _make(cls, row)


def maybe(cls: type[T], row: AnyRow | None) -> T | None:
    """Returns the row as `cls`, or None when there is no row."""
    return None if row is None else _make(cls, row)


def many(cls: type[T], rows: Iterable[AnyRow]) -> list[T]:
    """Returns all rows as a list of `cls`."""
    return [_make(cls, row) for row in rows]


def columns(cls: type[object], table: Table) -> list[Column[Any]]:
    """The columns of a table that `cls` has a field for, so that a list does not read what no line shows."""
    return [table.c[field.name] for field in fields(cls) if field.name in table.c]  # type: ignore[arg-type]


def counts(tx: Connection, queries: Mapping[str, Select[int]]) -> dict[str, int]:
    """What several counting queries give, by the name of each, in one statement."""
    row = tx.execute(select(*(query.scalar_subquery().label(name) for name, query in queries.items()))).one()
    return {name: int(value) for name, value in row._mapping.items()}


def _make(cls: type[T], row: AnyRow) -> T:
    values = row._mapping
    wanted = {}
    for field in fields(cls):  # type: ignore[arg-type]
        if field.name in values:
            wanted[field.name] = values[field.name]
        elif field.default is MISSING and field.default_factory is MISSING:
            raise TypeError(f"{cls.__name__}.{field.name} has no column in this row")
    return cls(**wanted)
