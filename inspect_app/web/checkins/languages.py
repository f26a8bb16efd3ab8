"""Languages of the workers' page: who has read each, what is missing, and which are offered."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.adapters.data import languages
from inspect_app.adapters.media import voices
from inspect_app.domain.problem import Problem
from inspect_app.store.checkins import languages as languages_store
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, checkin_writing, me, page, settings

bp = Blueprint("languages", __name__)
VOICES = languages.DATA.parent / "static" / "checkin_app" / "build" / "voices"


@bp.get("/desk/languages")
@allow("see-languages")
def listed() -> Response:
    with checkin_reading() as tx:
        chosen = languages_store.offered(tx)
    found = [
        (one, chosen.get(one.code, True), voices.is_by_machine(VOICES, one.code)) for one in languages.all_of_them()
    ]
    return page("checkins/languages.html", found=found, slots=languages.audio_first(), drafts=settings().demo)


@bp.post("/desk/languages/<code>")
@allow("choose-languages")
def choose(code: str) -> AnyResponse:
    if languages.find(code) is None:
        raise Problem("not-found")
    shown = request.form.get("shown") == "1"
    detail = {"language": code, "shown": shown}
    with checkin_writing("choose-language", ("staff", me().agency_id), detail) as tx:
        languages_store.offer(tx, code, shown=shown)
    return redirect(url_for("languages.listed"))
