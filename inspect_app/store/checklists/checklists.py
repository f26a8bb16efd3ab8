"""Checklist versions: what is published runs, and never changes."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select, tuple_

from inspect_app.store import rows
from inspect_app.store import schema as t


@dataclass(frozen=True)
class Version:
    """One version of a checklist. `frozen_json` is what tablets run; `hash` is the SHA-256 of its bytes."""

    key: str
    n: int
    origin: str
    state: str
    source_yaml: str
    frozen_json: str
    hash: str
    published_by: str | None
    at: datetime


def add(tx: Connection, version: Version) -> None:
    tx.execute(insert(t.checklist_versions).values(**vars(version)))


def replace_draft(tx: Connection, version: Version) -> None:
    """Writes a draft anew; no visit can have used it, because only published versions are planned with."""
    c = t.checklist_versions.c
    tx.execute(delete(t.checklist_versions).where(c.key == version.key, c.n == version.n, c.state == "draft"))
    add(tx, version)


def find(tx: Connection, key: str, n: int) -> Version | None:
    c = t.checklist_versions.c
    return rows.maybe(Version, tx.execute(select(t.checklist_versions).where(c.key == key, c.n == n)).first())


def find_all(tx: Connection, named: Collection[tuple[str, int]]) -> list[Version]:
    """These versions, by key and number; what is not there is left out."""
    c = t.checklist_versions.c
    query = select(t.checklist_versions).where(tuple_(c.key, c.n).in_(list(named)))
    return rows.many(Version, tx.execute(query.order_by(c.key, c.n)))


def with_newest(tx: Connection, named: Collection[tuple[str, int]]) -> list[Version]:
    """These versions and of each of their keys the newest published one, by key and number."""
    c = t.checklist_versions.c
    last = select(c.key, func.max(c.n)).where(c.key.in_({key for key, _ in named}), c.state == "published")
    wanted = or_(tuple_(c.key, c.n).in_(list(named)), tuple_(c.key, c.n).in_(last.group_by(c.key)))
    return rows.many(Version, tx.execute(select(t.checklist_versions).where(wanted).order_by(c.key, c.n)))


def newest(tx: Connection, key: str) -> Version:
    """The newest published version; Problem "unknown-checklist" when there is none."""
    c = t.checklist_versions.c
    query = select(t.checklist_versions).where(c.key == key, c.state == "published").order_by(c.n.desc()).limit(1)
    return rows.one(Version, tx.execute(query).first(), problem="unknown-checklist", key=key, n="")


def listed(tx: Connection) -> list[Version]:
    c = t.checklist_versions.c
    return rows.many(Version, tx.execute(select(t.checklist_versions).order_by(c.key, c.n)))


def titles(tx: Connection, *, exclude: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """Key -> title in each language of every published checklist whose kind is not in `exclude`; the newest wins."""
    found: dict[str, dict[str, str]] = {}
    for version in listed(tx):
        frozen = json.loads(version.frozen_json)
        if version.state == "published" and frozen["kind"] not in exclude:
            found[version.key] = frozen["title"]
    return found
