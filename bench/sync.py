"""Batches of events from a tablet at the real server, against Flask that stores the same bytes as one row."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.instance import prepare
from bench.load import Request, served, volley
from inspect_app.actions.fieldwork import devices as devices_actions
from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.system import clock, randomness
from inspect_app.cli import Instance, demo_data
from inspect_app.cli.demonstration.tablet_client import TabletClient
from inspect_app.domain.fieldwork.sync import signed_words
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.staff import staff as staff_store

BATCHES, EVENTS, ROUNDS = 10, 200, 3


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """A line per round: events a second and CPU milliseconds an event for both, errors, and the ratio of the CPU."""
    spotcheck, instance = prepare(folder)
    bare = {"BARE_DATABASE": str(folder / "bare.db")}
    with served("wsgi:app", instance) as ours, served("bench.bare:app", bare) as plain:
        for number in range(ROUNDS):
            sent = _batches(spotcheck)
            told = volley(ours, sent, 1, lambda status: status == 200)
            same: list[Request] = [("POST", "/", body, {}) for _, _, body, _ in sent]
            yard = volley(plain, same, 1, lambda status: status == 204)
            yield (
                f"round={number + 1} events_per_s={told.per_second * EVENTS:.0f} errors={told.errors}"
                f" cpu_ms_per_batch={told.cpu_ms:.1f} bare_cpu_ms={yard.cpu_ms:.2f}"
                f" ratio={told.cpu_ms / max(yard.cpu_ms, 0.01):.1f}"
            )


def _batches(spotcheck: Instance) -> list[Request]:
    """Signed batches of answers by a tablet enrolled just now, on a visit planned just now."""
    tablet_client, visit = TabletClient("http://127.0.0.1", clock.now()), randomness.new_id()
    with spotcheck.database.writing() as tx:
        staff = staff_store.of_agency(tx, demo_data.AGENCY.id)
        officer, inspector = (next(one for one in staff if one.role == role) for role in ("officer", "inspector"))
        tablet_client.device, tablet_client.staff = randomness.new_id(), inspector.id
        devices_actions.enrol(
            tx,
            device_id=tablet_client.device,
            public_key=tablet_client.key.public,
            label="bench",
            by=inspector,
            now=tablet_client.now,
        )
        visits_actions.plan(
            tx,
            visit_id=visit,
            site_id=f"{0x51700:032x}",
            planned_for=date(2026, 11, 24),
            team=[inspector.id],
            keys=["core-spot-check"],
            by=officer,
            now=tablet_client.now,
        )
        version = checklists_store.newest(tx, "core-spot-check")
    carried = {"key": version.key, "n": version.n, "hash": version.hash}
    places = [
        (part["id"], item["id"]) for part in json.loads(version.frozen_json)["sections"] for item in part["items"]
    ]
    for number in range(BATCHES * EVENTS):
        section, item = places[number % len(places)]
        tablet_client.answer(visit, carried, section, item, "not_assessed")
    return [
        _signed(tablet_client, tablet_client.texts[visit][at : at + EVENTS])
        for at in range(0, BATCHES * EVENTS, EVENTS)
    ]


def _signed(tablet_client: TabletClient, texts: list[str]) -> Request:
    body = json.dumps({"v": 1, "device": tablet_client.device, "wrap": None, "events": texts, "blobs": []}).encode()
    at = tablet_client.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    signature = tablet_client.key.sign(signed_words("PUT", "/sync/events", at, body))
    return "PUT", "/sync/events", body, {"Authorization": f"Spotcheck {tablet_client.device};{at};{signature}"}
