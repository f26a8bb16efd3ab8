"""The yardstick of a request that writes: Flask, sqlite3, one row, one commit. No rule, no check, no page."""

import os
import sqlite3

from flask import Flask, request

app = Flask(__name__)
PATH = os.environ.get("BARE_DATABASE", ":memory:")


def _open() -> sqlite3.Connection:
    connection = sqlite3.connect(PATH, timeout=60)
    # The same promise as ours: a row that was acknowledged survives a power cut.
    connection.execute("pragma journal_mode=truncate")
    connection.execute("pragma synchronous=full")
    return connection


with _open() as first:
    first.execute("create table if not exists rows (id integer primary key, body blob not null)")


@app.post("/")
def write() -> tuple[str, int]:
    """Stores the body as it came."""
    connection = _open()
    with connection:
        connection.execute("insert into rows (body) values (?)", (request.get_data(),))
    connection.close()
    return "", 204
