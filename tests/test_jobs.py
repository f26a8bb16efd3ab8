"""Slow work: rows are the truth, a dying process forgets nothing, and a job that fails says why."""

from datetime import timedelta

import pytest

from inspect_app import jobs
from inspect_app.adapters import clock
from inspect_app.store import checkins, scores
from inspect_app.store import jobs as store
from inspect_app.store.checkins import Shown
from inspect_app.store.jobs import Job
from tests import people, points, tablet
from tests.conftest import NOW

pytestmark = pytest.mark.both_engines


def put(house: people.House, kind: str = "score", **more: object) -> Job:
    job = Job("9" * 32, kind, {"employer": "1" * 32}, "waiting", 0, NOW)
    with house.database.begin() as tx:
        store.add(tx, Job(**{**vars(job), **more}))
    return job


def run(house: people.House) -> tuple[int, Job]:
    works = jobs.open_works(house.settings)
    done = jobs.work(works)
    works.close()
    with house.database.look() as tx:
        job = store.find(tx, "9" * 32)
    assert job is not None
    return done, job


def test_a_waiting_job_is_done_once(house: people.House) -> None:
    tablet.plan(house.database, NOW)
    put(house)
    done, job = run(house)
    assert (done, job.state, job.error) == (1, "done", None)
    assert run(house)[0] == 0
    with house.database.look() as tx:
        kept = scores.newest(tx, "1" * 32)
    assert kept is not None and kept.points == 50 and kept.evidence == "none"


def test_a_job_that_a_dying_process_left_is_taken_again(house: people.House) -> None:
    tablet.plan(house.database, NOW)
    put(house, state="taken", tries=1, taken_at=clock.now() - timedelta(minutes=11))
    assert run(house)[1].state == "done"


def test_a_job_another_process_works_on_is_left_alone(house: people.House) -> None:
    put(house, state="taken", tries=1, taken_at=clock.now() - timedelta(minutes=1))
    assert run(house)[1].state == "taken"


def test_a_job_that_keeps_failing_rests_with_its_reason(house: people.House) -> None:
    put(house, args={"employer": "7" * 32})
    for _ in range(store.MOST_TRIES):
        done, job = run(house)
        assert (done == 0 and job.error and "not-found" in job.error) or "nothing here" in str(job.error)
    assert job.state == "failed"
    assert run(house)[1].tries == store.MOST_TRIES


def test_the_same_score_is_kept_once(house: people.House) -> None:
    tablet.plan(house.database, NOW)
    put(house)
    run(house)
    with house.database.begin() as tx:
        kept = scores.newest(tx, "1" * 32)
        assert kept is not None and scores.put(tx, kept) is False


def test_a_night_that_changes_what_workers_say_asks_for_one_new_score(
    house: people.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    tablet.plan(house.database, NOW)
    put(house)
    run(house)
    points.issue(house, "9" * 32, 16, [house.settings.keys("web")], visit=tablet.VISIT)
    works = jobs.open_works(house.settings)
    assert jobs.listen(works) == 0
    with house.checkin_database.begin() as tx:
        heard = [Shown("9" * 32, 10, 1, f"item_{n}", "nearly_all", None, None) for n in range(4)]
        checkins.add_snapshot(tx, heard)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert jobs.listen(works) == 1
    jobs.work(works)
    with house.database.look() as tx:
        kept = scores.newest(tx, "1" * 32)
    assert kept is not None and kept.points > 50
    assert jobs.listen(works) == 0
    works.close()
