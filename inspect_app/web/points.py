"""Check-in points: opening one for a visit, printing its cards, and what workers said, in bands."""

from datetime import date

from flask import Blueprint, Response, make_response, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from inspect_app.actions import checkins as actions
from inspect_app.adapters import dice, library, pdf, qr, yaml
from inspect_app.domain import cards, snapshots
from inspect_app.store import Connection, employers, sites, visits
from inspect_app.store import checkins as store
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
    pages,
    say,
    settings,
)

bp = Blueprint("points", __name__)
DATA = library.ROOT.parent / "data"
CARD_LANGUAGES = ("en", "fr", "es")


class Open(FlaskForm):
    headcount = SelectField("How many people work there?", validators=[InputRequired()])
    contact = StringField("Whom do we refer workers to?", validators=[InputRequired(), Length(max=200)])


class Print(FlaskForm):
    n = IntegerField("How many cards?", validators=[InputRequired(), NumberRange(1, 500)])


@bp.get("/desk/points")
@allow("open-points")
def listed() -> Response:
    with checkin_look() as tx:
        points = store.points(tx)
        actions.forget_peppers(tx, settings().keys("web"), now().date())
    with look() as tx:
        found = [(point, _where(tx, point)) for point in points]
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
        visit = visits.get(tx, visit_id)
    folders = (settings().keys("web"), settings().keys("worker"))
    values = {"headcount": form.headcount.data, "contact": form.contact.data or "", "folders": folders}
    with checkin_begin() as tx:
        point = actions.open_point(tx, point_id=dice.new_id(), visit_id=visit.id, today=now().date(), **values)
    with begin() as tx:
        actions.note(tx, "open-point", point.id, by=me(), now=now(), detail={"visit": visit.id})
    return redirect(url_for("points.show", point_id=point.id))


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
    codes, sheet = _deal(point_id, form.n.data or 0)
    with checkin_begin() as tx:
        actions.print_cards(
            tx, point_id=point_id, run_id=dice.new_id(), codes=codes, folder=settings().keys("web"), today=now().date()
        )
    with begin() as tx:
        actions.note(tx, "print-cards", point_id, by=me(), now=now(), detail={"cards": len(codes)})
    answer = make_response(sheet)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = 'attachment; filename="cards.pdf"'
    return answer


@bp.post("/desk/points/<point_id>/runs/<run_id>/void")
@allow("print-cards")
def void(point_id: str, run_id: str) -> AnyResponse:
    with checkin_begin() as tx:
        actions.void_run(tx, point_id, run_id)
    with begin() as tx:
        actions.note(tx, "void-run", point_id, by=me(), now=now(), detail={"run": run_id})
    return redirect(url_for("points.show", point_id=point_id))


@bp.post("/desk/points/<point_id>/close")
@allow("open-points")
def close(point_id: str) -> AnyResponse:
    with checkin_begin() as tx:
        actions.close_point(tx, point_id, folders=(settings().keys("web"), settings().keys("worker")))
    with begin() as tx:
        actions.note(tx, "close-point", point_id, by=me(), now=now(), detail={})
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
        where = _where(tx, point)
        visit = visits.find(tx, point.visit) if point.visit else None
        on_team = visit is not None and any(one.staff_id == me().id for one in visits.team(tx, visit.id))
    # The visit's own team reads the edition of five, once the visit is closed; everyone else the edition of ten.
    k = snapshots.TEAM if on_team and visit is not None and visit.state == "closed" else snapshots.WIDE
    with checkin_look() as tx:
        lines = {line.item: line for line in store.snapshot(tx, point_id, k)}
    asked = {item.id: item.ask[language()] for _, item in library.newest("worker-check-in").items()}
    shown = {"lines": lines, "asked": asked, "pressure": _pressure(lines), "runs": runs}
    most = cards.most_cards(point.headcount)
    small = not snapshots.shown_at_all(point.headcount)
    return page("desk/point.html", status, point=point, where=where, form=form, most=most, small=small, **shown)


def _pressure(lines: dict[str, store.Shown]) -> tuple[str, list[str]] | None:
    """The newest signs and their sentences; only the team's edition carries any."""
    told = [line for line in lines.values() if line.pressure]
    if not told:
        return None
    newest = max(told, key=lambda line: line.seq)
    return newest.pressure or "none", [snapshots.REASONS[name] for name in newest.reasons or []]


def _where(tx: Connection, point: store.Point) -> tuple[str, str]:
    visit = visits.find(tx, point.visit) if point.visit else None
    if visit is None:
        return point.host or "", ""
    return employers.get(tx, visit.employer_id).name, sites.get(tx, visit.site_id).name


def _deal(point_id: str, n: int) -> tuple[tuple[str, ...], bytes]:
    """The codes and their paper, before any of them opens anything."""
    today, chosen = now().date(), settings()
    with checkin_look() as tx:
        codes = actions.deal_cards(
            tx, point_id=point_id, n=n, public_url=chosen.public_url, loopback_allowed=chosen.demo, today=today
        )
    return codes, _sheet(codes, today)


def _sheet(codes: tuple[str, ...], day: date) -> bytes:
    """The PDF of a run: eight cards a sheet, rights on the back. Made in memory, kept nowhere."""
    rights, _ = yaml.read((DATA / "rights.yaml").read_bytes(), "rights.yaml")
    lines, _ = yaml.read((DATA / "lines.yaml").read_bytes(), "lines.yaml")
    drawn = [(cards.grouped(code), qr.svg(cards.address(settings().public_url, code))) for code in codes]
    sheets = [drawn[at : at + cards.PER_SHEET] for at in range(0, len(drawn), cards.PER_SHEET)]
    html = pages().render(
        "paper/cards.html",
        "en",
        sheets=sheets,
        rights=rights,
        lines=lines["lines"][:2],  # type: ignore[index]
        languages=CARD_LANGUAGES,
        place=settings().public_url.split("//")[-1] + "/c/",
    )
    return pdf.render(html, folder=DATA.parent / "static", title="Working conditions", language="en", day=day)
