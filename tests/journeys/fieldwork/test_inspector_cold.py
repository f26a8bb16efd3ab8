"""The tablet switched off and on again where there is no signal at all."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright, expect

from tests import people
from tests.journeys import browser
from tests.journeys.tablet_page import Server, enrol, to, unlock
from tests.tablet import rows

DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"


def test_a_tablet_started_cold_without_signal_opens_with_its_pin_and_goes_on(
    driver: Playwright, server: Server, instance: people.Instance, tmp_path: Path
) -> None:
    context = started(driver, tmp_path / "profile")
    page = context.new_page()
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    context.close()
    server.stop()
    context = started(driver, tmp_path / "profile")
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{server.address}/tablet/")
    unlock(page)
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    to(page, "i/tiny/passports_kept")
    expect(page.get_by_label("Not present", exact=True)).to_be_checked()
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    server.start()
    context.set_offline(False)
    assert page.evaluate(DRAIN) == "sent"
    context.close()
    assert rows(instance.database, "select seq, what, state from events order by seq") == [
        (1, "answered", "stored"),
        (2, "answered", "stored"),
    ]


def started(driver: Playwright, profile: Path) -> BrowserContext:
    """The whole browser on a folder of its own, as it is started by a tap on its icon."""
    context = driver.chromium.launch_persistent_context(
        profile, executable_path="/usr/bin/chromium", args=browser.ARGS, viewport={"width": 820, "height": 1180}
    )
    context.set_default_timeout(browser.PATIENCE_MS)
    return context
