"""Play the main job through the real doors: plan, tablet, check-ins, findings, score, report. Writes three PDFs."""

import argparse
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

from inspect_app import cli
from inspect_app.adapters.system import clock, server
from inspect_app.cli.demonstration import demo_play, demo_workers
from inspect_app.settings import Settings, environment
from inspect_app.store.instance import migrate_all

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 12
PDFS = ("report.pdf", "notice.pdf", "cards.pdf")
KEYS = ("core-spot-check", "private-interview", "documents-and-pay", "employer-housing")


class Desk:
    """Someone at a browser, without the browser: cookies, forms with their tokens, files."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._jar = CookieJar()
        self._door = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self._jar)

    def get(self, path: str) -> bytes:
        with self._door.open(self.address + path, timeout=60) as answer:
            return bytes(answer.read())

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).decode())
        if found is None:
            raise RuntimeError(f"{path} has no form")
        return found.group(1)

    def post(self, path: str, start: str, **values: object) -> tuple[str, bytes]:
        """Sends a form found on the page `start`; returns (the address it led to, the body)."""
        body = urlencode({**values, "csrf_token": self.token(start)}, doseq=True).encode()
        with self._door.open(urllib.request.Request(self.address + path, body), timeout=120) as answer:
            return answer.geturl().removeprefix(self.address), bytes(answer.read())


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments; INSTANCE says where."""


def run(_args: argparse.Namespace) -> int:
    chosen = environment.from_env()
    if not chosen.demo:
        print("Nothing was played: a demonstration must be asked for, with SPOTCHECK_DEMO=1 or by `make demo`.")
        return 1
    migrate_all(chosen)
    for command in ("load-checklists", "demo-data"):
        cli.main([command])
    folder = chosen.instance / "demo"
    folder.mkdir(exist_ok=True)
    with serving(chosen) as address:
        told = play(address, chosen, folder)
    print("\n".join(told))
    return 0


def play(address: str, chosen: Settings, folder: Path) -> list[str]:
    """The whole job; returns the summary's lines. Every step goes through HTTP or the process that owns it."""
    people = _people(chosen.instance / "demo-sign-ins.txt")
    officer, inspector, supervisor = (
        _sign_in(address, *people[role]) for role in ("officer", "inspector", "supervisor")
    )
    site = _id(officer.get("/desk/visits/choose-site?q=Greenhouse"), r"/desk/visits/plan/([0-9a-f]{32})")
    plan = f"/desk/visits/plan/{site}"
    lead = _id(officer.get(plan), r'<option value="([0-9a-f]{32})">Ines Calloway')
    where, _ = officer.post(
        plan, plan, planned_for=clock.day(clock.now()), lead=lead, keys=KEYS, purpose="Invented: a worker centre asked."
    )
    visit = _id(where.encode(), r"/desk/visits/([0-9a-f]{32})")
    opening = f"/desk/points/open/{visit}"
    where, _ = inspector.post(opening, opening, headcount="100_249", contact="Invented Legal Clinic, 555-0100")
    point = where.split("?")[0]
    _, cards = inspector.post(f"{point}/cards", point, n=16)
    (folder / "cards.pdf").write_bytes(cards)
    tablet = demo_play.visit(address, inspector, visit, point.rsplit("/", 1)[-1])
    _process("inspect_app.opener", chosen)
    codes = demo_workers.codes(folder / "cards.pdf")
    demo_workers.check_in(address, codes[:WORKERS])
    _process("inspect_app.opener", chosen)
    for kind, name in (("inspection", "report.pdf"), ("notice", "notice.pdf")):
        (folder / name).write_bytes(_report(supervisor, inspector, chosen, visit, kind))
    return [
        f"visit {visit[:8]} planned, carried out and closed; receipt {tablet}",
        f"{len(codes)} cards printed, {WORKERS} workers checked in; bands only, from ten answers on",
        *(f"wrote {folder / name} ({(folder / name).stat().st_size // 1024} KB)" for name in PDFS),
    ]


def _report(supervisor: Desk, inspector: Desk, chosen: Settings, visit: str, kind: str) -> bytes:
    where, _ = inspector.post(
        "/desk/reports", f"/desk/reports?visit={visit}", visit=visit, kind=kind, language="en", reason=""
    )
    page = where.split("?")[0]
    inspector.post(f"{page}/submit", page)
    supervisor.post(f"{page}/issue", page)
    _process("inspect_app.jobs", chosen)
    return supervisor.get(f"{page}/file")


def _sign_in(address: str, email: str, phrase: str) -> Desk:
    desk = Desk(address)
    desk.post("/sign-in", "/sign-in", email=email, password=phrase)
    # The summary is read in one language; a French speaker's pages work just the same.
    desk.post("/language", "/desk/", language="en", back="/desk/")
    return desk


def _people(path: Path) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in path.read_text().splitlines():
        role, email, *phrase = line.split()
        found.setdefault(role, (email, " ".join(phrase)))
    return found


def _id(page: bytes, pattern: str) -> str:
    found = re.search(pattern, page.decode())
    if found is None:
        raise RuntimeError(f"the page does not show {pattern}")
    return found.group(1)


def _process(module: str, chosen: Settings) -> None:
    """Runs the process that owns these keys, once."""
    subprocess.run([sys.executable, "-m", module, "--once"], cwd=ROOT, env=_environment(chosen), check=True)


def _environment(chosen: Settings) -> dict[str, str]:
    return {**os.environ, "INSTANCE": str(chosen.instance)}


@contextmanager
def serving(chosen: Settings) -> Iterator[str]:
    """Serves web and worker on a free port while the job is played, and stops them after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    env = {**_environment(chosen), "PUBLIC_URL": os.environ.get("PUBLIC_URL") or address}
    child = subprocess.Popen(server.command(host="127.0.0.1", port=port), cwd=ROOT, env=env)
    try:
        _wait(address)
        yield address
    finally:
        child.terminate()
        child.wait(20)


def _wait(address: str) -> None:
    until = clock.now() + timedelta(seconds=60)
    while clock.now() < until:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within a minute; its reason stands above")
