"""Receipts: what the ministry has signed that it holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from inspect_app.store import rows
from inspect_app.store import schema as t


@dataclass(frozen=True)
class Receipt:
    """`body` as canonical JSON is what `signature` (Ed25519, base64) was made over."""

    id: str
    visit_id: str
    device_id: str
    code: str
    body: dict[str, Any]
    signature: str
    at: datetime


def add(tx: Connection, receipt: Receipt) -> None:
    tx.execute(insert(t.receipts).values(**vars(receipt)))


def of_visit(tx: Connection, visit_id: str) -> list[Receipt]:
    query = select(t.receipts).where(t.receipts.c.visit_id == visit_id).order_by(t.receipts.c.at, t.receipts.c.id)
    return rows.many(Receipt, tx.execute(query))
