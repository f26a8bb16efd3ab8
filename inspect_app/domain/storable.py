"""Characters that JSON and forms can carry and no database keeps: NUL and half a surrogate pair."""

import re
from collections.abc import Mapping
from typing import Any

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` without NUL and lone surrogates. Nobody types them; programs that look for a fault do."""
    return _UNSTORABLE.sub("", text)


def storable_tree(value: Any) -> Any:
    """The same for everything in parsed JSON, names of fields included."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(name)): storable_tree(inner) for name, inner in value.items()}
    return [storable_tree(inner) for inner in value] if isinstance(value, list) else value
