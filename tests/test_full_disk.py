"""A disk that is really full, under the whole product: every answer is a sentence, nothing is half-written, and all
goes on when there is space again. Mounting a small disk needs root: as anyone else these tests fail and say so."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

from inspect_app import cli
from inspect_app.adapters.system import clock
from inspect_app.cli import demo
from inspect_app.cli.demonstration import demo_play, demo_workers
from inspect_app.cli.demonstration.tablet_client import Refused
from inspect_app.settings import environment
from inspect_app.store import Database
from tests.journeys import browser

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder], capture_output=True, text=True)
    assert made.returncode == 0, f"a small disk could not be mounted; this test needs root: {made.stderr}"
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Takes every byte that is left on the disk, and gives them back."""
    with (disk / "ballast").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    yield
    (disk / "ballast").unlink()


def refused(call: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(HTTPError) as told:
        call()
    return told.value.code, told.value.read().decode()


def test_on_a_full_disk_everyone_is_told_nothing_is_half_written_and_all_goes_on_after(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(disk))
    monkeypatch.setenv("SPOTCHECK_DEMO", "1")
    with browser.instance(disk) as address:
        chosen = environment.from_env(dict(os.environ))
        people = demo._people(disk / "demo-sign-ins.txt")
        officer, inspector, supervisor = (
            demo._sign_in(address, *people[role]) for role in ("officer", "inspector", "supervisor")
        )
        visit = plan(officer)
        point, codes = cards(inspector, visit, tmp_path)
        demo._process("inspect_app.opener", chosen)
        with full(disk):
            status, page = refused(lambda: plan(officer))
            assert status == 507 and "The server&#39;s disk is full." in page
            status, page = refused(lambda: demo_workers.check_in(address, codes[:1]))
            assert status == 503 and "Your card is still good" in page
            with pytest.raises(Refused, match="507"):
                demo_play.visit(address, inspector, visit, point)
            assert officer.get("/desk/")
        demo_workers.check_in(address, codes[:1])
        assert demo_play.visit(address, inspector, visit, point)
        report = drafted(inspector, visit)
        with full(disk):
            told = issued(supervisor, report)
            time.sleep(4)  # the jobs process meets the full disk, if the database still had room for its row
            assert officer.get("/desk/")
        # What was told is what was stored: an act that was refused can be done, one that was not is not done twice.
        assert told or issued(supervisor, report)
        assert arrives(lambda: supervisor.get(f"{report}/file")).startswith(b"%PDF")
    assert cli.main(["verify-journal"]) == 0
    instance = cli.open_instance()
    assert whole(instance.database) and whole(instance.checkin_database)


def plan(officer: demo.Desk) -> str:
    site = demo._id(officer.get("/desk/visits/choose-site?q=Greenhouse"), r"/desk/visits/plan/([0-9a-f]{32})")
    page = f"/desk/visits/plan/{site}"
    lead = demo._id(officer.get(page), r'<option value="([0-9a-f]{32})">Ines Calloway')
    day = clock.now().date()
    where, _ = officer.post(page, page, planned_for=day, lead=lead, keys=demo.KEYS, purpose="A trial")
    return demo._id(where.encode(), r"/desk/visits/([0-9a-f]{32})")


def cards(inspector: demo.Desk, visit: str, folder: Path) -> tuple[str, list[str]]:
    opening = f"/desk/points/open/{visit}"
    where, _ = inspector.post(opening, opening, headcount="100_249", contact="Invented Clinic")
    point = where.split("?")[0]
    _, printed = inspector.post(f"{point}/cards", point, n=16)
    (folder / "cards.pdf").write_bytes(printed)
    return point.rsplit("/", 1)[-1], demo_workers.codes(folder / "cards.pdf")


def drafted(inspector: demo.Desk, visit: str) -> str:
    said = {"visit": visit, "kind": "notice", "language": "en", "reason": ""}
    where, _ = inspector.post("/desk/reports", f"/desk/reports?visit={visit}", **said)
    page = where.split("?")[0]
    inspector.post(f"{page}/submit", page)
    return page


def issued(supervisor: demo.Desk, report: str) -> bool:
    try:
        supervisor.post(f"{report}/issue", report)
    except HTTPError as told:
        assert told.code == 507
        return False
    return True


def arrives(call: Callable[[], bytes]) -> bytes:
    for _ in range(120):
        try:
            return call()
        except HTTPError as waiting:
            assert waiting.code in (404, 409)
            time.sleep(0.5)
    raise AssertionError("the report was not printed within a minute after there was space")


def whole(database: Database) -> bool:
    with database.reading() as tx:
        told = tx.exec_driver_sql("pragma integrity_check").scalar()
    return bool(re.fullmatch("ok", str(told)))
