"""Adding up events one by one: what each verb changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_app.domain.fieldwork.inspection import corrections as fold_corrections
from inspect_app.domain.fieldwork.inspection import documents as fold_documents
from inspect_app.domain.fieldwork.inspection import rows as rows_rules
from inspect_app.domain.fieldwork.inspection.causality import Event, saw
from inspect_app.domain.fieldwork.inspection.parts import Answer, Case, Inspection, Photo

Place = tuple[str, str, str, str | None]


@dataclass
class _Live:
    """An answer that stands while folding, beside the event that made it."""

    event: Event
    place: Place


@dataclass
class InspectionState:
    visit: str
    kind: str = "inspection"
    kind_since: str | None = None
    arrived: Mapping[str, Any] | None = None
    entry: Mapping[str, Any] | None = None
    dwelling: Mapping[str, Any] | None = None
    program: str = "unknown"
    versions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    # "checklist/item" -> the name of the question, for questions that more than one checklist asks.
    same_as: Mapping[str, str] = field(default_factory=dict)
    live: dict[Place, list[_Live]] = field(default_factory=dict)
    # Event id of an answer -> what it answers.
    questions: dict[str, Place] = field(default_factory=dict)
    rows: rows_rules.Rows = field(default_factory=rows_rules.Rows)
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    orders: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    reply: str | None = None
    cards: list[Mapping[str, Any]] = field(default_factory=list)
    draws: list[Mapping[str, Any]] = field(default_factory=list)
    rights_briefings: list[Mapping[str, Any]] = field(default_factory=list)
    stays: dict[str, str] = field(default_factory=dict)
    expected_back: Mapping[str, Any] | None = None
    papers: fold_documents.Papers = field(default_factory=fold_documents.no_papers)
    corrections: list[fold_corrections.Correction] = field(default_factory=list)
    signatures: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    closed: bool = False
    earlier: list[Mapping[str, Any]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    redacted: dict[str, str] = field(default_factory=dict)

    def close(self) -> Inspection:
        # An answer taken back (null) still replaces what it saw, but is not itself an answer.
        standing = [live for place in self.live.values() for live in place if live.event["value"]["value"] is not None]
        removed = self.rows.removed()
        answers = [_answer(live, self.live[self.question(live.place)]) for live in standing]
        photos = list(self.photos.values())
        return Inspection(
            visit=self.visit,
            kind=self.kind,
            kind_since=self.kind_since,
            arrived=self.arrived,
            entry=self.entry,
            dwelling=self.dwelling,
            program=self.program,
            versions=dict(self.versions),
            answers=tuple(answer for answer in answers if rows_rules.removal_of(answer.row, removed) is None),
            cases=tuple(_case(id, told) for id, told in sorted(self.cases.items())),
            photos=tuple(photo for photo in photos if rows_rules.removal_of(photo.row, removed) is None),
            orders=tuple(self.orders.values()),
            reply=self.reply,
            cards=tuple(self.cards),
            draws=tuple(self.draws),
            rights_briefings=tuple(self.rights_briefings),
            stays=dict(self.stays),
            expected_back=self.expected_back,
            papers=self.papers,
            corrections=fold_corrections.standing(self.corrections),
            signatures=tuple(self.signatures.values()),
            closed=self.closed,
            history={"earlier": tuple(self.earlier), "late": tuple(self.late), "redacted": dict(self.redacted)},
            rows=self.rows.told(removed),
            removed_answers=tuple(answer for answer in answers if rows_rules.removal_of(answer.row, removed)),
            removed_photos=tuple(photo for photo in photos if rows_rules.removal_of(photo.row, removed)),
            same_as=dict(self.same_as),
        )

    def question(self, place: Place) -> Place:
        """What an answer answers: its place, or for a question that two checklists ask, one place for both."""
        checklist, _section, item, row = place
        name = self.same_as.get(f"{checklist}/{item}")
        return place if name is None else (name, "", "", row)

    def case(self, event: Event) -> dict[str, Any]:
        id = _ids(event)
        return self.cases.setdefault(id or "", {"age_band": "unknown", "setting": {}, "slips": []})

    def replace(self, live: _Live) -> None:
        value = live.event["value"]
        checklist, section, item, row = live.place
        self.earlier.append(
            {
                "checklist": checklist,
                "section": section,
                "item": item,
                "row": row,
                "event": live.event["id"],
                "value": value["value"],
                "by": live.event["by"],
                "at": live.event["at"],
                "note": value.get("note"),
            }
        )


def _answered(state: InspectionState, event: Event) -> None:
    place = (event["checklist"]["key"], *_section_item(event), _ids(event))
    question = state.question(place)
    before = state.live.get(question, [])
    stay = [live for live in before if not saw(event, live.event) and not _same(event, live.event)]
    for live in before:
        if live not in stay:
            state.replace(live)
    state.live[question] = [*stay, _Live(event, place)]
    state.questions[event["id"]] = question
    state.rows.word(event, place[3])


def _chosen(state: InspectionState, event: Event) -> None:
    named = event["value"]["event"]
    place = state.questions.get(named)
    standing = state.live.get(place, []) if place is not None else []
    if place is None or not any(live.event["id"] == named for live in standing):
        return
    stay = [live for live in standing if live.event["id"] == named or not saw(event, live.event)]
    for live in standing:
        if live not in stay:
            state.replace(live)
    state.live[place] = stay


def _photographed(state: InspectionState, event: Event) -> None:
    value = event["value"]
    section, item = _section_item(event)
    state.rows.word(event, _ids(event))
    state.photos[value["sha256"]] = Photo(
        sha256=value["sha256"],
        size=value["size"],
        media_type=value["type"],
        item=item or None,
        section=section or None,
        row=_ids(event),
        caption=value.get("caption"),
        at=event["at"],
        fix=event.get("fix"),
    )


def _ordered(state: InspectionState, event: Event) -> None:
    value = event["value"]
    place = (value["item"], value["citation"])
    state.orders.pop(place, None)
    if not value.get("withdrawn"):
        state.orders[place] = _said(event)


def _signed(state: InspectionState, event: Event) -> None:
    state.signatures.pop(event["value"]["role"], None)
    state.signatures[event["value"]["role"]] = _said(event)


def _investigation(state: InspectionState, event: Event) -> None:
    if state.kind != "investigation":
        state.kind, state.kind_since = "investigation", event["at"]


def _keep(name: str) -> Any:
    def act(state: InspectionState, event: Event) -> None:
        setattr(state, name, _said(event))

    return act


def _paper(state: InspectionState, event: Event) -> None:
    fold_documents.told(state.papers, event, _said(event))


REDUCERS: dict[str, Any] = {
    "arrived": _keep("arrived"),
    "entry": _keep("entry"),
    "dwelling": _keep("dwelling"),
    "program": lambda state, event: setattr(state, "program", event["value"]),
    "version": lambda state, event: state.versions.__setitem__(event["value"]["key"], _said(event)),
    "answered": _answered,
    "chosen": _chosen,
    "case_added": lambda state, event: state.case(event),
    "case_age": lambda state, event: state.case(event).update(age_band=event["value"]["age_band"]),
    "case_setting": lambda state, event: state.case(event).update(setting=dict(event["value"])),
    "case_slip": lambda state, event: state.case(event)["slips"].append(dict(event["value"])),
    "drawn": lambda state, event: state.draws.append(_said(event)),
    "rights_briefing": lambda state, event: state.rights_briefings.append(_said(event)),
    "note_stays": lambda state, event: state.stays.__setitem__(event["value"]["note"], event["value"]["why"]),
    "expected_back": _keep("expected_back"),
    **dict.fromkeys(fold_documents.VERBS, _paper),
    **dict.fromkeys(rows_rules.VERBS, lambda state, event: state.rows.add(event, _ids(event) or "")),
    "corrected": lambda state, event: fold_corrections.told(state.corrections, event),
    "photographed": _photographed,
    "cards_handed": lambda state, event: state.cards.append(_said(event)),
    "kind": _investigation,
    "order": _ordered,
    "reply": lambda state, event: setattr(state, "reply", event["value"]["text"]),
    "signed": _signed,
    "closed": lambda state, event: setattr(state, "closed", True),
    "redacted": lambda state, event: state.redacted.__setitem__(event["value"]["blob"], event["value"]["why"]),
}


def _case(id: str, told: Mapping[str, Any]) -> Case:
    return Case(id, told["age_band"], told["setting"], tuple(told["slips"]))


def _said(event: Event) -> dict[str, Any]:
    return {**event["value"], "event": event["id"], "at": event["at"], "staff": event["by"]}


def _section_item(event: Event) -> tuple[str, str]:
    for step in event.get("at_item") or ():
        if "item" in step:
            return step.get("section", ""), step["item"]
    return "", ""


def _ids(event: Event) -> str | None:
    """The case or row ids an event is about, outermost first, joined by "/"."""
    ids = [step.get("case") or step.get("row") for step in event.get("at_item") or ()]
    return "/".join(id for id in ids if id) or None


def _answer(live: _Live, standing: list[_Live]) -> Answer:
    event, value = live.event, live.event["value"]
    checklist, section, item, row = live.place
    return Answer(
        section=section,
        item=item,
        row=row,
        checklist=checklist,
        n=event["checklist"]["n"],
        value=value["value"],
        basis=tuple(sorted(value.get("basis") or ())),
        note=value.get("note"),
        by=event["by"],
        at=event["at"],
        event=event["id"],
        differs=tuple(other.event["id"] for other in standing if other is not live),
    )


def _same(one: Event, other: Event) -> bool:
    """Equal as JSON: true is not 1, 2.0 is 2; the order of bases says nothing."""

    def said(event: Event) -> object:
        value = event["value"]
        return _typed(value["value"]), sorted(value.get("basis") or ())

    return said(one) == said(other)


def _typed(value: object) -> object:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return type(value).__name__, value
    if isinstance(value, int | float):
        return "number", float(value)
    if isinstance(value, Mapping):
        return "map", sorted((key, _typed(one)) for key, one in value.items())
    assert isinstance(value, list | tuple)
    return "list", [_typed(one) for one in value]
