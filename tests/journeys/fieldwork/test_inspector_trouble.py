"""What a tablet meets in the field: answers lost on the way back, a photo far too large, a file that is none."""

import io
import os

from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests import people
from tests.journeys.tablet_page import SYNC, Server, enrol, last_value
from tests.tablet import VISIT, rows


def test_answers_lost_on_the_way_back_lose_and_double_nothing(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    lost: list[str] = []

    def lose(route: Route) -> None:
        """The server has it, the tablet never hears so: events and seal once, the photo twice."""
        method, address = route.request.method, route.request.url.split("?")[0]
        what = "photo" if "/photos/" in address else address.rsplit("/sync/")[1].split("/")[0]
        if method in ("PUT", "POST") and lost.count(what) < (2 if what == "photo" else 1):
            route.fetch()
            lost.append(what)
            return route.abort("connectionreset")
        return route.continue_()

    page.context.route(SYNC, lose)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    take(page, noise(1600, 1200))
    page.evaluate(f"location.hash = '#/v/{VISIT}/sent'")
    for _ in range(8):
        page.get_by_role("button", name="Send now").click()
        page.wait_for_timeout(500)
    expect(page.get_by_text("Received by the ministry")).to_be_visible()
    assert sorted(lost) == ["events", "photo", "photo", "seal"]
    assert rows(instance.database, "select what, state from events order by n") == [
        ("answered", "stored"),
        ("photographed", "stored"),
    ]
    kept = last_value(page, "photographed")
    assert rows(instance.database, "select hash, size from blobs where kind = 'photo'") == [
        (kept["sha256"], kept["size"])
    ]


def test_a_photo_of_twenty_megabytes_is_made_small_before_it_is_kept(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    huge = noise(5200, 3900)
    assert len(huge) > 20_000_000
    take(page, huge)
    kept = last_value(page, "photographed")
    assert kept["size"] < 3_000_000
    page.evaluate(f"location.hash = '#/v/{VISIT}/sent'")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Received by the ministry")).to_be_visible()
    assert rows(instance.database, "select hash, size from blobs where kind = 'photo'") == [
        (kept["sha256"], kept["size"])
    ]


def test_what_is_no_picture_is_refused_in_words_and_leaves_nothing(page: Page, server: Server) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_role("link", name="Photo").click()
    file: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"this is no picture"}
    page.locator("input[type=file]").set_input_files([file])
    expect(page.get_by_role("alert")).to_contain_text("The photo was not kept")
    expect(page.locator(".saved")).to_have_attribute("data-saved", "0")


def take(page: Page, picture: bytes) -> None:
    """A photo for the open item from a file, as the camera app of a tablet gives it."""
    page.get_by_role("link", name="Photo").click()
    file: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
    page.locator("input[type=file]").set_input_files([file])
    expect(page.get_by_role("link", name="Photos: 1")).to_be_visible()


def noise(width: int, height: int) -> bytes:
    """A JPEG that does not shrink: every pixel at random."""
    made = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(made, "JPEG", quality=95)
    return made.getvalue()
