"""The door of lent handsets: no more answers than were dealt, none twice, and only for handsets that still live."""

import base64
import gzip
import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from nacl.public import PrivateKey, PublicKey, SealedBox

from inspect_app import cli, opener
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import handsets as handsets_actions
from inspect_app.adapters.crypto import handset_keys
from inspect_app.checkin_app import HEADERS
from inspect_app.domain.alerts.duty import KINDS
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import handsets as handsets_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import snapshots as snapshots_store
from tests import points
from tests.checkin_app.test_sealing import ROOT
from tests.checkin_app.test_worker import POINT, SET, app, codes, instance, key
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
RUN = "ab12" + "7" * 28
ALLOWED = 6


@pytest.fixture
def public(instance: cli.Instance, codes: list[str]) -> bytes:
    """The door of a handset that was prepared for six people."""
    with instance.checkin_database.writing() as tx:
        checkins_actions.raise_cards(tx, POINT, 50, "A second shift")
    return add(instance, RUN)


def add(instance: cli.Instance, run: str) -> bytes:
    private, public = handsets_actions.make_handset_key()
    with instance.checkin_database.writing() as tx:
        handsets_actions.prepare(
            tx,
            point_id=POINT,
            run_id=run,
            n=ALLOWED,
            handset_key=public,
            public_url="https://work.example",
            loopback_allowed=False,
            folder=instance.settings.keys("web"),
            copies=[],
            now=NOW,
        )
    handsets_actions.hand_over(instance.settings.keys("checkin"), POINT, run, private)
    return public


def handset_message(app: Flask, public: bytes, papers: str | None) -> bytes:
    plain = b"\0" * (1 + checkins_rules.SEALED_SIZE)
    if papers:
        said = checkins_rules.write(CheckIn(SET, "es", "js", {"papers": papers}))
        plain = b"\1" + SealedBox(PublicKey(key(app))).encrypt(said)
    return SealedBox(PublicKey(public)).encrypt(plain)


def call(public: bytes, *words: str) -> bytes:
    places = ["", *KINDS, handsets_rules.SENT, handsets_rules.AWAY]
    return b"".join(SealedBox(PublicKey(public)).encrypt(bytes([places.index(word)]) + bytes(15)) for word in words)


def post(app: Flask, path: str, body: bytes, status: int = 200) -> dict[str, Any]:
    answer = app.test_client().post(f"/handset/{path}", data=body, content_type="application/octet-stream")
    assert answer.status_code == status and {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    return dict(json.loads(answer.data)) if status == 200 else {}


def piles(instance: cli.Instance) -> list[str]:
    with instance.checkin_database.reading() as tx:
        return sorted(box.pile for box in boxes_store.of_point(tx, POINT))


def used(instance: cli.Instance) -> int:
    with instance.checkin_database.reading() as tx:
        query = "select sum(used) from cards join runs on runs.id = cards.run where runs.kind = 'handset'"
        return int(tx.exec_driver_sql(query).scalar_one())


def test_a_handset_brings_as_many_answers_as_were_dealt_to_it_and_each_once(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    first = [handset_message(app, public, "boss_keeps") for _ in range(4)] + [
        handset_message(app, public, None) for _ in range(8)
    ]
    for _ in range(3):
        assert post(app, "boxes", b"".join(reversed(first)))["state"] == "open"
    assert piles(instance) == ["main"] * 4 and used(instance) == 4
    post(app, "boxes", b"".join(handset_message(app, public, "i_keep") for _ in range(5)))
    # A thief with the tablet can fill what was dealt, never more; the rest is counted as cards used again.
    assert piles(instance) == ["again"] * 3 + ["main"] * 6 and used(instance) == ALLOWED
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        assert [(line.item, line.band) for line in snapshots_store.of_point(tx, POINT, 5)] == [("papers", "mixed")]


def test_an_answer_with_a_box_in_it_reads_as_one_with_nothing(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    full = app.test_client().post("/handset/boxes", data=handset_message(app, public, "boss_keeps"))
    empty = app.test_client().post("/handset/boxes", data=handset_message(app, public, None))
    assert (full.data, list(full.headers)) == (empty.data, list(empty.headers))
    assert (
        len(handset_message(app, public, "boss_keeps"))
        == len(handset_message(app, public, None))
        == handsets_rules.LETTER_SIZE
    )


def test_two_handsets_of_one_point_have_an_allowance_each(instance: cli.Instance, app: Flask, public: bytes) -> None:
    other = add(instance, "cd34" + "6" * 28)
    for one in (public, other):
        post(app, "boxes", b"".join(handset_message(app, one, "boss_keeps") for _ in range(7)))
    assert piles(instance) == ["again"] * 2 + ["main"] * 12


@pytest.mark.parametrize("body", [b"", b"x", b"\0" * 2145, b"\0" * 2145 * 16, b"\xff" * 60_000])
def test_what_no_handset_sealed_opens_nothing_and_is_kept_nowhere(
    instance: cli.Instance, app: Flask, public: bytes, body: bytes
) -> None:
    assert post(app, "boxes", body)["state"] == post(app, "calls", body)["state"] == "closed"
    assert piles(instance) == [] and used(instance) == 0


def test_more_than_a_piece_at_once_and_bodies_beyond_the_limit_are_refused(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    assert (
        post(app, "boxes", handset_message(app, public, "i_keep") * 17)["state"] == "closed" and piles(instance) == []
    )
    post(app, "boxes", b"\0" * 70_000, status=413)


def test_a_voided_handset_a_closed_point_and_the_day_after_its_last_end_it(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    others = [add(instance, f"{n}" * 32) for n in (1, 2)]
    kept = instance.settings.keys("checkin")
    assert len(list(kept.glob("*.handset"))) == 3
    with instance.checkin_database.writing() as tx:
        checkins_actions.void_run(tx, POINT, RUN)
    assert post(app, "boxes", handset_message(app, public, "i_keep"))["state"] == "closed"
    assert post(app, "boxes", handset_message(app, others[0], "i_keep"))["state"] == "open"
    assert len(list(kept.glob("*.handset"))) == 2 and piles(instance) == ["main"]
    app.config["CLOCK"] = lambda: NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1)
    assert post(app, "boxes", handset_message(app, others[0], "i_keep"))["state"] == "closed"
    assert list(kept.glob("*.handset")) == [] and piles(instance) == ["main"]


def test_closing_a_point_deletes_the_keys_of_its_handsets(instance: cli.Instance, app: Flask, public: bytes) -> None:
    folders = (instance.settings.keys("web"), instance.settings.keys("checkin"))
    points.close(instance, POINT, folders)
    assert list(folders[1].glob("*.handset")) == [] and list(folders[0].glob("*.handset")) == []
    assert post(app, "calls", call(public, "child"))["state"] == "closed"


def test_a_call_opens_one_case_at_the_handsets_own_place_and_uses_nothing_up(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    post(app, "calls", call(public, "", "hurt", "", "hurt"))
    told = post(app, "calls", call(public, *[""] * 250, "child"))
    with instance.checkin_database.reading() as tx:
        assert [(one.kind, one.point) for one in urgent_store.waiting(tx, "a" * 32)] == [("child", POINT)]
    assert told == {"state": "open", "reads": "nobody", "at": ""} and used(instance) == 0


def test_a_handset_says_that_it_sent_and_that_it_is_put_away(instance: cli.Instance, app: Flask, public: bytes) -> None:
    def run() -> cards_store.Run:
        with instance.checkin_database.reading() as tx:
            return next(one for one in cards_store.runs(tx, POINT) if one.kind == "handset")

    assert (run().sent, run().state) == (0, "live")
    post(app, "calls", call(public, "sent"))
    assert (run().sent, run().state) == (1, "live")
    post(app, "calls", call(public, "away"))
    assert (run().sent, run().state) == (1, "void")
    assert post(app, "calls", call(public, ""))["state"] == "closed"


def test_the_numbers_of_a_handsets_cards_are_nowhere_and_no_typed_code_opens_one(
    instance: cli.Instance, app: Flask, public: bytes
) -> None:
    files = {path: path.read_bytes() for path in instance.settings.instance.rglob("*") if path.is_file()}
    held = [path for path, body in files.items() if path.suffix != ".db" and re.search(rb"(?<!\d)\d{16}(?!\d)", body)]
    assert held == []
    link = handsets_rules.address("https://work.example/", public, NOW.date(), RUN[:4])
    assert re.fullmatch(r"https://work\.example/c/handset/#[\w-]{43}\.20261123\.ab12", link)


def test_the_browsers_letters_open_at_the_servers_door(tmp_path: Path) -> None:
    private, public = handset_keys.make_handset_key()
    source = tmp_path / "try.js"
    source.write_text(f"""
import {{ seal }} from "tweetnacl-sealedbox-js";
import {{ lettersTo }} from "{ROOT}/static/checkin_app/src/handset/messages.mjs";
const made = lettersTo(Uint8Array.from(Buffer.from(process.argv[2], "base64")), seal);
const all = [made.letter(new Uint8Array(2096).fill(7)), made.letter(null), ...process.argv.slice(3).map(made.call)];
console.log(JSON.stringify(all.map((one) => Buffer.from(one).toString("base64"))));
""")
    bundle = [str(ROOT / "node_modules/.bin/esbuild"), str(source), "--bundle", "--format=cjs", "--platform=node"]
    paths = {"NODE_PATH": str(ROOT / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin"}
    subprocess.run([*bundle, f"--outfile={tmp_path / 'made.js'}"], check=True, capture_output=True, env=paths)
    words = ["", *KINDS, handsets_rules.SENT, handsets_rules.AWAY, "unknown"]
    asked = ["node", str(tmp_path / "made.js"), base64.b64encode(public).decode(), *words]
    ran = subprocess.run(asked, check=True, capture_output=True, text=True)
    sealed = [base64.b64decode(one) for one in json.loads(ran.stdout)]
    assert [len(one) for one in sealed] == [handsets_rules.LETTER_SIZE] * 2 + [handsets_rules.CALL_SIZE] * len(words)
    box, nothing, *calls = handset_keys.open_handset_messages(sealed, private)
    assert handsets_rules.box_in(box) == b"\7" * checkins_rules.SEALED_SIZE and handsets_rules.box_in(nothing) is None
    assert [handsets_rules.said_in(one) for one in calls] == [*words[:-1], ""]
    assert handset_keys.open_handset_messages(sealed, bytes(PrivateKey.generate())) == []


def test_a_handsets_pages_have_one_title_no_telephone_link_and_promise_no_reader(app: Flask, public: bytes) -> None:
    files = json.loads(re.findall(r"const FILES = (.*);", text(app, "/handset/sw.js"))[0])
    pages = {name: text(app, name.removeprefix("/c")) for name in files if name.startswith("/c/handset/")}
    assert {"/c/handset/", "/c/handset/in.en", "/c/handset/in.fr", "/c/handset/in.es"} <= set(pages)
    titles = {re.findall("<title>(.*?)</title>", page)[0] for page in pages.values()}
    assert len(titles) == 1
    for name, page in pages.items():
        assert ("tel:" not in page and "9-1-1" in page) or name == "/c/handset/"
        assert "check-in.js" not in page and "weather" not in page
    told = re.findall('class="reads">(.*?)</p>', pages["/c/handset/in.en"])
    assert told and all("This tablet has no signal" in one for one in told)


def test_nothing_that_phones_open_names_the_handset(app: Flask, public: bytes) -> None:
    for path in ("/", "/in.en", "/in.fr", "/check-in.js", "/check-in.css"):
        page = text(app, path)
        assert "handset" not in page and "serviceWorker" not in page and "indexedDB" not in page


def text(app: Flask, path: str) -> str:
    body = app.test_client().get(path).data
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
