"""The one process that does slow work: `python -m inspect_app.jobs [--once]`.

It alone holds the report certificate. Jobs are rows, written in the transaction of their cause and asked for every two
seconds. One that a dying process left behind is taken again after ten minutes; one that fails five times rests with its
reason.
"""

import argparse
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from inspect_app import store
from inspect_app.actions.reports import printing as printing_actions
from inspect_app.actions.reports.printing import ReportPrinter
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.adapters.crypto import signing
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.paper.page import Pages
from inspect_app.adapters.system import clock, failure_log, randomness
from inspect_app.domain import days
from inspect_app.settings import JobsSettings, SettingsMistakes, environment
from inspect_app.store import Database
from inspect_app.store import form_keys as form_keys_store
from inspect_app.store import jobs as jobs_store
from inspect_app.store.instance import Unreachable, open_database
from inspect_app.store.jobs import Job
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import history as history_store
from inspect_app.store.visits import visits as visits_store

ROOT = Path(__file__).resolve().parents[1]
STALE = timedelta(minutes=10)
EVERY = 2.0
LISTEN_EVERY = 900.0
# A point is open for a month after its visit; its last count is a night later.
VOICE_DAYS = 40
WITHOUT_SPACE = 10.0


@dataclass(frozen=True)
class JobContext:
    """What the jobs process holds open."""

    database: Database
    checkins: Database
    press: ReportPrinter
    # Jobs that met a full disk: handed back as soon as that can be written.
    held: list[str] = field(default_factory=list)

    def close(self) -> None:
        self.database.close()
        self.checkins.close()


def open_context(settings: JobsSettings) -> JobContext:
    """Opens the databases and the press with its certificate; Unreachable when one is not at the newest schema."""
    database = open_database(settings.database_url, "staff")
    checkins = open_database(settings.checkin_database_url, "checkin")
    press = ReportPrinter(
        pages=Pages(ROOT / "templates"),
        static=ROOT / "static",
        evidence=Evidence(settings.evidence),
        certificate=signing.certificate(settings.keys("jobs"), clock.now()),
        public_url=settings.public_url,
    )
    return JobContext(database, checkins, press)


def work(works: JobContext) -> int:
    """Does every job that is due; returns how many went well."""
    if works.held:
        with works.database.writing() as tx:
            jobs_store.hand_back(tx, works.held)
        works.held.clear()
    with works.database.reading() as tx:
        due = jobs_store.due(tx, clock.now() - STALE)
    return sum(_one(works, job) for job in due)


def _one(works: JobContext, job: Job) -> bool:
    with works.database.writing() as tx:
        if not jobs_store.take(tx, job, clock.now()):
            return False
    try:
        KINDS[job.kind](works, job)
    except Exception as error:
        if store.is_full(error):
            works.held.append(job.id)
            raise
        # Whatever went wrong, the row must say so and the next job must have its turn.
        number = failure_log.report(error, "jobs")
        with works.database.writing() as tx:
            jobs_store.failed(tx, job, f"{failure_log.kind(error)}, failure {number}")
        return False
    with works.database.writing() as tx:
        jobs_store.done(tx, job.id, clock.now())
    return True


def _report(works: JobContext, job: Job) -> None:
    with works.database.reading() as tx:
        report = reports_store.get(tx, job.args["report"])
    if report.state == "issued":
        return
    data = printing_actions.print_report(report, works.press)
    digest, path = printing_actions.keep(data, works.press)
    with works.database.writing() as tx:
        printing_actions.finish(tx, report.id, digest, path, len(data))


def _score(works: JobContext, job: Job) -> None:
    employer = job.args["employer"]
    bands = _bands(works, employer)
    with works.database.writing() as tx:
        scores_actions.make(tx, employer, bands, now=clock.now(), new_id=randomness.new_id)


def listen(works: JobContext) -> int:
    """Asks for a score wherever a night's count has changed what workers say; returns how many were asked for.

    The opener, which counts, holds no right in the staff database; what it published is read here.
    """
    now, asked = clock.now(), 0
    with works.checkins.reading() as tx:
        heard = history_store.heard(tx, days.add_days(clock.day(now), -VOICE_DAYS))
    with works.database.reading() as tx:
        employers = {visit.employer_id for visit in (visits_store.find(tx, one) for one in heard) if visit is not None}
    for employer in sorted(employers):
        bands = _bands(works, employer)
        with works.database.reading() as tx:
            moved = scores_actions.voice_moved(tx, employer, bands, now=now)
        if moved:
            asked += 1
            with works.database.writing() as tx:
                scores_actions.ask(tx, employer, now=now, new_id=randomness.new_id)
    return asked


def _bands(works: JobContext, employer: str) -> dict[str, str]:
    with works.database.reading() as tx:
        ids = visits_store.ids_everywhere(tx, employer)
    with works.checkins.reading() as tx:
        return history_store.voice(tx, ids)


KINDS: dict[str, Callable[[JobContext, Job], None]] = {"report": _report, "score": _score}


def tidy(works: JobContext) -> None:
    """Deletes sessions that have ended, and what forms led to before yesterday."""
    now = clock.now()
    with works.database.writing() as tx:
        staff_store.drop_ended_sessions(tx, now)
        form_keys_store.drop_before(tx, clock.day(now) - timedelta(days=1))


def _work_or_wait(works: JobContext, stop: threading.Event, *, listens: bool) -> None:
    # A process that ended here would take the web server with it, just when people need to be told.
    try:
        if listens:
            listen(works)
            tidy(works)
        work(works)
    except Exception as error:
        if not store.is_full(error):
            raise
        print("jobs: the disk is full. Nothing was lost; make space, and the work goes on.", file=sys.stderr)
        stop.wait(WITHOUT_SPACE)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m inspect_app.jobs", description="Does slow work: reports, scores.")
    parser.add_argument("--once", action="store_true", help="do what is due and leave")
    args = parser.parse_args(argv)
    try:
        works = open_context(environment.jobs())
    except (Unreachable, SettingsMistakes) as refused:
        print(f"jobs: {refused}", file=sys.stderr)
        return 1
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    try:
        listen(works)
        tidy(works)
        work(works)
        since_voice_check = 0.0
        while not args.once and not stop.wait(EVERY):
            since_voice_check += EVERY
            _work_or_wait(works, stop, listens=since_voice_check >= LISTEN_EVERY)
            if since_voice_check >= LISTEN_EVERY:
                since_voice_check = 0.0
    finally:
        works.close()
    return 0


if __name__ == "__main__":
    sys.exit(failure_log.run("jobs", main))
