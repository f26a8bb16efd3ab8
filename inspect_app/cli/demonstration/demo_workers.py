"""The workers of the demo: they read the numbers off the printed cards and answer, sealed as a phone seals."""

import base64
import gzip
import re
import subprocess
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from inspect_app.adapters.crypto import sealing
from inspect_app.adapters.data import library
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn


def codes(cards: Path) -> list[str]:
    """The numbers on the printed cards, read from the PDF as an eye would."""
    text = subprocess.run(["pdftotext", "-layout", str(cards), "-"], check=True, capture_output=True, text=True).stdout
    return [found.replace(" ", "") for found in re.findall(r"\b\d{4} \d{4} \d{4} \d{4}\b", text)]


def check_in(address: str, numbers: Sequence[str]) -> None:
    """One sealed check-in a number; what each says differs a little, as it does among people."""
    key = _key(address)
    items = [item for _, item in library.newest("worker-check-in").items()]
    for place, number in enumerate(numbers):
        answers = {item.id: item.choices[(place * 5 + at) % len(item.choices)].id for at, item in enumerate(items)}
        plain = checkins_rules.write(CheckIn("worker-check-in/1", "en", "js", answers | {checkins_rules.ALONE: "yes"}))
        box = base64.b64encode(sealing.seal(plain, key)).decode()
        body = urlencode({"code": number, "box": box}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{address}/c/", body), timeout=30).close()


def _key(address: str) -> bytes:
    with urllib.request.urlopen(f"{address}/c/", timeout=30) as answer:
        page = gzip.decompress(answer.read()).decode()
    found = re.search(r'data-key="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the worker's page holds no key: has the opener run?")
    return base64.b64decode(found.group(1))
