"""What a tablet shows and says to a worker who answers alone, in every language: public texts, kept with its pages.

English, French and Spanish have their questions in the checklist, every other language in its own file. The sounds are
made at set-up; where there is none, the text stands alone.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import Language
from inspect_app.adapters.media import voices
from inspect_app.adapters.media.voices import Voice

STATIC = Path(__file__).resolve().parents[3] / "static"
SOUNDS = Path("checkin_app") / "build" / "alone"


@cache
def told(static: Path = STATIC) -> bytes:
    """JSON, {code: a language}, in the order of the worker's page; read once a process.

    A text is [words], or [words, start, end] with its place in the language's sound, in seconds.
    """
    shown = {one.code: _language(one, static) for one in languages.all_of_them() if one.can_self_interview}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def _language(one: Language, static: Path) -> dict[str, Any]:
    """`sound`: its address, the SHA-256 of its bytes, and whether a machine speaks; null where nobody does."""
    voice = voices.read(static / SOUNDS, one.code)
    places = voice.texts if voice else {}

    def placed(texts: Any) -> dict[str, list[str | float]]:
        return {name: [text, *places.get(text, ())] for name, text in texts.items()}

    return {
        "name": one.name,
        "direction": one.direction,
        "touch": placed(one.touch),
        "ears": one.words["handset_ears"],
        "machine_voice": one.words["machine_voice"],
        "asks": {version: placed(asked) for version, asked in one.interview.items()},
        "sound": _sound(one.code, voice) if voice else None,
    }


def _sound(code: str, voice: Voice) -> dict[str, Any]:
    hash = sha256(voice.sound).hexdigest()
    address = f"/static/{SOUNDS.as_posix()}/{code}.mp3?v={hash[:16]}"
    return {"address": address, "hash": hash, "size": len(voice.sound), "by_machine": voice.by_machine}
