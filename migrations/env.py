"""Alembic runs this inside a transaction that `store.migrate` opened; it opens and commits nothing itself."""

import importlib
from typing import Any, Literal

from alembic import context

METADATA = {"staff": "inspect_app.store.schema", "checkin": "inspect_app.store.schema.checkins"}


def render(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    # Migrations must not import the application: a type that changes later would change the past.
    if kind == "type" and type(item).__module__.startswith("inspect_app."):
        return {"Moment": "sa.String(length=27)", "Json": "sa.Text()"}[type(item).__name__]
    return False


def run() -> None:
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        target_metadata=importlib.import_module(METADATA[attributes["which"]]).metadata,
        # SQLite cannot alter most things; batch mode copies the table instead.
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    context.run_migrations()


run()
