"""A tablet: its own signing key, whose it is, and whether it is still trusted."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Device:
    """`letter` labels the tablet's cases and rows while a visit is open; `public_key` is base64 SPKI, P-256."""

    id: str
    staff_id: str
    label: str
    letter: str
    public_key: str
    enrolled_at: datetime
    seen_at: datetime | None = None
    revoked_at: datetime | None = None
    handset: bool = False
