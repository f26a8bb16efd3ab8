"""Two programs measured in turn, so that a busy minute of the machine weighs on both."""

import math
import time
from collections.abc import Callable, Sequence


def alternate(*programs: Callable[[], object], rounds: int) -> list[list[float]]:
    """Seconds of each call, per program; the programs take turns and each round starts with another one."""
    taken: list[list[float]] = [[] for _ in programs]
    for number in range(rounds):
        for at in range(len(programs)):
            which = (number + at) % len(programs)
            start = time.perf_counter()
            programs[which]()
            taken[which].append(time.perf_counter() - start)
    return taken


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least `part` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"
