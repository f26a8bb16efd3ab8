"""Clips in sign language: `data/signs/<language>/<key>.mp4` or `.webm`, where the key is `voices.key_of` the question.

No machine signs. A question without a clip shows no button; a changed text has another key, so an old clip never signs
for it. Each clip is sent as a file of one size, so that the line does not tell which question is watched.
"""

from dataclasses import dataclass
from pathlib import Path

from inspect_app.adapters.media.voices import key_of

KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}
_STEP = 64 * 1024


@dataclass(frozen=True)
class Signs:
    """The clips there are, by language and key, and the size that all of them are sent at."""

    clips: dict[tuple[str, str], Path]
    size: int

    def of(self, language: str, texts: tuple[str, ...]) -> dict[str, str]:
        """text -> key of its clip, for the texts of a language that have one."""
        return {text: key_of(text) for text in texts if (language, key_of(text)) in self.clips}

    def file(self, name: str) -> tuple[bytes, str] | None:
        """(bytes, kind) of `<language>-<key>`, or None."""
        language, _, key = name.rpartition("-")
        path = self.clips.get((language, key))
        return (padded(path.read_bytes(), path.suffix, self.size), KINDS[path.suffix]) if path else None


def read(folder: Path) -> Signs:
    found = [path for path in sorted(folder.glob("*/*")) if path.suffix in KINDS]
    largest = max((path.stat().st_size for path in found), default=0)
    return Signs({(path.parent.name, path.stem): path for path in found}, -(-(largest + 16) // _STEP) * _STEP)


def padded(clip: bytes, suffix: str, size: int) -> bytes:
    """The same clip as a file of `size` bytes, ended by a box that every player passes over.

    MP4: a `free` box (ISO/IEC 14496-12, 8.1.2). WebM: a Void element (RFC 8794, 11.3.2). Both need nine bytes at least.
    """
    gap = size - len(clip)
    if gap < 9:
        raise ValueError("the clip is longer than the size")
    if suffix == ".mp4":
        return clip + gap.to_bytes(4, "big") + b"free" + bytes(gap - 8)
    # A length in eight bytes begins with 0x01.
    return clip + b"\xec\x01" + (gap - 9).to_bytes(7, "big") + bytes(gap - 9)
