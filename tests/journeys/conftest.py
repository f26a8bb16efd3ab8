"""What journeys stand on: a server with one planned visit, and one browser for all, with a fresh context for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests import people, tablet
from tests.conftest import NOW
from tests.journeys import browser as browsers
from tests.journeys.tablet_page import Server


@pytest.fixture(scope="session", autouse=True)
def browsers_stopped() -> Iterator[None]:
    yield
    browsers.stop()


@pytest.fixture(autouse=True)
def contexts_closed() -> Iterator[None]:
    """Set up first, so that it comes last: after a test and whatever it stands on."""
    yield
    browsers.close_contexts()


@pytest.fixture
def driver() -> Playwright:
    """For a browser with a folder of its own, which is started and ended as the test likes."""
    return browsers.driver()


@pytest.fixture
def chromium() -> Browser:
    return browsers.chromium()


@pytest.fixture
def camera_chromium() -> Browser:
    """A tablet's: its camera shows an invented picture."""
    return browsers.chromium(*browsers.FAKE_CAMERA)


@pytest.fixture
def server(instance: people.Instance) -> Iterator[Server]:
    tablet.plan(instance.database, NOW)
    made = Server(instance)
    yield made
    made.stop()


@pytest.fixture
def page(camera_chromium: Browser) -> Iterator[Page]:
    context = camera_chromium.new_context(
        viewport={"width": 820, "height": 1180},
        geolocation={"latitude": 42.05, "longitude": -82.6},
        permissions=["geolocation", "camera"],
    )
    context.set_default_timeout(browsers.PATIENCE_MS)
    yield context.new_page()
    context.close()
