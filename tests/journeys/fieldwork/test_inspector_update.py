"""A new version of the tablet, and a pack grown old: nothing changes under an open draft, nothing stays too long."""

import pytest
from playwright.sync_api import Page, expect

from inspect_app.web.fieldwork import tablet as tablet_views
from tests.journeys.tablet_page import SYNC, Server, enrol, reload, see, unlock
from tests.tablet import VISIT

ITEM = f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'"
SHELLS = "(await caches.keys()).filter((name) => name.startsWith('tablet-'))"
CARRIED = f"async () => (await (await caches.open({SHELLS}.at(-1))).keys()).length"
LOOK_FOR_NEWER = """async () => { const found = await navigator.serviceWorker.getRegistration();
  await found.update(); for (let n = 0; !found.waiting; n += 1) { if (n > 300) throw new Error('no newer worker waits');
    await new Promise((soon) => setTimeout(soon, 50)); } }"""


def test_a_new_version_waits_for_an_empty_outbox_and_a_tap(
    page: Page, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(page, server)
    before = page.evaluate(CARRIED)
    page.context.route(SYNC, lambda route: route.abort())
    page.evaluate(ITEM)
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    files = tablet_views.precache()
    monkeypatch.setattr(tablet_views, "precache", lambda: {**files, "/static/css/print.css": "0" * 64})
    page.evaluate(LOOK_FOR_NEWER)
    page.evaluate("location.hash = '#/'")
    expect(page.get_by_text("Only here: answers 1")).to_be_visible()
    assert page.get_by_text("A newer Spotcheck").count() == 0
    page.evaluate(ITEM)
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    page.context.unroute(SYNC)
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    page.evaluate("location.hash = '#/'")
    see(page, "newer")
    page.get_by_role("button", name="Use it now").click()
    unlock(page)
    expect(page.get_by_text("A newer Spotcheck")).to_have_count(0)
    assert page.evaluate(f"async () => {SHELLS}.length") == 1
    assert page.evaluate(CARRIED) == before + 1


def test_a_pack_of_eight_days_leaves_the_tablet_and_a_visit_under_way_stays(page: Page, server: Server) -> None:
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)
    age = """async () => { const vault = await import('/static/tablet/storage/vault.mjs');
      await vault.put('pack', { ...(await vault.get('pack')), until: '2026-01-01T00:00:00Z' }); }"""
    page.evaluate(age)
    page.evaluate(ITEM)
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    reload(page)
    expect(page.get_by_label("Present", exact=True)).to_be_checked()


def test_a_pack_of_eight_days_without_a_visit_begun_tells_nothing_any_more(page: Page, server: Server) -> None:
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)
    page.evaluate(
        """async () => { const vault = await import('/static/tablet/storage/vault.mjs');
      await vault.put('pack', { ...(await vault.get('pack')), until: '2026-01-01T00:00:00Z' }); }"""
    )
    reload(page)
    expect(page.get_by_text("older than seven days")).to_be_visible()
    assert page.get_by_text("Greenhouse 4").count() == 0


def test_a_page_that_the_browser_loaded_past_the_kept_pages_is_taken_in(page: Page, server: Server) -> None:
    enrol(page, server)
    # What a forced reload does, and a browser that could not start the worker in time.
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    page.reload()
    session.send("Network.setBypassServiceWorker", {"bypass": False})
    unlock(page)
    expect(page.get_by_text("Ready to work offline", exact=True)).to_be_visible()
