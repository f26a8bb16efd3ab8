"""One error log for every process. It says that something failed, under which number, what kind of error it was and
in which lines of code; never a word of its text, which may quote what a person typed."""

import errno
import logging
import secrets
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from typing import Any, TextIO

# Without letters that are read as digits, so that a number can be read out over the telephone.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_FRAMES = 40
_CAUSES = 6
# What a library calls its errors in a code of its own: says what failed and quotes nothing.
_CODES = ("sqlite_errorname", "sqlstate")
_OURS = "spotcheck"


class QuietFormatter(logging.Formatter):
    """Sentences of ours as they are; of anyone else's only where they were written, for they may quote a request."""

    def __init__(self, fmt: str | None = "[%(levelname)s] %(message)s", datefmt: str | None = None) -> None:
        super().__init__(fmt, datefmt)

    def format(self, record: logging.LogRecord) -> str:
        quiet = logging.makeLogRecord({**vars(record), "exc_text": None, "stack_info": None})
        if not is_ours(record):
            quiet.msg, quiet.args = f"{record.name} at {record.filename}:{record.lineno} ({record.levelname})", None
        return super().format(quiet)

    def formatException(self, ei: Any) -> str:
        return describe(ei[1]) if ei and ei[1] is not None else ""


def is_ours(record: logging.LogRecord) -> bool:
    """Whether a line was written by code that keeps to the rule above."""
    return record.name == _OURS or record.name.startswith(f"{_OURS}.") or record.name == "gunicorn.error"


class QuietHandler(logging.StreamHandler[TextIO]):
    """Writes to the process's error stream as it is at that moment. A line that cannot be written is left out: the
    usual complaint about it would print its values."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(QuietFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        return


def describe(error: BaseException) -> str:
    """The kinds of an error and of its causes, each with its frames, as lines of text without any value."""
    lines, seen, inner = [], set[int](), error
    while inner is not None and id(inner) not in seen and len(seen) < _CAUSES:
        seen.add(id(inner))
        lines.append(("  caused by " if len(seen) > 1 else "") + kind(inner))
        frames = traceback.extract_tb(inner.__traceback__)[-_FRAMES:]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        inner = inner.__cause__ or (inner.__context__ if not inner.__suppress_context__ else None)  # type: ignore[assignment]
    return "\n".join(lines)


def kind(error: BaseException) -> str:
    """The name of an error's class, with a code where it has one: `OperationalError SQLITE_FULL`, `OSError ENOSPC`,
    `Problem not-found`."""
    original = getattr(error, "orig", None) or error
    codes = [str(code) for name in _CODES if (code := getattr(original, name, None))]
    if isinstance(error, OSError) and (name := errno.errorcode.get(error.errno or 0)):
        codes.append(name)
    if type(error).__name__ == "Problem":
        codes.append(str(getattr(error, "name", "")))
    return " ".join([type(error).__name__, *codes])


def new_number() -> str:
    """The number under which a failure stands on the page and in the log: eight letters and digits, "K7QM-2XPA"."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def report(error: BaseException, process: str) -> str:
    """Writes a failure to the error log and gives its number."""
    number = new_number()
    _logger(process).error("failure %s: %s", number, describe(error))
    return number


def quiet(logger: logging.Logger) -> None:
    """Gives a library's logger this handler and no other."""
    logger.handlers, logger.propagate = [QuietHandler()], False


def start(process: str) -> None:
    """From here on nothing of this process writes an error in another way: no traceback, warning or library."""
    borrowed = QuietHandler()
    # What a library only warns of (an unknown property in a style sheet) would fill the log and name nothing.
    borrowed.setLevel(logging.ERROR)
    logging.getLogger().handlers = [borrowed]
    logging.captureWarnings(False)
    warnings.showwarning = _warn  # type: ignore[assignment]
    sys.excepthook = lambda _kind, error, _trace: _last_words(error, process)
    threading.excepthook = lambda told: _thread_died(told, process)
    sys.unraisablehook = lambda told: _unraisable(told, process)


def run(process: str, main: Callable[[], int]) -> int:
    """Runs a program of a terminal or a service; an error that nothing expected ends it in words, with a number."""
    start(process)
    try:
        return main()
    except Exception as error:
        _last_words(error, process)
        return 1


def _last_words(error: BaseException, process: str) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    number = report(error, process)
    print(
        f"{process}: something went wrong on our side. What was saved before is safe; this was not finished. "
        f"Try again; if it happens again, pass on this number and the lines above: {number}",
        file=sys.stderr,
    )


def _thread_died(told: threading.ExceptHookArgs, process: str) -> None:
    if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
        report(told.exc_value, process)


def _unraisable(told: Any, process: str) -> None:
    if told.exc_value is not None:
        report(told.exc_value, process)


def _warn(_message: Any, category: type[Warning], filename: str, lineno: int, *_rest: Any, **_more: Any) -> None:
    _logger("warning").warning("%s at %s:%d", category.__name__, filename, lineno)


def _logger(process: str) -> logging.Logger:
    logger = logging.getLogger(f"{_OURS}.{process}")
    if not any(isinstance(handler, QuietHandler) for handler in logger.handlers):
        quiet(logger)
    return logger
