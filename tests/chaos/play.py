"""Plays one run: the tablets' pages in real Chromium, the acts, and the troubles while they are sent."""

import contextlib
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tests.chaos.network import Network
from tests.chaos.plan import Burst, Run
from tests.chaos.serving import Shot

ROOT = Path(__file__).parents[2]
PIN = "seven tall maples"
_BLANK = "<!doctype html><title>Chaos</title>"
_TYPES = {".mjs": "text/javascript", ".json": "application/json"}
_MODULE = "const tablet = await import('/chaos/tablet.mjs');"
# A clock that is wrong, and a hold on the drawer's own connection, to close it under the page.
_UNDER = """{ const Real = Date, wrong = %d;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + wrong); }
  static now() { return Real.now() + wrong; } };
const open = IDBFactory.prototype.open; globalThis.opened = [];
IDBFactory.prototype.open = function (...given) { const ask = open.apply(this, given);
  ask.addEventListener("success", () => opened.push(ask.result)); return ask; }; }"""


class Tablet:
    """One tablet with its own drawer. `kept` is what the drawer said is kept; it is what must never be lost."""

    def __init__(self, browser: Browser, network: Network, cookie: Any, wrong_ms: int) -> None:
        self.address = network.address
        self.context: BrowserContext = browser.new_context(service_workers="block")
        self.context.set_default_timeout(60_000)
        self.context.add_cookies([cookie])
        self.context.add_init_script(_UNDER % wrong_ms)
        self.context.route("**/static/**", _from_disk)
        self.context.route("**/chaos/**", _from_disk)
        self.context.route("**/bench/*.mjs", _from_disk)
        self.kept: list[dict[str, Any]] = []
        self.failures: list[str] = []
        self.context.expose_binding("kept", lambda _, told: self.kept.append(told))
        self.context.expose_binding("failed", lambda _, told: self.failures.append(told))
        self.crashes = 0
        self.page = self._blank()

    def _blank(self) -> Page:
        page = self.context.new_page()
        page.goto(f"{self.address}/chaos/page")
        return page

    def ask(self, code: str, *given: Any) -> Any:
        return self.page.evaluate(f"async (given) => {{ {_MODULE} return {code}; }}", list(given))

    def begin(self, visit: str, burst: Burst) -> None:
        code = f"(given) => {{ (async () => {{ {_MODULE} tablet.begin(...given); }})(); }}"
        self.page.evaluate(code, [visit, list(burst.acts)])

    def crash(self) -> None:
        """The page's process dies in the middle of what it does; then somebody opens the tablet again."""
        with contextlib.suppress(PlaywrightError):
            self.page.goto("chrome://crash", timeout=5_000)
        self.crashes += 1
        self.page.close()
        self.page = self._blank()
        self.ask("tablet.open(given[0])", PIN)


def play(run: Run, visit: str, tablets: list[Tablet], network: Network, server: Shot) -> None:
    """All bursts with their troubles; afterwards the server is up and the network at peace."""
    network.dice.seed(run.seed)
    network.calm = False
    for burst in run.bursts:
        tablet = tablets[burst.tablet]
        tablet.begin(visit, burst)
        tablet.page.wait_for_timeout(burst.after_ms)
        if "server" in burst.trouble:
            server.kill()
        if "page" in burst.trouble:
            tablet.crash()
        if burst.trouble == "database":
            tablet.page.evaluate("opened.forEach((one) => one.close())")
        tablet.page.wait_for_timeout(burst.down_ms)
        server.start()
    server.wait()
    network.quiet()


def _from_disk(route: Any) -> None:
    path = route.request.url.split("?")[0].split("/", 3)[3]
    if path == "chaos/page":
        route.fulfill(content_type="text/html", body=_BLANK)
        return
    file = Path(__file__).parent / "tablet.mjs" if path.startswith("chaos/") else ROOT / path
    route.fulfill(content_type=_TYPES[file.suffix], body=file.read_bytes())
