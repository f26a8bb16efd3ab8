"""Slow work inside a writing transaction holds up everyone else: in tests it fails where it is called."""

import importlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from inspect_app import store

# Module -> what of it takes long: hashing, sealing, opening, decoding, rendering, signing, files.
SLOW = {
    "crypto.passwords": ("make", "fits"),
    "crypto.sealing": ("seal",),
    "crypto.intake": ("seal", "unseal", "wrap_for", "IntakeKey.new_key", "IntakeKey.unwrap"),
    "crypto.opening": ("open_box",),
    "crypto.handset_keys": ("open_handset_messages",),
    "media.pictures": ("derived", "thumbnail"),
    "paper.pdf": ("render", "check"),
    "media.evidence": ("Evidence.put", "Evidence.get", "Evidence.exists", "Evidence.delete"),
    "crypto.signing": ("sign", "is_intact"),
}


def forbid_while_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every function of `SLOW` raise AssertionError while its thread has a writing transaction open."""
    for name, functions in SLOW.items():
        module = importlib.import_module(f"inspect_app.adapters.{name}")
        for function in functions:
            owner, _, attribute = function.rpartition(".")
            holder = getattr(module, owner) if owner else module
            monkeypatch.setattr(holder, attribute, _guarded(f"{name}.{function}", getattr(holder, attribute)))


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if store.in_writing():
            raise AssertionError(f"{name} was called inside a writing transaction: do it before, or after")
        return function(*args, **kwargs)

    return call
