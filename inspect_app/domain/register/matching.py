"""Which employers may belong together. Rules only propose; a person confirms or rejects, and either can be undone.

One same-name pair in five is two different employers (measured on 19,535 Washington wage complaints), so a name alone
proposes nothing; a name with its postal code was right in 96 of 100.
"""

from dataclasses import dataclass

REGISTRY = frozenset(("cra_bn", "ontario_corporation", "recruiter_licence"))
# Franchises: many employers trade under one of these names and have nothing else in common.
CHAINS = frozenset(
    (
        "subway",
        "tim hortons",
        "mcdonalds",
        "a and w",
        "pizza pizza",
        "dominos pizza",
        "dairy queen",
        "wendys",
        "burger king",
        "kfc",
        "boston pizza",
        "harveys",
        "pizza hut",
        "popeyes",
        "starbucks",
        "circle k",
        "7 eleven",
        "petro canada",
        "esso",
        "shell",
        "canadian tire",
        "shoppers drug mart",
        "marble slab",
        "mary browns",
        "super 8",
        "days inn",
        "comfort inn",
        "holiday inn",
        "best western",
        "quiznos",
        "edo japan",
        "thai express",
        "osmows",
    )
)


@dataclass(frozen=True)
class Profile:
    """What the rules may know of one employer: normal names, postal codes, street addresses (folded, with a house
    number), identifiers as (kind, value), recruiters' ids, and whether it has closed."""

    id: str
    names: frozenset[str]
    postals: frozenset[str]
    streets: frozenset[str]
    identifiers: frozenset[tuple[str, str]]
    recruiters: frozenset[str]
    closed: bool


@dataclass(frozen=True)
class Proposal:
    """A link the rules propose between a and b (a is the earlier one of a successor); `sure` needs no person."""

    kind: str
    a: str
    b: str
    rule: str
    sure: bool = False


def propose(a: Profile, b: Profile) -> tuple[Proposal, ...]:
    """Every link the rules see between two employers, the strongest first; nothing for an employer and itself."""
    if a.id == b.id:
        return ()
    one, other = sorted((a, b), key=lambda profile: profile.id)
    shared = one.identifiers & other.identifiers
    names = (one.names & other.names) - CHAINS
    made = []
    if any(kind in REGISTRY for kind, _ in shared):
        made.append(Proposal("same_as", one.id, other.id, "same registry number", sure=True))
    elif names and one.postals & other.postals:
        made.append(Proposal("same_as", one.id, other.id, "same name and postal code"))
    elif any(name.split()[0].isdigit() and len(name) > 8 for name in names if name):
        made.append(Proposal("same_as", one.id, other.id, "same company number"))
    if any(kind == "phone" for kind, _ in shared):
        made.append(Proposal("shares_phone", one.id, other.id, "same telephone number"))
    if any(kind == "director" for kind, _ in shared):
        made.append(Proposal("shares_director", one.id, other.id, "same director"))
    if one.streets & other.streets:
        made.append(Proposal("shares_address", one.id, other.id, "same street address"))
    return (*made, *_successor(a, b))


def _successor(a: Profile, b: Profile) -> tuple[Proposal, ...]:
    """One that closed and one that works on, alike in at least two ways."""
    if a.closed == b.closed:
        return ()
    before, after = (a, b) if a.closed else (b, a)
    kinds = {kind for kind, _ in before.identifiers & after.identifiers}
    ways = {
        "address": bool(before.streets & after.streets),
        "telephone": "phone" in kinds,
        "director": "director" in kinds,
        "name": bool((before.names & after.names) - CHAINS),
        "recruiter": bool(before.recruiters & after.recruiters),
    }
    alike = [way for way, is_so in ways.items() if is_so]
    if len(alike) < 2:
        return ()
    return (Proposal("possible_successor", before.id, after.id, f"closed, and alike in {' and '.join(alike)}"[:60]),)
