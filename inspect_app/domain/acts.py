"""Roles and what each may do, as one table. A view names an act; this table says whose it is."""

ROLES = (
    "inspector",
    "officer",
    "supervisor",
    "editor",
    "mentor",
    "navigator",
    "trainee",
    "researcher",
    "administrator",
)

_FIELD = frozenset({"inspector", "officer", "supervisor"})
_DESK = frozenset({"officer", "supervisor"})
_ALL = frozenset(ROLES)

ACTS: dict[str, frozenset[str]] = {
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
    "strike-blobs": frozenset({"supervisor"}),
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
    "handle-urgent": _FIELD,
    "decide-young": _DESK,
    "see-duty": _FIELD,
    "plan-duty": frozenset({"supervisor"}),
    "see-languages": _FIELD | {"editor"},
    "choose-languages": frozenset({"supervisor"}),
    "see-reports": _FIELD,
    "draft-reports": _FIELD,
    "issue-reports": frozenset({"supervisor"}),
    "see-journal": frozenset({"supervisor"}),
    "manage-staff": frozenset({"administrator"}),
}


def may(role: str, act: str) -> bool:
    """True when `role` may do `act`. An act that is not in the table is nobody's."""
    return role in ACTS.get(act, frozenset())
