"""Roles and what each may do, as one table. A view names an act; this table says whose it is."""

from collections.abc import Callable, Mapping
from typing import Literal, ParamSpec, TypeVar, get_args

P = ParamSpec("P")
R = TypeVar("R")

Role = Literal[
    "inspector",
    "officer",
    "supervisor",
    "editor",
    "mentor",
    "navigator",
    "trainee",
    "researcher",
    "administrator",
]
ROLES: tuple[Role, ...] = get_args(Role)

# The names as a type: a misspelt one fails `make lint`. A test keeps it and the table below the same.
Permission = Literal[
    "sign-out",
    "change-password",
    "see-home",
    "see-parts",
    "see-employers",
    "edit-employers",
    "confirm-sites",
    "link-employers",
    "see-visits",
    "plan-visits",
    "see-pictures",
    "see-originals",
    "carry-tablet",
    "see-devices",
    "revoke-devices",
    "accept-events",
    "redact-blobs",
    "see-orders",
    "settle-orders",
    "see-scores",
    "see-checklists",
    "open-points",
    "open-at-consulate",
    "print-cards",
    "approve-management-runs",
    "see-voice",
    "raise-cards",
    "publish-outcomes",
    "handle-urgent",
    "decide-young",
    "see-duty",
    "plan-duty",
    "see-languages",
    "choose-languages",
    "see-reports",
    "draft-reports",
    "issue-reports",
    "see-audit-log",
    "manage-staff",
]

# The mark of a view that anyone may see; a permission is the mark of all others.
PUBLIC = "public"

_FIELD: frozenset[Role] = frozenset({"inspector", "officer", "supervisor"})
_DESK: frozenset[Role] = frozenset({"officer", "supervisor"})
_ALL: frozenset[Role] = frozenset(ROLES)

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    "sign-out": _ALL,
    "change-password": _ALL,
    "see-home": _ALL,
    "see-parts": _ALL,
    "see-employers": _FIELD,
    "edit-employers": _DESK,
    "confirm-sites": _FIELD,
    "link-employers": _DESK,
    "see-visits": _FIELD,
    "plan-visits": _DESK,
    "see-pictures": _FIELD,
    "see-originals": _FIELD,
    "carry-tablet": frozenset({"inspector", "supervisor"}),
    "see-devices": frozenset({"supervisor", "administrator"}),
    "revoke-devices": frozenset({"supervisor", "administrator"}),
    "accept-events": frozenset({"supervisor"}),
    "redact-blobs": frozenset({"supervisor"}),
    "see-orders": _FIELD,
    "settle-orders": _DESK,
    "see-scores": _DESK,
    "see-checklists": frozenset({"inspector", "officer", "supervisor", "editor", "mentor"}),
    "open-points": frozenset({"inspector", "officer", "supervisor"}),
    "open-at-consulate": frozenset({"supervisor"}),
    "print-cards": frozenset({"inspector", "officer", "supervisor"}),
    "approve-management-runs": frozenset({"supervisor"}),
    "see-voice": _FIELD,
    "raise-cards": frozenset({"supervisor"}),
    "publish-outcomes": _DESK,
    "handle-urgent": _FIELD,
    "decide-young": _DESK,
    "see-duty": _FIELD,
    "plan-duty": frozenset({"supervisor"}),
    "see-languages": _FIELD | {"editor"},
    "choose-languages": frozenset({"supervisor"}),
    "see-reports": _FIELD,
    "draft-reports": _FIELD,
    "issue-reports": frozenset({"supervisor"}),
    "see-audit-log": frozenset({"supervisor"}),
    "manage-staff": frozenset({"administrator"}),
}


def may(role: str, act: Permission) -> bool:
    """True when `role` may do `act`. An act that is not in the table is nobody's."""
    return role in PERMISSIONS.get(act, frozenset())


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Marks a view that anyone may see."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def is_marked(view: object) -> bool:
    """True when a view says who may use it: anyone, or the roles that have one permission of the table."""
    permission = getattr(view, "permission", None)
    return permission == PUBLIC or permission in PERMISSIONS


def check_marked(views: Mapping[str, object]) -> None:
    """Stops an app from starting while one of its views (endpoint -> view) does not say who may use it."""
    unmarked = sorted(name for name, view in views.items() if not is_marked(view))
    if unmarked:
        raise RuntimeError(
            f"These views do not say who may use them: {', '.join(unmarked)}. "
            "Write @public or @allow(...) below the route of each."
        )
