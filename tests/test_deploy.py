"""What a ministry installs: files that are read, and servers that are really started with them."""

import configparser
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from urllib.parse import urlencode

import pytest
from sqlalchemy.exc import ProgrammingError

from inspect_app.store import Database
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import handsets as handsets_store
from tests.checkin_app.test_worker import POINT as CARDS_POINT
from tests.checkin_app.test_worker import codes, instance
from tests.journeys.browser import ROOT
from tests.store.checkins.test_checkins import POINT, box, card, open_point

__all__ = ["codes", "instance", "open_point"]
DEPLOY = ROOT / "deploy"
PARTS = ("web", "checkin", "jobs", "opener")
HEADERS = (
    "User-Agent",
    "Accept-Language",
    "X-Forwarded-For",
    "DNT",
    "Cookie",
    "Referer",
    "X-Real-IP",
    "From",
    "Origin",
)
CANARIES = {name: f"canary{n}of{name.lower().replace('-', '')}" for n, name in enumerate(HEADERS)}


def unit(part: str) -> dict[str, list[str]]:
    read = configparser.RawConfigParser(strict=False)
    lines = (DEPLOY / "systemd" / f"spotcheck-{part}.service").read_text()
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", lines, re.MULTILINE):
        found.setdefault(name, []).append(value)
    read.read_string(lines)
    assert {"Unit", "Service", "Install"} == set(read.sections())
    return found


def test_every_process_has_a_user_of_its_own_and_sees_no_other_owners_keys() -> None:
    units = {part: unit(part) for part in PARTS}
    assert len({told["User"][0] for told in units.values()}) == len(PARTS)
    for part, told in units.items():
        closed = {path.rsplit("/", 1)[1] for path in told["InaccessiblePaths"]}
        # Peppers alone have two owners.
        shared = {"checkin"} if part == "web" else set()
        assert closed == set(PARTS) - {part} - shared, part
        assert told["LimitCORE"] == ["0"] and told["ProtectSystem"] == ["strict"]
        assert told["NoNewPrivileges"] == ["yes"] and told["MemorySwapMax"] == ["0"]
    for part in ("checkin", "opener"):
        assert units[part]["PrivateNetwork"] == ["yes"] and units[part]["RestrictAddressFamilies"] == ["AF_UNIX"]
    assert units["checkin"]["StandardError"] == ["null"] and units["checkin"]["StandardOutput"] == ["null"]


def test_key_folders_are_their_owners_alone() -> None:
    rows = [
        line.split() for line in (DEPLOY / "systemd" / "spotcheck.conf").read_text().splitlines() if line[:2] == "d "
    ]
    modes = {row[1].rsplit("/", 1)[1]: row[2:] for row in rows}
    for part in ("web", "jobs", "opener"):
        assert modes[part] == ["0700", f"spotcheck-{part}", f"spotcheck-{part}"]
    assert modes["checkin"][0] == "2770"


def test_the_check_ins_cluster_remembers_and_tells_nothing() -> None:
    lines = (DEPLOY / "postgresql" / "check-ins.conf").read_text().splitlines()
    told = dict(line.split(" = ") for line in lines if " = " in line and not line.startswith("#"))
    assert told["archive_mode"] == "off" and told["wal_level"] == "minimal" and told["max_wal_senders"] == "0"
    assert (
        told["wal_recycle"] == "off" and told["track_commit_timestamp"] == "off" and told["log_statement"] == "'none'"
    )
    assert told["log_min_error_statement"] == "panic" and told["listen_addresses"] == "''"


@pytest.mark.parametrize("checkin_db", ["postgresql"], indirect=True)
def test_attack_19_each_role_of_the_cluster_may_do_its_own_work_and_nothing_else(open_point: Database) -> None:
    script = (DEPLOY / "postgresql" / "check-ins.sql").read_text()
    with open_point.writing() as tx:
        made = "do $$ begin {} exception when duplicate_object then null; end $$;"
        script = re.sub(r"^create role .*;$", lambda found: made.format(found.group(0)), script, flags=re.MULTILINE)
        tx.exec_driver_sql(script.replace("%", "%%"))

    def as_role(role: str, work: str) -> object:
        with open_point.writing() as tx:
            tx.exec_driver_sql(f"set local role spotcheck_{role}")
            return tx.exec_driver_sql(work).fetchall()

    def refused(role: str, work: str) -> bool:
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_role(role, work)
        return True

    lent = cards_store.Run("5" * 32, POINT.id, "handset", 2, "live")
    with open_point.writing() as tx:
        tx.exec_driver_sql("set local role spotcheck_web")
        cards_store.add_run(tx, lent, [card(50), card(51)])
    for n in range(2):
        with open_point.writing() as tx:
            tx.exec_driver_sql("set local role spotcheck_checkin")
            cards_store.put(tx, [card(1)], *box(9), slot=3)
            assert cards_store.point_of(tx, [card(1), card(900)]) == POINT.id
            assert lent.id in handsets_store.live(tx, {POINT.time_zone: POINT.opens})
            handsets_store.put(tx, lent.id, [box(10 + n)], slot=3)
            handsets_store.told(tx, lent.id, away=False)
        assert refused("checkin", "update runs set n = 9 returning id")
        assert refused("checkin", "select c from boxes") and refused("checkin", "delete from boxes returning id")
        assert refused("checkin", "select * from snapshots") and refused("web", "select id from boxes")
        assert refused("web", "select c from boxes") and refused("web", "delete from urgent returning id")
        assert refused("checkin", "insert into cards values (null, '', 0) returning h")
        assert as_role("web", "select item from snapshots") == [] == as_role("web", "select item from regional_totals")
        assert refused("web", "delete from regional_totals returning item") and refused(
            "checkin", "select item from regional_totals"
        )
        assert as_role("jobs", "select item from snapshots") == [] and refused("jobs", "select id from boxes")
        assert refused("jobs", "select h from cards") and refused(
            "jobs", "update points set state = 'open' returning id"
        )
        # The nightly copy makes new tables; the roles keep what they had, and no more.
        with open_point.writing() as tx:
            tx.exec_driver_sql("set local role spotcheck_opener")
            boxes_store.rewrite(tx, lambda: 1)
            assert len(boxes_store.of_point(tx, POINT.id)) == 2 + n
        with open_point.writing() as tx:
            tx.exec_driver_sql("set local role spotcheck_opener")
            assert boxes_store.end_log(tx)


@contextmanager
def running(words: list[str], ready: Path, **more: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(words, **more)  # type: ignore[call-overload]
    try:
        for _ in range(300):
            if ready.exists():
                break
            assert process.poll() is None, f"{words[0]} stopped"
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


class OverSocket(HTTPConnection):
    """HTTP to a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("checkin", timeout=20)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.connect(str(self._path))


def ask(at: Path, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = OverSocket(at)
    headers = {**CANARIES, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    told = answer.status, answer.read()
    connection.close()
    return told


def test_attack_11_43_and_44_behind_a_real_nginx_no_header_code_or_answer_is_left_anywhere(
    instance: object, codes: list[str], settings: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("served")
    with instance.checkin_database.writing() as tx:  # type: ignore[attr-defined]
        # The server's clock is the real one; the point was opened in the tests' November.
        tx.exec_driver_sql("update points set closes = '2999-01-01'")
    worker, front, said = place / "worker.socket", place / "front.socket", place / "worker.log"
    home: Path = settings.instance  # type: ignore[attr-defined]
    location = (DEPLOY / "nginx" / "checkin-location.conf").read_text()
    conf = place / "nginx.conf"
    conf.write_text(f"""daemon off; master_process off; pid {place}/pid; error_log {place}/nginx-error.log debug;
events {{}} http {{ access_log {place}/nginx-access.log;
client_body_temp_path {place}/bodies; proxy_temp_path {place}/answers;
fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
upstream spotcheck_checkin {{ server unix:{worker}; }} server {{ listen unix:{front}; {location} }} }}""")
    environ = {
        **os.environ,
        "INSTANCE": str(home),
        "SPOTCHECK_DEMO": "1",
        "CHECKIN_DATABASE_URL": f"sqlite:///{home / 'check-ins.db'}",
    }
    served = [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:checkin",
        "--bind",
        f"unix:{worker}",
        "--threads",
        "4",
        "--log-level",
        "debug",
        "--logger-class",
        "inspect_app.adapters.system.server.QuietLogger",
    ]
    with said.open("wb") as log, running(served, worker, cwd=ROOT, env=environ, stdout=log, stderr=log):
        with running(["nginx", "-c", str(conf), "-p", str(place)], front, stdout=log, stderr=log):
            assert ask(front, "GET", "/c/")[0] == 200 and ask(front, "GET", "/c/in.es")[0] == 200
            assert (
                ask(front, "POST", "/c/", {"code": codes[0], "set": "worker-check-in/1", "papers": "boss_keeps"})[0]
                == 200
            )
            assert ask(front, "POST", "/c/", {"code": codes[1], "tap": "violence"})[0] == 200
            assert ask(front, "POST", f"/c/?{codes[2]}", {"code": codes[2], "box": "not a box"})[0] == 200
            assert ask(front, "POST", "/c/", {"code": codes[3], "box": "x" * 100_000})[0] == 503
        front.unlink(missing_ok=True)
    with running(["nginx", "-c", str(conf), "-p", str(place)], front):
        # The program is down: whoever asks is told to come later, and nothing is written about them.
        assert ask(front, "POST", "/c/", {"code": codes[4], "papers": "boss_keeps"}) == (
            503,
            b"Later. Plus tard. Mas tarde.\n",
        )
    planted = [*CANARIES.values(), *codes, "boss_keeps"]
    files = [path for folder in (place, home) for path in folder.rglob("*") if path.is_file()]
    assert said in files and len(files) > 5
    # The checklists in the staff database name every choice there is; this process never opens that file.
    files = [path for path in files if not path.name.startswith("spotcheck.db")]
    found = {(path.name, word) for path in files for word in planted if word.encode() in path.read_bytes()}
    assert found == set()
    assert list((place / "bodies").rglob("*")) == [] and (place / "nginx-access.log").read_bytes() == b""
    with instance.checkin_database.reading() as tx:  # type: ignore[attr-defined]
        assert [one.pile for one in boxes_store.of_point(tx, CARDS_POINT)] == ["main"]
