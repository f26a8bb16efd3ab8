"""What a lent handset keeps for working without signal: the same questions, words, voices and style, and what keeps
them. Public texts only; they are made when a tablet first asks, and again when the month or the languages change."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from inspect_app.checkin_app.page import Document, File

_HTML, _SCRIPT = "text/html; charset=utf-8", "text/javascript; charset=utf-8"
_STATIC = Path(__file__).resolve().parents[2] / "static"


class HandsetFiles:
    """The files below `/c/handset/`, made once for each state of things."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: tuple[object, Mapping[str, File]] = (None, {})

    def file(self, name: str) -> File:
        """A document by "" or "in.fr", the service worker by "sw.js"; the first document for any other name."""
        period, shown = self._document.period(), self._document.shown()
        state = (period, tuple(one.code for one in shown))
        if self._made[0] != state:
            self._made = (state, self._make(self._document.lent(period, shown)))
        return self._made[1].get(name) or self._made[1][""]

    def _make(self, documents: Mapping[str, bytes]) -> dict[str, File]:
        made: dict[str, File] = {
            f"in.{code}" if code else "": (body, _HTML, "gzip") for code, body in documents.items()
        }
        files = {f"/c/handset/{name}": file[0] for name, file in made.items()}
        for name in ("css", "handset", *(f"voice-{code}" for code in documents if code)):
            body, kind, _encoding = self._document.file(name)
            if kind != "text/plain":
                files[f"/c/check-in.{name}"] = body
        # Another version when any file changes.
        version = sha256(b"".join(sha256(name.encode() + body).digest() for name, body in files.items())).hexdigest()
        listed = f"const VERSION = {json.dumps(version[:16])};\nconst FILES = {json.dumps(list(files))};\n"
        source = "".join(
            (_STATIC / name).read_text() for name in ("kept_files.js", "checkin_app/src/handset/handset_sw.js")
        )
        return {**made, "sw.js": ((listed + source).encode(), _SCRIPT, None)}
