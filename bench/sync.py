"""Batches of events from a tablet at the real server, against Flask that stores the same bytes as one row."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.house import prepare
from bench.load import Request, served, volley
from inspect_app.actions import devices, visits
from inspect_app.adapters import clock, dice
from inspect_app.cli import House, demo_data
from inspect_app.cli.tablet_hand import TabletHand
from inspect_app.domain.sync import signed_words
from inspect_app.store import checklists
from inspect_app.store import staff as people

BATCHES, EVENTS, ROUNDS = 10, 200, 3


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """A line per round: events a second and CPU milliseconds an event for both, errors, and the ratio of the CPU."""
    house, instance = prepare(folder)
    bare = {"BARE_DATABASE": str(folder / "bare.db")}
    with served("wsgi:app", instance) as ours, served("bench.bare:app", bare) as plain:
        for number in range(ROUNDS):
            sent = _batches(house)
            told = volley(ours, sent, 1, lambda status: status == 200)
            same: list[Request] = [("POST", "/", body, {}) for _, _, body, _ in sent]
            yard = volley(plain, same, 1, lambda status: status == 204)
            yield (
                f"round={number + 1} events_per_s={told.per_second * EVENTS:.0f} errors={told.errors}"
                f" cpu_ms_per_batch={told.cpu_ms:.1f} bare_cpu_ms={yard.cpu_ms:.2f}"
                f" ratio={told.cpu_ms / max(yard.cpu_ms, 0.01):.1f}"
            )


def _batches(house: House) -> list[Request]:
    """Signed batches of answers by a tablet enrolled just now, on a visit planned just now."""
    hand, visit = TabletHand("http://127.0.0.1", clock.now()), dice.new_id()
    with house.database.begin() as tx:
        staff = people.of_agency(tx, demo_data.AGENCY.id)
        officer, inspector = (next(one for one in staff if one.role == role) for role in ("officer", "inspector"))
        hand.device, hand.staff = dice.new_id(), inspector.id
        devices.enrol(tx, device_id=hand.device, public_key=hand.key.public, label="bench", by=inspector, now=hand.now)
        visits.plan(tx, visit_id=visit, site_id=f"{0x51700:032x}", planned_for=date(2026, 11, 24),
                    team=[inspector.id], keys=["core-spot-check"], by=officer, now=hand.now)  # fmt: skip
        version = checklists.newest(tx, "core-spot-check")
    carried = {"key": version.key, "n": version.n, "hash": version.hash}
    places = [
        (part["id"], item["id"]) for part in json.loads(version.frozen_json)["sections"] for item in part["items"]
    ]
    for number in range(BATCHES * EVENTS):
        section, item = places[number % len(places)]
        hand.answer(visit, carried, section, item, "not_assessed")
    return [_signed(hand, hand.texts[visit][at : at + EVENTS]) for at in range(0, BATCHES * EVENTS, EVENTS)]


def _signed(hand: TabletHand, texts: list[str]) -> Request:
    body = json.dumps({"v": 1, "device": hand.device, "wrap": None, "events": texts, "blobs": []}).encode()
    at = hand.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    signature = hand.key.sign(signed_words("PUT", "/sync/events", at, body))
    return "PUT", "/sync/events", body, {"Authorization": f"Spotcheck {hand.device};{at};{signature}"}
