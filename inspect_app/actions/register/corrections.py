"""What tablets mend of employers and sites: laid beside what was there, shown by the register, decided by a person."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.fieldwork.inspection import Inspection
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import corrections as corrections_rules
from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.corrections import Write
from inspect_app.domain.register.register import Employer, EmployerName, Site
from inspect_app.domain.staff.people import Staff
from inspect_app.store.register import corrections as corrections_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store

Record = Employer | Site
LONG = timedelta(days=7)
_DAYS = ("season_from", "season_to")


@dataclass(frozen=True)
class Field:
    """One field of a record with all that was written in it: `standing` first what is shown; `writes` newest last."""

    name: str
    standing: tuple[Write, ...]
    writes: tuple[Write, ...]

    @property
    def undecided(self) -> bool:
        return len(self.standing) > 1


@dataclass(frozen=True)
class Waiting:
    """A mend set aside: its fields and values, why, since when, and whether that is more than a week."""

    changes: dict[str, Any]
    why: str
    since: datetime
    long: bool


def record(tx: Connection, kind: str, subject_id: str) -> Record:
    """An employer or a site by its kind; Problem "not-found"."""
    return employers_store.get(tx, subject_id) if kind == "employer" else sites_store.get(tx, subject_id)


def put(tx: Connection, told: Inspection, *, now: datetime) -> None:
    """Derives a visit's lines anew from what its events add up to, and shows in the register what stands.

    The same events give the same lines in any order of arrival; when nothing new came, nothing is written.
    """
    before = {
        (one.source, one.field): replace(one, conflicting=False) for one in corrections_store.of_visit(tx, told.visit)
    }
    writes = {(one.source, one.field): one for one in _writes(tx, told)}
    if before == writes:
        return
    touched = {(one.subject_kind, one.subject_id) for one in (*before.values(), *writes.values())}
    for kind, subject_id in sorted(touched):
        _begin(tx, record(tx, kind, subject_id), kind, now)
    corrections_store.drop_visit(tx, told.visit)
    corrections_store.add(tx, list(writes.values()))
    for kind, subject_id in sorted(touched):
        changed = _show(tx, kind, subject_id)
        if changed:
            detail = {"visit": told.visit, "fields": sorted(changed)}
            audit_log_actions.note(tx, act=f"mend-{kind}", by=None, now=now, about=(kind, subject_id), detail=detail)


def _writes(tx: Connection, told: Inspection) -> Iterable[Write]:
    """A mend that a supervisor let in may name what is not known here: of it only what the register can hold counts."""
    for one in told.corrections:
        known = (
            employers_store.many(tx, [one["id"]]) if one["about"] == "employer" else sites_store.many(tx, [one["id"]])
        )
        if not known or corrections_rules.unknown(one["about"], {one["field"]: one}):
            continue
        yield Write(
            source=one["event"],
            field=one["field"],
            subject_kind=one["about"],
            subject_id=one["id"],
            was=one["from"],
            value=corrections_rules.read(one["about"], one["field"], one["to"]),
            version=one["base"],
            place=one["base"],
            n=one["n"],
            seq=one["seq"],
            device_id=one["device"],
            visit_id=told.visit,
            saw=one["saw"],
            by=one["staff"],
            at=datetime.fromisoformat(one["at"]),
            why=None,
            conflicting=False,
        )


def _begin(tx: Connection, it: Record, kind: str, now: datetime) -> None:
    """Before a tablet's first word: what the register holds in every field, so that nothing of it can be lost."""
    known = {one.field for one in corrections_store.of_subject(tx, kind, it.id)}
    held = {field: value for field, value in corrections_rules.held(kind, vars(it)).items() if field not in known}
    corrections_store.add(tx, [_line(it, kind, field, value, it.id, now) for field, value in held.items()])


def _line(it: Record, kind: str, field: str, value: Any, source: str, now: datetime, **more: Any) -> Write:
    told: dict[str, Any] = {
        "was": None,
        "version": it.version,
        "place": 0,
        "n": 0,
        "seq": 0,
        "device_id": None,
        "visit_id": None,
        "saw": [],
        "by": None,
        "why": None,
        "conflicting": False,
        **more,
    }
    return Write(source=source, field=field, subject_kind=kind, subject_id=it.id, value=value, at=now, **told)


def _show(tx: Connection, kind: str, subject_id: str) -> set[str]:
    """Marks what stands apart in each field and writes what is to be shown; returns the fields that changed."""
    it = record(tx, kind, subject_id)
    held = corrections_rules.held(kind, vars(it))
    changed = {}
    for field, writes in _by_field(corrections_store.of_subject(tx, kind, subject_id)).items():
        standing = corrections_rules.settle(writes)
        for one in writes:
            conflicting = len(standing) > 1 and one in standing
            if one.conflicting != conflicting:
                corrections_store.mark_conflict(tx, one, conflicting)
        if not corrections_rules.same(standing[0].value, held[field]):
            changed[field] = standing[0].value
    if changed:
        lay_over(tx, kind, it, thawed(changed))
    return set(changed)


def _by_field(writes: Iterable[Write]) -> dict[str, list[Write]]:
    found: dict[str, list[Write]] = {}
    for one in writes:
        found.setdefault(one.field, []).append(one)
    return found


def lay_over(tx: Connection, kind: str, it: Record, values: Mapping[str, Any]) -> None:
    """Writes values into a record under its next version; an employer stays findable under every name."""
    if kind == "site":
        texts = {name: values[name] or "" for name in ("address", "city") if name in values}
        sites_store.change(tx, it.id, {**values, **texts}, it.version)
        return
    employers_store.change(tx, it.id, values, it.version)
    if "name" in values:
        name = str(values["name"])
        employers_store.rename(tx, EmployerName(it.id, name, names_rules.read(name).key, "legal"))
    if values.get("trading"):
        trading = str(values["trading"])
        employers_store.put_name(tx, EmployerName(it.id, trading, names_rules.normalise(trading), "trade"))


def thawed(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {f: date.fromisoformat(str(v)) if f in _DAYS and v else v for f, v in changes.items()}


def desk_wrote(
    tx: Connection, kind: str, subject_id: str, fields: Iterable[str], *, source: str, by: Staff, now: datetime
) -> None:
    """The desk changed fields with the record before its eyes: its word stands over what tablets had sent by then."""
    writes = _by_field(corrections_store.of_subject(tx, kind, subject_id))
    it = record(tx, kind, subject_id)
    held = corrections_rules.held(kind, vars(it))
    for field in sorted(set(fields) & set(writes)):
        saw = [one.source for one in writes[field]]
        line = _line(it, kind, field, held[field], source, now, place=it.version, saw=saw, by=by.id)
        corrections_store.add(tx, [line])
    _show(tx, kind, subject_id)


def decide(
    tx: Connection,
    kind: str,
    subject_id: str,
    field: str,
    *,
    chosen: str | None,
    typed: str,
    why: str,
    by: Staff,
    now: datetime,
    new_id: Callable[[], str],
) -> None:
    """A person chooses one of the values that stand (by its source), or types another, and says why.

    The values not chosen stay in the record's history.
    """
    writes = _by_field(corrections_store.of_subject(tx, kind, subject_id)).get(field, [])
    standing = corrections_rules.settle(writes)
    if len(standing) < 2:
        raise Problem("wrong-input", why="This was decided already.")
    if not why.strip():
        raise Problem("no-reason")
    it = record(tx, kind, subject_id)
    value = _chosen(standing, chosen) if chosen else _typed(kind, field, typed)
    lay_over(tx, kind, it, thawed({field: value}))
    version = it.version + 1
    saw = [one.source for one in writes]
    line = _line(
        it, kind, field, value, new_id(), now, version=version, place=version, saw=saw, by=by.id, why=why.strip()[:500]
    )
    corrections_store.add(tx, [line])
    _show(tx, kind, subject_id)
    detail = {"field": field, "typed": not chosen}
    audit_log_actions.note(tx, act=f"decide-{kind}", by=by, now=now, about=(kind, subject_id), detail=detail)


def _chosen(standing: list[Write], source: str) -> Any:
    found = [one.value for one in standing if one.source == source]
    if not found:
        raise Problem("wrong-input", why="Another value came meanwhile. Look again and choose.")
    return found[0]


def _typed(kind: str, field: str, typed: str) -> Any:
    try:
        return corrections_rules.read(kind, field, typed)
    except corrections_rules.Unfit:
        raise Problem("wrong-input", why="The value that was typed does not fit this field.") from None


def of_record(tx: Connection, kind: str, subject_id: str) -> list[Field]:
    """The fields in which any tablet or a decision of the desk wrote something."""
    found = []
    for name, writes in _by_field(corrections_store.of_subject(tx, kind, subject_id)).items():
        if any(one.device_id for one in writes):
            found.append(Field(name, tuple(corrections_rules.settle(writes)), tuple(writes)))
    return found


def waiting(tx: Connection, kind: str, subject_id: str, now: datetime) -> list[Waiting]:
    """Mends of a record that do not count yet. No clock forces one in: that is a supervisor's to do."""
    found = []
    for kept in corrections_store.quarantined(tx, subject_id):
        value = json.loads(kept.body)["value"]
        if (value["about"], value["id"]) == (kind, subject_id):
            changes = {field: change["to"] for field, change in sorted(value["changes"].items())}
            found.append(Waiting(changes, kept.why or "", kept.arrived_at, now - kept.arrived_at > LONG))
    return found


def is_late(one: Write, came: datetime | None) -> bool:
    """Whether a tablet's word came more than a week after it was written, by the tablet's own clock."""
    return came is not None and came - one.at > LONG
