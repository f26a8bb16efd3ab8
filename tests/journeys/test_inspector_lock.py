"""A tablet in the wrong hands: locked, hidden, searched, copied, with ten wrong PINs, or handed to the next person."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect, sync_playwright

from tests import people
from tests.journeys import browser
from tests.journeys.conftest import FAKE
from tests.journeys.tablet_page import PIN, Server, enrol, see, unlock
from tests.tablet import VISIT, rows

MARKED = {
    "arrival": {"Where you are, in words": "MARKWHERE"},
    "entry": {"Refused or delayed by whom": "MARKWHOM", "Their exact words": "MARKWORDS", "Act": "MARKACT"},
    "dwelling": {"Language in which it was asked": "MARKTONGUE", "Warrant number": "MARKWARRANT"},
    "kind": {"Why": "MARKWHY"},
    "close": {"The employer’s reply": "MARKREPLY"},
    "known/employer/trading": {"Trading name": "MARKTRADING"},
    "known/employer/sector": {"Sector (NAICS code)": "MARKSE"},
    "known/site/name": {"Name of the site": "MARKSITE"},
    "known/site/address": {"Address": "MARKROAD"},
    "known/site/city": {"City or township": "MARKTOWN"},
    "known/site/postal": {"Postal code": "MARKPOSTAL"},
    "known/site/shifts": {"Shifts and payday": "MARKSHIFTS"},
    "known/site/hazards": {"Hazards and the safe way out": "MARKHAZARD"},
    "sign/employer": {"Name, typed": "MARKNAME"},
}


def test_a_locked_tablet_shows_nothing_and_sends_all_the_same(page: Page, server: Server, house: people.House) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.context.set_offline(True)
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_contain_text("saved 1")
    page.get_by_role("link", name="Hide this screen").click()
    see(page, "neutral")
    assert "Greenhouse" not in page.content() and "passport" not in page.content()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("Waiting to be sent: 1")).to_be_visible()
    see(page, "lock")
    page.context.set_offline(False)
    page.evaluate("async () => (await import('/static/tablet/sync.mjs')).drain()")
    assert rows(house.database, "select what, state from events") == [("answered", "stored")]
    unlock(page)
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()


def test_a_tablet_left_alone_for_five_minutes_locks_itself(page: Page, server: Server) -> None:
    page.clock.install()
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    page.clock.fast_forward("04:30")
    page.get_by_text("+ Note").click()
    page.clock.fast_forward("04:30")
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    page.clock.fast_forward("01:00")
    expect(page.get_by_label("PIN", exact=True)).to_be_visible()
    assert "passport" not in page.content() and page.url.endswith("#/")


def test_ten_wrong_pins_and_half_a_visit_still_arrives_and_goes_on_under_a_new_one(
    page: Page, server: Server, house: people.House
) -> None:
    page.clock.install()
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_contain_text("saved 1")
    page.get_by_role("link", name="Hide this screen").click()
    page.get_by_role("link", name="Back").click()
    for tried in range(10):
        page.clock.fast_forward("10:00")
        page.get_by_label("PIN", exact=True).fill(f"wrong {tried}")
        page.get_by_role("button", name="Open").click()
        if tried < 9:
            expect(page.get_by_text("Not the right PIN")).to_be_visible()
        if tried == 4:
            page.get_by_label("PIN", exact=True).fill(PIN)
            page.get_by_role("button", name="Open").click()
            expect(page.get_by_text("Too soon")).to_be_visible()
    expect(page.get_by_role("heading", name="This tablet has no PIN any more")).to_be_visible()
    see(page, "pin-gone")
    server.start()
    page.goto(f"{server.address}/tablet/")
    page.get_by_label("Choose a PIN").fill("another tall maple")
    page.get_by_label("The same once more").fill("another tall maple")
    page.get_by_role("button", name="Set the new PIN").click()
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_contain_text("saved 2")
    page.evaluate("async () => (await import('/static/tablet/sync.mjs')).drain()")
    assert rows(house.database, "select seq, state from events order by seq") == [(1, "stored"), (2, "stored")]


def test_what_is_closed_can_be_read_by_the_ministry_only(page: Page, server: Server, house: people.House) -> None:
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_contain_text("saved 1")
    page.evaluate(
        """async (id) => { const hand = await import('/static/tablet/hand.mjs');
        await hand.sign(await hand.openVisit(id), 'inspector', 'signed', 'I. Inspector', null);
        await hand.sign(await hand.openVisit(id), 'employer', 'absent', null, null);
        await hand.closeVisit(id); location.hash = `#/v/${id}`; }""",
        VISIT,
    )
    expect(page.get_by_text("On this tablet only")).to_be_visible()
    see(page, "closed")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_role("heading", name="Greenhouse 4")).to_be_visible()
    assert page.get_by_label("Present", exact=True).count() == 0
    kept = page.evaluate(
        """async (id) => { const hand = await import('/static/tablet/hand.mjs');
        const { inspection, held } = await hand.openVisit(id);
        return [inspection.answers.length, held.events.length]; }""",
        VISIT,
    )
    assert kept == [0, 4]
    server.start()
    page.evaluate("async () => (await import('/static/tablet/sync.mjs')).drain()")
    assert rows(house.database, f"select state from visits where id = '{VISIT}'") == [("closed",)]
    assert rows(house.database, "select state, why from events where state != 'stored'") == []


def test_the_next_person_on_the_tablet_sees_nothing_of_the_last_and_sends_what_waits(
    page: Page, server: Server, house: people.House
) -> None:
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_contain_text("saved 1")
    server.start()
    page.context.route("**/sync/**", lambda route: route.abort())
    page.goto(f"{server.address}/desk/", wait_until="networkidle")
    page.get_by_role("button", name="Sign out").click()
    page.context.unroute("**/sync/**")
    enrol(page, server, "supervisor")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_label("Present", exact=True)).not_to_be_checked()
    expect(page.locator(".saved")).to_contain_text("saved 0")
    page.evaluate("async () => (await import('/static/tablet/sync.mjs')).drain()")
    assert rows(house.database, "select what, state from events") == [("answered", "stored")]


def test_a_second_window_waits_until_the_first_is_closed(page: Page, server: Server) -> None:
    enrol(page, server)
    second = page.context.new_page()
    second.goto(f"{server.address}/tablet/")
    expect(second.get_by_text("open in another window")).to_be_visible()
    page.close()
    expect(second.get_by_label("PIN", exact=True)).to_be_visible()


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[tuple[Path, BrowserContext]]:
    with sync_playwright() as player:
        context = player.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path="/usr/bin/chromium", args=[*browser.ARGS, *FAKE],
            viewport={"width": 820, "height": 1180}, permissions=["geolocation", "camera"],
        )  # fmt: skip
        context.set_default_timeout(browser.PATIENCE_MS)
        yield tmp_path / "profile", context
        context.close()


@pytest.mark.parametrize("ending", ["locked", "crashed"])
def test_nothing_that_was_written_or_carried_is_found_in_the_whole_browser_profile(
    profile: tuple[Path, BrowserContext], server: Server, house: people.House, ending: str
) -> None:
    folder, context = profile
    page = context.new_page()
    enrol(page, server)
    page.route("**/sync/**", lambda route: route.abort())
    for screen, fields in MARKED.items():
        page.evaluate(f"location.hash = '#/v/{VISIT}/{screen}'")
        for label, words in fields.items():
            page.get_by_label(label, exact=True).press_sequentially(words)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").press_sequentially("MARKNOTE")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".saved")).to_contain_text("saved 2")
    assert found(folder, b"MARKCONTROL") == []
    page.evaluate("() => new Promise((done) => { const ask = indexedDB.open('control'); ask.onupgradeneeded = () =>"
                  " ask.result.createObjectStore('x').put('MARKCONTROL', 1); ask.onsuccess = done; })")  # fmt: skip
    if ending == "locked":
        page.get_by_role("link", name="Hide this screen").click()
    else:
        crash(page)
    time.sleep(2)
    context.close()
    # The control proves that the search would have found a word that is there.
    assert found(folder, b"MARKCONTROL")
    secrets = [words for fields in MARKED.values() for words in fields.values()]
    secrets += ["MARKNOTE", "Greenhouse 4", "Blue Kettle", "Leamington", "1 Invented Rd", "Someone else holds", PIN]
    assert [(word, found(folder, word.encode())) for word in secrets if found(folder, word.encode())] == []


def crash(page: Page) -> None:
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")


def found(folder: Path, word: bytes) -> list[str]:
    """The files of a profile that hold a word, in UTF-8 or UTF-16."""
    wide = word.decode().encode("utf-16-le")
    held = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if word in content or wide in content:
                held.append(str(path.relative_to(folder)))
    return held
