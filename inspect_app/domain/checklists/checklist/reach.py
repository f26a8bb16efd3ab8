"""Which items can never be shown: all answers of the items a condition names are tried."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from inspect_app.domain.checklists.checklist.model import INDICATOR_ANSWERS, VISIT_FACTS, Checklist, Item
from inspect_app.domain.checklists.expression import Setting, holds, names, walk

MOST_TRIALS = 5000
_TIME = {
    "today",
    "now",
    "position",
    "count",
    "sum",
    "min",
    "max",
    "join",
    "indexed-repeat",
    "count-non-empty",
}


def never_true(checklist: Checklist) -> list[Item]:
    """The items whose condition no answers can make true. Says nothing where answers are not countable."""
    items = {item.id: item for _, item in checklist.items()}
    repeated = {item.id for section, item in checklist.items() if section.repeat}
    dead: set[str] = set()
    found: list[Item] = []
    for item in _ordered(items):
        domains = _domains(item, items, repeated, dead)
        if domains is not None and not _ever(item, domains):
            dead.add(item.id)
            found.append(item)
    return found


def _ordered(items: Mapping[str, Item]) -> list[Item]:
    """Those that others wait for first (conditions do not go in circles)."""
    done: dict[str, Item] = {}
    while len(done) < len(items):
        for name, item in items.items():
            needs = names(item.when.ast) & set(items) if item.when else set()
            if name not in done and needs <= set(done):
                done[name] = item
    return list(done.values())


def _domains(
    item: Item, items: Mapping[str, Item], repeated: set[str], dead: set[str]
) -> dict[str, list[object]] | None:
    """All answers of every item the condition names; None when one of them is not countable."""
    if item.when is None or _TIME & {str(part[1]) for part in walk(item.when.ast) if part[0] == "fn"}:
        return None
    found: dict[str, list[object]] = {}
    for name in names(item.when.ast):
        if name in repeated and item.id not in repeated:
            return None
        domain: list[object] | None = (
            [None] if name in dead else answers_of(items[name]) if name in items else _facts(name)
        )
        if domain is None:
            return None
        found[name] = domain
    total = 1
    for domain in found.values():
        total *= len(domain)
    return found if total <= MOST_TRIALS else None


def _facts(name: str) -> list[object] | None:
    known = VISIT_FACTS.get(name)
    return [None, *known] if known else None


def answers_of(item: Item) -> list[object] | None:
    """Every answer an item can have, none included; None when they cannot be counted."""
    ids = [choice.id for choice in item.choices]
    if item.type == "indicator":
        return [None, *INDICATOR_ANSWERS]
    if item.type == "one":
        return [None, *ids]
    if item.type == "many" and len(ids) <= 10:
        return [list(some) for n in range(len(ids) + 1) for some in itertools.combinations(ids, n)]
    return None


def _ever(item: Item, domains: Mapping[str, list[object]]) -> bool:
    if item.when is None:
        return True
    keys = list(domains)
    tree = item.when.ast
    return any(
        holds(tree, Setting(dict(zip(keys, some, strict=True)))) for some in itertools.product(*domains.values())
    )


def unknown_choices(tree: Sequence[object], items: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    """(item, text) where a condition compares an item with a text that is none of its answers."""
    for part in walk(tree):
        pair: Sequence[object] = ()
        if part[0] == "op" and part[1] in ("=", "!="):
            pair = part[2:]
        elif part[0] == "fn" and part[1] == "selected":
            pair = part[2]  # type: ignore[assignment]
        for one, other in itertools.permutations(pair, 2):
            if one[0] == "item" and other[0] == "str" and not _can_be(str(one[1]), str(other[1]), items):  # type: ignore[index]
                yield str(one[1]), str(other[1])  # type: ignore[index]


def _can_be(name: str, text: str, items: Mapping[str, Item]) -> bool:
    if text == "":
        return True
    if name not in items:
        return text in (VISIT_FACTS.get(name) or (text,))
    item = items[name]
    if item.type == "indicator":
        return text in INDICATOR_ANSWERS
    return text in {choice.id for choice in item.choices} if item.choices else True
