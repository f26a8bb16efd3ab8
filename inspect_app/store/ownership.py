"""Whose something is. Every address of the desk that names one of these asks here before its view runs."""

from sqlalchemy import Connection, select

from inspect_app.store import schema as t
from inspect_app.store.alerts.urgent import is_of
from inspect_app.store.schema import checkins as checkin_tables
from inspect_app.store.visits.desk import sent_by
from inspect_app.store.visits.visits import visits_of


def owns_visit(tx: Connection, agency: str, visit_id: str) -> bool:
    return tx.execute(visits_of(agency).where(t.visits.c.id == visit_id)).first() is not None


def owns_order(tx: Connection, agency: str, order_id: str) -> bool:
    own = (t.orders.c.id == order_id, t.orders.c.visit_id.in_(visits_of(agency)))
    return tx.execute(select(t.orders.c.id).where(*own)).first() is not None


def owns_report(tx: Connection, agency: str, report_id: str) -> bool:
    own = (t.reports.c.id == report_id, t.reports.c.visit_id.in_(visits_of(agency)))
    return tx.execute(select(t.reports.c.id).where(*own)).first() is not None


def owns_device(tx: Connection, agency: str, device_id: str) -> bool:
    query = select(t.devices.c.id).join(t.staff, t.staff.c.id == t.devices.c.staff_id)
    return tx.execute(query.where(t.devices.c.id == device_id, t.staff.c.agency_id == agency)).first() is not None


def owns_point(checkin_tx: Connection, agency: str, point_id: str) -> bool:
    own = (checkin_tables.points.c.id == point_id, checkin_tables.points.c.agency == agency)
    return checkin_tx.execute(select(checkin_tables.points.c.id).where(*own)).first() is not None


def owns_call(checkin_tx: Connection, agency: str, call_id: str) -> bool:
    return (
        checkin_tx.execute(
            select(checkin_tables.urgent.c.id).where(checkin_tables.urgent.c.id == call_id, is_of(agency))
        ).first()
        is not None
    )


def owns_event(tx: Connection, agency: str, event_id: str) -> bool:
    return tx.execute(select(t.events.c.id).where(t.events.c.id == event_id, sent_by(agency))).first() is not None


def owns_person(tx: Connection, agency: str, staff_id: str) -> bool:
    own = (t.staff.c.id == staff_id, t.staff.c.agency_id == agency)
    return tx.execute(select(t.staff.c.id).where(*own)).first() is not None


def staff_of_shift(checkin_tx: Connection, shift_id: str) -> str | None:
    """Whose duty it is; for which agency they work stands in the other database."""
    return checkin_tx.execute(select(checkin_tables.duty.c.staff).where(checkin_tables.duty.c.id == shift_id)).scalar()
