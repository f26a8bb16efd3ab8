"""Borrowed: gunicorn. How it is started, and an error log that can give nobody away."""

import re
import sys
from typing import Any

from gunicorn.glogging import Logger

from inspect_app.adapters.system.failure_log import QuietFormatter

_SIGNAL = re.compile(r"SIG[A-Z0-9]{2,10}")


class QuietLogger(Logger):
    """gunicorn's own error lines carry the address and the path of whoever made a bad request. These say what went
    wrong and in which line of code, and nothing of the request: a worker may have made it."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter(self.error_fmt, self.datefmt))

    def debug(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Nothing: these lines quote what a client sent."""

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        # Its warnings about a request come with the address already inside the sentence.
        if "ip=" in str(msg):
            super().warning("A request could not be understood.", **kwargs)
        else:
            super().warning(msg, *map(_plain, args), **kwargs)

    def error(self, msg: object, *args: object, **kwargs: Any) -> None:
        super().error(msg, *map(_plain, args), **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        super().exception("A request or worker failed.", **kwargs)


def _plain(value: object) -> object:
    """A process number or the name of a signal; anything else may be a path, an address or a traceback."""
    return value if isinstance(value, int) or (isinstance(value, str) and _SIGNAL.fullmatch(value)) else "…"


def command(*, host: str, port: int, certificate: tuple[str, str] | None = None) -> list[str]:
    """The command line that serves `wsgi:app`; `certificate` is (certificate file, key file) for https."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    parts = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", address]
    parts += ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--graceful-timeout", "5"]
    parts += ["--log-level", "warning", "--logger-class", f"{__name__}.QuietLogger"]
    if certificate:
        parts += ["--certfile", certificate[0], "--keyfile", certificate[1]]
    return parts
