"""Borrowed: gunicorn. How it is started, and an error log that can give nobody away."""

import logging
import sys
import traceback
from typing import Any

from gunicorn.glogging import Logger


class QuietLogger(Logger):
    """gunicorn's own error lines carry the address and the path of whoever made a bad request. These say what went
    wrong and in which line of code, and nothing of the request: a worker may have made it."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter(self.error_fmt, self.datefmt))

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        # Its warnings about a request come with the address already inside the sentence.
        told = "A request could not be understood." if "ip=" in str(msg) else msg
        super().warning(told, *(() if told != msg else args), **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        super().exception("A request or worker failed.", **kwargs)


class QuietFormatter(logging.Formatter):
    """Names the kind of error and the lines of code, never its text: a text may quote what was sent."""

    def formatException(self, ei: Any) -> str:
        kind, _, trace = ei
        frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([f"{getattr(kind, '__name__', kind)}", *frames])


def command(*, host: str, port: int, certificate: tuple[str, str] | None = None) -> list[str]:
    """The command line that serves `wsgi:app`; `certificate` is (certificate file, key file) for https."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    parts = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", address]
    parts += ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--graceful-timeout", "5"]
    parts += ["--log-level", "warning", "--logger-class", f"{__name__}.QuietLogger"]
    if certificate:
        parts += ["--certfile", certificate[0], "--keyfile", certificate[1]]
    return parts
