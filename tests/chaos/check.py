"""After a run: is everything that any tablet said it kept on the server, once, with the same bytes and one meaning?"""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import text

from inspect_app.adapters.media.evidence import original
from inspect_app.domain.fieldwork.events import blob_hash
from inspect_app.domain.fieldwork.inspection import fold, plain
from inspect_app.store.fieldwork.events import StoredEvent
from tests import people, tablet


@dataclass
class Count:
    """What runs add up to. `lost`, `doubled` and `differences` must stay 0."""

    runs: int = 0
    events: int = 0
    photo_bytes: int = 0
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    differences: int = 0
    why: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.lost + self.doubled + self.differences == 0

    def add(self, other: "Count") -> None:
        for name in ("runs", "events", "photo_bytes", "kills", "lost", "doubled", "differences"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        return (
            f"{self.runs} runs, {self.events} events, {self.photo_bytes} photo bytes, {self.kills} kills;"
            f" lost {self.lost}, doubled {self.doubled}, fold differences {self.differences}"
        )


def rows(instance: people.Instance, query: str, visit: str) -> list[Any]:
    with instance.database.reading() as tx:
        return list(tx.execute(text(query), {"visit": visit}))


def check(instance: people.Instance, visit: str, kept: list[dict[str, Any]], settled: list[dict[str, Any]]) -> Count:
    """`kept` is what the drawers told while the run went on, `settled` what each tablet holds at its end."""
    count = Count(runs=1)
    events = tablet.as_they_came(instance, visit)
    blobs = rows(instance, "select hash, kind, salt, text, size from blobs where visit_id = :visit", visit)
    counts = [one for one in events if one.state == "stored"]
    whole = {one.hash for one in counts if sha256(one.body.encode()).hexdigest() == one.hash}
    notes = {one.hash for one in blobs if one.kind == "text" and _same_words(one)}
    photos = {one.hash: one.size for one in blobs if one.kind == "photo" and _same_bytes(instance, one)}
    wanted = [*kept, *(_whole(one) for one in settled)]
    _lost(count, "event", {hash for one in wanted for hash in one["events"]} - whole)
    _lost(count, "note", {hash for one in wanted for hash in one["notes"]} - notes)
    _lost(count, "photo", {photo["sha256"] for one in wanted for photo in one["photos"]} - photos.keys())
    count.why += [f"seq {e['seq']} was {e['sent']}: {e['why']}" for one in settled for e in one["events"] if e["why"]]
    for one in settled:
        receipt = one["receipt"] or {"events": [], "blobs": [], "photos": []}
        told = {*receipt["events"], *receipt["blobs"], *receipt["photos"]}
        lacks = {
            *(event["hash"] for event in one["events"]),
            *one["notes"],
            *(p["sha256"] for p in one["photos"]),
        } - told
        _lost(count, f"receipt ({one['told']})", lacks)
    _doubled(count, instance, visit, events, blobs)
    count.events, count.photo_bytes = len(whole), sum(photos.values())
    return count


def stored(instance: people.Instance, visit: str) -> list[StoredEvent]:
    """The events of a visit that count, as they came."""
    return [one for one in tablet.as_they_came(instance, visit) if one.state == "stored"]


def compare(count: Count, instance: people.Instance, visit: str, told: dict[str, Any]) -> None:
    """Whether the tablet's reading of the visit (`told`) is the server's."""
    bodies = stored(instance, visit)
    mine = json.loads(json.dumps(plain(fold([json.loads(one.body) for one in bodies]))))
    differing = [part for part in mine if told.get(part) != mine[part]]
    count.differences += len(differing)
    count.why += [f"the folds differ in {part}" for part in differing]


def _whole(settled: dict[str, Any]) -> dict[str, Any]:
    return {
        "events": [one["hash"] for one in settled["events"]],
        "notes": settled["notes"],
        "photos": settled["photos"],
    }


def _lost(count: Count, what: str, hashes: set[str]) -> None:
    count.lost += len(hashes)
    count.why += [f"{what} {hash[:12]} is not on the server" for hash in sorted(hashes)]


def _doubled(count: Count, instance: people.Instance, visit: str, events: list[StoredEvent], blobs: list[Any]) -> None:
    """Rows that stand for the same thing twice: events, places in a chain, pictures, and what follows from events."""
    orders = rows(instance, "select id from orders where visit_id = :visit", visit)
    cases = rows(instance, "select id from person_cases where visit_id = :visit", visit)
    acts = [json.loads(one.body) for one in events if one.state == "stored"]
    given = {one["value"]["citation"] + one["id"] for one in acts if one["what"] == "order"}
    met = {one["at_item"][0]["case"] for one in acts if one["what"] == "case_added"}
    pairs = {
        "events": (len(events), len({one.hash for one in events})),
        "places in a chain": (len(events), len({(one.device_id, one.seq) for one in events})),
        "blobs": (len(blobs), len({one.hash for one in blobs})),
        "orders": (len(orders), len(given)),
        "persons": (len(cases), len(met)),
    }
    for what, (found, wanted) in pairs.items():
        count.doubled += max(0, found - wanted)
        if found > wanted:
            count.why.append(f"{found} {what} stand for {wanted}")


def _same_words(blob: Any) -> bool:
    return blob_hash(bytes.fromhex(blob.salt), blob.text.encode()) == str(blob.hash)


def _same_bytes(instance: people.Instance, blob: Any) -> bool:
    path = instance.settings.evidence / original(blob.hash)
    if not path.exists():
        return False
    content = path.read_bytes()
    return sha256(content).hexdigest() == str(blob.hash) and len(content) == int(blob.size)
