"""Taking a redacted text out of what an edition says. Pure."""

from collections.abc import Mapping
from typing import Any

REDACTED = "[redacted]"
# The places of an edition that hold what a person wrote freely, and a picture's hash. A state or a name that happens to
# read like the redacted text is none of its places.
FREE = frozenset({"notes", "caption", "reply"})
PICTURE = "sha256"


def holds(content: Any, hash: str, text: str | None, at: str = "") -> bool:
    """Whether an edition's content shows this text, or lists the picture of this hash."""
    if isinstance(content, Mapping):
        return any(holds(one, hash, text, name) for name, one in content.items())
    if isinstance(content, list | tuple):
        return any(holds(one, hash, text, at) for one in content)
    return (at == PICTURE and content == hash) or _is(content, text, at)


def without(content: Any, text: str | None, at: str = "") -> Any:
    """The same content with every place of the text marked as redacted; a picture's line stays, its file is gone."""
    if isinstance(content, Mapping):
        return {name: without(one, text, name) for name, one in content.items()}
    if isinstance(content, list | tuple):
        return [without(one, text, at) for one in content]
    return REDACTED if _is(content, text, at) else content


def _is(content: Any, text: str | None, at: str) -> bool:
    return at in FREE and text is not None and content == text
