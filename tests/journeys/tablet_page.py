"""An inspector's tablet in a real browser, and a real server that stops and starts."""

import os
import re
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from inspect_app.cli import Instance, load_checklists
from inspect_app.web import ROOT, create_app
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys import browser

# What goes between tablet and server; the tablet's own modules of that name are no part of it.
SYNC = re.compile(r"://[^/]+/sync/")
SHOTS = os.environ.get("SHOTS")


class Server:
    """The app on one port, to be stopped and started again as the test likes."""

    def __init__(self, instance: people.Instance) -> None:
        self.app = create_app(instance.settings.web())
        self.port = 0
        self.start()

    def start(self) -> None:
        self.server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def see(page: Page, name: str) -> None:
    """No finding of axe-core on this screen; pictures of it when SHOTS names a folder, for a person to look at."""
    browser.look_at(page)
    if SHOTS:
        for scheme in ("light", "dark"):
            for width, height in ((820, 1180), (360, 640)):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{width}.png")
        page.set_viewport_size({"width": 820, "height": 1180})
        page.emulate_media(color_scheme="light")


PIN = "seven tall maples"


def enrol(page: Page, server: Server, person: str = "inspector") -> None:
    browser.sign_in(page, server.address, f"{person}@fair-work.example", people.PASSWORD)
    page.goto(f"{server.address}/tablet/")
    page.get_by_label("Choose a passcode").fill(PIN)
    page.get_by_label("Confirm").fill(PIN)
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistration())?.active")
    reload(page)
    expect(page.get_by_text("Ready to work offline", exact=True)).to_be_visible()


def to(page: Page, step: str, visit: str = tablet.VISIT) -> None:
    """Opens one step of a visit, as a tap would; the empty step is the visit itself."""
    page.evaluate(f"location.hash = '#/v/{visit}{step and '/'}{step}'")


def offline(page: Page, server: Server) -> None:
    """An enrolled tablet out of reach: the server is gone and the browser has no network."""
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)


def ship(instance: people.Instance, visit: str, *keys: str) -> str:
    """Publishes the shipped checklists and plans a visit that carries some of them; its id."""
    load_checklists.load(
        Instance(instance.settings, instance.database, instance.checkin_database), ROOT / "checklists", NOW
    )
    return tablet.plan(instance.database, NOW, visit_id=visit, keys=keys)


def unlock(page: Page, pin: str = PIN) -> None:
    page.get_by_label("Passcode", exact=True).fill(pin)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Passcode", exact=True)).to_have_count(0)


def reload(page: Page) -> None:
    """A reload forgets every key: the PIN is asked for again. A letter is on the disk milliseconds after its tap."""
    page.evaluate("async () => (await import('/static/tablet/storage/vault.mjs')).written()")
    page.reload()
    unlock(page)


def last_value(page: Page, what: str, visit: str = tablet.VISIT) -> Any:
    """What the drawer holds of the newest event of a kind, read with the tablet's own open vault."""
    kept = page.evaluate(
        """async (visit) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
        return hand.eventsOf(visit, (await hand.openVisit(visit)).held); }""",
        visit,
    )
    return [event["value"] for event in kept if event["what"] == what][-1]
