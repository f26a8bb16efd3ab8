"""Slow work: rows are the truth, a dying process forgets nothing, and a job that fails says why."""

from datetime import timedelta

import pytest

from inspect_app import jobs
from inspect_app.adapters.system import clock
from inspect_app.store import jobs as jobs_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.checkins.snapshots import SnapshotLine
from inspect_app.store.jobs import Job
from inspect_app.store.risk import scores as scores_store
from tests import people, points, tablet
from tests.conftest import NOW

pytestmark = pytest.mark.both_engines


def put(instance: people.Instance, kind: str = "score", **more: object) -> Job:
    job = Job("9" * 32, kind, {"employer": "1" * 32}, "waiting", 0, NOW)
    with instance.database.writing() as tx:
        jobs_store.add(tx, Job(**{**vars(job), **more}))
    return job


def run(instance: people.Instance) -> tuple[int, Job]:
    works = jobs.open_context(instance.settings.jobs())
    done = jobs.work(works)
    works.close()
    with instance.database.reading() as tx:
        job = jobs_store.find(tx, "9" * 32)
    assert job is not None
    return done, job


def test_a_waiting_job_is_done_once(instance: people.Instance) -> None:
    tablet.plan(instance.database, NOW)
    put(instance)
    done, job = run(instance)
    assert (done, job.state, job.error) == (1, "done", None)
    assert run(instance)[0] == 0
    with instance.database.reading() as tx:
        kept = scores_store.newest(tx, "1" * 32)
    assert kept is not None and kept.points == 50 and kept.evidence == "none"


def test_a_job_that_a_dying_process_left_is_taken_again(instance: people.Instance) -> None:
    tablet.plan(instance.database, NOW)
    put(instance, state="taken", tries=1, taken_at=clock.now() - timedelta(minutes=11))
    assert run(instance)[1].state == "done"


def test_a_job_another_process_works_on_is_left_alone(instance: people.Instance) -> None:
    put(instance, state="taken", tries=1, taken_at=clock.now() - timedelta(minutes=1))
    assert run(instance)[1].state == "taken"


def test_a_job_that_keeps_failing_rests_with_its_reason(instance: people.Instance) -> None:
    put(instance, args={"employer": "7" * 32})
    for _ in range(jobs_store.MOST_TRIES):
        done, job = run(instance)
        assert (done == 0 and job.error and "not-found" in job.error) or "nothing here" in str(job.error)
    assert job.state == "failed"
    assert run(instance)[1].tries == jobs_store.MOST_TRIES


def test_the_same_score_is_kept_once(instance: people.Instance) -> None:
    tablet.plan(instance.database, NOW)
    put(instance)
    run(instance)
    with instance.database.writing() as tx:
        kept = scores_store.newest(tx, "1" * 32)
        assert kept is not None and scores_store.put(tx, kept) is False


def test_a_night_that_changes_what_workers_say_asks_for_one_new_score(
    instance: people.Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    tablet.plan(instance.database, NOW)
    put(instance)
    run(instance)
    points.issue(instance, "9" * 32, 16, [instance.settings.keys("web")], visit=tablet.VISIT)
    works = jobs.open_context(instance.settings.jobs())
    assert jobs.listen(works) == 0
    with instance.checkin_database.writing() as tx:
        heard = [SnapshotLine("9" * 32, 10, 1, f"item_{n}", "nearly_all", None, None) for n in range(4)]
        snapshots_store.add(tx, heard)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert jobs.listen(works) == 1
    jobs.work(works)
    with instance.database.reading() as tx:
        kept = scores_store.newest(tx, "1" * 32)
    assert kept is not None and kept.points > 50
    assert jobs.listen(works) == 0
    works.close()
