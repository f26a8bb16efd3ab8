"""Preparing a tablet that is lent to everyone in turn: its allowance, its door, and the link that makes it one."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.adapters.crypto import handset_keys
from inspect_app.domain.checkins import handsets as handsets_rules
from inspect_app.store.checkins import points as points_store


def prepare(
    tx: Connection,
    *,
    point_id: str,
    run_id: str,
    n: int,
    handset_key: bytes,
    public_url: str,
    loopback_allowed: bool,
    folder: Path,
    copies: Sequence[Path],
    now: datetime,
) -> str:
    """Deals `n` answers to a handset, out of what the point may hand out, and returns the link for the tablet.

    The cards' numbers are forgotten as they are dealt: what the handset brings is let in by its door alone.
    """
    room = {"public_url": public_url, "loopback_allowed": loopback_allowed}
    codes = checkins_actions.deal_cards(tx, point_id=point_id, n=n, kind="handset", now=now, **room)  # type: ignore[arg-type]
    checkins_actions.print_cards(
        tx, point_id=point_id, run_id=run_id, codes=codes, folder=folder, copies=copies, now=now, kind="handset"
    )
    return handsets_rules.address(public_url, handset_key, points_store.get(tx, point_id).closes, run_id[:4])


def make_handset_key() -> tuple[bytes, bytes]:
    """(private, public): the private one is the worker process's alone, see `hand_over`."""
    return handset_keys.make_handset_key()


def hand_over(folder: Path, point_id: str, run_id: str, private: bytes) -> None:
    """Puts a handset's private key into the worker's own folder; nobody else keeps a copy."""
    checkins_actions.write_atomically(folder / f"{point_id}.{run_id}.handset", private)
