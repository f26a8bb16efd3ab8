"""Changes as they were asked for, each with the version it was made against, so that none is lost."""

from sqlalchemy import Connection, insert, select, update

from inspect_app.domain.register.register import Edit
from inspect_app.store import changes, rows
from inspect_app.store import schema as t


def add(tx: Connection, edit: Edit) -> None:
    tx.execute(insert(t.edits).values(**vars(edit)))


def get(tx: Connection, edit_id: str) -> Edit:
    return rows.one(Edit, tx.execute(select(t.edits).where(t.edits.c.id == edit_id)).first())


def of_subject(tx: Connection, kind: str, subject_id: str, state: str | None = None) -> list[Edit]:
    """The edits of one employer or site, newest first."""
    c = t.edits.c
    query = select(t.edits).where(c.subject_kind == kind, c.subject_id == subject_id)
    if state is not None:
        query = query.where(c.state == state)
    return rows.many(Edit, tx.execute(query.order_by(c.at.desc(), c.id)))


def settle(tx: Connection, edit_id: str, state: str, why: str) -> None:
    """Settles a held edit; Problem "changed-meanwhile" when somebody else has."""
    held = (t.edits.c.id == edit_id, t.edits.c.state == "conflict")
    changes.change(tx, update(t.edits).where(*held).values(state=state, why=why))
