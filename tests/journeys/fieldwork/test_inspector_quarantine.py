"""What does not count is kept aside: sent by the tablet's own modules, in a real browser, over real HTTP."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import text

from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.domain.fieldwork.inspection import plain
from tests import people
from tests.journeys.tablet_page import Server, enrol, to
from tests.tablet import VISIT, rows

DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"
STRANGE = "ff" * 16
# An event as storage/open_visit.mjs seals and keeps it, with one thing in it that is wrong.
FORGE = """async ([visit, change]) => {
    const names = ["storage/local_store", "storage/vault", "crypto/signing", "crypto/sealing", "core/events/write"];
    const [drawer, vault, lock, sealing, { eventText }] = await Promise.all(
      names.map((name) => import(`/static/tablet/${name}.mjs`)));
    const [pack, device] = [await vault.get("pack"), vault.device()];
    const held = await drawer.ofVisit(device, visit);
    const text = eventText({ id: lock.uuid7(), visit, device, by: pack.staff.id, last: held.events.at(-1) ?? null,
      highest: Math.max(0, ...held.events.map((one) => one.n)), at: new Date().toISOString(), mono: 1, what: "program",
      value: "sawp", ...change });
    const [{ id, seq, n }, hash] = [JSON.parse(text), await lock.hashOf(text)];
    const { no, key } = await vault.writingKey(visit);
    const sealed = await sealing.seal(key, text, `event ${visit} ${hash}`);
    await drawer.keep({ device, visit, no, sent: null, id, seq, n, hash, why: null, sealed }); }"""
TOLD = """async (visit) => { const [drawer, vault] = await Promise.all(["storage/local_store", "storage/vault"]
      .map((name) => import(`/static/tablet/${name}.mjs`)));
    return (await drawer.ofVisit(vault.device(), visit)).events.map((one) => [one.sent, one.why]); }"""


@pytest.fixture
def begun(page: Page, server: Server, instance: people.Instance) -> Iterator[Any]:
    """A tablet with one answer at the ministry; gives what the visit adds up to."""
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    assert page.evaluate(DRAIN) == "sent"
    yield folded(instance)


def folded(instance: people.Instance) -> Any:
    with instance.database.reading() as tx:
        return plain(inspection(tx, VISIT))


def test_events_of_a_visit_that_nobody_planned_are_kept_aside(
    page: Page, instance: people.Instance, begun: dict[str, Any]
) -> None:
    page.evaluate(FORGE, [STRANGE, {}])
    assert page.evaluate(DRAIN) == "sent"
    assert page.evaluate(TOLD, STRANGE) == [["quarantined", "unknown-visit"]]
    assert rows(instance.database, "select visit_id, state, why from events where state != 'stored'") == [
        (STRANGE, "quarantined", "unknown-visit")
    ]
    assert folded(instance) == begun


def test_an_event_that_does_not_name_the_one_before_it_is_kept_aside(
    page: Page, instance: people.Instance, begun: dict[str, Any]
) -> None:
    page.evaluate(FORGE, [VISIT, {"last": {"seq": 1, "n": 1, "hash": "0" * 64}}])
    assert page.evaluate(DRAIN) == "sent"
    assert page.evaluate(TOLD, VISIT) == [["stored", None], ["quarantined", "broken-chain"]]
    assert rows(instance.database, "select seq, why from events where state = 'quarantined'") == [(2, "broken-chain")]
    assert folded(instance) == begun


def test_what_a_tablet_sends_after_it_was_revoked_is_kept_aside_and_a_batch_caught_and_sent_again_adds_nothing(
    page: Page, server: Server, instance: people.Instance, begun: dict[str, Any]
) -> None:
    caught: list[Request] = []

    def hold(route: Route) -> None:
        caught.append(route.request)
        route.abort()

    page.context.route("**/sync/events", hold)
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    expect(page.locator(".saved")).to_have_attribute("data-sent", "1")
    expect(page.locator(".saved")).to_have_text("All saved on this tablet · 1 to send")
    assert page.evaluate(DRAIN) == "waiting"
    page.context.unroute("**/sync/events")
    with instance.database.writing() as tx:
        tx.execute(text("update devices set revoked_at = '2026-11-24 00:00:00'"))
    # The very bytes that were signed before it was revoked, by whoever caught them, and then by the tablet itself.
    replay = caught[-1]
    for _ in range(2):
        headers = {"Authorization": replay.headers["authorization"]}
        answer = page.context.request.put(replay.url, headers=headers, data=replay.post_data_buffer or b"")
        assert answer.status == 200
        assert [one["why"] for one in answer.json()["events"]] == ["revoked-device"]
    assert page.evaluate(DRAIN) == "sent"
    assert [why for _, why in page.evaluate(TOLD, VISIT)] == [None, "revoked-device"]
    assert rows(instance.database, "select seq, state, why from events order by seq") == [
        (1, "stored", None),
        (2, "quarantined", "revoked-device"),
    ]
    assert folded(instance) == begun


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_three_days_off_changes_no_order_and_loses_nothing(
    page: Page, server: Server, instance: people.Instance, days: int
) -> None:
    told = page.evaluate("Date.now()") / 1000 + timedelta(days=days).total_seconds()
    page.clock.install(time=told)
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    # Set right between two answers: by the clock alone the order would be another one.
    page.clock.set_system_time(told - timedelta(days=days).total_seconds() - 86_400 * (days > 0))
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    assert page.evaluate(DRAIN) == "sent"
    assert rows(instance.database, "select state, why from events") == [("stored", None), ("stored", None)]
    with_times = [json.loads(body)["at"] for (body,) in rows(instance.database, "select body from events order by seq")]
    assert (with_times[0] > with_times[1]) == (days > 0)
    assert [one["value"] for one in folded(instance)["answers"]] == ["not_present"]
