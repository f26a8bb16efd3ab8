"""Reading what a worker sends: a box sealed on the phone, or a form that is sealed here before anything is stored."""

import base64
import binascii
import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from inspect_app.adapters.crypto import sealing
from inspect_app.adapters.system import randomness
from inspect_app.domain.checkins import cards
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import published_outcomes as published_outcomes_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.checkins.published_outcomes import PublishedOutcomes

SEALED = checkins_rules.SEALED_SIZE


class Peppers:
    """The worker's copy of each open point's pepper: one small file a point in its own key folder, and beside it
    what was published of that point."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fingerprints(self, points: Sequence[str], code: str) -> list[bytes]:
        """The typed code under every open point's pepper; peppers of points that are not open are deleted."""
        found = []
        for path in sorted(self._folder.glob("*.pepper")):
            if path.stem in points:
                found.append(cards.fingerprint(path.read_bytes(), code))
            else:
                path.unlink(missing_ok=True)
                path.with_suffix(".deeds").unlink(missing_ok=True)
        return found

    def published_outcomes(self) -> dict[str, PublishedOutcomes]:
        """What was published of each point. All of it is read for every code, so that no code takes longer."""
        return {
            path.stem: published_outcomes_rules.read(path.read_bytes()) for path in sorted(self._folder.glob("*.deeds"))
        }


def read(
    form: Mapping[str, str], public_key: bytes, choices: Mapping[str, Mapping[str, Collection[str]]]
) -> tuple[str, bytes, bytes]:
    """(code, box id, box). What cannot be read becomes a random box under an invented code: the same work, no trace."""
    code = card(form)
    box = _sealed(form.get("box", "")) if "box" in form else _from_form(form, public_key, choices)
    if box is None:
        code, box = card({}), randomness.fill(SEALED)
    return code, hashlib.sha256(box).digest()[:16], box


def card(form: Mapping[str, str]) -> str:
    """The sixteen digits that were sent, or as many invented ones."""
    return cards.read(form.get("code", "")[:80]) or f"{randomness.below(10**cards.DIGITS):0{cards.DIGITS}d}"


def _sealed(text: str) -> bytes | None:
    try:
        box = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return box if len(box) == SEALED else None


def _from_form(
    form: Mapping[str, str], public_key: bytes, choices: Mapping[str, Mapping[str, Collection[str]]]
) -> bytes | None:
    known = choices.get(form.get("set", ""))
    if known is None:
        return None
    said = {item: form[item] for item in known if form.get(item, "") in known[item]}
    own = {item: form[item] for item, may in checkins_rules.OWN_QUESTIONS.items() if form.get(item, "") in may}
    language = form.get("lang", "en")[:12]
    plain = checkins_rules.write(CheckIn(form["set"], language, "srv", {**said, **own}))
    # The other form fields and the page's own questions are all that a body may hold; anything else is dropped here.
    return sealing.seal(plain, public_key)
