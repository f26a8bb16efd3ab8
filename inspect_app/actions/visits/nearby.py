"""Which planned visits lie near a site: one way can serve two of them."""

from collections.abc import Callable
from dataclasses import dataclass

from inspect_app.domain.register.register import Site
from inspect_app.store import Connection
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits.desk import PlannedGate

NEAR_KM = 60.0
MOST = 5
Point = tuple[float, float]


@dataclass(frozen=True)
class NearbyVisit:
    """A planned visit and its distance in kilometres, as a bird flies."""

    visit: PlannedGate
    km: float


def visits_near(
    tx: Connection, site: Site, agency_id: str, *, distance_km: Callable[[Point, Point], float]
) -> list[NearbyVisit]:
    """The agency's planned visits within `NEAR_KM` of the site, nearest first, at most `MOST`.

    Empty while nobody has confirmed the site's own gate: a postal code's middle can be many kilometres off.
    """
    if not site.located or site.lat is None or site.lon is None:
        return []
    here = (site.lat, site.lon)
    gates = desk_store.planned_gates(tx, agency_id, without_site=site.id)
    near = [NearbyVisit(gate, distance_km(here, (gate.lat, gate.lon))) for gate in gates]
    near.sort(key=lambda one: (one.km, one.visit.planned_for, one.visit.visit_id))
    return [one for one in near if one.km <= NEAR_KM][:MOST]
