"""Whatever breaks in whichever process: nothing that a person typed is in its log, and the page has its number."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from inspect_app import checkin_app, jobs, opener, web
from inspect_app.adapters.crypto import sealing
from inspect_app.adapters.system import failure_log
from inspect_app.cli import load_checklists
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.settings import Settings
from inspect_app.store import Database, instance
from inspect_app.store import jobs as jobs_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.jobs import Job
from tests import points, tablet
from tests.browser_client import Browser
from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[1]
CANARY = "Zyzzogeton"
NUMBER = re.compile(r"[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}")
LISTED = (
    "Province/Territory,Program Stream,Employer ,Address ,Occupation ,Incorporate Status,"
    "Approved LMIAs,Approved Positions\n"
    f'Ontario,   Low Wage,{CANARY} Farms Inc.,"Leamington, ON N8H 0A1",8431-Farm workers,Unknown,1,12\n'
)


def damage(database: Database, table: str) -> None:
    """From here on every statement about the table fails, as after a migration that went wrong."""
    with database.writing() as tx:
        tx.execute(text(f"alter table {table} rename to {table}_gone"))


def numbers(said: str) -> set[str]:
    return set(NUMBER.findall(said))


def test_web_writes_no_typed_word_and_the_page_has_the_number_of_the_log(
    both_engines: Settings, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    app = web.create_app(both_engines.web())
    app.config["CLOCK"] = lambda: NOW
    browser = Browser(app, "officer")
    damage(app.config["DATABASE"], "employer_names")
    typed = {"name": f"{CANARY} Farms", "trading": f"{CANARY} Fruit", "region": CANARY}
    answer = browser.post("/desk/employers/add", typed, start="/desk/employers/add", status=500)
    logged, shown = "".join(capfd.readouterr()), answer.get_data(as_text=True)
    assert numbers(shown) and numbers(shown) == numbers(logged) and CANARY not in logged + shown
    assert "Error" in logged and "actions/register/register.py" in logged and "employer_names" not in logged
    assert "What was saved before is safe" in shown and CANARY not in caplog.text
    for database in ("DATABASE", "CHECKIN_DATABASE"):
        app.config[database].close()


def test_a_failure_page_asks_no_database(both_engines: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    app = web.create_app(both_engines.web())
    app.config["CLOCK"] = lambda: NOW
    officer = Browser(app, "officer")
    officer.post("/language", {"language": "fr", "back": "/"}, start="/desk/", status=302)
    damage(app.config["CHECKIN_DATABASE"], "urgent")
    damage(app.config["CHECKIN_DATABASE"], "duty")
    shown = officer.get("/desk/", status=500)
    assert numbers(shown) == numbers(capfd.readouterr().err) and "donnez ce numéro" in shown
    for database in ("DATABASE", "CHECKIN_DATABASE"):
        app.config[database].close()


def test_the_workers_page_writes_neither_card_nor_box_and_shows_the_number(
    both_engines: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    with_cards = instance.open_instance(both_engines)
    opener.tick(with_cards, NOW)
    code = points.issue(with_cards, "9" * 32, 16, [both_engines.keys("checkin")])[0]
    app = checkin_app.create_app(both_engines.checkin())
    app.config["CLOCK"] = lambda: NOW
    damage(with_cards.checkin_database, "boxes")
    form = {"code": code, "set": "worker-check-in/1", "lang": "en", "papers": "boss_keeps", "note": CANARY}
    answer = app.test_client().post("/in.en", data=form)
    logged, shown = "".join(capfd.readouterr()), answer.get_data(as_text=True)
    assert answer.status_code == 503 and numbers(shown) == numbers(logged) and len(numbers(shown)) == 1
    for word in (code, "boss_keeps", CANARY, "/in.en", "127.0.0.1"):
        assert word not in logged and word not in shown
    with_cards.close()
    app.config["DATABASE"].close()


def test_a_job_keeps_the_kind_of_its_failure_and_the_number_and_no_word(
    both_engines: Settings, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(works: jobs.JobContext, _job: Job) -> None:
        with works.database.writing() as tx:
            tx.execute(text("insert into employer_names (id, name) values (:id, :name)"), {"id": "1", "name": CANARY})

    works = jobs.open_context(both_engines.jobs())
    tablet.plan(works.database, NOW)
    monkeypatch.setitem(jobs.KINDS, "score", spoil)
    with works.database.writing() as tx:
        jobs_store.add(tx, Job("9" * 32, "score", {"employer": "1" * 32}, "waiting", 0, NOW))
    damage(works.database, "employer_names")
    assert jobs.work(works) == 0
    with works.database.reading() as tx:
        job = jobs_store.find(tx, "9" * 32)
    logged = "".join(capfd.readouterr())
    assert job is not None and job.error and numbers(job.error) == numbers(logged) and len(numbers(logged)) == 1
    assert CANARY not in logged and CANARY not in job.error and "insert" not in job.error + logged
    works.close()


def ran(both_engines: Settings, *words: str) -> "subprocess.CompletedProcess[str]":
    own = {
        "INSTANCE": str(both_engines.instance),
        "DATABASE_URL": both_engines.database_url,
        "CHECKIN_DATABASE_URL": both_engines.checkin_database_url,
    }
    line = [sys.executable, "-m", *words]
    return subprocess.run(line, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, timeout=120)


def test_the_opener_ends_in_words_without_a_box_or_a_fingerprint(both_engines: Settings) -> None:
    counted = instance.open_instance(both_engines)
    load_checklists.load(counted, load_checklists.SHIPPED, NOW)
    opener.tick(counted, NOW)
    points.issue(counted, "9" * 32, 16, [both_engines.keys("checkin")])
    with counted.checkin_database.reading() as tx:
        key = periods_store.periods(tx)[0].public_key
    box = sealing.seal(checkins_rules.write(CheckIn("worker-check-in/1", "en", "js", {"papers": "i_keep"})), key)
    with counted.checkin_database.writing() as tx:
        cards_store.put(tx, [], b"f" * 16, box, slot=0)
        tx.execute(text("update points set contact = :said"), {"said": CANARY})
    damage(counted.checkin_database, "cards")
    ended = ran(both_engines, "inspect_app.opener", "--once")
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1 and len(numbers(said)) == 1 and "opener: something went wrong" in said
    assert CANARY not in said and "select" not in said.lower() and box.hex()[:40] not in said
    counted.close()


def test_a_command_ends_in_words_without_what_its_file_holds(both_engines: Settings, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(LISTED)
    prepared = instance.open_instance(both_engines)
    damage(prepared.database, "employer_names")
    prepared.close()
    ended = ran(both_engines, "inspect_app.cli", "import-lmia", str(listed))
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1 and len(numbers(said)) == 1 and "cli: something went wrong" in said
    assert CANARY not in said and "insert" not in said.lower()


SPOILED = f"""
import logging, threading, warnings
from inspect_app.adapters.system import failure_log
failure_log.start("trial")
class Spoiled:
    def __del__(self):
        raise ValueError("{CANARY}")
def die():
    raise KeyError("{CANARY}")
warnings.warn("{CANARY}")
logging.getLogger("borrowed.library").error("could not read %s", "{CANARY}", exc_info=ValueError("{CANARY}"))
logging.getLogger("spotcheck.trial").error("%d", "{CANARY}")
thread = threading.Thread(target=die); thread.start(); thread.join()
Spoiled()
raise RuntimeError("{CANARY}") from OSError(28, "{CANARY}", "{CANARY}")
"""


def test_no_thread_warning_library_or_last_error_of_a_process_quotes_a_value(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", SPOILED], cwd=ROOT, capture_output=True, text=True, timeout=60)
    said = ended.stdout + ended.stderr
    assert CANARY not in said and ended.returncode == 1
    for told in ("UserWarning at", "borrowed.library at", "KeyError", "ValueError", "caused by OSError ENOSPC"):
        assert told in said
    assert len(numbers(said)) == 3


def test_every_engine_hides_its_parameters() -> None:
    makers = [path for path in (ROOT / "inspect_app").rglob("*.py") if "create_engine(" in path.read_text()]
    assert makers == [ROOT / "inspect_app" / "store" / "__init__.py"]
    source = makers[0].read_text()
    assert source.count("create_engine(") == source.count("hide_parameters=True") == 2


def test_a_library_that_logs_to_flask_is_as_quiet(both_engines: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    app = web.create_app(both_engines.web())
    app.logger.error("could not save %s", CANARY, exc_info=ValueError(CANARY))
    said = capfd.readouterr().err
    assert CANARY not in said and "ValueError" in said and not failure_log.is_ours(logging.makeLogRecord({"name": "x"}))
    for database in ("DATABASE", "CHECKIN_DATABASE"):
        app.config[database].close()
