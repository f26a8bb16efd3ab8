"""Gathering what is known of an employer, under every name, for one page."""

import json
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection

from inspect_app.adapters.system import clock
from inspect_app.domain.register.register import Employer, EmployerName, Identifier, Link, Recruiter, Site
from inspect_app.domain.visits import history
from inspect_app.domain.visits.orders import Order
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.checklists.checklists import Version
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.store.register import recruiters as recruiters_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import history as history_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store

# Asks of items by item id, each in both languages.
Asks = dict[str, dict[str, str]]


@dataclass(frozen=True)
class History:
    """Everything the employer page shows. `score` is the newest score with its body read, or None."""

    employer: Employer
    names: list[EmployerName]
    numbers: list[Identifier]
    standing: history.EmployerStanding
    entries: list[history.Entry]
    score: history.Scored | None
    body: dict[str, object]
    orders: list[Order]
    sites: list[Site]
    links: list[tuple[Link, str, str]]
    recruiters: list[Recruiter]
    visits: list[Visit]


def of_employer(tx: Connection, agency: str, employer_id: str, now: datetime, desk: tzinfo) -> History:
    """One agency's history of an employer, whose record all agencies share; Problem "not-found" when there is none.

    `desk`: the zone of who reads it.
    """
    employer = employers_store.get(tx, employer_id)
    own_visits, own_orders = (
        visits_store.of_employer(tx, agency, employer_id),
        orders_store.of_employer(tx, agency, employer_id),
    )
    ids = [visit.id for visit in own_visits]
    own_sites = sites_store.of_employer(tx, employer_id)
    shown, scores = history_store.findings(tx, ids), history_store.scores(tx, agency, employer_id)
    reports, listings = history_store.reports(tx, ids), history_store.listings(tx, employer_id)
    names = {site.id: site.name for site in own_sites}
    newest = scores[0] if scores else None
    zones = _zones(own_sites, own_visits, desk)
    return History(
        employer=employer,
        names=employers_store.names_of(tx, employer_id),
        numbers=employers_store.identifiers_of(tx, employer_id),
        standing=history.stand(own_visits, own_orders, newest, shown, now, zones),
        entries=history.entries(own_visits, own_orders, reports, listings, scores, shown, names, now, zones),
        score=newest,
        body=_read(newest.body) if newest else {},
        orders=own_orders,
        sites=own_sites,
        links=_linked(tx, employer_id),
        recruiters=recruiters_store.of_employer(tx, employer_id),
        visits=own_visits,
    )


def asks(tx: Connection, carried: list[tuple[str, int]]) -> Asks:
    """What each item of some checklist versions asks, in both languages."""
    return _asks(checklists_store.find_all(tx, carried))


def worker_asks(tx: Connection) -> Asks:
    """What the workers' questions ask, from every version of a checklist for workers."""
    versions = checklists_store.listed(tx)
    return _asks([version for version in versions if json.loads(version.frozen_json).get("kind") == "worker"])


def _asks(versions: list[Version]) -> Asks:
    found: Asks = {}
    for version in versions:
        for section in json.loads(version.frozen_json)["sections"]:
            found |= {item["id"]: item["ask"] for item in section["items"]}
    return found


def _zones(own_sites: list[Site], own_visits: list[Visit], desk: tzinfo) -> history.Zones:
    there = {site.id: clock.zone(site.time_zone) for site in own_sites}
    return history.Zones(there, {visit.id: there[visit.site_id] for visit in own_visits}, desk)


def _read(body: str) -> dict[str, object]:
    """A score's body with the days of its reasons as dates."""
    return dict(json.loads(body, object_hook=_with_day))


def _with_day(one: dict[str, object]) -> dict[str, object]:
    return one | {"day": date.fromisoformat(str(one["day"]))} if one.get("day") else one


def _linked(tx: Connection, employer_id: str) -> list[tuple[Link, str, str]]:
    found = [link for link in links_store.of_employer(tx, employer_id) if link.state != "rejected"]
    others = {link.id: link.b_id if link.a_id == employer_id else link.a_id for link in found}
    known = employers_store.many(tx, sorted(set(others.values())))
    return [(link, others[link.id], known[others[link.id]].name) for link in found if others[link.id] in known]
