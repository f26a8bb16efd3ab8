"""What an inspection did, told to the workers: on the wall, and on the worker's page."""

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import published_outcomes as published_outcomes_actions
from inspect_app.adapters.system import clock
from inspect_app.domain.problem import Problem
from inspect_app.store.checkins import points as points_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web.auth import allow
from inspect_app.web.checkins import point_papers as point_papers_views
from inspect_app.web.context import (
    checkin_reading,
    me,
    now,
    reading,
    settings,
    writing,
)

bp = Blueprint("published_outcomes", __name__)


@bp.get("/desk/visits/<visit_id>/what-we-did")
@allow("see-visits", looks="visit")
def what_we_did(visit_id: str) -> Response:
    with reading() as tx:
        visit, found = visits_store.get(tx, visit_id), orders_store.of_visit(tx, visit_id)
        site = sites_store.get(tx, visit.site_id)
    said = point_papers_views.usual(site.languages, point_papers_views.ON_POSTER)
    day = clock.day(now(), site.time_zone)
    return point_papers_views.pdf_response(
        point_papers_views.published_outcomes(found, said, visit.planned_for, day), "what-we-did.pdf"
    )


@bp.post("/desk/points/<point_id>/publish-outcomes")
@allow("publish-outcomes")
def publish_outcomes(point_id: str) -> AnyResponse:
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    with reading() as tx:
        told = published_outcomes_actions.of_point(tx, point, now())
    # A file knows no transaction: its line first, so that nothing is ever published that nobody wrote down.
    with writing() as tx:
        checkins_actions.note(tx, "publish-outcomes", point.id, by=me(), now=now(), detail={"orders": len(told.orders)})
    published_outcomes_actions.publish(told, point, settings().keys("checkin"))
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/withdraw-outcomes")
@allow("publish-outcomes")
def withdraw_outcomes(point_id: str) -> AnyResponse:
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    if not published_outcomes_actions.is_published(point.id, settings().keys("checkin")):
        raise Problem("not-found")
    with writing() as tx:
        checkins_actions.note(tx, "withdraw-outcomes", point.id, by=me(), now=now(), detail={})
    published_outcomes_actions.withdraw(point.id, settings().keys("checkin"))
    return redirect(url_for("points.show", point_id=point_id))
