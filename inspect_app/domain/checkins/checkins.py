"""A check-in: what one worker said, in a plaintext of one size.

``{"v": 1, "set": "worker-check-in/1", "lang": "en", "path": "js" | "srv", "answers": {item: choice}}``
padded to 2,048 bytes (one 0x80 byte, then zeros: ISO/IEC 7816-4), so that nothing outside the seal
varies with language, answers or how many questions were skipped. The source of the rule is
docs/privacy.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.checkins.regional_totals import SECTORS
from inspect_app.domain.register.regions import COUNTIES

SIZE = 2048
SEALED_SIZE = SIZE + 48
FORMAT = 1
PATHS = frozenset({"js", "srv"})
AGE_BANDS = ("under_16", "16_17", "18_plus")

# Questions the page itself asks; the dot keeps them apart from the items of any checklist.
AGE, ALONE, CHILD, CHANGED = ".age", ".alone", ".child", ".changed"
# Asked at standing points only: what kind of work, and in which county it is.
SECTOR, COUNTY = ".sector", ".county"
OWN_QUESTIONS: dict[str, frozenset[str]] = {
    AGE: frozenset(AGE_BANDS),
    ALONE: frozenset({"yes", "no"}),
    CHILD: frozenset({"yes_tell", "no"}),
    # The point stays open for thirty days: reprisal shows after the inspectors have gone.
    CHANGED: frozenset({"worse", "same", "better"}),
    SECTOR: frozenset(SECTORS),
    COUNTY: frozenset(COUNTIES) | {"unknown"},
}

_ID = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?\Z")
_SET = re.compile(r"[a-z][a-z0-9-]{0,60}/[1-9][0-9]{0,5}\Z")


@dataclass(frozen=True)
class CheckIn:
    """One worker's answers, opened."""

    set: str
    lang: str
    path: str
    answers: Mapping[str, str]


def write(check_in: CheckIn) -> bytes:
    """The padded plaintext, always 2,048 bytes. Raises ValueError when the answers cannot fit."""
    body = {
        "v": FORMAT,
        "set": check_in.set,
        "lang": check_in.lang,
        "path": check_in.path,
        "answers": dict(sorted(check_in.answers.items())),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    if len(text) >= SIZE:
        raise ValueError("the answers are longer than a box holds")
    return (text + b"\x80").ljust(SIZE, b"\0")


def read(plaintext: bytes) -> CheckIn | None:
    """What was written, or None when the bytes are not such a check-in. Never raises: anyone may send a box."""
    if len(plaintext) != SIZE:
        return None
    body = plaintext.rstrip(b"\0")
    if not body.endswith(b"\x80"):
        return None
    try:
        tree = json.loads(body[:-1].decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return _check(tree)


def _check(tree: object) -> CheckIn | None:
    if not isinstance(tree, dict) or set(tree) != {"v", "set", "lang", "path", "answers"}:
        return None
    texts = (tree["set"], tree["lang"], tree["path"])
    if tree["v"] != FORMAT or isinstance(tree["v"], bool) or not all(isinstance(t, str) for t in texts):
        return None
    if not _SET.match(tree["set"]) or not _LANGUAGE.match(tree["lang"]) or tree["path"] not in PATHS:
        return None
    answers = tree["answers"]
    if not isinstance(answers, dict) or not all(_may_stand(k, v) for k, v in answers.items()):
        return None
    return CheckIn(tree["set"], tree["lang"], tree["path"], answers)


def _may_stand(item: str, choice: object) -> bool:
    if not isinstance(choice, str):
        return False
    if item in OWN_QUESTIONS:
        return choice in OWN_QUESTIONS[item]
    return bool(_ID.match(item) and _ID.match(choice))


def counted(check_in: CheckIn, choices: Mapping[str, Mapping[str, frozenset[str]]]) -> Mapping[str, str] | None:
    """The answers that count, by item, or None when the set is not one we published.

    ``choices[set][item]`` are the choice ids of the frozen checklist; a page of ours can send nothing else,
    so a box with a foreign choice came from a stranger's program and counts as nothing said.
    """
    known = choices.get(check_in.set)
    if known is None:
        return None
    said = {item: choice for item, choice in check_in.answers.items() if item not in OWN_QUESTIONS}
    if any(choice not in known.get(item, frozenset()) for item, choice in said.items()):
        return None
    return said
