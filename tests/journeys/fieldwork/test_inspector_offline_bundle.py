"""A tablet that cannot save or cannot send: what is held, the red banner, and the sealed file that goes to the desk."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.domain.fieldwork.inspection import plain
from tests import people
from tests.journeys import browser
from tests.journeys.tablet_page import SYNC, Server, enrol, reload, see, to
from tests.tablet import VISIT, rows

# Another app of the same tablet takes every byte that is left, in smaller and smaller pieces.
FILL = """async () => {
  const db = await new Promise((done) => { const ask = indexedDB.open("filler");
    ask.onupgradeneeded = () => ask.result.createObjectStore("all", { autoIncrement: true });
    ask.onsuccess = () => done(ask.result); });
  const put = (size) => new Promise((done) => { const tx = db.transaction("all", "readwrite");
    const noise = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(noise.subarray(at, Math.min(size, at + 65536)));
    tx.objectStore("all").put(noise); tx.oncomplete = () => done(true); tx.onabort = () => done(false); });
  for (let size = 1 << 20; size >= 64; size >>= 1) while (await put(size));
  db.close();
}"""

FOLDED = """async (visit) => JSON.parse(JSON.stringify(
    (await (await import("/static/tablet/storage/open_visit.mjs")).openVisit(visit)).inspection))"""
# The camera's screen takes no photo long before the tablet is this full, so the picture comes as from the viewfinder.
PHOTO = """async (visit) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
    const canvas = new OffscreenCanvas(700, 500), draw = canvas.getContext("2d");
    const noise = draw.createImageData(700, 500);
    for (let at = 0; at < noise.data.length; at += 65536)
      crypto.getRandomValues(noise.data.subarray(at, Math.min(at + 65536, noise.data.length)));
    draw.putImageData(noise, 0, 0);
    const kept = await hand.picture(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 }));
    const value = { sha256: kept.sha256, size: kept.size, type: kept.type, caption: null };
    await hand.record(visit, "photographed", value, { photos: [kept] }); return kept.size; }"""
DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"
SAVE = "Save what is not sent as a file"


class Disk:
    """How much room the browser gives. Small from the start: it remembers for half a minute how much it found."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.origin = page, server.address
        self.line = page.context.new_cdp_session(page)
        self.give(8_000_000)

    def give(self, size: int) -> None:
        self.line.send("Storage.overrideQuotaForOrigin", {"origin": self.origin, "quotaSize": size})

    def fill(self) -> None:
        # Less than is kept already, so that what the browser tidies up is no room again; then what it remembers goes.
        self.give(1_000)
        self.page.evaluate(FILL)


def saved_file(page: Page, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=SAVE).click()
    coming.value.save_as(folder / coming.value.suggested_filename)
    return folder / coming.value.suggested_filename


def bring(page: Page, server: Server, file: Path) -> None:
    """The person goes to the desk with the file, on any computer."""
    page.goto(f"{server.address}/desk/")
    page.get_by_role("link", name="Import from a tablet").click()
    page.get_by_label("The tablet’s file").set_input_files(file)
    page.get_by_role("button", name="Import the file").click()


def fold(instance: people.Instance) -> Any:
    with instance.database.reading() as tx:
        return plain(inspection(tx, VISIT))


@pytest.fixture
def desk(page: Page, server: Server) -> Page:
    """Another computer, where the same person is signed in."""
    chromium = page.context.browser
    assert isinstance(chromium, Browser)
    made = chromium.new_context().new_page()
    made.set_default_timeout(browser.PATIENCE_MS)
    browser.sign_in(made, server.address, "inspector@fair-work.example", people.PASSWORD)
    return made


def test_what_a_full_tablet_cannot_save_is_held_under_a_red_banner_and_saved_once_there_is_room(
    page: Page, server: Server
) -> None:
    disk = Disk(page, server)
    enrol(page, server)
    page.context.route(SYNC, lambda route: route.abort())
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    disk.fill()
    page.get_by_label("Present", exact=True).click()
    expect(page.locator(".alarm")).to_contain_text("no room left on this tablet")
    expect(page.locator(".alarm")).to_contain_text("Answers held in memory only: 1.")
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    see(page, "full")
    # It stays on every screen, and on the door, but not on the page that hangs on a wall.
    to(page, "entry")
    expect(page.locator(".alarm")).to_contain_text("Answers held in memory only: 1.")
    page.get_by_role("link", name="Hide this screen").click()
    expect(page.get_by_role("link", name="Back")).to_be_visible()
    assert page.locator(".alarm").count() == 0
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".alarm")).to_contain_text("Answers held in memory only: 1.")
    see(page, "full-door")
    disk.give(100_000_000)
    page.get_by_role("button", name="Try again to save").click()
    expect(page.locator(".alarm")).to_have_count(0)
    reload(page)
    to(page, "i/tiny/passports_kept")
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")


def test_a_full_tablet_with_no_signal_writes_a_file_from_which_the_desk_gets_everything(
    page: Page, server: Server, instance: people.Instance, desk: Page, tmp_path: Path
) -> None:
    disk = Disk(page, server)
    enrol(page, server)
    page.context.route(SYNC, lambda route: route.abort())
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    assert page.evaluate(PHOTO, VISIT) > 256 * 1024
    # Filled to the brim, and then everything goes on: an answer, words, a picture.
    disk.fill()
    page.get_by_label("Present", exact=True).click()
    expect(page.locator(".alarm")).to_contain_text("Answers held in memory only: 1.")
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").fill("MARKNOTE")
    page.get_by_role("button", name="Save the note").click()
    page.evaluate(PHOTO, VISIT)
    to(page, "entry")
    expect(page.locator(".alarm")).to_contain_text("Answers held in memory only: 3.")
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    file = saved_file(page, tmp_path)
    assert re.fullmatch(r"spotcheck-1-1\.jsonl", file.name)
    content = file.read_bytes()
    for word in (b"MARKNOTE", b"present", b"passports", b"Greenhouse", b"answered", b"observed"):
        assert word not in content
    mine = page.evaluate(FOLDED, VISIT)
    bring(desk, server, file)
    expect(desk.get_by_text("Everything in the file was taken")).to_be_visible()
    browser.look_at(desk)
    assert rows(instance.database, "select state, count(*) from events group by state") == [("stored", 5)]
    assert rows(instance.database, "select kind, count(*) from blobs group by kind order by kind") == [
        ("photo", 2),
        ("text", 1),
    ]
    told = fold(instance)
    assert told == mine
    page.context.unroute(SYNC)
    # Too full to write down the answers; with room again everything held is saved and known to be sent.
    assert page.evaluate(DRAIN) == "waiting"
    disk.give(100_000_000)
    page.get_by_role("button", name="Try again to save").click()
    expect(page.locator(".alarm")).to_have_count(0)
    assert page.evaluate(DRAIN) == "sent"
    assert rows(instance.database, "select state, count(*) from events group by state") == [("stored", 5)]
    assert rows(instance.database, "select count(*) from blobs") == [(3,)] and fold(instance) == told
