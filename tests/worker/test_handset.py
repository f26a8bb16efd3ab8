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
from inspect_app.actions import checkins as actions
from inspect_app.actions import handset as prepare
from inspect_app.adapters import handset as door
from inspect_app.domain import checkin, handset
from inspect_app.domain.checkin import CheckIn
from inspect_app.domain.duty import KINDS
from inspect_app.store import checkins, urgent
from inspect_app.worker import HEADERS
from tests import points
from tests.conftest import NOW
from tests.worker.test_sealing import ROOT
from tests.worker.test_worker import POINT, SET, app, codes, house, key

__all__ = ["app", "codes", "house"]
RUN = "ab12" + "7" * 28
ALLOWED = 6


@pytest.fixture
def public(house: cli.House, codes: list[str]) -> bytes:
    """The door of a handset that was prepared for six people."""
    with house.checkin_database.begin() as tx:
        actions.raise_cards(tx, POINT, 50, "A second shift")
    return add(house, RUN)


def add(house: cli.House, run: str) -> bytes:
    private, public = prepare.make_door()
    with house.checkin_database.begin() as tx:
        prepare.prepare(
            tx, point_id=POINT, run_id=run, n=ALLOWED, door_key=public, public_url="https://work.example",
            loopback_allowed=False, folder=house.settings.keys("web"), copies=[], now=NOW
        )  # fmt: skip
    prepare.hand_over(house.settings.keys("worker"), POINT, run, private)
    return public


def letter(app: Flask, public: bytes, papers: str | None) -> bytes:
    plain = b"\0" * (1 + checkin.SEALED_SIZE)
    if papers:
        said = checkin.write(CheckIn(SET, "es", "js", {"papers": papers}))
        plain = b"\1" + SealedBox(PublicKey(key(app))).encrypt(said)
    return SealedBox(PublicKey(public)).encrypt(plain)


def call(public: bytes, *words: str) -> bytes:
    places = ["", *KINDS, handset.SENT, handset.AWAY]
    return b"".join(SealedBox(PublicKey(public)).encrypt(bytes([places.index(word)]) + bytes(15)) for word in words)


def post(app: Flask, path: str, body: bytes, status: int = 200) -> dict[str, Any]:
    answer = app.test_client().post(f"/handset/{path}", data=body, content_type="application/octet-stream")
    assert answer.status_code == status and {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    return dict(json.loads(answer.data)) if status == 200 else {}


def piles(house: cli.House) -> list[str]:
    with house.checkin_database.look() as tx:
        return sorted(box.pile for box in checkins.boxes(tx, POINT))


def used(house: cli.House) -> int:
    with house.checkin_database.look() as tx:
        query = "select sum(used) from cards join runs on runs.id = cards.run where runs.kind = 'handset'"
        return int(tx.exec_driver_sql(query).scalar_one())


def test_a_handset_brings_as_many_answers_as_were_dealt_to_it_and_each_once(
    house: cli.House, app: Flask, public: bytes
) -> None:
    first = [letter(app, public, "boss_keeps") for _ in range(4)] + [letter(app, public, None) for _ in range(8)]
    for _ in range(3):
        assert post(app, "boxes", b"".join(reversed(first)))["state"] == "open"
    assert piles(house) == ["main"] * 4 and used(house) == 4
    post(app, "boxes", b"".join(letter(app, public, "i_keep") for _ in range(5)))
    # A thief with the tablet can fill what was dealt, never more; the rest is counted as cards used again.
    assert piles(house) == ["again"] * 3 + ["main"] * 6 and used(house) == ALLOWED
    opener.tick(house, NOW)
    with house.checkin_database.look() as tx:
        assert [(line.item, line.band) for line in checkins.snapshot(tx, POINT, 5)] == [("papers", "mixed")]


def test_an_answer_with_a_box_in_it_reads_as_one_with_nothing(house: cli.House, app: Flask, public: bytes) -> None:
    full = app.test_client().post("/handset/boxes", data=letter(app, public, "boss_keeps"))
    empty = app.test_client().post("/handset/boxes", data=letter(app, public, None))
    assert (full.data, list(full.headers)) == (empty.data, list(empty.headers))
    assert len(letter(app, public, "boss_keeps")) == len(letter(app, public, None)) == handset.LETTER_SIZE


def test_two_handsets_of_one_point_have_an_allowance_each(house: cli.House, app: Flask, public: bytes) -> None:
    other = add(house, "cd34" + "6" * 28)
    for one in (public, other):
        post(app, "boxes", b"".join(letter(app, one, "boss_keeps") for _ in range(7)))
    assert piles(house) == ["again"] * 2 + ["main"] * 12


@pytest.mark.parametrize("body", [b"", b"x", b"\0" * 2145, b"\0" * 2145 * 16, b"\xff" * 60_000])
def test_what_no_handset_sealed_opens_nothing_and_is_kept_nowhere(
    house: cli.House, app: Flask, public: bytes, body: bytes
) -> None:
    assert post(app, "boxes", body)["state"] == post(app, "calls", body)["state"] == "closed"
    assert piles(house) == [] and used(house) == 0


def test_more_than_a_piece_at_once_and_bodies_beyond_the_limit_are_refused(
    house: cli.House, app: Flask, public: bytes
) -> None:
    assert post(app, "boxes", letter(app, public, "i_keep") * 17)["state"] == "closed" and piles(house) == []
    post(app, "boxes", b"\0" * 70_000, status=413)


def test_a_voided_handset_a_closed_point_and_the_day_after_its_last_end_it(
    house: cli.House, app: Flask, public: bytes
) -> None:
    others = [add(house, f"{n}" * 32) for n in (1, 2)]
    kept = house.settings.keys("worker")
    assert len(list(kept.glob("*.handset"))) == 3
    with house.checkin_database.begin() as tx:
        actions.void_run(tx, POINT, RUN)
    assert post(app, "boxes", letter(app, public, "i_keep"))["state"] == "closed"
    assert post(app, "boxes", letter(app, others[0], "i_keep"))["state"] == "open"
    assert len(list(kept.glob("*.handset"))) == 2 and piles(house) == ["main"]
    app.config["CLOCK"] = lambda: NOW + timedelta(days=actions.OPEN_DAYS + 1)
    assert post(app, "boxes", letter(app, others[0], "i_keep"))["state"] == "closed"
    assert list(kept.glob("*.handset")) == [] and piles(house) == ["main"]


def test_closing_a_point_deletes_the_keys_of_its_handsets(house: cli.House, app: Flask, public: bytes) -> None:
    folders = (house.settings.keys("web"), house.settings.keys("worker"))
    points.close(house, POINT, folders)
    assert list(folders[1].glob("*.handset")) == [] and list(folders[0].glob("*.handset")) == []
    assert post(app, "calls", call(public, "child"))["state"] == "closed"


def test_a_call_opens_one_case_at_the_handsets_own_place_and_uses_nothing_up(
    house: cli.House, app: Flask, public: bytes
) -> None:
    post(app, "calls", call(public, "", "hurt", "", "hurt"))
    told = post(app, "calls", call(public, *[""] * 250, "child"))
    with house.checkin_database.look() as tx:
        assert [(one.kind, one.point) for one in urgent.waiting(tx, "a" * 32)] == [("child", POINT)]
    assert told == {"state": "open", "reads": "nobody", "at": ""} and used(house) == 0


def test_a_handset_says_that_it_sent_and_that_it_is_put_away(house: cli.House, app: Flask, public: bytes) -> None:
    def run() -> checkins.Run:
        with house.checkin_database.look() as tx:
            return next(one for one in checkins.runs(tx, POINT) if one.kind == "handset")

    assert (run().sent, run().state) == (0, "live")
    post(app, "calls", call(public, "sent"))
    assert (run().sent, run().state) == (1, "live")
    post(app, "calls", call(public, "away"))
    assert (run().sent, run().state) == (1, "void")
    assert post(app, "calls", call(public, ""))["state"] == "closed"


def test_the_numbers_of_a_handsets_cards_are_nowhere_and_no_typed_code_opens_one(
    house: cli.House, app: Flask, public: bytes
) -> None:
    files = {path: path.read_bytes() for path in house.settings.instance.rglob("*") if path.is_file()}
    held = [path for path, body in files.items() if path.suffix != ".db" and re.search(rb"(?<!\d)\d{16}(?!\d)", body)]
    assert held == []
    link = handset.address("https://work.example/", public, NOW.date(), RUN[:4])
    assert re.fullmatch(r"https://work\.example/c/handset/#[\w-]{43}\.20261123\.ab12", link)


def test_the_browsers_letters_open_at_the_servers_door(tmp_path: Path) -> None:
    private, public = door.make_door()
    source = tmp_path / "try.js"
    source.write_text(f"""
import {{ seal }} from "tweetnacl-sealedbox-js";
import {{ lettersTo }} from "{ROOT}/static/worker/src/letters.mjs";
const made = lettersTo(Uint8Array.from(Buffer.from(process.argv[2], "base64")), seal);
const all = [made.letter(new Uint8Array(2096).fill(7)), made.letter(null), ...process.argv.slice(3).map(made.call)];
console.log(JSON.stringify(all.map((one) => Buffer.from(one).toString("base64"))));
""")
    bundle = [str(ROOT / "node_modules/.bin/esbuild"), str(source), "--bundle", "--format=cjs", "--platform=node"]
    paths = {"NODE_PATH": str(ROOT / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin"}
    subprocess.run([*bundle, f"--outfile={tmp_path / 'made.js'}"], check=True, capture_output=True, env=paths)
    words = ["", *KINDS, handset.SENT, handset.AWAY, "unknown"]
    asked = ["node", str(tmp_path / "made.js"), base64.b64encode(public).decode(), *words]
    ran = subprocess.run(asked, check=True, capture_output=True, text=True)
    sealed = [base64.b64decode(one) for one in json.loads(ran.stdout)]
    assert [len(one) for one in sealed] == [handset.LETTER_SIZE] * 2 + [handset.CALL_SIZE] * len(words)
    box, nothing, *calls = door.open_letters(sealed, private)
    assert handset.box_in(box) == b"\7" * checkin.SEALED_SIZE and handset.box_in(nothing) is None
    assert [handset.said_in(one) for one in calls] == [*words[:-1], ""]
    assert door.open_letters(sealed, bytes(PrivateKey.generate())) == []


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
