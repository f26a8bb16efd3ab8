"""Reads what a worker sees in each language: `data/languages/<language>.yaml` and the texts of the worker checklists.

English, French and Spanish have their questions in the checklists, their rights in `data/rights.yaml` and their lines
in `data/lines.yaml`. Every other language brings all of that in its own file, under `sets`, `rights` and `lines`.
A language with any text missing is not offered: a half-translated page asks what it does not say (attack 54).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from inspect_app.adapters.data import library, yaml
from inspect_app.domain.checkins.regional_totals import SECTORS
from inspect_app.domain.checklists.checklist import Checklist

DATA = Path(__file__).resolve().parents[3] / "data"
SETS = ("worker-check-in", "worker-check-in-young")
# The checklist with the questions that a worker answers alone with a tablet, and the tablet's own words beside them.
ALONE = "private-interview"
TOUCH = ("yes", "no", "skip", "listen", "back", "stop", "give")
# English and French first and equal, then by script and name.
FIRST = ("en", "fr")
# Scripts that stand together on the first page, so that a reader finds theirs by its look.
_FAMILIES = (
    *(("LATIN",), ("CYRILLIC",), ("ARABIC",), ("ETHIOPIC",)),
    *(("DEVANAGARI", "BENGALI", "GURMUKHI", "TAMIL", "SINHALA"), ("THAI", "KHMER"), ("CJK", "HANGUL")),
)
RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa"})
# The page's own words that are read aloud.
SPOKEN = (
    *(
        "lead",
        "consent",
        "apart",
        "alone",
        "safe_text",
        "alone_yes",
        "alone_no",
        "age",
        "under_16",
        "16_17",
        "18_plus",
    ),
    *("child", "duty", "child_yes_tell", "child_no", "changed", "changed_same", "changed_worse", "changed_better"),
    *("tap_title", "tap_child", "tap_violence", "tap_locked_in", "tap_hurt"),
    *("sector", *(f"sector_{one}" for one in SECTORS), "county"),
    *("handset_limits", "handset_tap", "handset_done"),
)
# Whether one choice reads well or badly is in the checklist, never in a language file.
_META = frozenset({"status", "reviewer", "reviewed_on", "sets", "rights", "lines", "interview", "touch"})


@dataclass(frozen=True)
class Language:
    """One language of the worker's page. `words` are the page's own; `missing` names every text that is not there."""

    code: str
    name: str
    status: str
    reviewer: str | None
    reviewed_on: str | None
    direction: str
    words: Mapping[str, str]
    sets: tuple[Mapping[str, Any], ...]
    rights: tuple[str, ...]
    card: str
    lines: tuple[Mapping[str, str], ...]
    touch: Mapping[str, str]
    interview: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]

    def spoken(self) -> tuple[str, ...]:
        """What a speaker stands beside: every question and answer, what is said before them, and the calls for help."""
        asked = [
            one
            for set in self.sets
            for question in set["questions"]
            for one in (question["ask"], *(choice["label"] for choice in question["choices"]))
        ]
        return (*(self.words[name] for name in SPOKEN), *asked)

    def spoken_self_interview(self) -> tuple[str, ...]:
        """What a tablet says to a worker who answers alone: every question, and the words on what can be touched."""
        said = tuple(self.touch[name] for name in ("yes", "no", "skip", "give"))
        return (*said, *(text for asked in self.interview.values() for text in asked.values()))

    @property
    def can_self_interview(self) -> bool:
        return bool(self.interview) and all(self.touch.get(name) for name in TOUCH)

    @property
    def family(self) -> int:
        """Its place among the groups of the first page: English and French, then by script, unheard-of ones last."""
        script = unicodedata.name(self.name[0]).split()[0]
        mine = (at for at, family in enumerate(_FAMILIES) if script in family)
        return 0 if self.code in FIRST else 1 + next(mine, len(_FAMILIES))

    @property
    def is_reviewed(self) -> bool:
        return self.status == "reviewed" and bool(self.reviewer)


@cache
def all_of_them(folder: Path = DATA) -> tuple[Language, ...]:
    """Every language there is a file for, in the order they are shown; read once a process."""
    shared = _Shared(*(_tree(folder / name) for name in ("languages/en.yaml", "rights.yaml", "lines.yaml")))
    made = [_read(folder, path.stem, shared) for path in sorted((folder / "languages").glob("*.yaml"))]
    return tuple(sorted(made, key=lambda one: (one.family, one.name.lower())))


@cache
def audio_first(folder: Path = DATA) -> tuple[Mapping[str, str], ...]:
    """Languages spoken more than read. Their slots stay empty until a person fills them: no machine writes them."""
    return tuple(_tree(folder / "audio-first.yaml")["languages"])


def is_offered(one: Language, chosen: Mapping[str, bool], *, demo: bool) -> bool:
    """Whole, chosen by a person or not chosen against, and, outside the demo, read by a named reviewer."""
    return not one.missing and (demo or one.is_reviewed) and chosen.get(one.code, True)


def find(code: str) -> Language | None:
    return next((one for one in all_of_them() if one.code == code), None)


@dataclass(frozen=True)
class _Shared:
    """The files that every language is read beside; once for all of them."""

    english: Mapping[str, Any]
    rights: Mapping[str, Any]
    lines: Mapping[str, Any]


def _read(folder: Path, code: str, shared: _Shared) -> Language:
    own = _tree(folder / "languages" / f"{code}.yaml")
    missing: list[str] = []
    wanted = set(shared.english) - _META
    missing += [f"words: {name}" for name in sorted(wanted) if not own.get(name)]
    sets = tuple(_set(library.newest(key), code, own.get("sets") or {}, missing) for key in SETS)
    rights, lines = shared.rights, shared.lines
    said, named = own.get("rights") or {}, own.get("lines") or {}
    right = tuple(
        _text(one["text"].get(code) or said.get(one["id"]), f"rights: {one['id']}", missing) for one in rights["rights"]
    )
    line = tuple(
        {
            "tel": one["tel"],
            "number": one["number"],
            "name": _text(one["name"].get(code) or named.get(one["id"]), f"lines: {one['id']}", missing),
        }
        for one in lines["lines"]
    )
    return Language(
        code=code,
        name=str(own["name"]),
        status=str(own["status"]),
        reviewer=own.get("reviewer"),
        reviewed_on=own.get("reviewed_on") and str(own["reviewed_on"]),
        direction="rtl" if code in RIGHT_TO_LEFT else "ltr",
        words={name: str(text) for name, text in own.items() if name not in _META},
        sets=sets,
        rights=right,
        card=_text(rights["card"].get(code) or said.get("card"), "rights: card", missing),
        lines=line,
        touch=own.get("touch") or {},
        interview=_interview(code, own.get("interview") or {}),
        missing=tuple(missing),
    )


def _interview(code: str, own: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """{checklist/version: {item: question}}: the file's own, and what the newest checklist says in this language."""
    newest = library.newest(ALONE)
    asked = {item.id: item.alone.ask[code] for _, item in newest.items() if item.alone and code in item.alone.ask}
    return {**own, f"{newest.key}/{newest.n}": asked} if asked else own


def _set(one: Checklist, code: str, texts: Mapping[str, Any], missing: list[str]) -> Mapping[str, Any]:
    """{name, young, questions: [{id, icon, ask, choices: [{id, icon, label, verdict, law}]}]}."""
    name = f"{one.key}/{one.n}"
    own = texts.get(name) or {}
    questions = []
    for _, item in one.items():
        mine = own.get(item.id) or {}
        choices = []
        for choice in item.choices:
            at = f"{name}: {item.id}: {choice.id}"
            label, law = (mine.get(choice.id) or [None, None]) if code not in choice.label else (None, None)
            choices.append(
                {
                    "id": choice.id,
                    "icon": choice.icon,
                    "verdict": choice.verdict,
                    "label": _text(choice.label.get(code) or label, at, missing),
                    "law": _text((choice.law_says or {}).get(code) or law, f"{at}: law", missing),
                }
            )
        ask = _text(item.ask.get(code) or mine.get("ask"), f"{name}: {item.id}", missing)
        questions.append({"id": item.id, "icon": item.icon, "ask": ask, "choices": choices})
    return {"name": name, "young": one.key.endswith("-young"), "questions": questions}


def _text(found: object, what: str, missing: list[str]) -> str:
    if not found or not isinstance(found, str):
        missing.append(what)
        return ""
    return found


def _tree(path: Path) -> Mapping[str, Any]:
    tree, _lines = yaml.read(path.read_bytes(), path.name)
    if not isinstance(tree, Mapping):
        raise ValueError(f"{path.name} is not a map")
    return tree
