"""A real browser for journeys: Debian's Chromium, a real server, and the look that every page must bear."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TABLET, PHONE = {"width": 820, "height": 1180}, {"width": 360, "height": 640}
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A shared machine can be slow; a wait ends as soon as what it waits for is there.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


# What a reader would lose: words or controls beyond the edge, or cut off by a box that does not scroll.
CUT = """() => {
  const page = document.documentElement, found = [];
  if (page.scrollWidth > window.innerWidth) found.push(`page is ${page.scrollWidth} px wide`);
  const box = (one) => {
    for (let up = one; up && up !== page; up = up.parentElement) {
      const way = getComputedStyle(up).overflowX;
      if ((way === "auto" || way === "scroll") && up.tabIndex >= 0 && up.ariaLabel) return up;
    }
    return null;
  };
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest(".unseen, .visually-hidden, .skip, svg, option, datalist") || !one.checkVisibility()) continue;
    const place = one.getBoundingClientRect();
    const beyond = place.width && (place.right > window.innerWidth + 1 || place.left < -1);
    if (beyond && !box(one)) found.push(one.outerHTML.slice(0, 120));
    // A box of one pixel is for screen readers: the head of a table whose rows have become cards.
    const hides = one.clientWidth > 1 && getComputedStyle(one).overflowX === "hidden";
    if (hides && one.scrollWidth > one.clientWidth + 1) found.push("cut: " + one.outerHTML.slice(0, 120));
  }
  return found.slice(0, 4);
}"""


FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
_running: dict[tuple[str, ...], Browser] = {}


@cache
def driver() -> Playwright:
    """The one driver of browsers in this process: a second one beside it would not start. `stop` ends it."""
    return sync_playwright().start()


def chromium(*more: str) -> Browser:
    """Debian's Chromium, headless, that calls nobody. It goes on from test to test; each opens contexts of its own."""
    if more not in _running or not _running[more].is_connected():
        _running[more] = driver().chromium.launch(executable_path="/usr/bin/chromium", args=[*ARGS, *more])
    return _running[more]


def close_contexts() -> None:
    """Forgets all that a test did in the browsers that go on: pages, cookies, storage, service workers."""
    for browser in _running.values():
        for context in list(browser.contexts):
            context.close()


def stop() -> None:
    """Ends the browsers and their driver."""
    for browser in _running.values():
        browser.close()
    _running.clear()
    if driver.cache_info().currsize:
        driver().stop()
        driver.cache_clear()


@contextmanager
def served(app: Flask, wsgi: Any = None) -> Iterator[str]:
    """Serves an app (or `wsgi`, when both apps are mounted) on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, wsgi or app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@contextmanager
def instance(folder: Path, **environment: str) -> Iterator[str]:
    """The whole product as `make run` starts it, on a free port with its own $INSTANCE; gives its address."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = str(held.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    own = {"INSTANCE": str(folder), "PORT": port, "HOST": "127.0.0.1", "PUBLIC_URL": address, "SPOTCHECK_DEMO": "1"}
    command = [sys.executable, "-m", "inspect_app.cli", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own | environment)
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit], main button:not([type])")
    page.wait_for_url(f"{address}/desk/**")


def look_at(page: Page) -> None:
    """No finding of axe-core and no sideways scrolling, on a tablet and on a phone, light and dark.

    Call it on every page a journey opens. Leaves the page at tablet size and light.
    """
    for size in (TABLET, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{page.url} is {wide} px too wide at {size['width']} px"
            glance_at(page, f"{size['width']} px, {scheme}")
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def glance_at(page: Page, how: str = "as it is") -> None:
    """No finding of axe-core on a page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        # Through the test's own channel: the page's security policy lets no foreign script in.
        page.evaluate(AXE.read_text())
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
    assert found == [], f"{page.url} ({how}): " + _said(found)


def fits(page: Page, *, large: bool = True) -> None:
    """At 320 px (400 % zoom on a desk's screen) and with text at 200 % nothing is cut and nothing scrolls sideways.

    What is wider than the page may scroll in a box of its own, if that box has a name and a keyboard can reach it.
    Without `large` only the narrow page is measured.
    """
    for width, text in ((320, ""), (TABLET["width"], "200%"))[: 1 + large]:
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
        cut = page.evaluate(CUT)
        assert cut == [], f"{page.url} at {width} px, text {text or 'as it is'}: {cut}"
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]


def _said(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}: {one['help']} at {[node['html'][:160] for node in one['nodes'][:4]]}" for one in found
    )


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server stopped while starting"
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")
