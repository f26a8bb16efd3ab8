"""Debian's Firefox without a driver: it speaks Marionette over a socket, one JSON text after its length."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.journeys.browser import PATIENCE_MS

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# It calls nobody: everything but this machine goes to a proxy that is not there.
_QUIET = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.server": "",
    "extensions.getAddons.cache.enabled": False,
    "services.settings.server": "data:,",
    "browser.safebrowsing.update.enabled": False,
    "browser.startup.page": 0,
}


class Firefox:
    """One window. Elements are found by their CSS selector."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._number = 0
        self._read()
        self.do("WebDriver:NewSession", acceptInsecureCerts=False)

    def do(self, command: str, **values: object) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, command, values]).encode()
        self._socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, told = self._read()
        assert error is None, f"{command}: {error}"
        return told["value"] if isinstance(told, dict) and set(told) == {"value"} else told

    def goto(self, url: str) -> None:
        self.do("WebDriver:Navigate", url=url)

    def click(self, selector: str) -> None:
        self.do("WebDriver:ElementClick", id=self._element(selector))

    def type(self, selector: str, text: str) -> None:
        self.do("WebDriver:ElementSendKeys", id=self._element(selector), text=text)

    def value(self, selector: str, name: str) -> Any:
        """A property of an element, such as `value` or `checked`."""
        return self.do("WebDriver:GetElementProperty", id=self._element(selector), name=name)

    def is_shown(self, selector: str) -> bool:
        return bool(self.do("WebDriver:IsElementDisplayed", id=self._element(selector)))

    def back(self) -> None:
        self.do("WebDriver:Back")

    @property
    def url(self) -> str:
        return str(self.do("WebDriver:GetCurrentURL"))

    def wait(self, part: str) -> None:
        """Until the address holds `part`."""
        for _ in range(PATIENCE_MS // 100):
            if part in self.url:
                return
            time.sleep(0.1)
        raise AssertionError(f"{self.url} never held {part}")

    def close(self) -> None:
        self._socket.close()

    def _element(self, selector: str) -> str:
        self.do("WebDriver:SetTimeouts", implicit=PATIENCE_MS)
        return str(self.do("WebDriver:FindElement", using="css selector", value=selector)[_ELEMENT])

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._socket.recv(1)
        text, left = b"", int(size[:-1])
        while len(text) < left:
            text += self._socket.recv(left - len(text))
        return json.loads(text)


@contextmanager
def firefox(profile: Path, *, javascript: bool = True) -> Iterator[Firefox]:
    """A headless Firefox with a profile of its own."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    chosen = {**_QUIET, "marionette.port": port, "javascript.enabled": javascript}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()]
    profile.mkdir()
    (profile / "user.js").write_text("\n".join(lines))
    words = ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(words, env=os.environ | {"HOME": str(profile)}, **quiet)  # type: ignore[call-overload]
    try:
        window = Firefox(port)
        yield window
        window.close()
    finally:
        process.terminate()
        process.wait(30)


def _connected(port: int) -> socket.socket:
    for _ in range(PATIENCE_MS // 100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_MS / 1000)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("Firefox did not start")
