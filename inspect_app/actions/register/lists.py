"""Importing a public list of employers into the register."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.lmia import EmployerList, Row
from inspect_app.domain.register.names import Name
from inspect_app.domain.register.places import Precision, read_address
from inspect_app.domain.staff.people import Staff
from inspect_app.store import schema as t
from inspect_app.store.register import employer_search as employer_search_store
from inspect_app.store.register import lists as lists_store

Locate = Callable[[str | None], tuple[float, float] | None]


@dataclass(frozen=True)
class Imported:
    """What one list changed: employers and places added, and lines that told nothing new."""

    employers: int
    places: int
    unchanged: int


@dataclass
class _Known:
    """What the register knows of the names on a list, kept up while its lines are read."""

    by_number: dict[str, str] = field(default_factory=dict)
    by_place: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def learn(self, normal: str, employer_id: str, place: str, place_id: str | None) -> None:
        self.by_number.setdefault(normal, employer_id)
        self.by_place.setdefault((normal, place), employer_id)
        if place and (place_id or (employer_id, place) not in self.places):
            self.places[employer_id, place] = place_id

    def employer(self, name: Name, place: str) -> str | None:
        """The same name at the same place; a numbered company is the same one at every place."""
        return self.by_number.get(name.key) if name.numbered else self.by_place.get((name.key, place))


@dataclass
class _New:
    employers: list[dict[str, object]] = field(default_factory=list)
    names: list[dict[str, object]] = field(default_factory=list)
    places: list[dict[str, object]] = field(default_factory=list)
    listings: list[dict[str, object]] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)
    unchanged: int = 0


def import_list(
    tx: Connection,
    found: EmployerList,
    *,
    file_name: str,
    sha256: str,
    by: Staff | None,
    now: datetime,
    new_id: Callable[[], str],
    locate: Locate,
) -> Imported:
    """Adds the employers and mailing places of one list that the register does not have.

    A list that was imported before changes nothing. Being listed becomes no finding and no input of a score.
    """
    if lists_store.seen(tx, sha256):
        return Imported(0, 0, len(found.rows))
    list_id = new_id()
    new = _sort(tx, found, list_id, now, new_id, locate)
    head = {"id": list_id, "kind": "lmia", "file_name": file_name[-200:], "sha256": sha256, "period": found.period}
    counts = {"rows": len(found.rows), "refused": len(found.refused), "imported_at": now}
    lists_store.add(tx, t.lists, [head | counts])
    lists_store.add(tx, t.employers, new.employers)
    lists_store.put_names(tx, new.names)
    lists_store.add(tx, t.places, new.places)
    lists_store.add(tx, t.listings, new.listings)
    employer_search_store.refresh(tx, new.touched)
    made = Imported(len(new.employers), len(new.places), new.unchanged)
    audit_log_actions.note(tx, act="import-list", by=by, now=now, about=("list", list_id), detail=dict(vars(made)))
    return made


def _sort(
    tx: Connection, found: EmployerList, list_id: str, now: datetime, new_id: Callable[[], str], locate: Locate
) -> _New:
    read = {row.employer: names_rules.read(row.employer) for row in found.rows}
    known = _Known()
    for line in lists_store.known(tx, {name.key for name in read.values()}):
        place = (line.postal or read_address(line.address).key) if line.address or line.postal else ""
        known.learn(line.normal, line.employer_id, place, line.place_id)
    new = _New()
    source = f"LMIA list {found.period or ''} {found.outcome}".replace("  ", " ")
    for row in found.rows:
        name, place = read[row.employer], row.address.key
        employer_id = known.employer(name, place)
        fresh = employer_id is None
        if employer_id is None:
            employer_id = new_id()
            new.employers.append(
                {
                    "id": employer_id,
                    "name": row.employer,
                    "state": "active",
                    "source": "federal LMIA list",
                    "version": 1,
                    "added_at": now,
                }
            )
            new.names.append(_name(employer_id, name.legal, name.key, "listed"))
        if name.trading and (fresh or name.numbered):
            new.names.append(_name(employer_id, name.trading, names_rules.normalise(name.trading), "trade"))
        place_id = known.places.get((employer_id, place))
        if place and place_id is None:
            place_id = new_id()
            new.places.append(_place(place_id, employer_id, row, source, locate))
            fresh = True
        known.learn(name.key, employer_id, place, place_id)
        new.touched.update({employer_id: None} if fresh or name.trading else {})
        new.unchanged += not fresh
        new.listings.append(_listing(list_id, employer_id, place_id, row, found.outcome))
    return new


def _name(employer_id: str, name: str, normal: str, kind: str) -> dict[str, object]:
    return {"employer_id": employer_id, "name": name, "normal": normal, "kind": kind}


def _place(place_id: str, employer_id: str, row: Row, source: str, locate: Locate) -> dict[str, object]:
    address = row.address
    lat, lon = locate(address.postal_code) or (None, None)
    return {
        "id": place_id,
        "employer_id": employer_id,
        "address": address.text,
        "city": (address.city or "")[:120] or None,
        "province": address.province,
        "postal": address.postal_code,
        "lat": lat,
        "lon": lon,
        "precision": (Precision.NONE if lat is None else Precision.POSTAL).value,
        "source": source[:40],
    }


def _listing(list_id: str, employer_id: str, place_id: str | None, row: Row, outcome: str) -> dict[str, object]:
    return {
        "list_id": list_id,
        "employer_id": employer_id,
        "place_id": place_id,
        "line": row.line,
        "stream": row.stream[:40] or None,
        "occupation": row.occupation[:200] or None,
        "assessments": row.assessments,
        "positions": row.positions,
        "outcome": outcome,
    }
