"""A thin line in front of a server: so many bits a second, and some of its connections cut in the middle."""

import random
import socket
import threading
import time

CHUNK, EACH = 4096, 32768


class SlowLine:
    """Carries bytes to a local port. `bits` a second each way for all connections together (None: no limit, no cuts).

    After every 32 KB from the tablet the connection is cut with the chance `cut`. `sent` counts bytes from the tablet.
    """

    def __init__(self, port: int, *, cut: float, seed: int) -> None:
        self.target, self.cut, self.dice = port, cut, random.Random(seed)
        self.bits: int | None = None
        self.sent = self.cuts = 0
        self._lock, self._free_at = threading.Lock(), {"up": 0.0, "down": 0.0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            for pair in ((near, far, "up"), (far, near, "down")):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, way: str) -> None:
        try:
            while data := source.recv(CHUNK):
                self._pace(way, len(data))
                sink.sendall(data)
                if way == "up" and self._is_cut(len(data)):
                    break
        except OSError:
            pass
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def _is_cut(self, size: int) -> bool:
        before, self.sent = self.sent // EACH, self.sent + size
        falls = self.bits is not None and self.sent // EACH > before and self.dice.random() < self.cut
        self.cuts += falls
        return falls

    def _pace(self, way: str, size: int) -> None:
        if self.bits is None:
            return
        with self._lock:
            start = max(time.monotonic(), self._free_at[way])
            self._free_at[way] = start + size * 8 / self.bits
        time.sleep(max(0.0, self._free_at[way] - time.monotonic()))
