"""Whether releasing one more band could tell what one worker answered, together with all that was released before.

Two bands of a growing count can corner a group: "few" of 8 and then "about half" of 13 leaves only one world, in
which all five who came later said yes. So before a release everything that it *could* show is tried against the
item's whole history in both editions. The decision looks at how many answered, never at what they said; otherwise
holding a band back would itself tell something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

Words = Callable[[int, int, int], frozenset[str]]


@dataclass(frozen=True)
class Release:
    """A band that was released for an item: in edition ``k``, when ``n`` had answered it."""

    k: int
    n: int
    band: str


@lru_cache(maxsize=65536)
def safe(history: tuple[Release, ...], n: int, editions: tuple[int, ...], words: Words) -> bool:
    """True when no outcome of releasing ``editions`` at ``n`` answers determines any single answer.

    ``words(total, n, k)``: the bands that edition ``k`` may show for this total; more than one where chance moves it.
    """
    if any(past.n > n for past in history):
        return False
    for bands in _outcomes(n, editions, words):
        new = [Release(k, n, band) for k, band in zip(editions, bands, strict=True)]
        if not _undetermined([*history, *new], words):
            return False
    return True


def _outcomes(n: int, editions: Sequence[int], words: Words) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for total in range(n + 1):
        found.update(product(*(sorted(words(total, n, k)) for k in editions)))
    return found


def _undetermined(releases: Sequence[Release], words: Words) -> bool:
    """Answers between two releases form a group; it is cornered when in every world all of it, or none, said so.

    A history that no count fits cannot happen, so it tells nothing.
    """
    sizes = sorted({release.n for release in releases})
    fitting = [
        {total for total in range(n + 1) if all(r.band in words(total, n, r.k) for r in releases if r.n == n)}
        for n in sizes
    ]
    return all(counts - {0} and counts - {size} for size, counts in _groups(sizes, fitting) if counts)


def _groups(sizes: Sequence[int], fitting: Sequence[set[int]]) -> Iterator[tuple[int, set[int]]]:
    """(size, the counts possible in it) of every group between two releases, over all worlds that fit."""
    before = [0, *sizes[:-1]]
    reached = [{0}]
    for n, earlier, totals in zip(sizes, before, fitting, strict=True):
        reached.append({t for t in totals if any(0 <= t - p <= n - earlier for p in reached[-1])})
    goal = reached[-1]
    for at in range(len(sizes) - 1, -1, -1):
        size = sizes[at] - before[at]
        steps = {(p, t) for p in reached[at] for t in goal if 0 <= t - p <= size}
        yield size, {t - p for p, t in steps}
        goal = {p for p, _t in steps}
