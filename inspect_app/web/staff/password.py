"""Changing one's own password."""

from flask import Blueprint, redirect, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from inspect_app.actions.staff import staff as staff_actions
from inspect_app.adapters.crypto import passwords
from inspect_app.domain.problem import Problem
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, say, writing
from inspect_app.web.staff.sign_in import checked

bp = Blueprint("password", __name__)


class NewPassword(FlaskForm):
    current = PasswordField("Password used until now", validators=[InputRequired(), Length(max=1024)])
    new = PasswordField("New password", validators=[InputRequired(), Length(max=1024)])
    again = PasswordField(
        "New password again", validators=[InputRequired(), EqualTo("new", message="The two are not the same.")]
    )


@bp.get("/desk/password")
@allow("change-password")
def show() -> Response:
    return page("staff/password.html", form=NewPassword(), wrong=None)


@bp.post("/desk/password")
@allow("change-password")
def change() -> Response:
    form = NewPassword()
    if not form.validate_on_submit():
        return page("staff/password.html", 400, form=form, wrong=None)
    try:
        account = checked(me().email, form.current.data or "")
        staff_actions.check_password(form.new.data or "", me())
        hashed = passwords.make(form.new.data or "")
        with writing() as tx:
            staff_actions.change_password(tx, account, hashed, token=session["token"], by=me(), now=now())
    except Problem as problem:
        return page("staff/password.html", 400, form=form, wrong=problem.tell(say))
    return redirect(url_for("desk.home", saved=1))
