"""Check-in points: opening one for a visit, printing its cards, and what workers said, in bands."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import published_outcomes as published_outcomes_actions
from inspect_app.actions.staff.audit_log import AlreadyDone
from inspect_app.adapters.data import library
from inspect_app.adapters.data.languages import SETS, Language
from inspect_app.adapters.system import clock, randomness
from inspect_app.domain.checkins import cards
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web import form_keys
from inspect_app.web.auth import allow
from inspect_app.web.checkins import point_papers as point_papers_views
from inspect_app.web.context import (
    checkin_reading,
    checkin_writing,
    language,
    me,
    now,
    page,
    reading,
    say,
    settings,
    today,
)

bp = Blueprint("points", __name__)


class Open(FlaskForm):
    headcount = SelectField("How many people work there?", validators=[InputRequired()])
    contact = StringField("Whom do we refer workers to?", validators=[InputRequired(), Length(max=200)])


class Print(FlaskForm):
    n = IntegerField("How many cards?", validators=[InputRequired(), NumberRange(1, 500)])


@bp.get("/desk/points")
@allow("open-points")
def listed() -> Response:
    with checkin_reading() as tx:
        points = [point for point in points_store.of_agency(tx, me().agency_id) if not point.is_public]
    with reading() as tx:
        places = checkins_actions.places(tx, points)
    return page("checkins/points.html", found=[(point, places[point.id]) for point in points])


@bp.get("/desk/points/open/<visit_id>")
@allow("open-points")
def open_form(visit_id: str) -> Response:
    return _open(visit_id, _filled(Open()))


@bp.post("/desk/points/open/<visit_id>")
@allow("open-points")
def open_point(visit_id: str) -> AnyResponse:
    form = _filled(Open())
    if not form.validate_on_submit():
        return _open(visit_id, form, 400)
    with reading() as tx:
        visit, cell = visits_store.get(tx, visit_id), checkins_actions.region_cell(tx, visit_id)
        there = sites_store.zone_name(tx, visit.site_id)
    values: dict[str, Any] = {"headcount": form.headcount.data, "contact": form.contact.data or "", "cell": cell}
    values |= {"time_zone": there, "today": clock.day(now(), there)}
    point_id = form_keys.new_id()
    with checkin_writing("open-point", ("point", point_id), {"visit": visit.id}) as tx:
        if points_store.exists(tx, point_id):
            raise AlreadyDone
        checkins_actions.open_point(tx, point_id=point_id, agency=me().agency_id, visit_id=visit.id, **values)
    return redirect(url_for("points.show", point_id=point_id))


@bp.get("/desk/points/<point_id>")
@allow("open-points")
def show(point_id: str) -> Response:
    return _show(point_id, Print(data={"n": 16}))


@bp.post("/desk/points/<point_id>/cards")
@allow("print-cards")
def print_cards(point_id: str) -> Response:
    form = Print()
    if not form.validate_on_submit():
        return _show(point_id, form, 400)
    kind = "management" if request.form.get("kind") == "management" else "worker"
    said = _said(point_id, point_papers_views.ON_CARD)
    codes, run_id = _deal(point_id, form.n.data or 0, kind), randomness.new_id()
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    with reading() as tx:
        where = checkins_actions.place(tx, point)
    cover = {
        "employer": where[0],
        "site": where[1],
        "stack": run_id[:4].upper(),
        "n": str(len(codes)),
        "kind": "standing" if point.is_public else kind,
    }
    # The paper first: codes whose paper could not be made open nothing.
    paper = point_papers_views.sheet(codes, said, cover, clock.day(now(), point.time_zone))
    return _printed(point_id, run_id, codes, kind, paper, "cards.pdf")


@bp.post("/desk/points/<point_id>/poster")
@allow("print-cards")
def print_poster(point_id: str) -> Response:
    said, codes = _said(point_id, point_papers_views.ON_POSTER), _deal(point_id, 1, "poster")
    paper = point_papers_views.poster(codes[0], said, today())
    return _printed(point_id, randomness.new_id(), codes, "poster", paper, "poster.pdf")


@bp.post("/desk/points/<point_id>/approve-management")
@allow("approve-management-runs")
def approve_management(point_id: str) -> AnyResponse:
    with checkin_writing("approve-management", ("point", point_id)) as tx:
        checkins_actions.approve_management(tx, point_id, by=me())
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/raise")
@allow("raise-cards")
def raise_cards(point_id: str) -> AnyResponse:
    form, why = Print(), request.form.get("why", "")
    if not form.validate_on_submit():
        return _show(point_id, Print(formdata=None, data={"n": 16}), 400)
    detail = {"cards": form.n.data or 0, "why": why.strip()[:200]}
    with checkin_writing("raise-cards", ("point", point_id), detail) as tx:
        checkins_actions.raise_cards(tx, point_id, form.n.data or 0, why)
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/runs/<run_id>/void")
@allow("print-cards")
def void(point_id: str, run_id: str) -> AnyResponse:
    with checkin_writing("void-run", ("point", point_id), {"run": run_id[:32]}) as tx:
        checkins_actions.void_run(tx, point_id, run_id)
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/close")
@allow("open-points")
def close(point_id: str) -> AnyResponse:
    with checkin_writing("close-point", ("point", point_id)) as tx:
        closed = checkins_actions.close_point(tx, point_id)
    # After the commit: a point that still is open must never have lost what tells its cards.
    checkins_actions.forget_points(closed, (settings().keys("web"), settings().keys("checkin")))
    return redirect(url_for("points.show", point_id=point_id))


def _filled(form: Open) -> Open:
    words = {"under_10": say("Under 10"), "unknown": say("Nobody knows"), "250_plus": say("250 or more")}
    form.headcount.choices = [
        SelectChoice(band, words.get(band, band.replace("_", "–"))) for band in cards.HEADCOUNT_BANDS
    ]
    return form


def _open(visit_id: str, form: Open, status: int = 200) -> Response:
    with reading() as tx:
        visit = visits_store.get(tx, visit_id)
        site = sites_store.get(tx, visit.site_id)
    return page("checkins/point_open.html", status, form=form, visit=visit, site=site)


def _show(point_id: str, form: Print, status: int = 200) -> Response:
    with checkin_reading() as tx:
        point, runs = points_store.get(tx, point_id), cards_store.runs(tx, point_id)
    with reading() as tx:
        where = checkins_actions.place(tx, point)
        visit = visits_store.find(tx, point.visit) if point.visit else None
        on_team = visit is not None and any(one.staff_id == me().id for one in visits_store.team(tx, visit.id))
    k = snapshots_rules.edition_for(on_team=on_team, visit_state=visit.state if visit else None)
    with checkin_reading() as tx:
        lines = {line.item: line for line in snapshots_store.of_point(tx, point_id, k)}
    open_ = {
        item.removeprefix(snapshots_rules.OPEN): lines.pop(item)
        for item in list(lines)
        if item.startswith(snapshots_rules.OPEN)
    }
    published = published_outcomes_actions.is_published(point.id, settings().keys("checkin"))
    shown = {
        "did": {"closed": visit is not None and visit.state == "closed", "published": published},
        "lines": lines,
        "open_lines": open_,
        "asked": asked(),
        "pressure": _pressure(lines),
        "runs": runs,
        "tongues": point_papers_views.offered(),
        "usual": point_papers_views.usual(_spoken(point), point_papers_views.ON_CARD),
    }
    most = checkins_actions.most_cards(point)
    small = not snapshots_rules.shown_at_all(point.headcount)
    return page("checkins/point.html", status, point=point, where=where, form=form, most=most, small=small, **shown)


def asked() -> dict[str, str]:
    """item -> its question in the reader's language."""
    found = {item.id: item.ask[language()] for key in SETS for _, item in library.newest(key).items()}
    return found | {checkins_rules.CHANGED: say("Got worse for them since the visit")}


def _spoken(point: points_store.Point) -> list[str] | None:
    """What is spoken at the site, where the register knows."""
    with reading() as tx:
        visit = visits_store.find(tx, point.visit) if point.visit else None
        return sites_store.get(tx, visit.site_id).languages if visit else None


def _said(point_id: str, most: int) -> list[Language]:
    """The languages of a paper: those that were ticked; where the page asked nothing, the usual ones."""
    if codes := request.form.getlist("languages"):
        return point_papers_views.chosen(codes, most)
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    return point_papers_views.usual(_spoken(point), most)


def _pressure(lines: dict[str, snapshots_store.SnapshotLine]) -> tuple[str, list[str]] | None:
    """The newest signs and their sentences; only the team's edition carries any."""
    told = [line for line in lines.values() if line.pressure]
    if not told:
        return None
    newest = max(told, key=lambda line: line.seq)
    return newest.pressure or "none", [snapshots_rules.REASONS[name] for name in newest.reasons or []]


def _deal(point_id: str, n: int, kind: str) -> tuple[str, ...]:
    """Codes that open nothing yet."""
    chosen = settings()
    room: dict[str, Any] = {"public_url": chosen.public_url, "loopback_allowed": chosen.demo, "kind": kind}
    with checkin_reading() as tx:
        return checkins_actions.deal_cards(tx, point_id=point_id, n=n, now=now(), **room)


def _printed(point_id: str, run_id: str, codes: tuple[str, ...], kind: str, paper: bytes, name: str) -> Response:
    values: dict[str, Any] = {"folder": settings().keys("web"), "now": now(), "kind": kind}
    values["copies"] = [settings().keys("checkin")]
    detail = {"cards": len(codes), "kind": kind, "run": run_id}
    with checkin_writing("print-cards", ("point", point_id), detail) as tx:
        checkins_actions.print_cards(tx, point_id=point_id, run_id=run_id, codes=codes, **values)
    return point_papers_views.pdf_response(paper, name)
