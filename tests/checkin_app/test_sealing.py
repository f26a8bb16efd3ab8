"""What the browser seals the opener opens, and the other way round: the page's own script, run by node."""

import base64
import json
import subprocess
from pathlib import Path

import pytest
from nacl.bindings import crypto_scalarmult
from nacl.public import PrivateKey

from inspect_app.adapters.crypto import opening, sealing
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn

ROOT = Path(__file__).resolve().parents[2]
SAID = {"papers": "boss_keeps", ".age": "18_plus"}
SCRIPT = """
import { open, seal } from "tweetnacl-sealedbox-js";
import nacl from "tweetnacl";
import { base64, key, plaintext } from "ROOT/static/checkin_app/src/box.js";
const asked = JSON.parse(process.argv[2]);
const own = nacl.box.keyPair.fromSecretKey(key(asked.secret));
console.log(JSON.stringify({
  plain: base64(plaintext(asked.set, asked.lang, asked.said)),
  sealed: base64(seal(plaintext(asked.set, asked.lang, asked.said), key(asked.to))),
  opened: base64(open(key(asked.sealed), own.publicKey, own.secretKey)),
  shared: base64(nacl.scalarMult(key(asked.scalar), key(asked.point))),
}));
"""
# RFC 7748, section 5.2, first test vector of X25519.
SCALAR = bytes.fromhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")
U = bytes.fromhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")
SHARED = bytes.fromhex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's sealing, bundled for node as the set-up bundles it for a phone."""
    folder = tmp_path_factory.mktemp("sealing")
    source = folder / "try.js"
    source.write_text(SCRIPT.replace("ROOT", str(ROOT)))
    made = folder / "made.js"
    bundle = [str(ROOT / "node_modules/.bin/esbuild"), str(source), "--bundle", "--format=cjs", "--platform=node"]
    paths = {"NODE_PATH": str(ROOT / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin"}
    subprocess.run([*bundle, f"--outfile={made}"], check=True, capture_output=True, env=paths)
    return made


@pytest.fixture
def period(tmp_path: Path) -> tuple[bytes, list[PrivateKey]]:
    public = opening.make_period(tmp_path, "2026-11")
    return public, opening.load(tmp_path)


def test_attack_18_the_browser_and_the_server_seal_for_each_other(
    browser: Path, period: tuple[bytes, list[PrivateKey]]
) -> None:
    public, keys = period
    own = PrivateKey.generate()
    plain = checkins_rules.write(CheckIn("worker-check-in/1", "es", "js", SAID))
    asked = {
        "set": "worker-check-in/1",
        "lang": "es",
        "said": SAID,
        "to": text(public),
        "secret": text(bytes(own)),
        "sealed": text(sealing.seal(plain, bytes(own.public_key))),
        "scalar": text(SCALAR),
        "point": text(U),
    }
    ran = subprocess.run(["node", str(browser), json.dumps(asked)], check=True, capture_output=True, text=True)
    told = {name: base64.b64decode(value) for name, value in json.loads(ran.stdout).items()}
    assert told["plain"] == plain and told["opened"] == plain
    assert len(told["sealed"]) == checkins_rules.SEALED_SIZE
    opened = opening.open_box(told["sealed"], keys)
    assert opened is not None and checkins_rules.read(opened) == CheckIn("worker-check-in/1", "es", "js", SAID)
    assert told["shared"] == SHARED == crypto_scalarmult(SCALAR, U)


def test_attack_17_what_is_sealed_is_as_long_whatever_was_said(period: tuple[bytes, list[PrivateKey]]) -> None:
    public, _ = period
    lengths = {
        len(sealing.seal(checkins_rules.write(CheckIn("worker-check-in/1", lang, path, said)), public))
        for lang in ("en", "zh-Hant")
        for path in ("js", "srv")
        for said in ({}, SAID, {f"item_{n}": "a_long_choice" for n in range(60)})
    }
    assert lengths == {checkins_rules.SEALED_SIZE}


def test_a_box_that_was_changed_or_belongs_to_another_month_stays_shut(
    period: tuple[bytes, list[PrivateKey]], tmp_path: Path
) -> None:
    public, keys = period
    box = sealing.seal(b"x" * checkins_rules.SIZE, public)
    assert opening.open_box(box[:-1] + bytes([box[-1] ^ 1]), keys) is None
    opening.shred(tmp_path, "2026-11")
    assert opening.open_box(box, opening.load(tmp_path)) is None
