"""What a worker sees: a first page to choose a language, and one document in each language.

They are made when somebody first asks, and again when the month's key, the duty or the choice of languages changes;
never by what a card is. Every language's document has one compressed size, so the line does not tell which is read.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import Language, is_offered
from inspect_app.adapters.media import signs, voices
from inspect_app.adapters.media.voices import Voice
from inspect_app.adapters.paper.page import Pages
from inspect_app.adapters.system.clock import HOME
from inspect_app.checkin_app import packing
from inspect_app.checkin_app.packing import PLACE, Packed
from inspect_app.domain.alerts import duty
from inspect_app.domain.alerts.duty import KINDS, Reading
from inspect_app.domain.checkins.published_outcomes import PublishedOutcomes
from inspect_app.domain.checkins.regional_totals import SECTORS
from inspect_app.domain.register import regions
from inspect_app.store import Database
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import languages as languages_store
from inspect_app.store.checkins import periods as periods_store

# A neutral public page that anyone may have open.
NEUTRAL = "https://weather.gc.ca/"
# What the script says by itself; the rest stands in the document.
_JS_WORDS = (
    "begin",
    "skip",
    "next",
    "sending",
    "lost",
    "law_title",
    "not_alone",
    "rights_title",
    "read_now",
    "read_away",
    "read_later",
    "read_nobody",
    "did_title",
    "did_from",
    "did_text",
    "did_by",
    "did_none",
    "code",
    "code_hint",
)
# Documents grow in steps of this many compressed bytes, so that a mended word does not change the common size.
_STEP = 1024
# Whoever is on duty opens and leaves the list of calls all day: the documents of the last few states are kept.
_KEPT = 4
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
        self._pictures = {path.stem: _lines(path) for path in (root / "static" / "checkin_app" / "icons").glob("*.svg")}
        self._files = {
            "css": (_small(root / "static" / "css" / "checkin_app.css"), "text/css; charset=utf-8"),
            "js": (_small(root / "static" / "checkin_app" / "build" / "check-in.js"), "text/javascript; charset=utf-8"),
            "handset": (
                _small(root / "static" / "checkin_app" / "build" / "handset.js"),
                "text/javascript; charset=utf-8",
            ),
        }
        self._voices = _voices(root / "static" / "checkin_app" / "build" / "voices")
        self._sound_size = max((len(one.sound) for one in self._voices.values()), default=0) + _STEP
        self._signs = signs.read(root / "data" / "signs")
        self._made: dict[object, dict[str, Packed]] = {}
        self._making = Lock()

    def period(self) -> bytes | None:
        """The public key to seal to, or None while the opener has made no period."""
        with self._database.reading() as tx:
            periods = periods_store.periods(tx)
        return bytes(periods[0].public_key) if periods else None

    def page(self, code: str = "", did: PublishedOutcomes | None = None) -> bytes:
        """A language's document, compressed; the first page for a language that is not offered.

        `did`: what the card that was sent may read. The answer is as long without it.
        """
        told, shown = self.reading(), self.shown()
        state = (self.period(), told, tuple(one.code for one in shown))
        with self._making:
            made = self._made.pop(state, None) or self._make(state[0], told, shown)
            self._made = dict([*self._made.items(), (state, made)][-_KEPT:])
        offered = code if code in made else ""
        return made[offered].filled(self._place(languages.find(offered), did))

    def reading(self) -> Reading:
        """Who reads a call for help at this moment."""
        with self._database.reading() as tx:
            return duty.reading(urgent_store.shifts(tx, self._now()), self._now())

    def shown(self) -> tuple[Language, ...]:
        """The languages that are offered."""
        with self._database.reading() as tx:
            chosen = languages_store.offered(tx)
        return tuple(one for one in languages.all_of_them() if is_offered(one, chosen, demo=self._demo))

    def file(self, name: str) -> File:
        """(body, kind, encoding) of a file of the page by its ending; anything else is the empty one."""
        voice = self._voices.get(name.removeprefix("voice-")) if name.startswith("voice-") else None
        if voice is not None:
            # Not compressed: it is already, and one size for all languages and questions must stay one size. Filled up
            # when asked for: kept filled, all languages would take twice the memory.
            return voices.padded(voice.sound, self._sound_size), "audio/mpeg", None
        if (clip := self._signs.file(name.removeprefix("sign-"))) is not None:
            return *clip, None
        return *self._files.get(name, (packing.zipped(b""), "text/plain")), "gzip"

    def _make(self, period: bytes | None, told: Reading, shown: tuple[Language, ...]) -> dict[str, Packed]:
        values = {**self._values(period, NEUTRAL), "told": told, "at": hour_of(told), "lent": False, "place": PLACE}
        first = self._pages.render("checkin_app/first.html", "en", shown=shown, **values)
        made = {one.code: Packed(self._render(one, values)) for one in shown}
        size = -(-max((one.size for one in made.values()), default=0) // _STEP) * _STEP + _STEP
        for one in made.values():
            one.fill_up(size)
        return {"": Packed(first), **made}

    def _place(self, one: Language | None, did: PublishedOutcomes | None) -> bytes:
        words = (one or languages.all_of_them()[0]).words
        while (made := packing.place(self._pages.render("checkin_app/deeds.html", "en", w=words, did=did))) is None:
            # Words that would not be squeezed into the room: the last order gives way.
            did = replace(did, orders=did.orders[:-1]) if did else None
        return made

    def lent(self, period: bytes | None, shown: tuple[Language, ...]) -> dict[str, bytes]:
        """A lent handset's documents, by language, the first one under "". Of duty they say nothing: they get old.

        All have one title: a browser writes each title it showed, and when, into the history of its own profile.
        """
        title = shown[0].words["title"] if shown else "Working conditions"
        values = {
            **self._values(period, "/c/handset/"),
            "told": Reading("handset"),
            "at": "",
            "lent": True,
            "place": "",
        }
        values["title"] = title
        first = self._pages.render("checkin_app/handset.html", "en", shown=shown, **values)
        made = {"": first, **{one.code: self._render(one, values) for one in shown}}
        return {code: packing.zipped(text.encode()) for code, text in made.items()}

    def _values(self, period: bytes | None, neutral: str) -> dict[str, Any]:
        return {
            "key": base64.b64encode(period or b"").decode(),
            "neutral": neutral,
            "source": self._source,
            "kinds": tuple(reversed(KINDS)),
            "pictures": self._pictures,
            "sectors": SECTORS,
            "counties": [(code, regions.with_towns(code)) for code in regions.COUNTIES],
        }

    def _render(self, one: Language, values: dict[str, Any]) -> str:
        said = {name: one.words[name] for name in _JS_WORDS}
        if values["lent"]:
            # What is true without signal; nothing else about readers stays true on a tablet.
            said["read_handset"] = one.words["handset_tap"]
        js = json.dumps(said, ensure_ascii=False)
        voice = self._voices.get(one.code)
        heard: dict[str, Any] = {
            "voice": voice.texts if voice else {},
            "by_machine": voice is not None and voice.by_machine,
            "sound_size": f"{self._sound_size / 1e6:.1f} MB",
            "signs": self._signs.of(one.code, one.spoken()),
            "sign_size": f"{self._signs.size / 1e6:.1f} MB",
        }
        return self._pages.render("checkin_app/page.html", "en", it=one, w=one.words, js=js, **heard, **values)


def hour_of(told: Reading) -> str:
    """The time of day from which somebody reads, as it stands on the page."""
    return told.at.astimezone(HOME).strftime("%H:%M") if told.at else ""


def _voices(folder: Path) -> dict[str, Voice]:
    found = {one.code: voices.read(folder, one.code) for one in languages.all_of_them()}
    return {code: voice for code, voice in found.items() if voice is not None}


def _lines(path: Path) -> str:
    found = _PICTURE.search(path.read_text())
    if found is None:
        raise ValueError(f"{path.name} is not a picture")
    return " ".join(found.group(1).split())


def _small(path: Path) -> bytes:
    return packing.zipped(path.read_bytes() if path.exists() else b"")
