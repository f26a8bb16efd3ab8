"""Keep a month's check-in key past its day because a court or the law asks (or let it go again)."""

import argparse

from inspect_app.actions import checkins
from inspect_app.adapters import clock
from inspect_app.cli import open_house


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("month", help="such as 2026-11")
    parser.add_argument("--reason", required=True, help="who asks, and under which authority; kept in the journal")
    parser.add_argument("--release", action="store_true", help="lift the hold: the key dies at the opener's next run")


def run(args: argparse.Namespace) -> int:
    house = open_house()
    with house.database.begin() as tx, house.checkin_database.begin() as checkin_tx:
        values = {"held": not args.release, "reason": args.reason, "by": None, "now": clock.now()}
        checkins.hold(tx, checkin_tx, args.month, **values)
    print(f"{args.month}: {'its key dies on its day' if args.release else 'its key is kept until --release'}")
    return 0
