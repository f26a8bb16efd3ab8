"""Many runs, one after the other, in one browser and against one house of invented data."""

import random
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from inspect_app.adapters.system import clock
from inspect_app.settings import Settings
from inspect_app.store import connect, migrate
from tests import people, tablet
from tests.chaos.check import Count, check, compare, stored
from tests.chaos.network import Network
from tests.chaos.plan import Run, draw
from tests.chaos.play import PIN, Tablet, play
from tests.chaos.serving import Shot
from tests.journeys import browser as chromium

ROLES = ("inspector", "supervisor")


def many(folder: Path, runs: int, seed: int, *, say: Callable[[str], None]) -> Count:
    """Plays `runs` runs from `seed`; `say` gets a line for each that failed, with the seed to play it alone."""
    whole, dice = Count(), random.Random(seed)
    with people.instance(settings(folder), clock.now()) as spotcheck, sync_playwright() as player:
        server = Shot(spotcheck.settings)
        network = Network(server.port)
        server.wait()
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=chromium.ARGS)
        try:
            stage = Stage(spotcheck, browser, network, server)
            for number in range(runs):
                run = draw(seed if runs == 1 else dice.randrange(2**32))
                told = stage.one(run)
                whole.add(told)
                if not told.sound or told.why:
                    say(f"run {number + 1} failed; play it again with RUNS=1 SEED={run.seed}: {'; '.join(told.why)}")
                if (number + 1) % 50 == 0:
                    say(f"after {number + 1}: {whole.line()}")
        finally:
            browser.close()
            network.stop()
            server.stop()
    return whole


def settings(folder: Path) -> Settings:
    made = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder / 'spotcheck.db'}",
        checkin_database_url=f"sqlite:///{folder / 'check-ins.db'}",
        public_url="http://127.0.0.1:8000",
        host="127.0.0.1",
        port=8000,
        secret_key="a key for tests only",
        demo=True,
    )
    for which, url in (("staff", made.database_url), ("checkin", made.checkin_database_url)):
        database = connect(url, private=which == "checkin")
        migrate.upgrade(database, which)
        database.close()
    return made


class Stage:
    """What all runs share: the house, the browser, the server and two people who are signed in."""

    def __init__(self, spotcheck: people.Instance, browser: Browser, network: Network, server: Shot) -> None:
        self.instance, self.browser, self.network, self.server = spotcheck, browser, network, server
        self.signed_in = {role: self._sign_in(role) for role in ROLES}

    def _sign_in(self, role: str) -> tuple[Any, str]:
        """The session's cookie and its token against forged requests."""
        context = self.browser.new_context()
        page = context.new_page()
        chromium.sign_in(page, self.network.address, f"{role}@fair-work.example", people.PASSWORD)
        shell = page.request.get(f"{self.network.address}/tablet/").text()
        [cookie] = [one for one in context.cookies() if one["name"] == "spotcheck"]
        context.close()
        [token] = re.findall(r'name="csrf-token" content="([^"]+)"', shell)
        return cookie, token

    def one(self, run: Run) -> Count:
        visit, kills = f"{run.seed:032x}", self.server.kills
        tablet.plan(self.instance.database, clock.now() - timedelta(minutes=1), visit_id=visit)
        tablets = [self._tablet(role, wrong) for role, wrong in zip(ROLES, run.clocks, strict=False)]
        try:
            play(run, visit, tablets, self.network, self.server)
            settled = [one.ask("tablet.settle(given[0])", visit) for one in tablets]
            count = check(self.instance, visit, [_told(one) for tablet in tablets for one in tablet.kept], settled)
            told = [one.body for one in stored(self.instance, visit)]
            compare(count, self.instance, visit, tablets[0].ask("tablet.folded(given[0])", told))
            count.why += [line for one in tablets for line in one.failures]
        finally:
            for one in tablets:
                one.context.close()
        count.kills = self.server.kills - kills + sum(one.crashes for one in tablets)
        self._forget(visit)
        return count

    def _tablet(self, role: str, wrong_ms: int) -> Tablet:
        cookie, token = self.signed_in[role]
        made = Tablet(self.browser, self.network, cookie, wrong_ms)
        made.ask("tablet.enrol(...given)", token, people.person(role).id, PIN)
        return made

    def _forget(self, visit: str) -> None:
        """Off the next runs' packs, which would grow with every run."""
        with self.instance.database.writing() as tx:
            tx.exec_driver_sql(f"update visits set state = 'cancelled' where id = '{visit}'")


def _told(kept: dict[str, Any]) -> dict[str, Any]:
    return {"events": [kept["event"]], "notes": kept["notes"], "photos": kept["photos"]}
