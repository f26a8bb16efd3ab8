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
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, that calls nobody."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield browser
        browser.close()


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
    own = {"INSTANCE": str(folder), "PORT": port, "HOST": "127.0.0.1", "PUBLIC_URL": address}
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
    if not page.evaluate("() => 'axe' in window"):
        # Through the test's own channel: the page's security policy lets no foreign script in.
        page.evaluate(AXE.read_text())
    for size in (TABLET, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{page.url} is {wide} px too wide at {size['width']} px"
            found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
            assert found == [], f"{page.url} ({size['width']} px, {scheme}): " + _said(found)
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


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
