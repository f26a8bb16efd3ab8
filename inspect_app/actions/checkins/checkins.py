"""Opening a point for a visit, printing its cards, closing it. What workers send is the worker floor's."""

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.system import clock, randomness
from inspect_app.domain import days
from inspect_app.domain.checkins import cards, public_points
from inspect_app.domain.checkins import regional_totals as regional_totals_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import regions
from inspect_app.domain.staff.people import Staff
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins.cards import Run
from inspect_app.store.checkins.points import Point
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import visits as visits_store

# A point stays open off site this long: many answer only when they are away from the foreman.
MOST_RAISED = 500
OPEN_DAYS = cards.OPEN_DAYS_AFTER_VISIT


def open_point(
    tx: Connection,
    *,
    point_id: str,
    agency: str,
    visit_id: str,
    headcount: str,
    contact: str,
    today: date,
    cell: tuple[str | None, str | None] = (None, None),
    time_zone: str = days.HOME,
) -> Point:
    """Opens a point for a visit in the check-in database.

    `cell`: sector and county of the work, kept only where the boxes will go to the pool. `today` is the day at the
    site and `time_zone` the site's.
    """
    if not contact.strip():
        raise Problem("point-needs-contact")
    if headcount not in cards.HEADCOUNT_BANDS:
        raise Problem("wrong-input", why="Choose how many people work there.")
    point = Point(
        id=point_id,
        visit=visit_id,
        host=None,
        opens=today,
        closes=days.add_days(today, OPEN_DAYS),
        headcount=headcount,
        cards_out=0,
        k=snapshots_rules.TEAM,
        state="open",
        contact=contact.strip(),
        approved_by=None,
        agency=agency,
        time_zone=time_zone,
    )
    if not snapshots_rules.shown_at_all(headcount):
        point = replace(point, sector=cell[0], county=cell[1])
    points_store.add(tx, point)
    return point


def region_cell(tx: Connection, visit_id: str) -> tuple[str | None, str | None]:
    """Sector and county of a visit's work, for the pool; None where the register does not say it clearly."""
    visit = visits_store.get(tx, visit_id)
    employer, site = employers_store.get(tx, visit.employer_id), sites_store.get(tx, visit.site_id)
    return regional_totals_rules.sector_of(employer.sector), regions.read(site.region) or regions.read(employer.region)


def deal_cards(
    tx: Connection,
    *,
    point_id: str,
    n: int,
    public_url: str,
    loopback_allowed: bool,
    now: datetime,
    kind: str = "worker",
) -> tuple[str, ...]:
    """Invents the codes of `n` cards, in a fresh random order. They are kept nowhere and open nothing until
    `print_cards`, so that paper which could not be made leaves no card behind.

    Refuses a loopback address (unless `loopback_allowed`, for the demo) and more than twice the headcount.
    """
    if not loopback_allowed and any(part in public_url for part in ("//127.", "//localhost", "//[::1]")):
        raise Problem("loopback-address")
    point = points_store.get(tx, point_id)
    _check_room(point, n, kind, now)
    return cards.shuffled(cards.deal(n, randomness.below, standing=point.is_public), randomness.below)


def print_cards(
    tx: Connection,
    *,
    point_id: str,
    run_id: str,
    codes: Sequence[str],
    folder: Path,
    now: datetime,
    kind: str = "worker",
    copies: Sequence[Path] = (),
) -> None:
    """Adds dealt cards as a run of workers' or management's cards, a poster's one or a handset's: only fingerprints
    are kept. The point's pepper is made at its first run, in `folder` and in `copies`: once its row is there for all to
    see, or the worker app would take it for a leftover.
    """
    point = points_store.get(tx, point_id)
    _check_room(point, len(codes), kind, now)
    path = folder / f"{point_id}.pepper"
    if not path.exists():
        _pepper(point_id, [folder, *copies])
    pepper = path.read_bytes()
    run = Run(run_id, point_id, kind, len(codes), "live")
    cards_store.add_run(tx, run, [cards.fingerprint(pepper, code) for code in codes])


def is_over(point: Point, now: datetime) -> bool:
    """Whether a point's last day has ended where the workers are, closed by then or not."""
    return point.closes < clock.day(now, point.time_zone)


def _check_room(point: Point, n: int, kind: str, now: datetime) -> None:
    if point.state != "open" or is_over(point, now):
        raise Problem("point-closed")
    if kind == "management" and (point.approved_by is None or point.is_public):
        raise Problem("management-not-approved")
    most, held = most_cards(point), point.cards_out if kind in cards_store.COUNTED else 0
    if n < 1 or held + n > most:
        raise Problem("too-many-cards", most=most)


def most_cards(point: Point) -> int:
    """Twice the headcount (at a standing point so many a month), and what a supervisor allowed beyond it."""
    return (public_points.MOST_CARDS if point.is_public else cards.most_cards(point.headcount)) + point.raised


def approve_management(tx: Connection, point_id: str, *, by: Staff) -> None:
    """Lets a point print cards for managers; who allowed it stays with the point."""
    point = _open(tx, point_id)
    if point.is_public:
        raise Problem("management-not-approved")
    points_store.approve(tx, point.id, by.id)


def raise_cards(tx: Connection, point_id: str, n: int, why: str) -> None:
    """Lets a point hand out `n` cards beyond twice its headcount. The reason goes into the journal."""
    if not 1 <= n <= MOST_RAISED:
        raise Problem("wrong-input", why="Between 1 and 500 more cards can be allowed at once.")
    if not why.strip():
        raise Problem("no-reason")
    points_store.raise_cards(tx, _open(tx, point_id).id, n)


def _open(tx: Connection, point_id: str) -> Point:
    point = points_store.get(tx, point_id)
    if point.state != "open":
        raise Problem("point-closed")
    return point


def points_of(tx: Connection, agency: str, ids: set[str]) -> dict[str, Point]:
    return {one.id: one for one in points_store.of_agency(tx, agency) if one.id in ids}


def place(tx: Connection, point: Point | None) -> tuple[str, str]:
    """(employer, site) of a visit's point, (host, place) of a standing one; two blanks for a place nobody knows."""
    return ("", "") if point is None else places(tx, [point])[point.id]


def places(tx: Connection, points: Collection[Point]) -> dict[str, tuple[str, str]]:
    """Point -> its `place`, of many points in one statement."""
    of_visits = visits_store.places(tx, {point.visit for point in points if point.visit})
    return {point.id: of_visits.get(point.visit or "", (point.host or "", point.place or "")) for point in points}


def void_run(tx: Connection, point_id: str, run_id: str) -> None:
    """Ends a run: a lost or misprinted stack opens nothing. What was said with its cards before still counts."""
    if not cards_store.void_run(tx, point_id, run_id):
        raise Problem("not-found")


def close_point(tx: Connection, point_id: str) -> list[str]:
    """Closes a point and returns the ids of all that closed with it, for `forget_points` once this is committed.

    Its cards and runs go with the opener's last count; what was sealed stays sealed until the month's key dies. A
    standing point ends for good: next month's is closed with it.
    """
    point = points_store.get(tx, point_id)
    closed = [point.id, *(one.id for one in (points_store.later(tx, point) if point.is_public else []))]
    for one in closed:
        points_store.close(tx, one)
    return closed


def forget_points(point_ids: Sequence[str], folders: Sequence[Path]) -> None:
    """Deletes what lies in the folders of points that have closed: peppers, handsets' keys, what was published."""
    for point_id in point_ids:
        for folder in folders:
            for path in folder.glob(f"{point_id}.*"):
                path.unlink(missing_ok=True)


def forget_peppers(tx: Connection, folder: Path, now: datetime) -> None:
    """Deletes the peppers of points that are past their day; the worker app does the same with its copies.

    `tx` has read nothing yet: a pepper that is here is of a point that was there before it.
    """
    held = list(folder.glob("*.pepper"))
    live = {point.id for point in points_store.points(tx, "open") if not is_over(point, now)}
    for path in held:
        if path.stem not in live:
            path.unlink(missing_ok=True)


def hold(tx: Connection, month: str, *, held: bool) -> None:
    """Sets or lifts a legal hold: the opener keeps the month's key past its day. The reason is in the journal."""
    if not periods_store.hold(tx, month, int(held)):
        raise Problem("not-found")


def note(tx: Connection, act: str, point_id: str, *, by: Staff, now: datetime, detail: dict[str, object]) -> None:
    """Journals an act about a point in the staff database; counts of cards may be said, answers never."""
    audit_log_actions.note(tx, act=act, by=by, now=now, about=("point", point_id), detail=detail)


def _pepper(point_id: str, folders: Sequence[Path]) -> None:
    pepper = randomness.fill(cards.PEPPER_BYTES)
    for folder in folders:
        write_atomically(folder / f"{point_id}.pepper", pepper)


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a small file into the folder of the process that will read it."""
    # For the group too: in production web writes the worker's copy into a folder that only the two of them can enter.
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "wb") as file:
        file.write(data)
    draft.replace(path)
