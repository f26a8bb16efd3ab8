"""The tablet's shell and its service worker. What the screens show comes from the tablet's own drawer."""

import json
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, jsonify, make_response
from werkzeug.wrappers import Response

from inspect_app.adapters.media import self_interview
from inspect_app.web import ROOT
from inspect_app.web.auth import allow, public
from inspect_app.web.context import page

bp = Blueprint("tablet", __name__)
STATIC = ROOT / "static"
SHEETS = ("tokens", "base", "fields", "parts", "tablet")


@bp.get("/tablet/")
@allow("carry-tablet")
def shell() -> Response:
    return page("tablet/base.html", bare=False)


@bp.get("/tablet/shell")
@public
def bare_shell() -> Response:
    """The same page without anybody's session, kept by the service worker for opening without signal."""
    return page("tablet/base.html", bare=True)


@bp.get("/tablet/sw.mjs")
@public
def service_worker() -> Response:
    files = precache()
    version = sha256(json.dumps(files).encode()).hexdigest()[:16]
    source = "".join((STATIC / name).read_text() for name in ("kept_files.js", "tablet/sw.mjs"))
    listed = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n"
    answer = make_response(listed + source)
    answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/tablet/self-interview.json")
@public
def self_interview_texts() -> Response:
    """The questions a worker answers alone, in every language: public, and the same for every tablet."""
    answer = make_response(self_interview.told())
    answer.headers["Content-Type"] = "application/json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/tablet/app.webmanifest")
@public
def manifest() -> Response:
    icon = {"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": "Spotcheck",
        "short_name": "Spotcheck",
        "start_url": "/tablet/",
        "scope": "/tablet/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5563",
        "icons": [icon],
    }
    answer = jsonify(told)
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer


def precache() -> dict[str, str]:
    """Every file the tablet needs without signal: its address -> SHA-256 of its bytes."""
    paths = [STATIC / "css" / f"{name}.css" for name in SHEETS] + [STATIC / "mark.svg"]
    paths += sorted(path for path in (STATIC / "tablet").rglob("*") if path.suffix in (".mjs", ".json"))
    # The pictograms beside the questions a worker answers alone.
    paths += sorted((STATIC / "checkin_app" / "icons").glob("*.svg"))
    paths += [STATIC / "vendor" / f"{name}.mjs" for name in ("hash-wasm", "idb", "signature_pad")]
    found = {_address(path): sha256(path.read_bytes()).hexdigest() for path in paths if path.name != "sw.mjs"}
    shell_source = (ROOT / "templates" / "tablet" / "base.html").read_bytes()
    texts = sha256(self_interview.told()).hexdigest()
    return {**found, "/tablet/shell": sha256(shell_source).hexdigest(), "/tablet/self-interview.json": texts}


def _address(path: Path) -> str:
    return f"/static/{path.relative_to(STATIC).as_posix()}"
