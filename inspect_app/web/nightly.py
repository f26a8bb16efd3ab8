"""What the web process does by itself, whether or not anybody opens a page: peppers of points past their day go.

No other process can: the folder of its keys is closed to them.
"""

import threading
from typing import cast

from flask import Flask

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.adapters.system import clock, failure_log
from inspect_app.settings import WebSettings
from inspect_app.store import Database

EVERY = 3600.0


def tick(app: Flask) -> None:
    """Deletes the peppers of points that have closed or are past their last day where the workers are."""
    now = app.config.get("CLOCK", clock.now)()
    with cast(Database, app.config["CHECKIN_DATABASE"]).reading() as tx:
        checkins_actions.forget_peppers(tx, cast(WebSettings, app.config["SETTINGS"]).keys("web"), now)


def start(app: Flask, every: float = EVERY) -> threading.Event:
    """Ticks now and then again every so many seconds, in a thread that ends with its process, or once the event that
    is returned is set."""
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            try:
                tick(app)
            except Exception as error:
                # The database may be away for a moment; the next hour tries again.
                failure_log.report(error, "web")
            stopped.wait(every)

    threading.Thread(target=run, name="nightly", daemon=True).start()
    return stopped
