"""What of a visit belongs to private talks, and an inspection from which nobody can read when each talk was.

Whoever sees people walk in and out of a room knows who was third. So what is kept of a talk outside its sealed original
has no moment, no event's id (it begins with the moment) and no order but that of the cases' random ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from inspect_app.domain.fieldwork.inspection.causality import Event
from inspect_app.domain.fieldwork.inspection.parts import Answer, Case, Inspection, Photo


def is_private(event: Event, named: Event | None = None) -> bool:
    """Whether an event is of a private talk, or points into one. `named`: the answer that a `chosen` event chose."""
    if event["what"] == "chosen":
        # An answer's event begins with its moment; one that has not come may be of a talk.
        return named is None or is_private(named)
    steps = event.get("at_item") or ()
    return event["what"].startswith("case_") or event["what"] == "note_stays" or any("case" in step for step in steps)


def without_order(told: Inspection, late: Iterable[str] = ()) -> Inspection:
    """The same inspection, its talks without moments and in an order that says nothing. `late`: their late events."""
    interviews = {case.id for case in told.cases}
    hidden = {one.event for one in told.answers if _is_of(interviews, one.row)} | set(late)
    hidden |= {one["event"] for one in told.history["earlier"] if _is_of(interviews, one["row"])}
    site = [one for one in told.answers if not _is_of(interviews, one.row)]
    said = [_answer(one) for one in told.answers if _is_of(interviews, one.row)]
    hidden |= {one.event for one in told.removed_answers if _is_of(interviews, one.row)}
    hidden |= {row["event"] for row in told.rows if _is_of(interviews, row["row"])}
    seen = [one for one in told.photos if not _is_of(interviews, one.row)]
    shown = [replace(one, at="", fix=None) for one in told.photos if _is_of(interviews, one.row)]
    earlier = [one for one in told.history["earlier"] if not _is_of(interviews, one["row"])]
    replaced = [one for one in told.history["earlier"] if _is_of(interviews, one["row"])]
    before = [{**one, "event": _name(one["event"]), "at": ""} for one in replaced]
    outside = [one for one in told.history["late"] if one not in hidden]
    return replace(
        told,
        answers=(*site, *sorted(said, key=_place)),
        cases=tuple(replace(case, slips=tuple(sorted(case.slips, key=_text))) for case in told.cases),
        photos=(*seen, *sorted(shown, key=lambda one: one.sha256)),
        stays=dict(sorted(told.stays.items())),
        history={
            **told.history,
            "earlier": (*earlier, *sorted(before, key=_said)),
            "late": (*outside, *sorted(_name(one) for one in told.history["late"] if one in hidden)),
        },
        rows=_rows(told, interviews),
        removed_answers=(
            *(one for one in told.removed_answers if not _is_of(interviews, one.row)),
            *sorted((_answer(one) for one in told.removed_answers if _is_of(interviews, one.row)), key=_place),
        ),
        removed_photos=(
            *(one for one in told.removed_photos if not _is_of(interviews, one.row)),
            *sorted(
                (replace(one, at="", fix=None) for one in told.removed_photos if _is_of(interviews, one.row)),
                key=lambda one: one.sha256,
            ),
        ),
    )


def _rows(told: Inspection, interviews: set[str]) -> tuple[Mapping[str, Any], ...]:
    """The rows, those of talks last, in the order of their random ids and without the moments of anything done."""
    site = [row for row in told.rows if not _is_of(interviews, row["row"])]
    private = [
        {
            **row,
            **_without_moment(row),
            "removed": row["removed"] and {**row["removed"], **_without_moment(row["removed"])},
            "contested": sorted(_name(event) for event in row["contested"]),
        }
        for row in told.rows
        if _is_of(interviews, row["row"])
    ]
    return (*site, *sorted(private, key=lambda row: str(row["row"])))


def _without_moment(said: Mapping[str, Any]) -> dict[str, str]:
    return {"event": _name(said["event"]), "at": ""}


def read(tree: Mapping[str, Any]) -> Inspection:
    """An inspection from the JSON values that `plain` made of it."""
    answers = [_read_answer(one) for one in tree["answers"]]
    cases = [Case(**{**one, "slips": tuple(one["slips"])}) for one in tree["cases"]]
    lists = {
        name: tuple(tree[name])
        for name in ("orders", "cards", "draws", "rights_briefings", "signatures", "corrections")
    }
    photos = tuple(Photo(**one) for one in tree["photos"])
    removed = {
        "rows": tuple(tree.get("rows", ())),
        "removed_answers": tuple(_read_answer(one) for one in tree.get("removed_answers", ())),
        "removed_photos": tuple(Photo(**one) for one in tree.get("removed_photos", ())),
    }
    return Inspection(
        **{**tree, **lists, **removed, "answers": tuple(answers), "cases": tuple(cases), "photos": photos}
    )


def _read_answer(tree: Mapping[str, Any]) -> Answer:
    return Answer(**{**tree, **{name: tuple(tree[name]) for name in ("basis", "differs")}})


def _is_of(interviews: set[str], row: str | None) -> bool:
    return bool(row) and str(row).split("/")[0] in interviews


def _answer(one: Answer) -> Answer:
    differs = tuple(sorted(_name(event) for event in one.differs))
    return replace(one, at="", event=_name(one.event), differs=differs)


def _name(event: str) -> str:
    """A name for an event that does not begin with its moment."""
    return sha256(event.encode()).hexdigest()[:36]


def _place(one: Answer) -> tuple[str, str, str, str, str]:
    return str(one.row), one.checklist, one.section, one.item, one.event


def _said(one: Mapping[str, Any]) -> tuple[str, str]:
    return _text({name: value for name, value in one.items() if name != "event"}), one["event"]


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
