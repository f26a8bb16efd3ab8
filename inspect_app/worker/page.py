"""What a worker sees: a first page to choose a language, and one document in each language.

They are made when somebody first asks, and again when the month's key, the duty or the choice of languages changes;
never by what a card is. Every language's document has one compressed size, so the line does not tell which is read.
"""

import base64
import gzip
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from inspect_app.adapters import languages, voices
from inspect_app.adapters.languages import Language
from inspect_app.adapters.page import ZONE, Pages
from inspect_app.adapters.voices import Voice
from inspect_app.domain import duty
from inspect_app.domain.duty import KINDS, Reading
from inspect_app.store import Database, checkins, urgent

# A neutral public page that anyone may have open.
NEUTRAL = "https://weather.gc.ca/"
# What the script says by itself; the rest stands in the document.
_JS_WORDS = ("begin", "skip", "next", "sending", "lost", "law_title", "not_alone", "rights_title", "read_now",
             "read_away", "read_later", "read_nobody")  # fmt: skip
# Documents grow in steps of this many compressed bytes, so that a mended word does not change the common size.
_STEP = 2048
_PICTURE = re.compile(r"<svg[^>]*>\s*(.*?)\s*</svg>", re.DOTALL)

# (body, kind, encoding)
File = tuple[bytes, str, str | None]


class Document:
    """The pages and their two files, compressed once for each state of things."""

    def __init__(self, root: Path, database: Database, *, demo: bool, source: str, now: Callable[[], datetime]) -> None:
        self._root, self._database, self._demo, self._source, self._now = root, database, demo, source, now
        self._pages = Pages(root / "templates")
        self.choices = {
            one["name"]: {q["id"]: frozenset(choice["id"] for choice in q["choices"]) for q in one["questions"]}
            for one in languages.all_of_them()[0].sets
        }
        self._pictures = {path.stem: _lines(path) for path in (root / "static" / "worker" / "icons").glob("*.svg")}
        self._files = {
            "css": (_small(root / "static" / "css" / "worker.css"), "text/css; charset=utf-8"),
            "js": (_small(root / "static" / "worker" / "build" / "check-in.js"), "text/javascript; charset=utf-8"),
            "handset": (_small(root / "static" / "worker" / "build" / "handset.js"), "text/javascript; charset=utf-8"),
        }
        self._voices = _voices(root / "static" / "worker" / "build" / "voices")
        size = max((len(one.sound) for one in self._voices.values()), default=0) + _STEP
        # Not compressed: it is already, and one size for all languages and questions must stay one size.
        self._sounds = {f"voice-{code}": voices.padded(one.sound, size) for code, one in self._voices.items()}
        self._sound_size = f"{size / 1e6:.1f} MB"
        self._made: tuple[object, dict[str, bytes]] = (None, {})

    def period(self) -> bytes | None:
        """The public key to seal to, or None while the opener has made no period."""
        with self._database.look() as tx:
            periods = checkins.periods(tx)
        return bytes(periods[0].public_key) if periods else None

    def page(self, code: str = "") -> bytes:
        """A language's document, compressed; the first page for a language that is not offered."""
        told, shown = self.reading(), self.shown()
        state = (self.period(), told, tuple(one.code for one in shown))
        if self._made[0] != state:
            self._made = (state, self._make(state[0], told, shown))
        return self._made[1].get(code) or self._made[1][""]

    def reading(self) -> Reading:
        """Who reads a call for help at this moment."""
        with self._database.look() as tx:
            return duty.reading(urgent.shifts(tx, self._now()), self._now())

    def shown(self) -> tuple[Language, ...]:
        """The languages that are offered."""
        with self._database.look() as tx:
            chosen = checkins.offered(tx)
        return tuple(one for one in languages.all_of_them() if is_offered(one, chosen, demo=self._demo))

    def file(self, name: str) -> File:
        """(body, kind, encoding) of a file of the page by its ending; anything else is the empty one."""
        if name in self._sounds:
            return self._sounds[name], "audio/mpeg", None
        return *self._files.get(name, (_zip(b""), "text/plain")), "gzip"

    def _make(self, period: bytes | None, told: Reading, shown: tuple[Language, ...]) -> dict[str, bytes]:
        values = {**self._values(period, NEUTRAL), "told": told, "at": clock(told), "lent": False}
        first = self._pages.render("worker/first.html", "en", shown=shown, **values)
        made = {one.code: self._render(one, values) for one in shown}
        size = -(-max((len(_zip(text)) for text in made.values()), default=0) // _STEP) * _STEP + _STEP
        return {"": _zip(first.encode()), **{code: _zip(text, size) for code, text in made.items()}}

    def lent(self, period: bytes | None, shown: tuple[Language, ...]) -> dict[str, bytes]:
        """A lent handset's documents, by language, the first one under "". Of duty they say nothing: they get old.

        All have one title: a browser writes each title it showed, and when, into the history of its own profile.
        """
        title = shown[0].words["title"] if shown else "Working conditions"
        values = {**self._values(period, "/c/handset/"), "told": Reading("handset"), "at": "", "lent": True}
        values["title"] = title
        first = self._pages.render("worker/handset.html", "en", shown=shown, **values)
        return {"": _zip(first.encode()), **{one.code: _zip(self._render(one, values)) for one in shown}}

    def _values(self, period: bytes | None, neutral: str) -> dict[str, object]:
        return {
            "key": base64.b64encode(period or b"").decode(), "neutral": neutral, "source": self._source,
            "kinds": tuple(reversed(KINDS)), "pictures": self._pictures,
        }  # fmt: skip

    def _render(self, one: Language, values: dict[str, object]) -> bytes:
        said = {name: one.words[name] for name in _JS_WORDS}
        if values["lent"]:
            # What is true without signal; nothing else about readers stays true on a tablet.
            said["read_handset"] = one.words["handset_tap"]
        js = json.dumps(said, ensure_ascii=False)
        voice = self._voices.get(one.code)
        heard = {"voice": voice.texts if voice else {}, "by_machine": voice is not None and voice.by_machine,
                 "sound_size": self._sound_size}  # fmt: skip
        return self._pages.render("worker/page.html", "en", it=one, w=one.words, js=js, **heard, **values).encode()


def is_offered(one: Language, chosen: dict[str, bool], *, demo: bool) -> bool:
    """Whole, chosen by a person or not chosen against, and, outside the demo, read by a named reviewer."""
    return not one.missing and (demo or one.is_reviewed) and chosen.get(one.code, True)


def clock(told: Reading) -> str:
    """The time of day from which somebody reads, as it stands on the page."""
    return told.at.astimezone(ZONE).strftime("%H:%M") if told.at else ""


def _voices(folder: Path) -> dict[str, Voice]:
    found = {one.code: voices.read(folder, one.code) for one in languages.all_of_them()}
    return {code: voice for code, voice in found.items() if voice is not None}


def _lines(path: Path) -> str:
    found = _PICTURE.search(path.read_text())
    if found is None:
        raise ValueError(f"{path.name} is not a picture")
    return " ".join(found.group(1).split())


def _small(path: Path) -> bytes:
    return _zip(path.read_bytes() if path.exists() else b"")


def _zip(body: bytes, size: int = 0) -> bytes:
    """gzip, filled up to `size` bytes by an extra field in its header (RFC 1952, 2.3.1.1), which readers pass over."""
    packed = gzip.compress(body, 9, mtime=0)
    gap = size - len(packed)
    if gap <= 0:
        return packed
    # Two bytes say how long the field is; inside it a subfield has a name of two bytes and a length of two more.
    inner = gap - 2
    extra = inner.to_bytes(2, "little") + b"SC" + (inner - 4).to_bytes(2, "little") + bytes(inner - 4)
    return packed[:3] + bytes([packed[3] | 4]) + packed[4:10] + extra + packed[10:]
