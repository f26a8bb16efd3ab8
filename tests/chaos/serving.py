"""The real server in a process of its own, forked from one that has loaded everything, and shot at will."""

import logging
import multiprocessing
import socket
import time
from importlib import import_module
from multiprocessing.process import BaseProcess

from werkzeug.serving import make_server

from inspect_app.settings import Settings
from inspect_app.web import PARTS, create_app

UP_SECONDS = 20.0
# Loaded once, in the process that new servers are forked from.
for _part in PARTS:
    import_module(f"inspect_app.web.{_part}")


def serve(settings: Settings, port: int) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", port, create_app(settings.web()), threaded=True).serve_forever()


class Shot:
    """A server that can be killed like a plug pulled: SIGKILL, in the middle of whatever it does."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.kills = settings, 0
        self._from = multiprocessing.get_context("forkserver")
        self._from.set_forkserver_preload(["__main__", "tests.chaos.serving"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: BaseProcess | None = None
        self.start()

    def start(self) -> None:
        if self._process is None:
            self._process = self._from.Process(target=serve, args=(self.settings, self.port), daemon=True)
            self._process.start()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process, self.kills = None, self.kills + 1

    def wait(self) -> None:
        """Until it answers; RuntimeError when it does not come up."""
        for _ in range(int(UP_SECONDS / 0.05)):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("the server did not come up")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
