"""A check-in point with printed cards, as the desk makes them, for any test that needs cards."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inspect_app.actions import checkins as actions
from inspect_app.adapters import opening
from inspect_app.domain import checkin
from inspect_app.domain.checkin import CheckIn
from inspect_app.store import checkins
from inspect_app.store.house import House
from tests import people
from tests.conftest import NOW


def issue(
    house: House | people.House,
    point: str,
    n: int,
    folders: list[Path],
    headcount: str = "25_49",
    visit: str = "8" * 32,
    run: str = "7" * 32,
) -> list[str]:
    """Opens a point and prints `n` cards; gives their codes."""
    values: dict[str, Any] = {"headcount": headcount, "contact": "a clinic", "today": NOW.date()}
    with house.checkin_database.begin() as tx:
        actions.open_point(tx, point_id=point, agency="a" * 32, visit_id=visit, **values)
    return more(house, point, n, folders[0], run=run, copies=folders[1:])


def more(
    house: House | people.House,
    point: str,
    n: int,
    folder: Path,
    address: str = "https://work.example",
    run: str = "7" * 32,
    copies: Sequence[Path] = (),
) -> list[str]:
    """Prints another run for an open point."""
    with house.checkin_database.look() as tx:
        room: dict[str, Any] = {"public_url": address, "loopback_allowed": False, "now": NOW}
        codes = actions.deal_cards(tx, point_id=point, n=n, **room)
    with house.checkin_database.begin() as tx:
        values: dict[str, Any] = {"run_id": run, "folder": folder, "copies": copies, "now": NOW}
        actions.print_cards(tx, point_id=point, codes=codes, **values)
    return list(codes)


def close(house: House | people.House, point: str, folders: Sequence[Path]) -> None:
    """Closes a point, as the desk does."""
    with house.checkin_database.begin() as tx:
        closed = actions.close_point(tx, point)
    actions.forget_points(closed, folders)


def opened(house: House | people.House, point: str) -> list[CheckIn]:
    """What the opener could read of a point's main pile."""
    keys = opening.load(house.settings.keys("opener"))
    with house.checkin_database.look() as tx:
        boxes = [box.c for box in checkins.boxes(tx, point) if box.pile == "main"]
    plain = [opening.open_box(c, keys) for c in boxes]
    return [one for one in (checkin.read(text) for text in plain if text) if one]
