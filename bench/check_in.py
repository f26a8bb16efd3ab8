"""Sealed check-ins at the real server, 1, 4 and 64 at once, against Flask that writes one row of the same size."""

import argparse
import base64
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench.instance import prepare
from bench.load import Request, served, volley
from inspect_app.adapters.system import randomness
from inspect_app.domain.checkins.checkins import SEALED_SIZE

REQUESTS, ROUNDS = 400, 2
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """A line per round and number at once: requests a second, CPU milliseconds each, errors; the same bare; the ratio.

    The codes are unknown to the house, which costs it the same statements, rows and commits as any card.
    """
    _, instance = prepare(folder)
    bare = {"BARE_DATABASE": str(folder / "bare.db")}
    with served("wsgi:app", instance) as ours, served("bench.bare:app", bare) as plain:
        for number in range(ROUNDS):
            for parallel in (1, 4, 64):
                told = volley(ours, _boxes(), parallel, lambda status: status == 200)
                yard = volley(plain, _rows(), parallel, lambda status: status == 204)
                yield (
                    f"round={number + 1} parallel={parallel} per_s={told.per_second:.0f} cpu_ms={told.cpu_ms:.2f}"
                    f" errors={told.errors} bare_per_s={yard.per_second:.0f} bare_cpu_ms={yard.cpu_ms:.2f}"
                    f" bare_errors={yard.errors} ratio_cpu={told.cpu_ms / max(yard.cpu_ms, 0.01):.1f}"
                    f" ratio_per_s={told.per_second / yard.per_second:.2f}"
                )


def _boxes() -> list[Request]:
    made = []
    for _ in range(REQUESTS):
        box = base64.b64encode(randomness.fill(SEALED_SIZE)).decode()
        body = urlencode({"code": f"{randomness.below(10**16):016d}", "box": box}).encode()
        made.append(("POST", "/c/", body, FORM))
    return made


def _rows() -> list[Request]:
    return [("POST", "/", randomness.fill(SEALED_SIZE), {}) for _ in range(REQUESTS)]
