"""Opening a point's boxes, and what the answers in them say. Nothing opened here leaves the opener's memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_app.adapters.crypto import opening
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.store.checkins.boxes import Box


@dataclass(frozen=True)
class Meaning:
    """What a choice says of its indicator: `choices[set][item][choice]` is present, not_present or unclear."""

    choices: Mapping[str, Mapping[str, Mapping[str, str]]]

    def allowed(self) -> dict[str, dict[str, frozenset[str]]]:
        return {name: {item: frozenset(said) for item, said in items.items()} for name, items in self.choices.items()}

    def signs(self, check_in: CheckIn) -> dict[str, bool]:
        """item -> True where the sign is there; unclear answers count as skipped."""
        known = self.choices[check_in.set]
        said = {item: known[item][choice] for item, choice in check_in.answers.items() if item in known}
        return {item: says == "present" for item, says in said.items() if says in ("present", "not_present")}


def read_meaning(frozen: list[str]) -> Meaning:
    """What each published worker set's choices say."""
    found = {}
    for text in frozen:
        one = checklist_rules.thaw(text)
        found[f"{one.key}/{one.n}"] = {item.id: {c.id: c.says or "" for c in item.choices} for _, item in one.items()}
    return Meaning(found)


def opened(held: Sequence[Box], folder: Path, meaning: Meaning, pile: str) -> dict[bytes, CheckIn]:
    """Box id -> what it holds, of every box in a pile that a living key opens and a page of ours could have sent.

    `held`: all boxes of one point, read once.
    """
    keys, allowed = opening.load(folder), meaning.allowed()
    found = {}
    for box in held:
        plain = opening.open_box(box.c, keys) if box.pile == pile else None
        one = checkins_rules.read(plain) if plain is not None else None
        said = checkins_rules.counted(one, allowed) if one is not None else None
        if one is not None and said is not None:
            found[box.id] = CheckIn(one.set, one.lang, one.path, {**said, **_own(one)})
    return found


def _own(one: CheckIn) -> dict[str, str]:
    return {item: choice for item, choice in one.answers.items() if item in checkins_rules.OWN_QUESTIONS}


def answers(check_ins: Iterable[CheckIn], meaning: Meaning, prefix: str) -> dict[str, list[bool]]:
    """item -> one truth for each who answered it: the sign is there, or things got worse since the visit."""
    found: dict[str, list[bool]] = {}
    for one in check_ins:
        said = meaning.signs(one)
        if checkins_rules.CHANGED in one.answers:
            said[checkins_rules.CHANGED] = one.answers[checkins_rules.CHANGED] == "worse"
        for item, sign in said.items():
            found.setdefault(prefix + item, []).append(sign)
    return found
