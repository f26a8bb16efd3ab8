"""Staff at a browser: Flask app 1. A view reads the request, checks the right, calls one action and answers."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

from flask import Blueprint, Flask, Request
from flask_wtf import CSRFProtect

from inspect_app.actions import ownership as ownership_actions
from inspect_app.adapters.paper.page import Pages
from inspect_app.adapters.system import failure_log
from inspect_app.adapters.system.clean_request import CleanRequest
from inspect_app.domain.staff.permissions import PUBLIC, check_marked, public
from inspect_app.settings import WebSettings
from inspect_app.store.instance import open_database
from inspect_app.web import auth, failures, security
from inspect_app.web.request_values import BoundedInteger

ROOT = Path(__file__).resolve().parents[2]
csrf = CSRFProtect()

# Every part of the desk and of the tablet's server side; a new part adds its module's name here.
PARTS = (
    "staff.sign_in",
    "staff.password",
    "visits.desk",
    "parts",
    "staff.audit_log",
    "staff.staff",
    "register.employers",
    "register.sites",
    "register.recruiters",
    "register.links",
    "register.corrections",
    "visits.history",
    "visits.visits",
    "fieldwork.photos",
    "fieldwork.redactions",
    "fieldwork.quarantine",
    "visits.orders",
    "checklists.checklists",
    "alerts.duty",
    "checkins.languages",
    "checkins.points",
    "checkins.published_outcomes",
    "checkins.public_points",
    "checkins.regional_totals",
    "checkins.handsets",
    "alerts.urgent",
    "fieldwork.devices",
    "fieldwork.tablet",
    "fieldwork.sync",
    "fieldwork.offline_bundles",
    "reports.reports",
    "reports.verify",
    "source",
)


class StaffRequest(CleanRequest, Request):
    """What a browser or a tablet sends, without what no database keeps."""


class StaffApp(Flask):
    request_class = StaffRequest


def create_app(settings: WebSettings) -> Flask:
    """Builds the staff app. Opens the two databases it may use; it can select snapshots, never boxes.

    RuntimeError when a view says neither `@public` nor `@allow(...)`: what nobody thought about is nobody's.
    """
    app = StaffApp(__name__, static_folder=str(ROOT / "static"), template_folder=None)
    failure_log.quiet(app.logger)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        DATABASE=open_database(settings.database_url, "staff"),
        CHECKIN_DATABASE=open_database(settings.checkin_database_url, "checkin"),
        PAGES=Pages(ROOT / "templates"),
        # Tied to the session, not to a clock: an inspector may have left the page open for a day without signal.
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="spotcheck",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    app.url_map.converters["int"] = BoundedInteger
    csrf.init_app(app)
    security.guard(app)
    failures.handle(app)
    app.before_request(auth.recognise)
    for part in blueprints():
        app.register_blueprint(part)
        if getattr(part, "ignores_cookies", False):
            csrf.exempt(part)
    public(app.view_functions["static"])
    check_marked(app.view_functions)
    _check_named(app)
    return app


def _check_named(app: Flask) -> None:
    # An address that names something must be known to say whose it is, or another agency could open it by its id.
    for rule in app.url_map.iter_rules():
        is_for_staff = getattr(app.view_functions[rule.endpoint], "permission", None) != PUBLIC
        unknown = rule.arguments - ownership_actions.KNOWN if is_for_staff else set()
        if unknown:
            raise RuntimeError(f"{rule}: say in actions/ownership.py whose {', '.join(sorted(unknown))} is")


def blueprints() -> tuple[Blueprint, ...]:
    """The blueprint of every part, in the order of `PARTS`."""
    return tuple(import_module(f"inspect_app.web.{name}").bp for name in PARTS)
