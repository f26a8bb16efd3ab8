"""The page that draws every part in all its states, so that a change to one is seen everywhere at once."""

from datetime import date

from flask import Blueprint, Response
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from inspect_app.web import request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import page

bp = Blueprint("parts", __name__)

_HOW = [
    SelectChoice("saw", "Saw it"),
    SelectChoice("document", "A document"),
    SelectChoice("worker", "A worker said so"),
]


class Sample(FlaskForm):
    """One field of each type, never sent anywhere."""

    name = StringField("Name of the site")
    about = TextAreaField("What the visit is for")
    planned = request_values.DayField("Day")
    kind = SelectField("Kind", choices=[SelectChoice("work", "Work"), SelectChoice("housing", "Housing")])
    how = RadioField("How do you know?", choices=_HOW)
    sources = SelectMultipleField("Sources", choices=_HOW)
    sure = BooleanField("I have read the reasons")


@bp.get("/desk/parts")
@allow("see-parts")
def show() -> Response:
    plain = Sample(formdata=None, prefix="plain-", data={"how": "saw", "sources": ["document"], "sure": True})
    wrong = Sample(formdata=None, prefix="wrong-", data={"name": "Greenhouse ?"})
    wrong.name.errors = ("Give the name that is on the gate.",)
    wrong.how.errors = ("Choose one.",)
    return page("desk/parts.html", plain=plain, wrong=wrong, entries=_entries())


def _entries() -> list[dict[str, object]]:
    return [
        {
            "when": date(2026, 11, 20),
            "sign": "visit",
            "title": "Visit",
            "href": "#timeline",
            "words": "Greenhouse 4",
        },
        {
            "when": date(2026, 9, 2),
            "sign": "order",
            "kind": "danger",
            "title": "Order",
            "tag": "Overdue",
            "tag_kind": "danger",
        },
        {"when": date(2026, 5, 17), "sign": "finding", "kind": "attention", "title": "Finding"},
        {
            "when": date(2025, 3, 4),
            "sign": "report",
            "kind": "good",
            "title": "Report",
            "tag": "Issued",
            "tag_kind": "good",
        },
        {"when": date(2025, 1, 30), "sign": "score", "title": "Score"},
        {"when": date(2024, 7, 1), "sign": "listing", "kind": "quiet", "title": "Public list"},
        {"when": date(2024, 6, 1), "sign": "link", "kind": "quiet", "title": "Link"},
    ]
