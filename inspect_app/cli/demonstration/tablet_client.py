"""Play a tablet over HTTP without a browser: enrol, write events, send them with photos, seal, check the receipt."""

import base64
import http.client
import json
import os
import time
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from inspect_app.adapters.crypto import intake, receipts
from inspect_app.adapters.crypto.receipts import TabletKey
from inspect_app.domain.fieldwork.events import blob_hash, hash_of
from inspect_app.domain.fieldwork.inspection import covers
from inspect_app.domain.fieldwork.sync import signed_words

PIECE = 256 * 1024


class Refused(Exception):
    """The server said no; the status and its words."""


class TabletClient:
    """One tablet in one hand. `enrol` first (with a signed-in session's cookie and token), then events, then `seal`."""

    def __init__(self, address: str, now: datetime) -> None:
        self.key, self.address, self.now = TabletKey(), urlsplit(address), now
        self.device = self.letter = self.staff = self.intake = ""
        self.keys: dict[str, bytes] = {}
        self.texts: dict[str, list[str]] = {}
        self.notes: list[dict[str, str]] = []
        self.photos: dict[str, dict[str, bytes]] = {}
        self.n = 0

    def enrol(self, *, cookie: str, token: str, label: str = "Demo tablet") -> str:
        """Registers the public key for the person whose session cookie this is; returns the device id."""
        headers = {
            "Cookie": cookie,
            "X-CSRFToken": token,
            "Content-Type": "application/json",
            "Referer": self.address.geturl(),
        }
        body = json.dumps({"public_key": self.key.public, "label": label}).encode()
        told = self._ask("POST", "/tablet/devices", body, headers)
        self.device, self.letter, self.intake = told["device"], told["letter"], told["intake_key"]
        return self.device

    def pack(self) -> dict[str, Any]:
        """The day's visits and checklists; remembers whose tablet it is."""
        told = self._signed("GET", "/sync/pack")
        self.staff = told["staff"]["id"]
        return told

    def add(self, visit: str, what: str, value: Any, **more: Any) -> str:
        """Writes one event (`more`: at_item, checklist, fix, saw) and returns its id; nothing is sent yet."""
        texts = self.texts.setdefault(visit, [])
        self.n += 1
        event = {
            "v": 1,
            "id": _uuid7(),
            "visit": visit,
            "device": self.device,
            "by": self.staff,
            "seq": len(texts) + 1,
            "n": self.n,
            "prev": hash_of(texts[-1]) if texts else None,
            "at": _moment(self.now),
            "mono": int(time.monotonic() * 1000),
            "what": what,
            "value": value,
            **more,
        }
        texts.append(json.dumps(event, separators=(",", ":"), ensure_ascii=False))
        return str(event["id"])

    def answer(
        self,
        visit: str,
        checklist: dict[str, Any],
        section: str,
        item: str,
        value: Any,
        *,
        basis: tuple[str, ...] = (),
        note: str | None = None,
        row: str | None = None,
        case: str | None = None,
    ) -> str:
        """Answers one item; `checklist` is its entry in the pack, `note` plain words that become a blob."""
        steps: list[dict[str, str]] = [{"section": section, "item": item}]
        steps += [{"case": case}] if case else []
        steps += [{"row": row}] if row else []
        named = {"key": checklist["key"], "n": checklist["n"], "hash": checklist["hash"]}
        told = {"value": value, "basis": list(basis), "note": self.note(note) if note else None}
        return self.add(visit, "answered", told, at_item=steps, checklist=named)

    def note(self, text: str) -> str:
        """Keeps a free text to be sent beside its event; returns its salted hash."""
        salt = os.urandom(16)
        name = blob_hash(salt, text.encode())
        self.notes.append({"hash": name, "salt": salt.hex(), "text": text})
        return name

    def photo(
        self, visit: str, content: bytes, media_type: str = "image/jpeg", *, caption: str | None = None, **more: Any
    ) -> str:
        """Takes a photo into the drawer and writes its event; `caption` is plain words that become a blob."""
        name = sha256(content).hexdigest()
        self.photos.setdefault(visit, {})[name] = content
        value = {
            "sha256": name,
            "size": len(content),
            "type": media_type,
            "caption": self.note(caption) if caption else None,
        }
        self.add(visit, "photographed", value, **more)
        return name

    def sign(self, visit: str, role: str, outcome: str, name: str | None = None) -> str:
        """Signs over every event hash so far."""
        said = {"role": role, "outcome": outcome, "name": name, "picture": None}
        return self.add(visit, "signed", {**said, "covers": covers([hash_of(one) for one in self.texts[visit]])})

    def send(self, visit: str) -> list[dict[str, Any]]:
        """Sends all events and notes (again, if need be), then the photos; returns the answers to the events."""
        answers: list[dict[str, Any]] = []
        texts = self.texts.get(visit, [])
        for at in range(0, len(texts), 200):
            named = [note for note in self.notes if any(note["hash"] in one for one in texts[at : at + 200])]
            batch = {
                "v": 1,
                "device": self.device,
                "visit": visit,
                "wrap": _base64(self._wrap(visit)),
                "events": [self._sealed(visit, "event", hash_of(one), one) for one in texts[at : at + 200]],
                "blobs": [self._sealed(visit, "note", note["hash"], json.dumps(note)) for note in named],
            }
            answers += self._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
        for name, content in self.photos.get(visit, {}).items():
            self._send_photo(visit, name, content)
        return answers

    def seal(self, visit: str, receipt_key: str) -> dict[str, Any]:
        """Asks for the receipt and checks it; Refused when something is missing or the ministry did not sign it."""
        texts = self.texts[visit]
        manifest: dict[str, Any] = {
            "v": 1,
            "events": [hash_of(one) for one in texts],
            "photos": list(self.photos.get(visit, {})),
            "blobs": [note["hash"] for note in self.notes if any(note["hash"] in one for one in texts)],
        }
        told = self._signed("POST", f"/sync/seal/{visit}", json.dumps(manifest).encode())
        if "missing" in told:
            raise Refused(f"missing: {told['missing']}")
        if not receipts.is_receipt(receipt_key, told["receipt"], told["signature"]):
            raise Refused("the receipt is not signed by the ministry")
        receipt: dict[str, Any] = json.loads(told["receipt"])
        if set(receipt["events"]) != set(manifest["events"]) or set(receipt["photos"]) != set(manifest["photos"]):
            raise Refused("the receipt does not name every hash")
        return receipt

    def _send_photo(self, visit: str, name: str, content: bytes) -> None:
        offset = 0
        while offset < len(content):
            query = urlencode({"visit": visit, "size": len(content), "kind": "photo", "sealed": 1})
            about = f"photo {visit} {name} {offset}"
            sealed = intake.seal(self._content_key(visit), content[offset : offset + PIECE], about)
            piece = self._wrap(visit) + sealed
            offset = self._signed("PUT", f"/sync/photos/{name}/{offset}?{query}", piece)["offset"]

    def _content_key(self, visit: str) -> bytes:
        return self.keys.setdefault(visit, os.urandom(32))

    def _wrap(self, visit: str) -> bytes:
        return intake.wrap_for(self.intake, self._content_key(visit), f"wrap {visit}")

    def _sealed(self, visit: str, kind: str, hash: str, text: str) -> dict[str, str]:
        sealed = intake.seal(self._content_key(visit), text.encode(), f"{kind} {visit} {hash}")
        return {"hash": hash, "sealed": _base64(sealed)}

    def _signed(self, method: str, target: str, body: bytes = b"") -> dict[str, Any]:
        at = _moment(self.now)
        signature = self.key.sign(signed_words(method, target, at, body))
        return self._ask(method, target, body, {"Authorization": f"Spotcheck {self.device};{at};{signature}"})

    def _ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        line = http.client.HTTPConnection(self.address.hostname or "", self.address.port or 80, timeout=60)
        try:
            line.request(method, target, body or None, headers)
            answer = line.getresponse()
            text = answer.read()
        finally:
            line.close()
        if answer.status not in (200, 201, 202):
            raise Refused(f"{answer.status} {text[:500].decode(errors='replace')}")
        told: dict[str, Any] = json.loads(text)
        return told


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _moment(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def _uuid7() -> str:
    number = bytearray(int(time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))
    number[6] = number[6] & 0x0F | 0x70
    number[8] = number[8] & 0x3F | 0x80
    text = number.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
