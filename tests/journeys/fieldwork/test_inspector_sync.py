"""A real tablet and a real server that part in every way: connections closed, pages killed, weeks and orders mixed."""

import contextlib
import json
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import text
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from inspect_app import cli, opener
from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.checkin_app import create_app as create_checkin
from inspect_app.cli import load_checklists
from inspect_app.domain.fieldwork.inspection import plain
from inspect_app.store.instance import Instance
from inspect_app.web import ROOT
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys import browser
from tests.journeys.tablet_page import SYNC, Server, enrol, reload, see, to, unlock
from tests.tablet import VISIT, rows

# Remembers the drawer's own connection, to close it under the page.
HOLD = """{ const open = IDBFactory.prototype.open; globalThis.opened = [];
IDBFactory.prototype.open = function (...given) { const ask = open.apply(this, given);
  ask.addEventListener("success", () => opened.push(ask.result)); return ask; }; }"""
DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"


def test_the_drawers_connection_closed_under_the_page_costs_nothing(
    page: Page, server: Server, instance: people.Instance
) -> None:
    page.add_init_script(HOLD)
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.evaluate("opened.forEach((one) => one.close())")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    assert page.locator(".alarm").count() == 0
    page.evaluate("opened.forEach((one) => one.close())")
    assert page.evaluate(DRAIN) == "sent"
    assert rows(instance.database, "select seq, state from events order by seq") == [(1, "stored"), (2, "stored")]


def test_a_page_killed_in_the_middle_of_a_photo_goes_on_and_the_photo_is_whole_or_was_never_taken(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    for pause in (0, 15, 60):
        to(page, "photo/tiny/documents/passports_kept")
        shot = page.get_by_role("button", name="Take the photo")
        expect(shot).to_be_enabled()
        shot.dispatch_event("click")
        page.wait_for_timeout(pause)
        page = reopened(page, server)
    to(page, "photo/tiny/documents/passports_kept")
    page.get_by_role("button", name="Take the photo").click()
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    assert page.evaluate(DRAIN) == "sent"
    told = page.evaluate(
        """async (visit) => { const { held } = await
        (await import("/static/tablet/storage/open_visit.mjs")).openVisit(visit);
        const [events, photos] = [held.events, held.photos];
        return [events.map((one) => one.sent), photos.map((one) => [one.sha256, one.sent])]; }""",
        VISIT,
    )
    assert set(told[0]) == {"stored"} and {sent for _, sent in told[1]} == {"stored"}
    named = [
        json.loads(body)["value"]["sha256"]
        for (body,) in rows(instance.database, "select body from events where what = 'photographed'")
    ]
    kept = [hash for (hash,) in rows(instance.database, "select hash from blobs where kind = 'photo'")]
    assert set(named) == set(kept) == {hash for hash, _ in told[1]} and kept


def reopened(page: Page, server: Server) -> Page:
    """The page's process dies; the person opens the tablet again and types the PIN."""
    context = page.context
    with contextlib.suppress(PlaywrightError):
        page.goto("chrome://crash", timeout=5_000)
    page.close()
    page = context.new_page()
    page.goto(f"{server.address}/tablet/")
    unlock(page)
    return page


def test_a_tablet_eight_days_without_signal_whose_session_ended_still_sends_everything(
    page: Page, server: Server, instance: people.Instance
) -> None:
    page.clock.install()
    enrol(page, server)
    server.stop()
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.context.clear_cookies()
    with instance.database.writing() as tx:
        tx.execute(text("delete from sessions"))
    page.clock.fast_forward(8 * 24 * 3600 * 1000)
    server.start()
    page.goto(f"{server.address}/desk/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{server.address}/tablet/")
    see(page, "door-without-session")
    unlock(page)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert page.evaluate(DRAIN) == "sent"
    assert rows(instance.database, "select state from events") == [("stored",)]


@pytest.fixture
def two(chromium: Browser, server: Server) -> tuple[Page, Page]:
    """The tablets of two people on one visit."""
    return _tablet(chromium, server, "inspector"), _tablet(chromium, server, "supervisor")


def _tablet(chromium: Browser, server: Server, person: str) -> Page:
    context: BrowserContext = chromium.new_context(permissions=["geolocation"])
    context.set_default_timeout(browser.PATIENCE_MS)
    page = context.new_page()
    enrol(page, server, person)
    return page


def answers(page: Page, *chosen: str) -> None:
    to(page, "i/tiny/passports_kept")
    for one in chosen:
        page.get_by_label(one, exact=True).check()
        page.evaluate("async () => (await import('/static/tablet/storage/vault.mjs')).written()")


ORDERS = {
    "first, then second": ("1", "2"),
    "second, then first": ("2", "1"),
    "half of the first, the second, the rest": ("1 half", "2", "1"),
    "half of the second, the first, the rest": ("2 half", "1", "2"),
}


@pytest.mark.parametrize("order", list(ORDERS), ids=lambda name: name.replace(" ", "_").replace(",", ""))
def test_two_tablets_on_one_visit_add_up_the_same_in_whatever_order_they_arrive(
    two: tuple[Page, Page], server: Server, instance: people.Instance, order: str
) -> None:
    tablets = {"1": two[0], "2": two[1]}
    steps = ORDERS[order]
    cut = {step[0] for step in steps if "half" in step}
    server.stop()
    for name, page in tablets.items():
        answers(page, "Present" if name == "1" else "Not present")
        if name in cut:
            server.start()
            assert page.evaluate(DRAIN) == "sent"
            server.stop()
        page.get_by_label("Not present" if name == "1" else "Does not apply", exact=True).check()
        expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    server.start()
    for step in [one for one in steps if "half" not in one]:
        assert tablets[step].evaluate(DRAIN) == "sent"
    with instance.database.reading() as tx:
        told = plain(inspection(tx, VISIT))
    # Neither saw the other: both newest answers stand and name each other until a person chooses.
    assert sorted(one["value"] for one in told["answers"]) == ["does_not_apply", "not_present"]
    assert all(len(one["differs"]) == 1 for one in told["answers"])
    assert sorted(one["value"] for one in told["history"]["earlier"]) == ["not_present", "present"]
    assert rows(instance.database, "select count(*) from events where state = 'stored'") == [(4,)]


def test_another_site_with_the_tablets_cookies_sends_nothing(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    before = rows(instance.database, "select count(*) from events")
    # Another port is another origin, on the same host: the cookies go along with what it asks.
    stranger = page.context.new_page()
    batch = json.dumps({"v": 1, "device": "0" * 32, "wrap": None, "events": ["{}"], "blobs": []})
    seen: list[tuple[str, str]] = []
    inner = server.app.wsgi_app

    def noted(environ: Any, start: Any) -> Any:
        def begin(status: str, *more: Any) -> Any:
            seen.append((environ["REQUEST_METHOD"], status[:3]))
            return start(status, *more)

        return inner(environ, begin)

    server.app.wsgi_app = noted  # type: ignore[method-assign, assignment]
    with browser.served(server.app, _blank) as elsewhere:
        stranger.goto(elsewhere)
        told = stranger.evaluate(
            """async ([at, body]) => { const tried = [];
        for (const [method, mode] of [["PUT", "cors"], ["POST", "cors"], ["POST", "no-cors"]]) {
          try { const answer = await fetch(at, { method, mode, credentials: "include", body });
            tried.push(`${method} ${mode} ${answer.type} ${answer.status}`); }
          catch (error) { tried.push(`${method} ${mode} ${error.name}`); } }
        return tried; }""",
            [f"{server.address}/sync/events", batch],
        )
    # PUT, which alone brings events, does not reach the server; what does is no way in, cookies or not.
    assert told == ["PUT cors TypeError", "POST cors TypeError", "POST no-cors TypeError"]
    assert [one for one in seen if one[0] != "OPTIONS"] == [("POST", "405"), ("POST", "405")]
    assert rows(instance.database, "select count(*) from events") == before


def _blank(_environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/html")])
    return [b"<!doctype html><title>Stranger</title>"]


KEPT = """async () => { const told = {};
    for (const { name } of await indexedDB.databases()) {
      const done = (ask) => new Promise((told) => { ask.onsuccess = () => told(ask.result); });
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        told[`${name}/${store}`] = JSON.stringify(await done(db.transaction(store).objectStore(store).getAllKeys()));
      db.close(); }
    for (const name of await caches.keys()) {
      const kept = await (await caches.open(name)).keys();
      told[name] = kept.map((one) => one.url); }
    return told; }"""


def test_a_workers_page_opened_on_a_tablet_with_a_full_outbox_changes_nothing_on_it(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    page.context.route(SYNC, lambda route: route.abort())
    answers(page, "Present", "Not present", "Present")
    expect(page.locator(".saved")).to_have_text("All saved on this tablet · 3 to send")
    before = page.evaluate(KEPT)
    assert any("events" in name and value != "[]" for name, value in before.items())
    opener.tick(Instance(instance.settings, instance.database, instance.checkin_database), NOW)
    worker = create_checkin(instance.settings.checkin())
    server.stop()
    server.app.wsgi_app = DispatcherMiddleware(server.app.wsgi_app, {"/c": worker})  # type: ignore[method-assign]
    server.start()
    guest = page.context.new_page()
    for path in ("/c/", "/c/2345-6789-2345"):
        answer = guest.goto(f"{server.address}{path}")
        assert answer is not None and answer.status == 200
        assert guest.evaluate("navigator.serviceWorker?.controller ?? null") is None
    see(guest, "worker-on-tablet")
    assert page.evaluate(KEPT) == before
    reload(page)
    expect(page.locator(".saved")).to_have_text("All saved on this tablet · 3 to send")
    page.context.unroute(SYNC)
    assert page.evaluate(DRAIN) == "sent"
    worker.config["DATABASE"].close()


def test_a_refused_entry_is_an_outcome_with_the_exact_words(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    server.stop()
    to(page, "entry")
    page.get_by_label("Refused", exact=True).check()
    page.get_by_label("Refused or delayed by whom").fill("A man at the gate, in a blue jacket")
    page.get_by_label("Their exact words").fill("Nobody comes in here today.")
    page.get_by_text("If entry is refused").click()
    see(page, "refused")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Entry")).to_contain_text("Refused")
    server.start()
    assert page.evaluate(DRAIN) == "sent"
    with instance.database.reading() as tx:
        told: Any = inspection(tx, VISIT).entry
    assert (told["outcome"], told["words"]) == ("refused", "Nobody comes in here today.")


def test_housing_opens_by_the_occupiers_word_or_a_warrant_and_closes_when_the_word_is_taken_back(
    page: Page, server: Server, instance: people.Instance
) -> None:
    load_checklists.load(
        cli.Instance(instance.settings, instance.database, instance.checkin_database), ROOT / "checklists", NOW
    )
    visit = tablet.plan(instance.database, NOW, visit_id="e6" * 16, keys=("employer-housing",))
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{visit}/s/housing'")
    expect(page.get_by_text("Housing items are locked")).to_be_visible()
    assert page.locator("main .stops a").count() == 0
    page.get_by_role("link", name="Entering a dwelling").click()
    page.get_by_role("button", name="The occupier consents").click()
    expect(page.get_by_text("Write the language, or the warrant’s number.")).to_be_visible()
    page.get_by_label("Language in which it was asked").fill("Spanish")
    see(page, "dwelling")
    page.get_by_role("button", name="The occupier consents").click()
    expect(page.locator("main .stops a").first).to_be_visible()
    page.evaluate(f"location.hash = '#/v/{visit}/dwelling'")
    page.get_by_role("button", name="Consent was withdrawn").click()
    expect(page.get_by_text("Housing items are locked")).to_be_visible()
