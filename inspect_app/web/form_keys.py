"""A form that adds something can be sent once: a second press leads to what the first one added.

The page puts a random key into the form. In the staff database the key and where it led are written in the same
transaction as what is added; in the check-in database, which has no such table, the id of what is added is made from
the key.
"""

from hashlib import sha256

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from inspect_app.adapters.system import clock, randomness
from inspect_app.store import Connection
from inspect_app.store import form_keys as form_keys_store
from inspect_app.web.context import me, now

FIELD = "form_key"


def refuse_second(tx: Connection) -> None:
    """Ends the request with the first one's redirect when this form has been sent before. First in the transaction."""
    location = form_keys_store.find(tx, key_hash) if (key_hash := _hash()) else None
    if location is not None:
        abort(redirect(location))


def lead(tx: Connection, location: str) -> Response:
    """Remembers where this form led, in the transaction that added something, and gives the redirect there."""
    if key_hash := _hash():
        form_keys_store.add(tx, key_hash, location, clock.day(now()))
    return redirect(location)


def new_id() -> str:
    """The id of what this form adds: the same for the same form, random where a form has no key."""
    return key_hash[:32] if (key_hash := _hash()) else randomness.new_id()


def _hash() -> str | None:
    key = request.form.get(FIELD, "")
    # With the person: nobody learns from another's key where it led. Without a key a form is sent as often as it is.
    return sha256(f"{me().id} {request.path} {key}".encode()).hexdigest() if key else None
