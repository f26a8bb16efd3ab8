"""Signing in and out, and choosing the language of the pages."""

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.staff import staff as staff_actions
from inspect_app.adapters.crypto import passwords
from inspect_app.adapters.system import randomness
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Account
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import request_values
from inspect_app.web.auth import allow, public
from inspect_app.web.context import me, now, page, reading, say, writing

bp = Blueprint("sign_in", __name__)


class SignIn(FlaskForm):
    email = EmailField("E-mail address", validators=[InputRequired(), Length(max=254)])
    password = PasswordField("Password", validators=[InputRequired(), Length(max=1024)])


@bp.get("/")
@public
def home() -> Response:
    return redirect(url_for("desk.home") if g.me else url_for("sign_in.show"))


@bp.get("/sign-in")
@public
def show() -> Response:
    return page("sign_in.html", form=SignIn(), wrong=None)


@bp.post("/sign-in")
@public
def enter() -> Response:
    form = SignIn()
    try:
        if not form.validate_on_submit():
            raise Problem("wrong-password")
        _start(checked(form.email.data or "", form.password.data or ""))
    except Problem as problem:
        return page("sign_in.html", 400, form=form, wrong=problem.tell(say))
    return redirect(request_values.own_path(request.args.get("next"), url_for("desk.home")))


@bp.post("/sign-out")
@allow("sign-out")
def leave() -> Response:
    with writing() as tx:
        staff_actions.sign_out(tx, session["token"], by=me(), now=now())
    session.clear()
    return redirect(url_for("sign_in.show"))


@bp.post("/language")
@public
def choose_language() -> Response:
    chosen = "fr" if request.form.get("language") == "fr" else "en"
    session["language"] = chosen
    if g.me:
        with writing() as tx:
            staff_store.set_language(tx, g.me.id, chosen)
    return redirect(request_values.own_path(request.form.get("back"), "/"))


@bp.get("/health")
@public
def health() -> tuple[dict[str, str], int]:
    """For a load balancer: the app answers and its database can be read."""
    with reading() as tx:
        staff_store.agencies(tx)
    return {"state": "well"}, 200


def checked(email: str, password: str) -> Account:
    """Returns the account the password fits. The slow check runs outside any transaction; whoever goes on with the
    account looks at its lock again (`actions.check_again`)."""
    with reading() as tx:
        account = staff_store.account(tx, email)
    try:
        staff_actions.check_not_locked(account, now())
    except Problem:
        _count(account)
        raise
    fits = passwords.fits(password, account.password_hash if account else None)
    if account is None or not fits:
        _count(account)
        raise Problem("wrong-password")
    return account


def _count(account: Account | None) -> None:
    if account is not None:
        with writing() as tx:
            staff_actions.refuse(tx, account, now=now())


def _start(account: Account) -> None:
    token = randomness.token()
    with writing() as tx:
        staff_actions.sign_in(tx, account, token, now=now())
    # A fresh session: whatever was set before signing in must not survive it.
    language = session.get("language")
    session.clear()
    session.update(token=token, language=language)
    session.permanent = True
    current_app.logger.debug("signed in")
