"""The headers of every staff page. No `unsafe` anywhere; what the tablet needs more, `/tablet/` alone gets."""

from flask import Flask, Response, request

from inspect_app.adapters.system.clean_request import stay_here

_CSP = (
    "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src {media}; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_OFF = (
    "camera=({who}), geolocation=({who}), microphone=(), payment=(), usb=(), interest-cohort=(), "
    "publickey-credentials-create=({who}), publickey-credentials-get=({who})"
)


def guard(app: Flask) -> None:
    """Sets the security headers on every answer."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    stay_here(response)
    tablet = request.path.startswith("/tablet/")
    more = {"wasm": " 'wasm-unsafe-eval'", "media": "blob:"} if tablet else {"wasm": "", "media": "'none'"}
    response.headers.setdefault("Content-Security-Policy", _CSP.format(**more))
    response.headers.setdefault("Permissions-Policy", _OFF.format(who="self" if tablet else ""))
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
