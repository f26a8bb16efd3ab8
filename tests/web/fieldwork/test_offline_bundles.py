"""A tablet's sealed file brought to the desk: taken in as if the tablet had sent it, and nothing is doubled."""

import base64
import io
import json
import re
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.domain.fieldwork.events import hash_of
from inspect_app.domain.fieldwork.inspection import plain
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, a_visit, rows

HEAD = {"v": 1, "file": 1, "of": 1}


class Filing(FakeTablet):
    """A hand without signal: what it would send becomes lines of a file."""

    lines: list[dict[str, str]] | None = None

    def _ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        if self.lines is None:
            return super()._ask(method, target, body, headers)
        line = {"method": method, "target": target, "authorization": headers["Authorization"]}
        self.lines.append({**line, "body": base64.b64encode(body).decode()})
        return {"events": [], "offset": 1 << 30}

    def file(self, visit: str = VISIT) -> list[dict[str, str]]:
        """The lines of everything written so far, the seal last."""
        self.lines = []
        self.send(visit)
        named = [note["hash"] for note in self.notes if any(note["hash"] in one for one in self.texts[visit])]
        manifest = {"events": [hash_of(one) for one in self.texts[visit]], "blobs": named}
        told = {"v": 1, **manifest, "photos": list(self.photos.get(visit, {}))}
        self._signed("POST", f"/sync/seal/{visit}", json.dumps(told).encode())
        made, self.lines = self.lines, None
        return made


@pytest.fixture
def tablet_client(instance: people.Instance, app: Flask) -> Filing:
    tablet.plan(instance.database, NOW)
    return Filing(app, NOW)


def content(lines: list[Any]) -> bytes:
    return b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in [HEAD, *lines])


def bring(browser: Browser, sent: bytes, status: int = 200) -> str:
    values = {"file": (io.BytesIO(sent), "spotcheck-1-1.jsonl")}
    text = browser.post("/desk/import-from-tablet", values, status=status).get_data(as_text=True)
    return re.sub(r"\s+", " ", text)


def counted(text: str, term: str) -> str:
    found = re.search(rf"<dt>{term}</dt><dd>(.*?)</dd>", text)
    assert found, text
    return found[1].strip()


def fold(instance: people.Instance) -> Any:
    with instance.database.reading() as tx:
        return plain(inspection(tx, VISIT))


@pytest.mark.both_engines
def test_a_whole_visit_comes_out_of_a_file_as_it_would_have_come_over_the_line(
    tablet_client: Filing, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    text = bring(Browser(app, "inspector"), content(tablet_client.file()))
    n = len(tablet_client.texts[VISIT])
    assert "Everything in the file was taken" in text
    assert counted(text, "Entries") == f"{n} stored · 0 here already"
    assert counted(text, "Pictures") == "1 stored · 0 here already"
    [(code,)] = rows(instance.database, "select code from receipts")
    assert counted(text, "Receipts") == code
    assert rows(instance.database, "select state from visits") == [("closed",)]
    before = fold(instance)
    # The tablet finds its signal again, and somebody brings the same file once more.
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"duplicate"}
    assert tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    text = bring(Browser(app, "supervisor"), content(tablet_client.file()))
    assert counted(text, "Entries") == f"0 stored · {n} here already"
    assert counted(text, "Pictures") == "0 stored · 1 here already"
    assert rows(instance.database, "select count(*) from events") == [(n,)] and fold(instance) == before


def test_a_changed_line_is_refused_in_words_and_the_rest_is_taken(
    tablet_client: Filing, instance: people.Instance, app: Flask
) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    [first, seal] = tablet_client.file()
    changed = {**first, "body": base64.b64encode(base64.b64decode(first["body"]) + b" ").decode()}
    elsewhere = {**first, "target": "/sync/photos/" + "0" * 64 + "/0?visit=" + VISIT}
    lines = [changed, elsewhere, b'{"cut": \n', {**first, "target": "/desk/staff"}, {**first, "body": "?"}, first, seal]
    text = bring(Browser(app, "inspector"), content(lines))
    assert "Not everything could be taken" in text
    assert re.findall(r"Line (\d+): (This line [a-z ]+)", text) == [
        ("2", "This line bears no signature of a tablet that is enrolled here"),
        ("3", "This line bears no signature of a tablet that is enrolled here"),
        ("4", "This line is no request of a tablet"),
        ("5", "This line is no request of a tablet"),
        ("6", "This line is no request of a tablet"),
    ]
    assert counted(text, "Entries") == "1 stored · 0 here already"
    assert rows(instance.database, "select state from events") == [("stored",)]


def test_one_bad_event_of_a_line_is_named_and_the_others_are_stored(tablet_client: Filing, app: Flask) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    good = tablet_client.texts[VISIT][0]
    tablet_client.lines = []
    batch = {"v": 1, "device": tablet_client.device, "wrap": None, "events": ["{}", good], "blobs": []}
    tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())
    text = bring(Browser(app, "inspector"), content(tablet_client.lines))
    assert counted(text, "Entries") == "1 stored · 0 here already · 1 refused"
    assert re.search(r"Line 2: .*is missing", text)


def test_what_a_revoked_tablet_saved_is_kept_aside_and_counts_nowhere(
    tablet_client: Filing, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    lines = tablet_client.file()
    supervisor = Browser(app, "supervisor")
    supervisor.post(f"/desk/tablets/{tablet_client.device}/revoke", {}, start="/desk/tablets", status=302)
    text = bring(supervisor, content(lines))
    assert f"0 stored · 0 here already · {len(tablet_client.texts[VISIT])} held for review" in text
    assert "The tablet had lost its trust when this came." in text and 'href="/desk/held-for-review"' in text
    assert set(rows(instance.database, "select state, why from events")) == {("quarantined", "revoked-device")}
    assert rows(instance.database, "select state from visits") == [("planned",)]


def test_pictures_before_their_entries_wait_in_the_file_and_come_the_next_time(
    tablet_client: Filing, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    lines = tablet_client.file()
    pieces = [one for one in lines if "/photos/" in one["target"]]
    inspector = Browser(app, "inspector")
    assert "Send the entries first" in bring(inspector, content(pieces))
    text = bring(inspector, content([one for one in lines if one not in pieces]))
    assert "A receipt waits until everything of the visit is here." in text
    assert counted(bring(inspector, content(lines)), "Pictures") == "1 stored · 0 here already"
    assert rows(instance.database, "select count(*) from receipts") == [(1,)]


def test_a_line_cannot_ask_for_the_pack_or_open_any_other_door(tablet_client: Filing, app: Flask) -> None:
    tablet_client.lines = []
    tablet_client._signed("GET", "/sync/pack")
    tablet_client._signed("PUT", "/sync/events?x=1", b"{}")
    text = bring(Browser(app, "inspector"), content(tablet_client.lines))
    assert len(re.findall("This line is no request of a tablet", text)) == 2 and "Blue Kettle" not in text


@pytest.mark.parametrize("sent", [b"", b"PK\3\4", b"[]\n", b'{"v": 2, "file": 1, "of": 1}\n', b"[" * 100_000])
def test_another_file_is_refused_in_words_at_its_field(instance: people.Instance, app: Flask, sent: bytes) -> None:
    text = bring(Browser(app, "inspector"), sent, status=400)
    assert "This is not a file that a tablet saved. Nothing was stored." in text
    assert acts(instance) == []


def test_the_journal_tells_who_brought_which_file(tablet_client: Filing, instance: people.Instance, app: Flask) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    sent = content(tablet_client.file())
    bring(Browser(app, "inspector"), sent)
    [entry] = acts(instance)
    assert entry.who == instance.person("inspector").id
    assert entry.detail == {"sha256": sha256(sent).hexdigest(), "bytes": len(sent)}
    assert "Imported from a tablet" in Browser(app, "supervisor").get("/desk/audit-log")


def test_only_who_may_carry_a_tablet_brings_a_file(app: Flask) -> None:
    for role in ("officer", "administrator", "researcher"):
        assert Browser(app, role).client.get("/desk/import-from-tablet").status_code == 403
    assert Browser(app, "officer").client.post("/desk/import-from-tablet").status_code in (400, 403)
    assert "/desk/import-from-tablet" in Browser(app, "inspector").get("/desk/")
    assert app.test_client().get("/desk/import-from-tablet").status_code == 302


def acts(instance: people.Instance) -> list[Any]:
    with instance.database.reading() as tx:
        return [one for one in audit_log_store.entries(tx) if one.act == "bring-parcel"]
