"""Snapshots: boxes counted together, never fewer than k, shown in bands.

A check-in point is a secret ballot with a watched voter and a tiny electorate. Four rules keep one voter
from being read out of the totals, whoever looks and however often (docs/privacy.md):

* nothing before k answers *to that item*, and the next count only when k more have come;
* bands, never counts, with at least one answer of slack at both ends;
* the edition that leaves the visit team (k = 10) moves each count once by -1, 0 or +1;
* nothing that could corner anybody together with what was released before (domain/checkins/disclosure.py).

Pressure signs are about the employer's conduct, never about workers. They can only add "return unannounced".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspect_app.domain.checkins.disclosure import Release, safe

TEAM, WIDE = 5, 10
EDITIONS = (TEAM, WIDE)
SAMENESS_NEEDS = 10
# What came by a poster is counted under names of its own and never joins the cards, a score or a report.
OPEN = "open/"

# msgid of each reason; the desk shows it in the reader's language.
REASONS: dict[str, str] = {
    "more_boxes_than_cards": "More answers came in than cards were handed out.",
    "mostly_management": "Most of the cards used were management cards.",
    "told_what_to_answer": "Several workers said that someone told them what to answer.",
    "not_alone": "Several workers said that they were not alone when they answered.",
    "alike": "The answers are more alike than answers of different people usually are.",
    "cards_used_again": "Many cards were used more than once.",
}
STRONG_ALONE = frozenset({"more_boxes_than_cards", "mostly_management", "told_what_to_answer", "alike"})


@dataclass(frozen=True)
class Piles:
    """What a point's piles hold, counted by the opener for the pressure signs and then forgotten."""

    cards_out: int
    main: int
    again: int
    management: int


def shown_at_all(headcount: str) -> bool:
    """Whether a site may have a display of its own: never under ten workers, never when nobody knows."""
    return headcount not in {"under_10", "unknown"}


def edition_for(*, on_team: bool, visit_state: str | None) -> int:
    """The edition (k) of a point that somebody at the desk reads: five only for the visit's team, once it is closed.

    `visit_state` is None for a point that belongs to no visit. While a visit goes on, its team stands among those who
    answer: the edition of five could be laid beside who came out of the door.
    """
    return TEAM if on_team and visit_state == "closed" else WIDE


def band(present: int, n: int) -> str:
    """The word for ``present`` of ``n`` answers (n >= 5, 0 <= present <= n)."""
    if n < WIDE:
        return "few" if present <= 1 else "nearly_all" if present >= n - 1 else "mixed"
    slack = max(1, n * 15 // 100)
    if present <= slack:
        return "few"
    if present >= n - slack:
        return "nearly_all"
    share = present / n
    return "some" if share < 0.4 else "most" if share > 0.6 else "about_half"


def due(n: int, history: Sequence[Release], k: int) -> bool:
    """Whether edition ``k`` of an item with ``n`` answers may be released: k at first, then only with k more."""
    return n >= k + max((release.n for release in history if release.k == k), default=0)


def moved(present: int, n: int, step: int) -> int:
    """A count of the wide edition after its one random step (-1, 0 or +1), kept within 0..n."""
    return min(n, max(0, present + step))


@lru_cache(maxsize=65536)
def words(total: int, n: int, k: int) -> frozenset[str]:
    """The bands that edition ``k`` may show for ``total`` of ``n``: one, or those that its random step can reach."""
    steps = (-1, 0, 1) if k >= WIDE else (0,)
    return frozenset(band(moved(total, n, step), n) for step in steps)


def release(answers: Sequence[bool], history: Sequence[Release], step: Callable[[], int]) -> tuple[Release, ...]:
    """What to release now for one item; the caller adds it to the item's history, which only the opener keeps.

    ``answers``: one True (the sign is there) or False per worker who answered the item; skips are absent.
    ``step()`` is -1, 0 or +1 by chance; asked only for k = 10. Of the editions that are due, as many are released
    as can be without cornering anybody, the wide one first; the rest wait for more answers.
    """
    n, present = len(answers), sum(answers)
    waiting = tuple(k for k in EDITIONS if due(n, history, k))
    for editions in (waiting, (WIDE,), (TEAM,)):
        if editions and set(editions) <= set(waiting) and safe(tuple(history), n, editions, words):
            break
    else:
        return ()
    counts = {k: moved(present, n, step()) if k >= WIDE else present for k in editions}
    return tuple(Release(k, n, band(count, n)) for k, count in counts.items())


def signs(
    vectors: Iterable[tuple[object, ...]],
    told: Sequence[bool],
    not_alone: int,
    piles: Piles,
    best: tuple[object, ...] | None = None,
) -> tuple[str, tuple[str, ...]]:
    """Pressure (none, some, strong) and its reasons, in the order of REASONS.

    ``vectors``: (language, answers in the order of the set) of every main box; ``told``: one truth per worker who
    answered "Did someone tell you what to answer?"; ``best``: the answers a perfect employer would get, without
    the language. Sentences about sameness or coaching need ten boxes; a sentence about several workers needs
    five who said so.
    """
    found = {
        "more_boxes_than_cards": piles.main > piles.cards_out,
        "mostly_management": piles.management >= TEAM and piles.management > piles.main,
        "told_what_to_answer": len(told) >= SAMENESS_NEEDS and sum(told) >= TEAM,
        "not_alone": not_alone >= TEAM,
        "alike": _alike(tuple(vectors), best),
        "cards_used_again": piles.again >= TEAM and piles.again * 2 > piles.main,
    }
    reasons = tuple(name for name in REASONS if found[name])
    if not reasons:
        return "none", ()
    return ("strong" if STRONG_ALONE & set(reasons) or len(reasons) > 1 else "some"), reasons


def _alike(vectors: tuple[tuple[object, ...], ...], best: tuple[object, ...] | None) -> bool:
    """Nine in ten boxes identical, language included, and every answer the best one.

    Workers who are well treated also agree, but they skip, doubt and read different languages; ten people
    giving one flawless sheet do not.
    """
    if len(vectors) < SAMENESS_NEEDS or best is None:
        return False
    commonest, times = Counter(vectors).most_common(1)[0]
    return times * 10 >= len(vectors) * 9 and commonest[1:] == best
