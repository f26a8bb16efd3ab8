"""A bad network between tablet and server: requests cut, delivered late or twice, answers lost, everything slow."""

import contextlib
import http.client
import random
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

FAULTS = ("none", "slow", "cut", "half", "lost", "twice", "late")
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Network:
    """Listens on a port of its own and carries whole requests to the server, or does worse. `calm` carries them all."""

    def __init__(self, server_port: int) -> None:
        self.server_port, self.dice, self.calm = server_port, random.Random(), True
        self._late: list[threading.Thread] = []
        self._http = _Lines(("127.0.0.1", 0), _Way)
        self._http.daemon_threads = True
        self._http.network = self  # type: ignore[attr-defined]
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fault(self) -> str:
        return "none" if self.calm else self.dice.choices(FAULTS, (6, 3, 2, 2, 3, 3, 3))[0]

    def later(self, work: Any) -> None:
        wait = self.dice.uniform(0.05, 0.4)
        thread = threading.Timer(wait, work)
        thread.daemon = True
        self._late.append(thread)
        thread.start()

    def quiet(self) -> None:
        """No more faults, and everything that was under way has arrived."""
        self.calm = True
        for thread in self._late:
            thread.join()
        self._late.clear()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Lines(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tablet's page that died takes its connections along; that is what all this is about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Way(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _carry(self) -> None:
        network = cast(Network, self.server.network)  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = network.fault()
        if fault == "slow":
            time.sleep(network.dice.uniform(0, 0.15))
        if fault == "half":
            self._half(network.server_port, body)
        if fault == "late":
            network.later(lambda: self._ask(network.server_port, body))
        if fault == "twice":
            self._ask(network.server_port, body)
        if fault in ("cut", "half", "late"):
            return self._drop()
        told = self._ask(network.server_port, body)
        if fault == "lost" or told is None:
            return self._drop()
        self._answer(*told)

    do_GET = do_HEAD = do_POST = do_PUT = _carry

    def _ask(self, port: int, body: bytes) -> tuple[int, list[tuple[str, str]], bytes] | None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        try:
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request(self.command, self.path, body or None, headers)
                answer = line.getresponse()
                told = answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):
            return None
        return told

    def _half(self, port: int, body: bytes) -> None:
        head = f"{self.command} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        head += f"Authorization: {self.headers.get('Authorization', '')}\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(head.encode() + body[: len(body) // 2])
        except OSError:
            pass

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def _drop(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        pass
