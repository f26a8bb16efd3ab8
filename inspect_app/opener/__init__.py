"""The one process that opens check-ins. `python -m inspect_app.opener --once`, or `--every SECONDS` until stopped.

It alone owns the period keys (`$INSTANCE/keys/opener/`). Each tick: makes the month's period, shreds keys that are
past their day, closes points that are past theirs (a standing one opens again as a new point), counts, writes snapshots
and the pool, and copies cards and boxes in random order, all points in one run.
"""

import argparse
import json
import os
import sys
import time as pause
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from inspect_app.adapters.crypto import opening
from inspect_app.adapters.system import clock, randomness
from inspect_app.domain import days
from inspect_app.domain.alerts.duty import KEPT_DAYS
from inspect_app.domain.checkins import cards, public_points
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.disclosure import Release
from inspect_app.domain.checkins.snapshots import EDITIONS, TEAM
from inspect_app.opener import boxes, pressure_signs, regional_totals
from inspect_app.opener.boxes import Meaning
from inspect_app.settings import OpenerSettings, SettingsMistakes, environment
from inspect_app.store import Connection, Database, is_full
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.checkins.periods import Period
from inspect_app.store.checkins.points import Point
from inspect_app.store.checkins.snapshots import SnapshotLine
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.instance import Unreachable, open_database

# A key lives this long after its month: time enough for a point that closes on the month's last day.
KEY_DAYS = 60
# item -> everything ever released for it, both editions; kept by the opener alone.
History = dict[str, list[Release]]


@dataclass(frozen=True)
class Counted:
    """What one point's count gives: new lines, the history with them, and whether to ask about young workers."""

    lines: list[SnapshotLine]
    after: History
    child: bool


class Keys(Protocol):
    """Settings that may open the opener's keys."""

    def keys(self, owner: str) -> Path: ...


class OpenerContext(Protocol):
    """What a tick needs; a whole instance at a terminal has it too."""

    @property
    def settings(self) -> Keys: ...
    @property
    def database(self) -> Database: ...
    @property
    def checkin_database(self) -> Database: ...


@dataclass(frozen=True)
class Opened:
    """What the opener's own process holds open, and nothing else of an instance."""

    settings: OpenerSettings
    database: Database
    checkin_database: Database

    def close(self) -> None:
        self.database.close()
        self.checkin_database.close()


def open_context(settings: OpenerSettings) -> Opened:
    """Opens both databases; Unreachable when one does not answer or is not at the newest schema."""
    staff = open_database(settings.database_url, "staff")
    return Opened(settings, staff, open_database(settings.checkin_database_url, "checkin"))


def main(argv: list[str] | None = None) -> int:
    """Ticks once, or every so many seconds until the process is stopped."""
    parser = argparse.ArgumentParser(prog="python -m inspect_app.opener", description=__doc__)
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--once", action="store_true", help="one tick, for a nightly timer, the demo and tests")
    when.add_argument("--every", type=int, metavar="SECONDS", help="tick again and again")
    args = parser.parse_args(argv)
    while True:
        try:
            _visit(once=args.once)
        except (Unreachable, SettingsMistakes) as refused:
            print(f"opener: {refused}", file=sys.stderr)
            return 1
        except Exception as error:
            if args.once or not is_full(error):
                raise
            print("opener: the disk is full. Nothing was lost; make space, and it counts then.", file=sys.stderr)
        if args.once:
            return 0
        pause.sleep(args.every)


def _visit(*, once: bool) -> None:
    instance = open_context(environment.opener())
    try:
        now = clock.now()
        if once or is_due(instance, now):
            tick(instance, now)
    finally:
        instance.close()


def is_due(instance: OpenerContext, now: datetime) -> bool:
    """Once a night, and when a point has closed since: counting more often would watch people answer."""
    path = instance.settings.keys("opener") / "counted.json"
    if not path.exists():
        return True
    last = json.loads(path.read_text())
    with instance.checkin_database.reading() as tx:
        still = [point.id for point in points_store.points(tx, "open") if not is_over(point, now)]
    return bool(last["day"] != clock.day(now).isoformat() or set(last["open"]) - set(still))


def tick(instance: OpenerContext, now: datetime) -> None:
    """One run over everything."""
    folder, today = instance.settings.keys("opener"), clock.day(now)
    with instance.database.reading() as tx:
        meaning = boxes.read_meaning(
            [one.frozen_json for one in checklists_store.listed(tx) if one.key in pressure_signs.COACHED]
        )
    database = instance.checkin_database
    with database.writing() as tx:
        cards_store.prepare(tx, [randomness.fill(checkins_rules.SEALED_SIZE) for _ in range(boxes_store.DECOYS)])
        make_period(tx, folder, today)
        shred_expired(tx, folder, today)
    with database.reading() as tx:
        points = points_store.points(tx)
    points = list(cards.shuffled(points, randomness.below))
    seen = _released(folder)
    for point in points:
        with database.reading() as tx:
            counted = count(tx, point, folder, meaning, seen.get(point.id, {}))
        # Remembered first: a crash between the two withholds a band, never shows a remainder of fewer than k.
        seen[point.id] = counted.after
        _remember(folder, seen)
        with database.writing() as tx:
            _write(tx, point, counted, clock.day(now, point.time_zone))
    _pool(database, points, folder, meaning, today)
    _finish(database, folder, today)


def is_over(point: Point, now: datetime) -> bool:
    """Whether a point's last day has ended where the workers are."""
    return point.closes < clock.day(now, point.time_zone)


def _write(tx: Connection, point: Point, counted: Counted, today: date) -> None:
    """What a count says of a point; `today` is the day there."""
    if counted.lines:
        snapshots_store.add(tx, counted.lines)
    if counted.child:
        urgent_store.raise_once(tx, urgent_store.Call(randomness.new_id(), point.id, "young", today, None, None, None))
    if point.state == "open" and point.is_public:
        _follow(tx, point, today)
    if point.state == "open" and point.closes < today:
        points_store.close(tx, point.id)
    if point.state == "closed" or point.closes < today:
        # Only now: which management cards were used is one of the signs that the last count needs.
        cards_store.forget_cards(tx, point.id)


def _follow(tx: Connection, point: Point, today: date) -> None:
    """Next month's point of the same host, with no card yet. One that somebody closed is not followed."""
    opens = public_points.next_opening(point.closes, today)
    if opens is None or point.host_kind in public_points.NEEDS_REASON or points_store.later(tx, point):
        return
    fresh = replace(
        point, id=randomness.new_id(), opens=opens, closes=public_points.last_day(opens), cards_out=0, raised=0
    )
    points_store.add(tx, replace(fresh, open_floor=0))


def _pool(database: Database, points: Sequence[Point], folder: Path, meaning: Meaning, today: date) -> None:
    with database.reading() as tx:
        drawn = regional_totals.draw(tx, points, folder, meaning, f"{today:%Y-%m}")
    # Remembered first, as above: what a crash hides stays hidden.
    _keep(folder / "pooled.json", {item: sorted(ids) for item, ids in drawn.after.items()})
    with database.writing() as tx:
        regional_totals_store.add(tx, drawn.lines)


def _finish(database: Database, folder: Path, today: date) -> None:
    """The nightly copy, and what is kept no longer than the key that could have opened it."""
    with database.writing() as tx:
        urgent_store.forget(tx, days.add_days(today, -KEPT_DAYS))
        urgent_store.drop_shifts(tx, days.start_of(days.add_days(today, -KEPT_DAYS), clock.HOME))
        boxes_store.lift_open(tx)
        gone = boxes_store.drop_boxes(tx, today - timedelta(days=KEY_DAYS + 31))
        boxes_store.rewrite(tx, lambda: randomness.below(2**62))
    with database.writing() as tx:
        if not boxes_store.end_log(tx):
            print("opener: this database role may not end the write-ahead log (see docs/privacy.md).", file=sys.stderr)
    with database.reading() as tx:
        still = [point.id for point in points_store.points(tx, "open")]
    _remember(folder, {one: seen for one, seen in _released(folder).items() if one not in gone})
    _keep(folder / "counted.json", {"day": today.isoformat(), "open": still})


def make_period(tx: Connection, folder: Path, today: date) -> None:
    """Makes this month's period when there is none yet."""
    name = f"{today:%Y-%m}"
    if any(period.id == name for period in periods_store.periods(tx)):
        return
    last = today.replace(day=monthrange(today.year, today.month)[1])
    public = opening.make_period(folder, name)
    periods_store.add(tx, Period(name, public, last + timedelta(days=KEY_DAYS), 0))


def shred_expired(tx: Connection, folder: Path, today: date) -> None:
    """Deletes the keys of periods past their day, unless a legal hold stops it."""
    for period in periods_store.periods(tx):
        if period.expires < today and not period.held:
            opening.shred(folder, period.id)
            periods_store.drop(tx, period.id)


def count(tx: Connection, point: Point, folder: Path, meaning: Meaning, before: History) -> Counted:
    """New lines for both editions of a point. Under ten workers nothing leaves the boxes, not even a child flag; of a
    standing point only that, and from both of them what the pool shows."""
    after = {item: list(past) for item, past in before.items()}
    if not (point.is_public or snapshots_rules.shown_at_all(point.headcount)):
        return Counted([], after, False)
    held = boxes_store.of_point(tx, point.id)
    opened, by_poster = (list(boxes.opened(held, folder, meaning, pile).values()) for pile in ("main", "open"))
    child = any(one.answers.get(checkins_rules.CHILD) == "yes_tell" for one in [*opened, *by_poster])
    if point.is_public:
        return Counted([], after, child)
    answers = {**boxes.answers(opened, meaning, ""), **boxes.answers(by_poster, meaning, snapshots_rules.OPEN)}
    pressure, reasons = pressure_signs.read(tx, point, held, opened, meaning)
    team_only = {TEAM: (pressure, list(reasons))}
    seqs = {k: 1 + max((line.seq for line in snapshots_store.of_point(tx, point.id, k)), default=0) for k in EDITIONS}
    lines: list[SnapshotLine] = []
    for item in sorted(answers):
        made = snapshots_rules.release(answers[item], after.get(item, []), lambda: randomness.below(3) - 1)
        lines += [SnapshotLine(point.id, r.k, seqs[r.k], item, r.band, *team_only.get(r.k, (None, None))) for r in made]
        after.setdefault(item, []).extend(made)
    return Counted(lines, after, child)


def _released(folder: Path) -> dict[str, History]:
    path = folder / "released.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    return {
        point: {item: [Release(*past) for past in all_] for item, all_ in items.items()}
        for point, items in kept.items()
    }


def _remember(folder: Path, released: Mapping[str, History]) -> None:
    plain = {
        point: {item: [(r.k, r.n, r.band) for r in past] for item, past in items.items()}
        for point, items in released.items()
    }
    _keep(folder / "released.json", plain)


def _keep(path: Path, value: object) -> None:
    # How many answers stand behind a band is the opener's to know; no database and no page ever holds it.
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(value, file)
    draft.replace(path)
