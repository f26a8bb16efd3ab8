"""Files that are no photo: the page refuses them, and so does the server; the tablet keeps them and says so."""

import hashlib

import pytest
from playwright.sync_api import FilePayload, Page, expect

from inspect_app.adapters.media import pictures
from tests import people
from tests.journeys.tablet_page import Server, enrol, last_value, see, to
from tests.tablet import VISIT, a_picture, rows

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><title>x</title><script>alert(1)</script>"
# A whole photo with a page behind it: the same bytes are read as one or as the other.
BOTH = a_picture() + PAGE
# More than one piece.
LARGE = pictures.invented(1)
FILES = {"drawing": SVG, "page": PAGE, "both": BOTH}

# As the photo screen keeps what the camera gave: the bytes, and the event that names them.
KEEP = """async ([visit, all]) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
    for (const bytes of all) {
      const kept = await hand.picture(new Blob([Uint8Array.from(bytes)], { type: "image/jpeg" }));
      await hand.record(visit, "photographed", { sha256: kept.sha256, size: kept.size, type: kept.type, caption: null },
        { more: { at_item: [{ section: "documents", item: "passports_kept" }] }, photos: [kept] }); } }"""
DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"
KEPT = """async (visit) => { const [drawer, vault] = await Promise.all(["storage/local_store", "storage/vault"]
      .map((name) => import(`/static/tablet/${name}.mjs`)));
    const { photos } = await drawer.ofVisit(vault.device(), visit);
    const receipt = (await drawer.getReceipt(vault.device(), visit))?.receipt;
    const here = await Promise.all(photos.map((one) => drawer.pieceOf(vault.device(), visit, one.sha256, 0)));
    return { photos: photos.map((one, at) => [one.sha256, one.sent, here[at].sealed.byteLength > one.size]),
      named: receipt?.photos, events: receipt?.events.length }; }"""


@pytest.mark.parametrize("name", ["drawing", "page"])
def test_a_drawing_or_a_page_named_as_a_photo_is_refused_by_the_page_in_words(
    page: Page, server: Server, name: str
) -> None:
    enrol(page, server)
    choose(page, FILES[name])
    expect(page.get_by_role("alert")).to_contain_text("The photo was not kept")
    expect(page.locator(".saved")).to_have_attribute("data-saved", "0")


def test_of_a_photo_with_a_page_behind_it_only_the_picture_is_kept(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    choose(page, BOTH)
    expect(page.get_by_role("link", name="Photos: 1")).to_be_visible()
    assert page.evaluate(DRAIN) == "sent"
    kept = last_value(page, "photographed")["sha256"]
    assert rows(instance.database, "select hash from blobs where kind = 'photo'") == [(kept,)]
    stored = [path.read_bytes() for path in instance.settings.evidence.rglob("*") if path.is_file()]
    assert len(stored) == 2 and not any(b"<script" in one for one in stored)


def test_what_the_server_refuses_stays_on_the_tablet_and_everything_else_is_received(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    good, large = a_picture(90), hashlib.sha256(LARGE).hexdigest()
    page.evaluate(KEEP, [VISIT, [list(one) for one in (*FILES.values(), good, LARGE)]])
    asked: list[str] = []
    page.context.on("request", lambda one: asked.append(one.url) if one.method == "PUT" else None)
    assert page.evaluate(DRAIN) == "sent"
    refused = {hashlib.sha256(one).hexdigest() for one in FILES.values()}
    told = page.evaluate(KEPT, VISIT)
    # Every byte is still here, sealed; the receipt names what the ministry holds and nothing else.
    assert {hash for hash, sent, here in told["photos"] if sent == "refused" and here} == refused
    assert sorted(told["named"]) == sorted([hashlib.sha256(good).hexdigest(), large]) and told["events"] == 6
    stored = {hash for (hash,) in rows(instance.database, "select hash from blobs where kind = 'photo'")}
    assert stored == set(told["named"])
    page.evaluate(f"location.hash = '#/v/{VISIT}/sent'")
    expect(page.get_by_text("Photos that the server did not take: 3")).to_be_visible()
    expect(page.get_by_text("Not whole JPEG or WebP photos: 3")).to_be_visible()
    expect(page.get_by_text("you lose: answers 0, photos 3")).to_be_visible()
    expect(page.get_by_text("The receipt names 6 answers and 2 pictures")).to_be_visible()
    see(page, "photos-refused")
    asked.clear()
    page.get_by_role("button", name="Send now").click()
    assert page.evaluate(DRAIN) == "sent"
    assert asked == []
    page.get_by_role("button", name="Try the refused photos once more").click()
    expect(page.get_by_text("Photos that the server did not take: 3")).to_be_visible()
    assert page.evaluate(DRAIN) == "sent"
    assert {address.split("/photos/")[1].split("/")[0] for address in asked} == refused and len(asked) == 3


def test_a_photo_larger_than_the_server_takes_is_told_as_such(page: Page, server: Server) -> None:
    enrol(page, server)
    page.evaluate(KEEP, [VISIT, [list(a_picture())]])
    # The server judges by the size the tablet announces, before it reads a byte.
    page.evaluate(
        """async (visit) => { const [drawer, vault] = await Promise.all(["storage/local_store", "storage/vault"]
        .map((name) => import(`/static/tablet/${name}.mjs`)));
      (await drawer.ofVisit(vault.device(), visit)).photos[0].size = 13 * 1024 * 1024; }""",
        VISIT,
    )
    assert page.evaluate(DRAIN) == "sent"
    page.evaluate(f"location.hash = '#/v/{VISIT}/sent'")
    expect(page.get_by_text("Larger than 12 MB: 1")).to_be_visible()
    expect(page.get_by_text("Received by the ministry")).to_be_visible()


def choose(page: Page, content: bytes) -> None:
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_role("link", name="Photo").click()
    file: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])
