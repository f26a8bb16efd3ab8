"""A sealed file of what a tablet has not sent: its signed requests, one a line, and the account of what came of them.

``docs/event.md`` describes the file for outsiders.
"""

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inspect_app.domain.problem import Problem

LARGEST_MB = 32
_ADDRESSES = {
    "events": re.compile(r"PUT /sync/events"),
    "piece": re.compile(r"PUT /sync/photos/(?P<hash>[0-9a-f]{64})/(?P<start>\d{1,8})\?(?P<query>[\w=&]+)"),
    "seal": re.compile(r"POST /sync/seal/(?P<visit>[0-9a-f]{32})"),
}


@dataclass(frozen=True)
class Line:
    """One request as the tablet signed it; `kind` is events, piece or seal, `about` the parts of its address."""

    kind: str
    about: Mapping[str, str]
    method: str
    target: str
    authorization: str
    body: bytes


def read_head(line: bytes) -> tuple[int, int]:
    """(which file, of how many) from a file's first line; Problem "not-a-parcel" when it is none."""
    tree = _object(line)
    at, of = tree.get("file"), tree.get("of")
    if tree.get("v") != 1 or not isinstance(at, int) or not isinstance(of, int):
        raise Problem("not-a-parcel")
    return at, of


def read_line(line: bytes) -> Line:
    """One line after the first; Problem "broken-line" when it is no request of a tablet."""
    tree = _object(line)
    method, target, authorization, body = (tree.get(name) for name in ("method", "target", "authorization", "body"))
    if not isinstance(method, str) or not isinstance(target, str) or not isinstance(authorization, str):
        raise Problem("broken-line")
    for kind, address in _ADDRESSES.items():
        found = address.fullmatch(f"{method} {target}")
        if found:
            return Line(kind, found.groupdict(), method, target, authorization, _bytes(body))
    raise Problem("broken-line")


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        tree = json.loads(line)
    except (ValueError, RecursionError):
        tree = None
    return tree if isinstance(tree, dict) else {}


def _bytes(text: object) -> bytes:
    try:
        return b64decode(text if isinstance(text, str) else "-", validate=True)
    except ValueError:
        raise Problem("broken-line") from None


@dataclass
class Account:
    """What came of a file's lines: how often each answer was given, and what was not taken."""

    events: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    photos: dict[str, str] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    codes: list[str] = field(default_factory=list)
    lacking: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def batch(self, number: int, told: Mapping[str, Any]) -> None:
        """The answers to one batch; a refused event is named with its line."""
        for one in told["events"]:
            self.events[one["answer"]] += 1
            if one["answer"] == "refused":
                self.refused.append((number, str(one["why"])))
            elif one["why"]:
                self.reasons[one["why"]] += 1
        self.notes.update(told["blobs"].values())

    def piece(self, name: str, done: bool, was_here: bool) -> None:
        """A picture is whole, was whole before this file (`duplicate`), or lacks pieces (`part`)."""
        if self.photos.get(name) != "duplicate":
            self.photos[name] = "duplicate" if was_here else "stored" if done else "part"

    def seal(self, told: Mapping[str, Any]) -> None:
        if "code" in told:
            self.codes.append(told["code"])
        else:
            self.lacking += 1

    def refuse(self, number: int, problem: Problem, say: Callable[[str], str]) -> None:
        self.refused.append((number, problem.tell(say)))

    @property
    def pictures(self) -> Counter[str]:
        return Counter(self.photos.values())
