"""What a worker's telephone must fetch before it can show anything: counted by Chromium on the wire."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.instance import prepare
from bench.load import served

BUDGET_BYTES, BUDGET_REQUESTS = 30_000, 3


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """One line: bytes and requests of the first view of `/c/`, and their share of the budget."""
    _, instance = prepare(folder)
    with served("wsgi:app", instance) as target, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": 360, "height": 640})
        sizes: list[int] = []
        wire = page.context.new_cdp_session(page)

        def fetched(event: dict[str, Any]) -> None:
            sizes.append(int(event["encodedDataLength"]))

        wire.on("Network.loadingFinished", fetched)
        wire.send("Network.enable")
        page.goto(f"http://127.0.0.1:{target.port}/c/", wait_until="networkidle")
        browser.close()
    total = sum(sizes)
    share = total / BUDGET_BYTES
    yield f"bytes={total} requests={len(sizes)} budget={share:.2f} of {BUDGET_BYTES} in {BUDGET_REQUESTS}"
