"""Check-in points: opening one for a visit, printing its cards, and what workers said, in bands."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from inspect_app.actions import checkins as actions
from inspect_app.actions import deeds
from inspect_app.actions.journal import AlreadyDone
from inspect_app.adapters import clock, dice, library
from inspect_app.adapters.languages import SETS, Language
from inspect_app.domain import cards, checkin, snapshots
from inspect_app.domain.problem import Problem
from inspect_app.store import checkins as store
from inspect_app.store import orders, sites, visits
from inspect_app.web import form_keys, point_papers
from inspect_app.web.doors import (
    allow,
    begin,
    checkin_begin,
    checkin_look,
    language,
    look,
    me,
    now,
    page,
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
    with checkin_look() as tx:
        points = [point for point in store.points_of(tx, me().agency_id) if not point.is_standing]
    with look() as tx:
        found = [(point, actions.place(tx, point)) for point in points]
    return page("desk/points.html", found=found)


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
    with look() as tx:
        visit, cell = visits.get(tx, visit_id), actions.pool_cell(tx, visit_id)
        there = sites.zone_name(tx, visit.site_id)
    values: dict[str, Any] = {"headcount": form.headcount.data, "contact": form.contact.data or "", "cell": cell}
    values |= {"time_zone": there, "today": clock.day(now(), there)}
    point_id = form_keys.new_id()
    with checkin_begin("open-point", ("point", point_id), {"visit": visit.id}) as tx:
        if store.has_point(tx, point_id):
            raise AlreadyDone
        actions.open_point(tx, point_id=point_id, agency=me().agency_id, visit_id=visit.id, **values)
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
    said = _said(point_id, point_papers.ON_CARD)
    codes, run_id = _deal(point_id, form.n.data or 0, kind), dice.new_id()
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    with look() as tx:
        where = actions.place(tx, point)
    cover = {"employer": where[0], "site": where[1], "stack": run_id[:4].upper(), "n": str(len(codes)),
             "kind": "standing" if point.is_standing else kind}  # fmt: skip
    # The paper first: codes whose paper could not be made open nothing.
    paper = point_papers.sheet(codes, said, cover, clock.day(now(), point.time_zone))
    return _printed(point_id, run_id, codes, kind, paper, "cards.pdf")


@bp.post("/desk/points/<point_id>/poster")
@allow("print-cards")
def print_poster(point_id: str) -> Response:
    said, codes = _said(point_id, point_papers.ON_POSTER), _deal(point_id, 1, "poster")
    paper = point_papers.poster(codes[0], said, today())
    return _printed(point_id, dice.new_id(), codes, "poster", paper, "poster.pdf")


@bp.post("/desk/points/<point_id>/approve-management")
@allow("approve-management-runs")
def approve_management(point_id: str) -> AnyResponse:
    with checkin_begin("approve-management", ("point", point_id)) as tx:
        actions.approve_management(tx, point_id, by=me())
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/raise")
@allow("raise-cards")
def raise_cards(point_id: str) -> AnyResponse:
    form, why = Print(), request.form.get("why", "")
    if not form.validate_on_submit():
        return _show(point_id, Print(formdata=None, data={"n": 16}), 400)
    detail = {"cards": form.n.data or 0, "why": why.strip()[:200]}
    with checkin_begin("raise-cards", ("point", point_id), detail) as tx:
        actions.raise_cards(tx, point_id, form.n.data or 0, why)
    return redirect(url_for("points.show", point_id=point_id))


@bp.get("/desk/visits/<visit_id>/what-we-did")
@allow("see-visits", looks="visit")
def what_we_did(visit_id: str) -> Response:
    with look() as tx:
        visit, found = visits.get(tx, visit_id), orders.of_visit(tx, visit_id)
        site = sites.get(tx, visit.site_id)
    said = point_papers.usual(site.languages, point_papers.ON_POSTER)
    day = clock.day(now(), site.time_zone)
    return pdf(point_papers.deeds(found, said, visit.planned_for, day), "what-we-did.pdf")


@bp.post("/desk/points/<point_id>/publish-what-we-did")
@allow("publish-deeds")
def publish_deeds(point_id: str) -> AnyResponse:
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    with look() as tx:
        told = deeds.of_point(tx, point, now())
    # A file knows no transaction: its line first, so that nothing is ever published that nobody wrote down.
    with begin() as tx:
        actions.note(tx, "publish-deeds", point.id, by=me(), now=now(), detail={"orders": len(told.orders)})
    deeds.publish(told, point, settings().keys("worker"))
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/withdraw-what-we-did")
@allow("publish-deeds")
def withdraw_deeds(point_id: str) -> AnyResponse:
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    if not deeds.is_published(point.id, settings().keys("worker")):
        raise Problem("not-found")
    with begin() as tx:
        actions.note(tx, "withdraw-deeds", point.id, by=me(), now=now(), detail={})
    deeds.withdraw(point.id, settings().keys("worker"))
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/runs/<run_id>/void")
@allow("print-cards")
def void(point_id: str, run_id: str) -> AnyResponse:
    with checkin_begin("void-run", ("point", point_id), {"run": run_id[:32]}) as tx:
        actions.void_run(tx, point_id, run_id)
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/close")
@allow("open-points")
def close(point_id: str) -> AnyResponse:
    with checkin_begin("close-point", ("point", point_id)) as tx:
        closed = actions.close_point(tx, point_id)
    # After the commit: a point that still is open must never have lost what tells its cards.
    actions.forget_points(closed, (settings().keys("web"), settings().keys("worker")))
    return redirect(url_for("points.show", point_id=point_id))


def _filled(form: Open) -> Open:
    words = {"under_10": say("Under 10"), "unknown": say("Nobody knows"), "250_plus": say("250 or more")}
    form.headcount.choices = [
        SelectChoice(band, words.get(band, band.replace("_", "–"))) for band in cards.HEADCOUNT_BANDS
    ]
    return form


def _open(visit_id: str, form: Open, status: int = 200) -> Response:
    with look() as tx:
        visit = visits.get(tx, visit_id)
        site = sites.get(tx, visit.site_id)
    return page("desk/point_open.html", status, form=form, visit=visit, site=site)


def _show(point_id: str, form: Print, status: int = 200) -> Response:
    with checkin_look() as tx:
        point, runs = store.point(tx, point_id), store.runs(tx, point_id)
    with look() as tx:
        where = actions.place(tx, point)
        visit = visits.find(tx, point.visit) if point.visit else None
        on_team = visit is not None and any(one.staff_id == me().id for one in visits.team(tx, visit.id))
    k = snapshots.edition_for(on_team=on_team, visit_state=visit.state if visit else None)
    with checkin_look() as tx:
        lines = {line.item: line for line in store.snapshot(tx, point_id, k)}
    open_ = {
        item.removeprefix(snapshots.OPEN): lines.pop(item) for item in list(lines) if item.startswith(snapshots.OPEN)
    }
    published = deeds.is_published(point.id, settings().keys("worker"))
    shown = {
        "did": {"closed": visit is not None and visit.state == "closed", "published": published},
        "lines": lines,
        "open_lines": open_,
        "asked": asked(),
        "pressure": _pressure(lines),
        "runs": runs,
        "tongues": point_papers.offered(),
        "usual": point_papers.usual(_spoken(point), point_papers.ON_CARD),
    }
    most = actions.most_cards(point)
    small = not snapshots.shown_at_all(point.headcount)
    return page("desk/point.html", status, point=point, where=where, form=form, most=most, small=small, **shown)


def asked() -> dict[str, str]:
    """item -> its question in the reader's language."""
    found = {item.id: item.ask[language()] for key in SETS for _, item in library.newest(key).items()}
    return found | {checkin.CHANGED: say("Got worse for them since the visit")}


def _spoken(point: store.Point) -> list[str] | None:
    """What is spoken at the site, where the register knows."""
    with look() as tx:
        visit = visits.find(tx, point.visit) if point.visit else None
        return sites.get(tx, visit.site_id).languages if visit else None


def _said(point_id: str, most: int) -> list[Language]:
    """The languages of a paper: those that were ticked; where the page asked nothing, the usual ones."""
    if codes := request.form.getlist("languages"):
        return point_papers.chosen(codes, most)
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    return point_papers.usual(_spoken(point), most)


def _pressure(lines: dict[str, store.Shown]) -> tuple[str, list[str]] | None:
    """The newest signs and their sentences; only the team's edition carries any."""
    told = [line for line in lines.values() if line.pressure]
    if not told:
        return None
    newest = max(told, key=lambda line: line.seq)
    return newest.pressure or "none", [snapshots.REASONS[name] for name in newest.reasons or []]


def _deal(point_id: str, n: int, kind: str) -> tuple[str, ...]:
    """Codes that open nothing yet."""
    chosen = settings()
    room: dict[str, Any] = {"public_url": chosen.public_url, "loopback_allowed": chosen.demo, "kind": kind}
    with checkin_look() as tx:
        return actions.deal_cards(tx, point_id=point_id, n=n, now=now(), **room)


def _printed(point_id: str, run_id: str, codes: tuple[str, ...], kind: str, paper: bytes, name: str) -> Response:
    values: dict[str, Any] = {"folder": settings().keys("web"), "now": now(), "kind": kind}
    values["copies"] = [settings().keys("worker")]
    detail = {"cards": len(codes), "kind": kind, "run": run_id}
    with checkin_begin("print-cards", ("point", point_id), detail) as tx:
        actions.print_cards(tx, point_id=point_id, run_id=run_id, codes=codes, **values)
    return pdf(paper, name)


def pdf(paper: bytes, name: str) -> Response:
    answer = make_response(paper)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
