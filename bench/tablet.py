"""The inspector's tablet: what comes down in the morning, how fast it opens and saves, what a thin line costs."""

import argparse
import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.instance import prepare
from bench.load import served
from bench.slow_line import SlowLine
from bench.timing import percentile
from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.system import clock, randomness
from inspect_app.cli import Instance, demo_data
from inspect_app.domain import days
from inspect_app.store.staff import staff as staff_store

VISITS, PEOPLE, ITEMS, SLOWER, TAPS, STARTS = 20, 200, 30, 4, 60, 5
PHOTOS, SIDE, BITS, CUT, SEED = 12, 520, 256_000, 0.02, 4
KEYS = ["core-spot-check", "documents-and-pay", "private-interview", "employer-housing"]
PACK_BUDGET = 300_000
PIN = "seven tall maples"
HERE = Path(__file__).parent


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """A line for the pack, for the cold start, for a tap among thousands of answers, and for a visit on a thin line."""
    spotcheck, instance = prepare(folder)
    planned = _plan(spotcheck)
    with served("wsgi:app", instance) as target, sync_playwright() as play:
        line = SlowLine(target.port, cut=CUT, seed=SEED)
        with _tablet(play, folder, f"http://127.0.0.1:{line.port}") as (page, sizes):
            yield _pack(sizes)
            yield _cold_start(page)
            yield _thin_line(page, planned[1], line)
            yield _taps(page, planned[0])
        line.close()


def _plan(spotcheck: Instance) -> list[str]:
    made = []
    with spotcheck.database.writing() as tx:
        people = staff_store.of_agency(tx, demo_data.AGENCY.id)
        officer, inspector = (next(one for one in people if one.role == role) for role in ("officer", "inspector"))
        for number in range(VISITS):
            day = days.add_days(clock.day(clock.now()), number)
            made.append(
                visits_actions.plan(
                    tx,
                    visit_id=randomness.new_id(),
                    site_id=f"{0x51700 + number % 4:032x}",
                    planned_for=day,
                    team=[inspector.id],
                    keys=KEYS,
                    by=officer,
                    now=clock.now(),
                ).id
            )
    return made


@contextmanager
def _tablet(play: Any, folder: Path, address: str) -> Iterator[tuple[Page, list[bytes]]]:
    signs = next(line.split() for line in _sign_ins(folder) if line.startswith("inspector"))
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    context: BrowserContext = browser.new_context(viewport={"width": 820, "height": 1180})
    context.set_default_timeout(120_000)
    context.route("**/bench/*.mjs", _from_disk)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail address").fill(signs[1])
    page.get_by_label("Password").fill(" ".join(signs[2:]))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/**")
    page.goto(f"{address}/tablet/")
    sizes: list[bytes] = []
    page.on("response", lambda answer: sizes.append(answer.body()) if answer.url.endswith("/sync/pack") else None)
    for label in ("Choose a PIN", "The same once more"):
        page.get_by_label(label).fill(PIN)
    page.get_by_role("button", name="Enrol").click()
    page.get_by_role("heading", name="Today").wait_for()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    yield page, sizes
    browser.close()


def _from_disk(route: Any) -> None:
    """Our own modules, beside the application's in the same page."""
    route.fulfill(content_type="text/javascript", body=(HERE / route.request.url.rsplit("/", 1)[1]).read_bytes())


def _sign_ins(folder: Path) -> list[str]:
    return (folder / "instance" / "demo-sign-ins.txt").read_text().splitlines()


def _pack(sizes: list[bytes]) -> str:
    whole = json.loads(sizes[-1])
    packed = len(gzip.compress(sizes[-1], 6))
    return (
        f"pack visits={len(whole['visits'])} bytes={len(sizes[-1])} compressed={packed} budget={packed / 300_000:.2f}"
    )


def _cold_start(page: Page) -> str:
    """From the address to a door that takes the PIN, without signal, at a quarter of the speed."""
    wire = page.context.new_cdp_session(page)
    page.context.set_offline(True)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken = []
    for _ in range(STARTS):
        page.reload()
        page.get_by_label("PIN", exact=True).wait_for()
        taken.append(float(page.evaluate("performance.now()")))
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("heading", name="Today").wait_for()
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return f"cold_start offline slower={SLOWER} p50_ms={percentile(taken, 0.5):.0f} worst_ms={max(taken):.0f}"


def _taps(page: Page, visit: str) -> str:
    """From a tap to the drawer's word that it is on the disk, and the same bytes put into a bare drawer."""
    _call(page, "fill", visit, PEOPLE, ITEMS)
    wire = page.context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    told = _call(page, "taps", visit, TAPS)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    p50, p95 = percentile(told["ours"], 0.5), percentile(told["ours"], 0.95)
    drawn, yard = percentile(told["drawn"], 0.95), percentile(told["bare"], 0.95)
    return (
        f"key_to_saved people={PEOPLE} items={ITEMS} slower={SLOWER} p50_ms={p50:.1f} p95_ms={p95:.1f}"
        f" added_up_p95_ms={drawn:.1f} bare_p95_ms={yard:.1f} ratio={p95 / max(yard, 0.1):.1f}"
    )


def _thin_line(page: Page, visit: str, line: SlowLine) -> str:
    size = int(_call(page, "shoot", visit, PHOTOS, SIDE))
    line.sent, line.bits = 0, BITS
    page.context.set_offline(False)
    seconds = float(_call(page, "send", visit)) / 1000
    line.bits = None
    return (
        f"thin_line photos={PHOTOS} photo_bytes={size} bits={BITS} cut={CUT} cuts={line.cuts} seconds={seconds:.0f}"
        f" sent_bytes={line.sent} sent_per_photo_byte={line.sent / size:.3f}"
    )


def _call(page: Page, name: str, *given: Any) -> Any:
    code = f"async (given) => (await import('/bench/tablet.mjs')).{name}(...given)"
    return page.evaluate(code, list(given))
