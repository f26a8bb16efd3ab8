"""A check-in point with printed cards, as the desk makes them, for any test that needs cards."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.adapters.crypto import opening
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.instance import Instance
from tests import people
from tests.conftest import NOW


def issue(
    instance: Instance | people.Instance,
    point: str,
    n: int,
    folders: list[Path],
    headcount: str = "25_49",
    visit: str = "8" * 32,
    run: str = "7" * 32,
) -> list[str]:
    """Opens a point and prints `n` cards; gives their codes."""
    values: dict[str, Any] = {"headcount": headcount, "contact": "a clinic", "today": NOW.date()}
    with instance.checkin_database.writing() as tx:
        checkins_actions.open_point(tx, point_id=point, agency="a" * 32, visit_id=visit, **values)
    return more(instance, point, n, folders[0], run=run, copies=folders[1:])


def more(
    instance: Instance | people.Instance,
    point: str,
    n: int,
    folder: Path,
    address: str = "https://work.example",
    run: str = "7" * 32,
    copies: Sequence[Path] = (),
) -> list[str]:
    """Prints another run for an open point."""
    with instance.checkin_database.reading() as tx:
        room: dict[str, Any] = {"public_url": address, "loopback_allowed": False, "now": NOW}
        codes = checkins_actions.deal_cards(tx, point_id=point, n=n, **room)
    with instance.checkin_database.writing() as tx:
        values: dict[str, Any] = {"run_id": run, "folder": folder, "copies": copies, "now": NOW}
        checkins_actions.print_cards(tx, point_id=point, codes=codes, **values)
    return list(codes)


def close(instance: Instance | people.Instance, point: str, folders: Sequence[Path]) -> None:
    """Closes a point, as the desk does."""
    with instance.checkin_database.writing() as tx:
        closed = checkins_actions.close_point(tx, point)
    checkins_actions.forget_points(closed, folders)


def opened(instance: Instance | people.Instance, point: str) -> list[CheckIn]:
    """What the opener could read of a point's main pile."""
    keys = opening.load(instance.settings.keys("opener"))
    with instance.checkin_database.reading() as tx:
        boxes = [box.c for box in boxes_store.of_point(tx, point) if box.pile == "main"]
    plain = [opening.open_box(c, keys) for c in boxes]
    return [one for one in (checkins_rules.read(text) for text in plain if text) if one]
