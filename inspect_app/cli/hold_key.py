"""Keep a month's check-in key past its day because a court or the law asks (or let it go again)."""

import argparse

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.system import clock
from inspect_app.cli import open_instance


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("month", help="such as 2026-11")
    parser.add_argument("--reason", required=True, help="who asks, and under which authority; kept in the audit log")
    parser.add_argument("--release", action="store_true", help="lift the hold: the key dies at the opener's next run")


def run(args: argparse.Namespace) -> int:
    instance = open_instance()
    act, about, detail = "release-key" if args.release else "hold-key", ("period", args.month), {"reason": args.reason}
    databases = instance.database, instance.checkin_database
    with audit_log_actions.recorded(*databases, act=act, about=about, detail=detail, by=None, now=clock.now()) as tx:
        checkins_actions.hold(tx, args.month, held=not args.release)
    print(f"{args.month}: {'its key dies on its day' if args.release else 'its key is kept until --release'}")
    return 0
