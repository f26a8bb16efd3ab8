"""The one document a worker sees, made when the process starts and again when a month's key changes.

Every language is in it and every answer is it, so its size says nothing about who reads or what was sent.
"""

import base64
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspect_app.adapters import library, yaml
from inspect_app.adapters.page import Pages
from inspect_app.domain.checklist import Checklist
from inspect_app.store import Database, checkins

SETS = ("worker-check-in", "worker-check-in-young")
ORDER = ("en", "fr", "es")
# A neutral public page that anyone may have open.
NEUTRAL = "https://weather.gc.ca/"
_JS_WORDS = ("begin", "skip", "next", "sending", "lost", "law_title", "not_alone", "rights_title")


class Document:
    """The page and its two files, compressed once."""

    def __init__(self, root: Path, database: Database, *, demo: bool, source: str) -> None:
        self._root, self._database, self._demo, self._source = root, database, demo, source
        self._sets = [library.newest(key) for key in SETS]
        self.choices = {
            f"{one.key}/{one.n}": {item.id: frozenset(c.id for c in item.choices) for _, item in one.items()}
            for one in self._sets
        }
        self._files = {
            "css": (_small(root / "static" / "css" / "worker.css"), "text/css; charset=utf-8"),
            "js": (_small(root / "static" / "worker" / "build" / "check-in.js"), "text/javascript; charset=utf-8"),
        }
        self._made: tuple[bytes | None, bytes] = (b"", b"")

    def period(self) -> bytes | None:
        """The public key to seal to, or None while the opener has made no period."""
        with self._database.look() as tx:
            periods = checkins.periods(tx)
        return bytes(periods[0].public_key) if periods else None

    def page(self) -> tuple[bytes, str]:
        """(compressed body, its encoding)."""
        period = self.period()
        if self._made[0] != period or not self._made[1]:
            self._made = (period, _zip(self._render(period).encode()))
        return self._made[1], "gzip"

    def file(self, name: str) -> tuple[bytes, str | None, str]:
        """A file of the page by its ending; anything else is the empty one."""
        body, kind = self._files.get(name, (_zip(b""), "text/plain"))
        return body, "gzip", kind

    def _render(self, period: bytes | None) -> str:
        data = self._root / "data"
        return Pages(self._root / "templates").render(
            "worker/page.html",
            "en",
            languages=[_words(data / "languages" / f"{lang}.yaml", lang) for lang in ORDER if self._offered(lang)],
            sets=[_plain(one) for one in self._sets],
            rights=_tree(data / "rights.yaml")["rights"],
            lines=_tree(data / "lines.yaml")["lines"],
            key=base64.b64encode(period or b"").decode(),
            size=checkins.DECOYS,
            neutral=NEUTRAL,
            source=self._source,
        )

    def _offered(self, lang: str) -> bool:
        # Outside the demo a language is offered only when a named person has read it.
        words = _tree(self._root / "data" / "languages" / f"{lang}.yaml")
        return self._demo or words["status"] == "reviewed"


def _plain(one: Checklist) -> dict[str, object]:
    # `items` would be a method of a dict in the template, so the list goes by attribute of a small record.
    return {"name": f"{one.key}/{one.n}", "young": one.key.endswith("-young"), "items": [i for _, i in one.items()]}


def _words(path: Path, lang: str) -> dict[str, object]:
    words = dict(_tree(path))
    return {**words, "lang": lang, "js": json.dumps({name: words[name] for name in _JS_WORDS}, ensure_ascii=False)}


def _tree(path: Path) -> Mapping[str, Any]:
    tree, _lines = yaml.read(path.read_bytes(), path.name)
    if not isinstance(tree, Mapping):
        raise ValueError(f"{path.name} is not a map")
    return tree


def _small(path: Path) -> bytes:
    return _zip(path.read_bytes() if path.exists() else b"")


def _zip(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
