"""Keeping the register: adding, editing, confirming a gate, linking. A change made on an old version is kept, never
laid over someone else's."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import cast

from sqlalchemy import Connection

from inspect_app.actions.register import corrections as corrections_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain import days
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import matching, places
from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.register import (
    EMPLOYER_FIELDS,
    SITE_FIELDS,
    Edit,
    Employer,
    EmployerName,
    Link,
    Recruiter,
    Site,
)
from inspect_app.domain.staff.people import Staff
from inspect_app.store.register import edits as edits_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.store.register import recruiters as recruiters_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store

Ids = Callable[[], str]
Locate = Callable[[str | None], tuple[float, float] | None]


def add_employer(
    tx: Connection,
    *,
    name: str,
    sector: str | None = None,
    size_band: str | None = None,
    region: str | None = None,
    trading: str | None = None,
    source: str = "added by staff",
    by: Staff | None,
    now: datetime,
    new_id: Ids,
) -> Employer:
    """Adds an employer by hand, findable under its legal and its trading name."""
    read = names_rules.read(name)
    if not read.key:
        raise Problem("wrong-input", why="An employer needs a name with letters or digits.")
    made = Employer(
        new_id(),
        " ".join(name.split()),
        sector or None,
        size_band or None,
        region or None,
        "active",
        source,
        1,
        now,
        trading=" ".join((trading or read.trading or "").split()) or None,
    )
    known = [EmployerName(made.id, made.name, read.key, "legal")]
    if made.trading and made.trading != made.name:
        known.append(EmployerName(made.id, made.trading, names_rules.normalise(made.trading), "trade"))
    employers_store.add(tx, made, known)
    audit_log_actions.note(tx, act="add-employer", by=by, now=now, about=("employer", made.id))
    return made


def add_site(
    tx: Connection,
    *,
    employer_id: str,
    values: Mapping[str, object],
    by: Staff | None,
    now: datetime,
    new_id: Ids,
    locate: Locate,
) -> Site:
    """Adds a site. Its postal code may give a rough place; it stays "to locate" until a person confirms the gate."""
    employers_store.get(tx, employer_id)
    asked = {name: values.get(name) for name in SITE_FIELDS}
    if asked["kind"] not in ("work", "housing") or not asked["name"]:
        raise Problem("wrong-input", why="A site needs a name and to be a place of work or of housing.")
    asked |= {name: asked[name] or "" for name in ("address", "city")}
    asked |= {"dwelling": bool(asked["dwelling"]), **_postal(asked["postal"], locate)}
    asked["time_zone"] = _zone(
        asked["time_zone"] or days.zone_of_place(cast("float | None", asked["lon"]), _home(tx, by))
    )
    made = Site(
        id=new_id(),
        employer_id=employer_id,
        source=None,
        confirmed_by=None,
        confirmed_at=None,
        version=1,
        added_at=now,
        **asked,  # type: ignore[arg-type]
    )
    sites_store.add(tx, made)
    audit_log_actions.note(tx, act="add-site", by=by, now=now, about=("site", made.id))
    return made


def _home(tx: Connection, by: Staff | None) -> str:
    """The zone of a person's agency: a site is there until something else is known."""
    return staff_store.agency(tx, by.agency_id).time_zone if by else days.HOME


def _zone(name: object) -> object:
    if name not in days.ZONES:
        raise Problem("wrong-input", why="Choose one of the time zones on the page.")
    return name


def _postal(written: object, locate: Locate) -> dict[str, object]:
    if not written:
        return {"postal": None, "lat": None, "lon": None, "precision": "none"}
    code = places.read_postal_code(str(written))
    if code is None:
        raise Problem("wrong-input", why="“{written}” is not a Canadian postal code like N8H 0A1.", written=written)
    lat, lon = locate(code) or (None, None)
    return {"postal": code, "lat": lat, "lon": lon, "precision": "none" if lat is None else "postal"}


def edit(
    tx: Connection,
    *,
    kind: str,
    subject_id: str,
    base_version: int,
    changes: Mapping[str, object],
    by: Staff,
    now: datetime,
    new_id: Ids,
    device: str | None = None,
    was: Mapping[str, object] | None = None,
) -> Edit:
    """Changes an employer or a site ("employer", "site") if nobody changed the same fields since `base_version`.

    `was` is what the form showed: then only what was typed over counts, and other people's fields are left alone.
    Otherwise the edit is kept in state "conflict" for a person to settle; the caller says so. Nothing is lost.
    """
    now_is = corrections_actions.record(tx, kind, subject_id)
    allowed = EMPLOYER_FIELDS if kind == "employer" else SITE_FIELDS
    unknown = set(changes) - set(allowed)
    if unknown or ("name" in changes and not names_rules.fold(str(changes["name"] or ""))):
        raise Problem("wrong-input", why="That cannot be changed here, or a name was left empty.")
    asked = {field: shown(value) for field, value in changes.items()}
    if was is not None:
        asked = {field: value for field, value in asked.items() if field not in was or was[field] != value}
    if "time_zone" in asked:
        _zone(asked["time_zone"])
    held = {field: shown(getattr(now_is, field)) for field in allowed}
    wanted = {field: value for field, value in asked.items() if held[field] != value}
    meanwhile = base_version != now_is.version and (was is None or any(held[f] != was.get(f) for f in wanted))
    state = "conflict" if meanwhile else "applied"
    made = Edit(new_id(), kind, subject_id, base_version, wanted, device, by.id, now, state, None)
    if wanted:
        edits_store.add(tx, made)
        if state == "applied":
            _apply(tx, now_is, made, by=by, now=now)
        audit_log_actions.note(
            tx, act=f"edit-{kind}", by=by, now=now, about=(kind, subject_id), detail={"state": state}
        )
    return made


def shown(value: object) -> object:
    """A field's value as a form shows it and an edit keeps it: days as ISO text, one kind of line end."""
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def settle_edit(tx: Connection, edit_id: str, *, keep: bool, why: str, by: Staff, now: datetime) -> None:
    """Lays a held edit over what is there now, or rejects it with a reason."""
    held = edits_store.get(tx, edit_id)
    if held.state != "conflict":
        raise Problem("wrong-input", why="This change was settled already.")
    if not why.strip():
        raise Problem("no-reason")
    if keep:
        _apply(tx, corrections_actions.record(tx, held.subject_kind, held.subject_id), held, by=by, now=now)
    edits_store.settle(tx, edit_id, "applied" if keep else "rejected", why.strip())
    audit_log_actions.note(tx, act="settle-edit", by=by, now=now, about=(held.subject_kind, held.subject_id))


def _apply(tx: Connection, now_is: Employer | Site, asked: Edit, *, by: Staff, now: datetime) -> None:
    values = corrections_actions.thawed(asked.changes)
    corrections_actions.lay_over(tx, asked.subject_kind, now_is, values)
    corrections_actions.desk_wrote(tx, asked.subject_kind, now_is.id, values, source=asked.id, by=by, now=now)


def confirm_gate(
    tx: Connection,
    site_id: str,
    *,
    lat: float,
    lon: float,
    precision: str,
    source: str,
    base_version: int,
    by: Staff,
    now: datetime,
) -> Site:
    """A person says where the gate is: from the tablet's GPS on site ("gps") or a pin set by hand ("hand")."""
    if precision not in ("gps", "hand") or not places.in_ontario_box(lat, lon):
        raise Problem("wrong-input", why="A site entrance needs a latitude and a longitude in Ontario, in degrees.")
    if not source.strip():
        raise Problem("no-reason")
    site = sites_store.get(tx, site_id)
    if site.version != base_version:
        raise Problem("edited-meanwhile")
    values = {"lat": lat, "lon": lon, "precision": precision, "source": source.strip()[:200]}
    home = _home(tx, by)
    if site.time_zone == days.zone_of_place(site.lon, home):
        # Nobody has chosen another: the gate says better than the postal code did.
        values["time_zone"] = days.zone_of_place(lon, home)
    sites_store.change(tx, site_id, values | {"confirmed_by": by.id, "confirmed_at": now}, site.version)
    audit_log_actions.note(
        tx, act="confirm-gate", by=by, now=now, about=("site", site_id), detail={"precision": precision}
    )
    return sites_store.get(tx, site_id)


def propose_links(tx: Connection, employer_id: str, *, by: Staff | None, now: datetime, new_id: Ids) -> int:
    """Asks the matching rules about this employer; returns how many new links they made. Rejected pairs stay so."""
    one = links_store.profile(tx, employer_id)
    made = 0
    for _, other in sorted(links_store.profiles(tx, links_store.candidates(tx, one)).items()):
        for found in matching.propose(one, other):
            state = "confirmed" if found.sure else "proposed"
            made += links_store.put(
                tx,
                Link(new_id(), found.kind, "employer", found.a, "employer", found.b, state, found.rule, "", None, now),
            )
    if made:
        audit_log_actions.note(
            tx, act="propose-links", by=by, now=now, about=("employer", employer_id), detail={"links": made}
        )
    return made


def link(tx: Connection, link_id: str, *, why: str, by: Staff, now: datetime) -> None:
    """A person confirms a proposed link, with a reason."""
    _decide(tx, link_id, "confirmed", why, by, now)


def unlink(tx: Connection, link_id: str, *, why: str, by: Staff, now: datetime) -> None:
    """A person rejects a link, proposed or confirmed before. The pair is remembered and not proposed again."""
    _decide(tx, link_id, "rejected", why, by, now)


def _decide(tx: Connection, link_id: str, state: str, why: str, by: Staff, now: datetime) -> None:
    if not why.strip():
        raise Problem("no-reason")
    links_store.set_state(tx, links_store.get(tx, link_id), state, why=why.strip(), by=by.id, now=now)
    audit_log_actions.note(tx, act=f"link-{state}", by=by, now=now, about=("link", link_id))


def add_recruiter(
    tx: Connection,
    *,
    name: str,
    licence: str | None,
    licence_state: str,
    country: str | None,
    by: Staff,
    now: datetime,
    new_id: Ids,
) -> Recruiter:
    normal = names_rules.normalise(name)
    if not normal:
        raise Problem("wrong-input", why="A recruiter needs a name with letters or digits.")
    made = Recruiter(new_id(), " ".join(name.split()), normal, licence or None, licence_state, country or None, 1, now)
    recruiters_store.add(tx, made)
    audit_log_actions.note(tx, act="add-recruiter", by=by, now=now, about=("recruiter", made.id))
    return made


def tie_recruiter(
    tx: Connection, employer_id: str, recruiter_id: str, *, source: str, by: Staff, now: datetime
) -> None:
    """Says that a recruiter brought workers to an employer, and how this is known."""
    if not source.strip():
        raise Problem("no-reason")
    employers_store.get(tx, employer_id), recruiters_store.get(tx, recruiter_id)
    recruiters_store.put_tie(tx, employer_id, recruiter_id, source=source.strip()[:200], by=by.id, now=now)
    audit_log_actions.note(tx, act="tie-recruiter", by=by, now=now, about=("employer", employer_id))
