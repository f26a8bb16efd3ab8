"""The one process that opens check-ins. `python -m inspect_app.opener --once`, or `--every SECONDS` until stopped.

It alone owns the period keys (`$INSTANCE/keys/opener/`). Each tick: makes the month's period, shreds keys that are
past their day, closes points that are past theirs, counts, writes snapshots, and copies cards and boxes in random
order, all points in one run.
"""

import argparse
import json
import os
import sys
import time as pause
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from inspect_app.adapters import clock, dice, opening
from inspect_app.domain import cards, checkin, checklist, snapshots
from inspect_app.domain.checkin import CheckIn
from inspect_app.domain.disclosure import Release
from inspect_app.domain.duty import KEPT_DAYS
from inspect_app.domain.snapshots import EDITIONS, TEAM, Piles
from inspect_app.store import Connection, Database, checkins, is_full, urgent
from inspect_app.store import checklists as versions
from inspect_app.store.checkins import Period, Point, Shown
from inspect_app.store.house import House, open_house

# A key lives this long after its month: time enough for a point that closes on the month's last day.
KEY_DAYS = 60
# item -> everything ever released for it, both editions; kept by the opener alone.
History = dict[str, list[Release]]
COACHED = {"worker-check-in": "coached", "worker-check-in-young": "young_told"}


@dataclass(frozen=True)
class Meaning:
    """What a choice says of its indicator: `choices[set][item][choice]` is present, not_present or unclear."""

    choices: Mapping[str, Mapping[str, Mapping[str, str]]]

    def allowed(self) -> dict[str, dict[str, frozenset[str]]]:
        return {name: {item: frozenset(said) for item, said in items.items()} for name, items in self.choices.items()}

    def signs(self, check_in: CheckIn) -> dict[str, bool]:
        """item -> True where the sign is there; unclear answers count as skipped."""
        known = self.choices[check_in.set]
        said = {item: known[item][choice] for item, choice in check_in.answers.items() if item in known}
        return {item: says == "present" for item, says in said.items() if says in ("present", "not_present")}


@dataclass(frozen=True)
class Counted:
    """What one point's count gives: new lines, the history with them, and whether to ask about young workers."""

    lines: list[Shown]
    after: History
    child: bool


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
        except Exception as error:
            if args.once or not is_full(error):
                raise
            print("opener: the disk is full. Nothing was lost; make space, and it counts then.", file=sys.stderr)
        if args.once:
            return 0
        pause.sleep(args.every)


def _visit(*, once: bool) -> None:
    house = open_house()
    try:
        now = clock.now()
        if once or is_due(house, now.date()):
            tick(house, now)
    finally:
        house.close()


def is_due(house: House, today: date) -> bool:
    """Once a night, and when a point has closed since: counting more often would watch people answer."""
    path = house.settings.keys("opener") / "counted.json"
    if not path.exists():
        return True
    last = json.loads(path.read_text())
    with house.checkin_database.look() as tx:
        still = [point.id for point in checkins.points(tx, "open") if point.closes >= today]
    return bool(last["day"] != today.isoformat() or set(last["open"]) - set(still))


def tick(house: House, now: datetime) -> None:
    """One run over everything."""
    folder = house.settings.keys("opener")
    with house.database.look() as tx:
        meaning = read_meaning([one.frozen_json for one in versions.listed(tx) if one.key in COACHED])
    database = house.checkin_database
    with database.begin() as tx:
        checkins.prepare(tx, [dice.fill(checkin.SEALED_SIZE) for _ in range(checkins.DECOYS)])
        make_period(tx, folder, now.date())
        shred_expired(tx, folder, now.date())
    with database.look() as tx:
        points = checkins.points(tx)
    points = list(cards.shuffled(points, dice.below))
    seen = _released(folder)
    for point in points:
        with database.look() as tx:
            counted = count(tx, point, folder, meaning, seen.get(point.id, {}))
        # Remembered first: a crash between the two withholds a band, never shows a remainder of fewer than k.
        seen[point.id] = counted.after
        _remember(folder, seen)
        with database.begin() as tx:
            _write(tx, point, counted, now.date())
    _finish(database, folder, now.date())


def _write(tx: Connection, point: Point, counted: Counted, today: date) -> None:
    if counted.lines:
        checkins.add_snapshot(tx, counted.lines)
    if counted.child:
        urgent.raise_once(tx, urgent.Call(dice.new_id(), point.id, "young", today, None, None, None))
    if point.state == "open" and point.closes < today:
        checkins.close(tx, point.id)
    if point.state == "closed" or point.closes < today:
        # Only now: which management cards were used is one of the signs that the last count needs.
        checkins.forget_cards(tx, point.id)


def _finish(database: Database, folder: Path, today: date) -> None:
    """The nightly copy, and what is kept no longer than the key that could have opened it."""
    with database.begin() as tx:
        urgent.forget(tx, today - timedelta(days=KEPT_DAYS))
        urgent.drop_shifts(tx, datetime.combine(today, time(), UTC) - timedelta(days=KEPT_DAYS))
        checkins.lift_open(tx)
        gone = checkins.drop_boxes(tx, today - timedelta(days=KEY_DAYS + 31))
        checkins.rewrite(tx, lambda: dice.below(2**62))
    with database.begin() as tx:
        if not checkins.end_log(tx):
            print("opener: this database role may not end the write-ahead log (see docs/privacy.md).", file=sys.stderr)
    with database.look() as tx:
        still = [point.id for point in checkins.points(tx, "open")]
    _remember(folder, {one: seen for one, seen in _released(folder).items() if one not in gone})
    _keep(folder / "counted.json", {"day": today.isoformat(), "open": still})


def read_meaning(frozen: list[str]) -> Meaning:
    """What each published worker set's choices say."""
    found = {}
    for text in frozen:
        one = checklist.thaw(text)
        found[f"{one.key}/{one.n}"] = {item.id: {c.id: c.says or "" for c in item.choices} for _, item in one.items()}
    return Meaning(found)


def make_period(tx: Connection, folder: Path, today: date) -> None:
    """Makes this month's period when there is none yet."""
    name = f"{today:%Y-%m}"
    if any(period.id == name for period in checkins.periods(tx)):
        return
    last = today.replace(day=monthrange(today.year, today.month)[1])
    public = opening.make_period(folder, name)
    checkins.add_period(tx, Period(name, public, last + timedelta(days=KEY_DAYS), 0))


def shred_expired(tx: Connection, folder: Path, today: date) -> None:
    """Deletes the keys of periods past their day, unless a legal hold stops it."""
    for period in checkins.periods(tx):
        if period.expires < today and not period.held:
            opening.shred(folder, period.id)
            checkins.drop_period(tx, period.id)


def count(tx: Connection, point: Point, folder: Path, meaning: Meaning, before: History) -> Counted:
    """New lines for both editions of a point. Under ten workers nothing leaves the boxes, not even a child flag."""
    after = {item: list(past) for item, past in before.items()}
    if not snapshots.shown_at_all(point.headcount):
        return Counted([], after, False)
    opened, by_poster = (_opened(tx, point, folder, meaning, pile) for pile in ("main", "open"))
    answers = {**_answers(opened, meaning, ""), **_answers(by_poster, meaning, snapshots.OPEN)}
    pressure, reasons = _pressure(tx, point, opened, meaning)
    team_only = {TEAM: (pressure, list(reasons))}
    seqs = {k: 1 + max((line.seq for line in checkins.snapshot(tx, point.id, k)), default=0) for k in EDITIONS}
    lines: list[Shown] = []
    for item in sorted(answers):
        made = snapshots.release(answers[item], after.get(item, []), lambda: dice.below(3) - 1)
        lines += [Shown(point.id, r.k, seqs[r.k], item, r.band, *team_only.get(r.k, (None, None))) for r in made]
        after.setdefault(item, []).extend(made)
    child = any(one.answers.get(checkin.CHILD) == "yes_tell" for one in [*opened, *by_poster])
    return Counted(lines, after, child)


def _answers(opened: list[CheckIn], meaning: Meaning, prefix: str) -> dict[str, list[bool]]:
    """item -> one truth for each who answered it: the sign is there, or things got worse since the visit."""
    found: dict[str, list[bool]] = {}
    for one in opened:
        said = meaning.signs(one)
        if checkin.CHANGED in one.answers:
            said[checkin.CHANGED] = one.answers[checkin.CHANGED] == "worse"
        for item, sign in said.items():
            found.setdefault(prefix + item, []).append(sign)
    return found


def _opened(tx: Connection, point: Point, folder: Path, meaning: Meaning, pile: str) -> list[CheckIn]:
    keys, allowed = opening.load(folder), meaning.allowed()
    found = []
    for box in checkins.boxes(tx, point.id):
        plain = opening.open_box(box.c, keys) if box.pile == pile else None
        one = checkin.read(plain) if plain is not None else None
        said = checkin.counted(one, allowed) if one is not None else None
        if one is not None and said is not None:
            found.append(CheckIn(one.set, one.lang, one.path, {**said, **_own(one)}))
    return found


def _own(one: CheckIn) -> dict[str, str]:
    return {item: choice for item, choice in one.answers.items() if item in checkin.OWN_QUESTIONS}


def _pressure(tx: Connection, point: Point, opened: list[CheckIn], meaning: Meaning) -> tuple[str, tuple[str, ...]]:
    grown = [one for one in opened if one.set.startswith("worker-check-in/")]
    items = sorted({item for one in grown for item in one.answers if item not in checkin.OWN_QUESTIONS})
    vectors = [(one.lang, *(one.answers.get(item) for item in items)) for one in grown]
    told = [signs[name] for one in opened for name in COACHED.values() if name in (signs := meaning.signs(one))]
    flawless = [v for v, one in zip(vectors, grown, strict=True) if not any(meaning.signs(one).values())]
    boxes = checkins.boxes(tx, point.id)
    piles = Piles(
        cards_out=point.cards_out,
        main=sum(box.pile == "main" for box in boxes),
        again=sum(box.pile == "again" for box in boxes),
        management=checkins.management_used(tx, point.id),
    )
    not_alone = sum(one.answers.get(checkin.ALONE) == "no" for one in opened)
    return snapshots.signs(vectors, told, not_alone, piles, flawless[0][1:] if flawless else None)


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


if __name__ == "__main__":
    sys.exit(main())
