"""Making an employer's score from what is on file, and keeping it for ever."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from inspect_app.adapters.data.frameworks import frameworks, score_weights
from inspect_app.adapters.data.odds import quantile
from inspect_app.adapters.system import clock
from inspect_app.domain.risk import Current, Inputs, Score, body, score
from inspect_app.store import jobs as jobs_store
from inspect_app.store.jobs import Job
from inspect_app.store.register import employers as employers_store
from inspect_app.store.risk import scores as scores_store
from inspect_app.store.risk.scores import StoredScore


def collect(tx: Connection, employer_id: str, bands: Mapping[str, str], now: datetime) -> Inputs:
    """The inputs of one employer. `bands`: item -> band of the newest k = 10 snapshot, from the check-in database."""
    employer = employers_store.get(tx, employer_id)
    visits, serious = scores_store.sector(tx, employer.sector)
    return Inputs(
        as_of=clock.day(now, scores_store.zone_name(tx, employer_id)),
        sector=employer.sector,
        sector_visits=visits,
        sector_serious=serious,
        facts=scores_store.facts(tx, employer_id),
        current=_numbered(scores_store.current(tx, employer_id, clock.zone)),
        worker_bands=dict(bands),
        complaints=scores_store.complaints(tx, employer_id),
        headcount=scores_store.headcount(tx, employer_id),
        links=scores_store.linked(tx, employer_id),
    )


def make(
    tx: Connection, employer_id: str, bands: Mapping[str, str], *, now: datetime, new_id: Callable[[], str]
) -> Score:
    """Scores an employer as of today and keeps the row; the same bytes are not kept twice."""
    found = score(collect(tx, employer_id, bands, now), score_weights(), quantile)
    text = body(found)
    scores_store.put(
        tx,
        StoredScore(
            id=new_id(),
            employer_id=employer_id,
            as_of=found.as_of,
            model=found.model,
            weights_hash=found.weights_hash,
            inputs_hash=found.inputs_hash,
            points=found.points,
            low=found.low,
            high=found.high,
            evidence=found.evidence,
            body=text,
            hash=sha256(text.encode()).hexdigest(),
            at=now,
        ),
    )
    return found


def voice_moved(tx: Connection, employer_id: str, bands: Mapping[str, str], *, now: datetime) -> bool:
    """Whether what workers said since the newest score was made changes what that score says of them."""
    before = scores_store.newest(tx, employer_id)
    if before is None:
        return bool(bands)
    found = score(collect(tx, employer_id, bands, now), score_weights(), quantile)
    return _of_workers(json.loads(body(found))) != _of_workers(json.loads(before.body))


def _of_workers(told: Mapping[str, Any]) -> list[Any]:
    return [term for term in told["terms"] if term["name"] == "workers"]


def ask(tx: Connection, employer_id: str, *, now: datetime, new_id: Callable[[], str]) -> None:
    """Asks for a new score, to be made by the jobs process; call it where a visit closes or a fact changes."""
    jobs_store.add(tx, Job(new_id(), "score", {"employer": employer_id}, "waiting", 0, now))


def _numbered(current: Current | None) -> Current | None:
    if current is None:
        return None
    numbers = {one.id: one.n for one in frameworks().ilo}
    states = {numbers[str(code)]: state for code, state in current.states.items() if str(code) in numbers}
    return replace(current, states=states)
