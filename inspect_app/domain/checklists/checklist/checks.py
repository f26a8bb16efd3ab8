"""What must hold between the parts of a checklist once each part could be read."""

from collections.abc import Collection, Iterator, Mapping

from inspect_app.domain.checklists.checklist import firewall
from inspect_app.domain.checklists.checklist.checks_typed import check_rows, check_same, check_typed
from inspect_app.domain.checklists.checklist.mistakes import Pen, Place
from inspect_app.domain.checklists.checklist.model import VISIT_FACTS, Checklist, Choice, Expression, Item, Text
from inspect_app.domain.checklists.checklist.reach import never_true, unknown_choices
from inspect_app.domain.checklists.checklist.showing import shown
from inspect_app.domain.checklists.expression import names

ILO11 = frozenset(f"ilo11:{n}" for n in range(1, 12))
MOST_ITEMS = 400
WORDS_ASKED = 12


def check(checklist: Checklist, pen: Pen, codes: Collection[str]) -> None:
    """Note every mistake between parts; `codes` are the indicator codes known (ilo11:1 … delphi:…)."""
    places = pen.places
    _ids(checklist, pen)
    check_rows(checklist, pen)
    for section, item in checklist.items():
        at = places[id(item)]
        _item(item, at, pen, codes)
        check_typed(item, at, pen)
        check_same(checklist, section, item, at, pen)
        _status(item, at, pen)
        _texts(item, at, pen)
        if checklist.kind == "worker":
            _worker(item, at, pen)
    for item, at in pen.half:
        _texts(item, at, pen)
    known = (
        checklist.ids() | pen.ids | {section.id for section in checklist.sections if section.repeat} | set(VISIT_FACTS)
    )
    unknown = [_names(expression, at, pen, known) for expression, at in expressions(checklist, places)]
    if not any(unknown) and not pen.half and not _circles(checklist, places, pen):
        _reach(checklist, places, pen)
        _scenarios(checklist, pen)


def expressions(checklist: Checklist, places: Mapping[int, Place]) -> Iterator[tuple[Expression, Place]]:
    for _, item in checklist.items():
        at = places[id(item)]
        if item.when:
            yield item.when, (*at, "when")
        if item.must:
            yield item.must.expr, (*at, "must", "expr")
        for choice in item.choices:
            if choice.filter:
                yield choice.filter, (*places[id(choice)], "filter")


def _ids(checklist: Checklist, pen: Pen) -> None:
    sections: list[tuple[str, Place]] = [(one.id, pen.places[id(one)]) for one in checklist.sections]
    rows = [(one.id, pen.places[id(one)]) for one in checklist.sections if one.repeat]
    items: list[tuple[str, Place]] = [(item.id, pen.places[id(item)]) for _, item in checklist.items()]
    items = sorted([*items, *((item.id, at) for item, at in pen.half)], key=lambda one: one[1])
    for names_at in (sections, [*rows, *items]):
        seen: dict[str, Place] = {}
        for name, at in names_at:
            if name in seen:
                pen.note(at, f"the id `{name}` is used twice, first at line {pen.line(seen[name])}", "Rename one")
            seen.setdefault(name, at)
    halves = {at[:2] for _, at in pen.half}
    for section in checklist.sections:
        if not section.items and pen.places[id(section)] not in halves:
            pen.note(pen.places[id(section)], "the section has no items", "Add items or leave the section out")
    if len(items) > MOST_ITEMS:
        pen.note((), f"a checklist has at most {MOST_ITEMS} items", "Make it two checklists")


def _item(item: Item, at: Place, pen: Pen, codes: Collection[str]) -> None:
    chosen = item.type in ("one", "many")
    if chosen and len(item.choices) < 2:
        pen.note(at, f"type `{item.type}` needs at least two choices", "Add choices, or use type indicator")
    if item.choices and not chosen:
        pen.note((*at, "choices"), f"type `{item.type}` has no choices", "Use type one or many, or remove them")
    ids = [choice.id for choice in item.choices]
    for n, (name, choice) in enumerate(zip(ids, item.choices, strict=True)):
        if name in ids[:n]:
            pen.note(pen.places[id(choice)], f"the choice `{name}` is there twice", "Rename one")
    for n, code in enumerate(item.indicators):
        if code not in codes:
            pen.note(
                (*at, "indicators", n),
                f"there is no indicator `{code}`",
                "Use ilo11:1 … ilo11:11 or delphi:<id>",
            )
    counts = item.type == "indicator" or any(choice.says for choice in item.choices)
    if (item.indicators or item.order) and not counts and not any(choice.verdict for choice in item.choices):
        pen.note(
            at,
            "no answer of this item can say that the sign is present",
            "Use type indicator, or give choices `says: present`",
        )
    if item.alone and item.type != "indicator":
        pen.note((*at, "alone"), f"type `{item.type}` cannot be answered yes or no", "Use type indicator, or remove it")
    if item.type == "indicator" and item.guidance is None:
        pen.note(at, "an indicator needs guidance", "Add guidance: {what: {en: …, fr: …}}")
    for n, law in enumerate(item.law):
        if not law.jurisdiction:
            pen.note((*at, "law", n), "the law has no `jurisdiction`", "Add jurisdiction: ON or CA")
    if item.order and not item.law:
        pen.note((*at, "order"), "an order needs the law it rests on", "Add `law:`")


def _status(item: Item, at: Place, pen: Pen) -> None:
    asked = " ".join([*item.ask.values()])
    if item.pii != "status":
        if firewall.about_status(asked, item.indicators):
            pen.note(at, "the item is about status but is not marked so", "Add `pii: status`")
        return
    if not firewall.is_lever(item.ask.get("en", "")):
        pen.note(
            (*at, "ask"),
            "an item marked `pii: status` must say that the employer or recruiter used status",
            "Write it like: The employer threatens to report workers to immigration",
        )
    if item.type != "indicator":
        pen.note(
            (*at, "type"),
            f"an item marked `pii: status` cannot be of type `{item.type}`",
            "Use type indicator",
        )
    if set(item.evidence) & {"photo", "document", "video", "audio"}:
        pen.note((*at, "evidence"), "a picture or paper would show the status itself", "Remove the evidence")


def _texts(item: Item, at: Place, pen: Pen) -> None:
    asked: list[tuple[Place, Text]] = [((*at, "ask"), item.ask)]
    asked += [((*at, "say"), item.say)] if item.say else []
    asked += [((*at, "alone", "ask"), item.alone.ask)] if item.alone else []
    asked += [((*at, "guidance", "ask"), item.guidance.ask)] if item.guidance and item.guidance.ask else []
    asked += [((*pen.places.get(id(choice), at), "label"), choice.label) for choice in item.choices]
    for place, text in asked:
        for language, words in text.items():
            for what, correction in firewall.asks_who(words):
                pen.note((*place, language), what, correction)
    more = [
        ((*at, "guidance", name), text)
        for name in ("what", "how", "signs")
        if item.guidance and (text := getattr(item.guidance, name))
    ]
    for place, text in [*asked, *more]:
        for language, words in text.items():
            if found := firewall.wounds(words):
                pen.note(
                    (*place, language),
                    f"`{found}` is not said of a person",
                    "Write `workers`, `signs of forced labour`",
                )


def _worker(item: Item, at: Place, pen: Pen) -> None:
    for language, words in item.ask.items():
        if len(words.split()) > WORDS_ASKED:
            pen.note(
                (*at, "ask", language),
                f"the question has {len(words.split())} words, at most {WORDS_ASKED} are read",
                "Make it shorter",
            )
    if item.type != "one":
        pen.note(
            (*at, "type"),
            f"a worker is never asked for type `{item.type}`",
            "Use type one with 2 to 4 choices",
        )
    if not 2 <= len(item.choices) <= 4:
        pen.note(
            (*at, "choices"),
            f"a question to workers has 2 to 4 choices, this has {len(item.choices)}",
            "Join or split",
        )
    if not item.icon:
        pen.note(at, "a question to workers needs an `icon`", "Add icon: <name of a drawing>")
    for choice in item.choices:
        _worker_choice(choice, pen.places[id(choice)], pen)


def _worker_choice(choice: Choice, at: Place, pen: Pen) -> None:
    if not choice.verdict:
        pen.note(at, "the choice has no `verdict`", "Add verdict: allowed, not_allowed or depends")
    if not choice.law_says:
        pen.note(at, "the choice does not say what the law says", "Add law_says: {en: …, fr: …, es: …}")


def _names(expression: Expression, at: Place, pen: Pen, known: Collection[str]) -> bool:
    unknown = sorted(names(expression.ast) - set(known))
    for name in unknown:
        pen.note(
            at,
            f"the condition names `{name}`, which is not an item of this file",
            "Name an item, a section that repeats, or one of: " + ", ".join(VISIT_FACTS),
        )
    return bool(unknown)


def _circles(checklist: Checklist, places: Mapping[int, Place], pen: Pen) -> bool:
    """Conditions that wait for one another: none of these items could ever be decided."""
    waits = {item.id: names(item.when.ast) & checklist.ids() if item.when else set() for _, item in checklist.items()}
    free: set[str] = set()
    while ready := {name for name, needs in waits.items() if name not in free and needs <= free}:
        free |= ready
    for _, item in checklist.items():
        if item.id not in free and item.when:
            others = ", ".join(sorted(waits[item.id] - free))
            pen.note(
                (*places[id(item)], "when"),
                f"the condition goes in a circle through `{others}`",
                "Break the circle",
            )
    return set(waits) != free


def _reach(checklist: Checklist, places: Mapping[int, Place], pen: Pen) -> None:
    items = {item.id: item for _, item in checklist.items()}
    for expression, at in expressions(checklist, places):
        for name, choice in unknown_choices(expression.ast, items):
            pen.note(at, f"`{choice}` is not an answer of `{name}`", "Use the id of one of its choices")
    for item in never_true(checklist):
        pen.note(
            (*places[id(item)], "when"),
            f"no answers can make `{item.when.source if item.when else ''}` true, so the item is never shown",
            "Mend the condition",
        )


def _scenarios(checklist: Checklist, pen: Pen) -> None:
    known = checklist.ids()
    sections = {section.id for section in checklist.sections if section.repeat}
    for n, scenario in enumerate(checklist.tests):
        at: Place = ("tests", n)
        pen.owners[at] = scenario.name
        strange = [name for name in (*scenario.shown, *scenario.hidden) if name not in known]
        strange += [name for name in scenario.answers if name not in known | sections | set(VISIT_FACTS)]
        for name in strange:
            pen.note(at, f"the scenario names `{name}`, which is not an item of this file", "Name an item")
        seen = shown(checklist, scenario.answers)
        for name in scenario.shown:
            if name in known and name not in seen:
                pen.note(at, f"the scenario fails: `{name}` is hidden", "Mend the condition or the scenario")
        for name in scenario.hidden:
            if name in seen:
                pen.note(at, f"the scenario fails: `{name}` is shown", "Mend the condition or the scenario")


__all__ = ["ILO11", "check", "expressions"]
