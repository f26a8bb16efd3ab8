"""Slow work inside a writing transaction holds up everyone else: in tests it fails where it is called."""

import importlib
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest

from inspect_app import store

# Module -> what of it takes long: hashing, sealing, opening, decoding, rendering, signing, files.
SLOW = {
    "passwords": ("make", "fits"),
    "sealing": ("seal",),
    "intake": ("seal", "unseal", "wrap_for", "IntakeKey.new_key", "IntakeKey.unwrap"),
    "opening": ("open_box",),
    "handset": ("open_letters",),
    "pictures": ("derived", "thumbnail"),
    "pdf": ("render", "check"),
    "evidence": ("Evidence.put", "Evidence.get", "Evidence.exists", "Evidence.delete"),
    "signing": ("sign", "is_intact"),
}

# Temporary: what tablets send is still unsealed and added up while its writing transaction is open. Whoever takes
# that out empties this tuple.
SYNC_STILL_WORKS_INSIDE = tuple(
    f"inspect_app.{name}"
    for name in (
        "web.sync",
        "actions.sync",
        "actions.arrivals",
        "actions.talks",
        "actions.derive",
        "actions.aside",
        "actions.strikes",
        "actions.pack",
        "actions.photos",
        "actions.pictures",
    )
)


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
        if store.in_writing() and not any(module in SYNC_STILL_WORKS_INSIDE for module in _callers()):
            raise AssertionError(f"{name} was called inside a writing transaction: do it before, or after")
        return function(*args, **kwargs)

    return call


def _callers() -> Iterator[str]:
    frame = sys._getframe(2)
    while frame is not None:
        yield frame.f_globals.get("__name__", "")
        frame = frame.f_back  # type: ignore[assignment]
