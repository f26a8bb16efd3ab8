"""What an address names must be of the reader's agency; what is another's answers as what never was.

Owned: visits and all below them, points and all below, reports, orders, urgent calls, duties, tablets. Shared by all
agencies: employers, sites, recruiters, links, lists, checklists.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from inspect_app.domain.problem import Problem
from inspect_app.store import ownership

# What an address calls it -> whose it is, in the staff database or in the check-in database.
STAFF = {
    "visit_id": ownership.owns_visit,
    "order_id": ownership.owns_order,
    "report_id": ownership.owns_report,
    "device_id": ownership.owns_device,
}
CHECKIN = {"point_id": ownership.owns_point, "call_id": ownership.owns_call}
SHIFT = "shift_id"
# Names of what all agencies share, and of what is looked up only below something that is owned.
SHARED = frozenset(
    {"employer_id", "site_id", "recruiter_id", "link_id", "edit_id", "subject_id", "kind", "field", "key", "n", "code"}
)
BELOW = frozenset({"name", "run_id"})
KNOWN = frozenset({*STAFF, *CHECKIN, SHIFT, *SHARED, *BELOW})


def check(tx: Connection, checkin_tx: Connection, agency: str, named: Mapping[str, object]) -> None:
    """`named`: the arguments of an address. Problem "not-found" when one is another agency's, or nobody's."""
    for name, value in named.items():
        if name in STAFF and not STAFF[name](tx, agency, str(value)):
            raise Problem("not-found")
        if name in CHECKIN and not CHECKIN[name](checkin_tx, agency, str(value)):
            raise Problem("not-found")
        if name == SHIFT and not ownership.owns_person(
            tx, agency, ownership.staff_of_shift(checkin_tx, str(value)) or ""
        ):
            raise Problem("not-found")


def check_visit(tx: Connection, agency: str, visit_id: str) -> None:
    """For a visit that a form names: Problem "not-found" when it is not this agency's."""
    check(tx, tx, agency, {"visit_id": visit_id})


def check_event(tx: Connection, agency: str, event_id: str) -> None:
    """For an event that a form names: Problem "not-found" when no tablet of this agency sent it."""
    if not ownership.owns_event(tx, agency, event_id):
        raise Problem("not-found")
