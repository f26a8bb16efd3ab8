"""What a web server runs. `app` is both on one machine; in production `web` and `checkin` stand alone, on two host
names and under two users.

Each is made when it is asked for: the check-in process has no business with the staff database, nor its keys.
"""

import sys
from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from inspect_app.adapters.system import failure_log
from inspect_app.settings import SettingsMistakes, environment
from inspect_app.store.instance import Unreachable


def __getattr__(name: str) -> Any:
    try:
        return _made(name)
    except (Unreachable, SettingsMistakes) as refused:
        # In a sentence, and nothing else of it: the log of a failure holds no words of an exception.
        print(f"Spotcheck did not start: {refused}", file=sys.stderr)
        sys.exit(1)


def _made(name: str) -> Any:
    if name in ("web", "checkin", "app"):
        failure_log.start(name)
    if name == "web":
        from inspect_app.adapters.data import languages
        from inspect_app.web import create_app as create_web
        from inspect_app.web import nightly
        from inspect_app.web.fieldwork.sync import catch_up

        made: Any = create_web(environment.web())
        catch_up(made)
        # So many files are seconds of reading: now, and not while somebody waits for a first page.
        languages.all_of_them()
        nightly.start(made)
    elif name == "checkin":
        from inspect_app.checkin_app import create_app as create_checkin

        made = create_checkin(environment.checkin())
    elif name == "app":
        made = DispatcherMiddleware(__getattr__("web"), {"/c": __getattr__("checkin")})
    else:
        raise AttributeError(name)
    return globals().setdefault(name, made)
