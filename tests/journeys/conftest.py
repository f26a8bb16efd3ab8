"""What the inspector's journeys stand on: a server with one planned visit, and a browser with a camera and a place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests import people, tablet
from tests.conftest import NOW
from tests.journeys import browser
from tests.journeys.tablet_page import Server

FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def server(house: people.House) -> Iterator[Server]:
    tablet.plan(house.database, NOW)
    made = Server(house)
    yield made
    made.stop()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path="/usr/bin/chromium", args=[*browser.ARGS, *FAKE])
        context = chromium.new_context(
            viewport={"width": 820, "height": 1180}, geolocation={"latitude": 42.05, "longitude": -82.6},
            permissions=["geolocation", "camera"],
        )  # fmt: skip
        context.set_default_timeout(browser.PATIENCE_MS)
        yield context.new_page()
        chromium.close()
