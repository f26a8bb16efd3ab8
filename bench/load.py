"""A real server under a fixed number of requests: how many a second, how much CPU each, how many went wrong."""

import http.client
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspect_app.adapters.system import server

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
# Method, path, body, headers.
Request = tuple[str, str, bytes, dict[str, str]]


@dataclass(frozen=True)
class Served:
    """A server that runs: its port, and the process that started its workers."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time of all its processes so far."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_cpu(int(pid)) for pid in [self.pid, *map(int, workers)])


@dataclass(frozen=True)
class Volley:
    """What one volley of requests came to."""

    per_second: float
    cpu_ms: float
    errors: int


@contextmanager
def served(app: str, environment: dict[str, str]) -> Iterator[Served]:
    """Runs `app` ("module:name") the way `make run` runs the real one, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [app if word == "wsgi:app" else word for word in server.command(host="127.0.0.1", port=port)]
    process = subprocess.Popen(line, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait(port, process)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def volley(target: Served, requests: list[Request], parallel: int, fine: Callable[[int], bool]) -> Volley:
    """Sends each request once, `parallel` at a time over connections that stay open; `fine` judges a status."""
    waiting, lock, errors = iter(requests), threading.Lock(), [0]

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
        while True:
            with lock:
                request = next(waiting, None)
            if request is None:
                break
            if not _post(connection, request, fine):
                with lock:
                    errors[0] += 1
        connection.close()

    crew = [threading.Thread(target=work) for _ in range(parallel)]
    cpu, start = target.cpu_seconds(), time.perf_counter()
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    taken = time.perf_counter() - start
    used = target.cpu_seconds() - cpu
    return Volley(len(requests) / taken, 1000 * used / len(requests), errors[0])


def _post(connection: http.client.HTTPConnection, request: Request, fine: Callable[[int], bool]) -> bool:
    method, path, body, headers = request
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return fine(answer.status)
    except (OSError, http.client.HTTPException):
        connection.close()
        return False


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server to be measured ended by itself; its reason stands above")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server to be measured did not answer within a minute")
