"""Taking a struck text out of what an edition says. Pure."""

from collections.abc import Mapping
from typing import Any

STRUCK = "[struck]"


def holds(content: Any, hash: str, text: str | None) -> bool:
    """Whether an edition's content shows this text, or lists the picture of this hash."""
    if isinstance(content, Mapping):
        return any(holds(one, hash, text) for one in content.values())
    if isinstance(content, list | tuple):
        return any(holds(one, hash, text) for one in content)
    return isinstance(content, str) and content in {hash, text}


def without(content: Any, text: str | None) -> Any:
    """The same content with every place of the text marked as struck; a picture's line stays, its file is gone."""
    if isinstance(content, Mapping):
        return {name: without(one, text) for name, one in content.items()}
    if isinstance(content, list | tuple):
        return [without(one, text) for one in content]
    return STRUCK if text and content == text else content
