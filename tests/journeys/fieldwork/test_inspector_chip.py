"""A tablet whose own chip takes part in the lock (WebAuthn with PRF): a shorter PIN, and no copy to try it on."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests import people
from tests.journeys import browser
from tests.journeys.tablet_page import SYNC, Server, see, to, unlock
from tests.tablet import rows

PIN = "402918"
VAULT = """() => new Promise((done) => { const ask = indexedDB.open("spotcheck");
    ask.onsuccess = () => { const all = ask.result.transaction("vaults").objectStore("vaults").getAll();
    all.onsuccess = () => { const { secret, chip, tries } = all.result[0];
        done([secret === null, Boolean(chip), tries]); }; }; })"""


@pytest.fixture
def chip(page: Page) -> tuple[CDPSession, str]:
    """A chip in this tablet, whose screen lock opens when it is asked."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "hasPrf": True,
        "automaticPresenceSimulation": True,
    }
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def begin(page: Page, server: Server) -> str:
    """The page where the PIN is chosen. A chip knows names, not addresses of numbers: the same server, by its name."""
    address = f"http://localhost:{server.port}"
    browser.sign_in(page, address, "inspector@fair-work.example", people.PASSWORD)
    page.goto(f"{address}/tablet/")
    expect(page.get_by_label("Choose a passcode")).to_be_visible()
    return address


def choose(page: Page, pin: str) -> None:
    page.get_by_label("Choose a passcode").fill(pin)
    page.get_by_label("Confirm").fill(pin)
    page.get_by_role("button", name="Enrol").click()


def test_with_the_tablets_own_chip_six_digits_are_enough_and_its_disk_holds_no_secret(
    page: Page, server: Server, instance: people.Instance, chip: tuple[CDPSession, str]
) -> None:
    line, here = chip
    begin(page, server)
    expect(page.get_by_text("Somebody who copies the whole tablet")).to_be_visible()
    choose(page, PIN)
    expect(page.get_by_text("Use at least 8 letters or digits")).to_be_visible()
    page.get_by_label("Also ask this tablet’s own lock").check()
    expect(page.get_by_text("Somebody who copies the whole tablet")).to_have_count(0)
    expect(page.get_by_text("At least 6 digits or letters")).to_be_visible()
    see(page, "chip-choose")
    choose(page, PIN)
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    assert page.evaluate(VAULT) == [True, True, 0]
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.reload()
    # A wrong PIN is wrong, chip or not.
    page.get_by_label("Passcode", exact=True).fill("402919")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("Not the right passcode")).to_be_visible()
    unlock(page, PIN)
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    # The tablet's own lock stays shut: the right PIN opens nothing, and no try is counted.
    page.reload()
    line.send("WebAuthn.setUserVerified", {"authenticatorId": here, "isUserVerified": False})
    for _ in range(2):
        page.get_by_label("Passcode", exact=True).fill(PIN)
        page.get_by_role("button", name="Open").click()
        # The field is emptied when the try is over.
        expect(page.get_by_label("Passcode", exact=True)).to_have_value("")
        expect(page.get_by_text("The tablet’s own lock stayed shut")).to_be_visible()
    assert page.evaluate(VAULT) == [True, True, 0]
    see(page, "chip-shut")


def test_a_copy_of_the_disk_without_the_chip_opens_with_no_pin_and_the_ministry_still_gets_everything(
    page: Page, server: Server, instance: people.Instance, chip: tuple[CDPSession, str]
) -> None:
    line, here = chip
    begin(page, server)
    page.get_by_label("Also ask this tablet’s own lock").check()
    choose(page, PIN)
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    page.context.route(SYNC, lambda route: route.abort())
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    line.send("WebAuthn.clearCredentials", {"authenticatorId": here})
    page.reload()
    page.get_by_label("Passcode", exact=True).fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("The tablet’s own lock stayed shut")).to_be_visible()
    page.get_by_role("button", name="Begin with a new passcode").click()
    expect(page.get_by_role("heading", name="This tablet has no passcode any more")).to_be_visible()
    expect(page.get_by_text("Waiting to be sent: 1")).to_be_visible()
    page.context.unroute(SYNC)
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    assert rows(instance.database, "select what, state from events") == [("answered", "stored")]


def test_a_chip_that_keeps_no_secrets_or_is_not_opened_leaves_the_longer_pin(
    page: Page, server: Server, chip: tuple[CDPSession, str]
) -> None:
    line, here = chip
    begin(page, server)
    page.get_by_label("Also ask this tablet’s own lock").check()
    line.send("WebAuthn.setUserVerified", {"authenticatorId": here, "isUserVerified": False})
    choose(page, PIN)
    expect(page.get_by_text("The tablet’s own lock could not be used")).to_be_visible()
    page.get_by_label("Also ask this tablet’s own lock").uncheck()
    choose(page, "seven tall maples")
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    assert page.evaluate(VAULT) == [False, False, 0]
