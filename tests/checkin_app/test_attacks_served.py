"""Attacks on the whole product as it is really served: both apps on one machine, four processes, every log talking."""

import base64
import os
import re
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox

from inspect_app import opener
from inspect_app.adapters.system import clock, server
from inspect_app.cli import load_checklists
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.settings import Settings
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.instance import Instance, open_instance
from tests import people, tablet
from tests.checkin_app.test_worker import SET
from tests.journeys.browser import ROOT, _wait
from tests.test_deploy import CANARIES

PROCESSES = 4


@dataclass
class Served:
    """The product on a port; `place` holds what it logs and what it puts aside."""

    instance: Instance
    address: str
    place: Path
    jar: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    )

    def ask(self, path: str, form: dict[str, str] | None = None, *, staff: bool = False) -> bytes:
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        asked = urllib.request.Request(self.address + path, data, {} if staff else CANARIES)
        opened = self.jar.open(asked, timeout=60) if staff else urllib.request.urlopen(asked, timeout=60)
        with opened as answer:
            return bytes(answer.read())

    def send(self, path: str, form: dict[str, str], start: str) -> bytes:
        """A form of the desk, with the token of the page it stands on."""
        found = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', self.ask(start, staff=True))
        assert found
        return self.ask(path, {**form, "csrf_token": found.group(1).decode()}, staff=True)

    def box(self, papers: str) -> str:
        with self.instance.checkin_database.reading() as tx:
            key = periods_store.periods(tx)[0].public_key
        plain = checkins_rules.write(CheckIn(SET, "en", "js", {"papers": papers}))
        return base64.b64encode(SealedBox(PublicKey(key)).encrypt(plain)).decode()


@pytest.fixture
def served(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place, instance, now = tmp_path_factory.mktemp("served"), open_instance(settings), clock.now()
    load_checklists.load(instance, load_checklists.SHIPPED, now)
    people.put_people(instance.database, now)
    tablet.plan(instance.database, now)
    opener.tick(instance, now)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    (place / "temporary").mkdir()
    own = {"INSTANCE": str(settings.instance), "PUBLIC_URL": address, "TMPDIR": str(place / "temporary")}
    own["SPOTCHECK_DEMO"] = "1"
    words = [*server.command(host="127.0.0.1", port=port), "--workers", str(PROCESSES), "--log-level", "debug"]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(words, cwd=ROOT, env=os.environ | own, stdout=log, stderr=log)
        try:
            _wait(address, process)
            yield Served(instance, address, place)
        finally:
            process.terminate()
            process.wait(30)
            instance.close()


@pytest.fixture
def codes(served: Served, text_of: Callable[[bytes], list[str]]) -> list[str]:
    """Printed by an inspector through the desk; read off the paper as a worker reads them."""
    served.send("/sign-in", {"email": "inspector@fair-work.example", "password": people.PASSWORD}, "/sign-in")
    start = f"/desk/points/open/{tablet.VISIT}"
    served.send(start, {"headcount": "25_49", "contact": "a clinic"}, start)
    point = point_of(served)
    paper = served.send(f"/desk/points/{point}/cards", {"n": "16"}, f"/desk/points/{point}")
    found = re.findall(r"\b\d{4} \d{4} \d{4} \d{4}\b", " ".join(text_of(paper)))
    assert len(set(found)) == 16
    return [code.replace(" ", "") for code in found]


def point_of(served: Served) -> str:
    with served.instance.checkin_database.reading() as tx:
        [point] = points_store.points(tx)
    return point.id


def piles(served: Served) -> list[str]:
    point = point_of(served)
    with served.instance.checkin_database.reading() as tx:
        return sorted(box.pile for box in boxes_store.of_point(tx, point))


def test_attack_2_one_card_fifty_times_at_once_through_four_processes_is_one_main_box(
    served: Served, codes: list[str]
) -> None:
    forms = [{"code": codes[0], "box": served.box("i_keep")} for _ in range(50)]
    with ThreadPoolExecutor(16) as phones:
        told = set(phones.map(lambda form: served.ask("/c/", form), forms))
    # Sixteen cards were printed: no more boxes than that are kept aside.
    assert piles(served) == ["again"] * 16 + ["main"] and len(told) == 1


def test_attack_10_and_43_after_printing_and_answering_no_number_header_or_answer_is_in_any_file(
    served: Served, codes: list[str]
) -> None:
    for n, code in enumerate(codes[:6]):
        spaced = " ".join(code[at : at + 4] for at in range(0, 16, 4))
        served.ask("/c/", {"code": spaced, "box": served.box("boss_keeps")})
        served.ask("/c/in.es", {"code": codes[n + 6], "set": SET, "lang": "es", "papers": "boss_keeps"})
        served.ask("/c/", {"code": code, "tap": "hurt"})
        served.ask("/c/in.fr", {"code": code, "read": "1"})
    with pytest.raises(urllib.error.HTTPError, match="413"):
        served.ask("/c/", {"code": codes[15], "box": "x" * 100_000})
    opener.tick(served.instance, clock.now())
    # While everything runs, write-ahead files included: a number, its groups, a header of a telephone, an answer.
    folders = (served.place, served.instance.settings.instance)
    files = {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}
    names = {path.name for path in files}
    assert {"log", "spotcheck.db-wal", "check-ins.db", "session.key"} <= names
    assert not any(name.startswith("core") for name in names)
    grouped = [" ".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]
    planted = [*CANARIES.values(), *codes, *grouped]
    assert {(path.name, word) for path, held in files.items() for word in planted if word.encode() in held} == set()
    # The published questions are in the staff database, so the name of a choice is; no other file has one.
    others = {path.name for path, held in files.items() if b"boss_keeps" in held} - {"spotcheck.db", "spotcheck.db-wal"}
    assert others == set() and piles(served).count("main") == 12
