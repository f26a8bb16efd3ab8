"""The set-up's own promises, as far as they can be read from the files."""

import argparse
import contextlib
import os
import pty
import re
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspect_app import cli
from inspect_app.adapters.crypto import certificates
from inspect_app.adapters.system import server
from inspect_app.cli import serve
from inspect_app.settings import environment
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.staff import staff as staff_store

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-node.txt")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def locked(name: str) -> dict[str, str]:
    """Each package's lines of a lock, by its name."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", (ROOT / name).read_text())
    return {re.split(r"==| @ ", block)[0].split("[")[0]: block for block in blocks if "==" in block}


def test_no_committed_file_names_a_package_registry() -> None:
    # Spelled apart, so that this file does not name one either.
    registries = re.compile("|".join(["registry" + r"\.npmjs", "pypi" + r"\.org", "python" + "hosted"]))
    assert [str(path) for path in committed() if registries.search(path.read_text(errors="ignore"))] == []


def test_no_committed_file_names_a_folder_of_this_machine() -> None:
    # A checkout at the top of the disk has no telling name; only deeper ones are looked for.
    parts = [str(ROOT)] if len(ROOT.parts) > 2 else []
    for path in committed():
        text = path.read_text(errors="ignore")
        assert not any(part in text for part in parts), f"{path} names {parts}"


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_hashes_but_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", text)
    for package, block in locked(name).items():
        assert "--hash=sha256:" in block, package


def test_every_dependency_of_setup_cfg_is_locked() -> None:
    said = (ROOT / "setup.cfg").read_text()
    wanted = re.search(r"(?ms)^install_requires =\n(.*?)\n\n", said)
    tests = re.search(r"(?ms)^test =\n(.*?)\n\n", said)
    assert wanted and tests
    names = [line.strip().split("[")[0].replace(".", "-") for line in wanted[1].split("\n")]
    assert set(names) <= set(locked("requirements.txt"))
    extras = [line.strip().replace(".", "-") for line in tests[1].split("\n")]
    assert set(names) | set(extras) <= set(locked("requirements-test.txt"))


def test_both_locks_hold_the_same_versions() -> None:
    version = re.compile(r"==([^ ;]+)")
    tested = {name: version.findall(block)[0] for name, block in locked("requirements-test.txt").items()}
    for name, block in locked("requirements.txt").items():
        assert tested[name] == version.findall(block)[0], name


def test_browser_packages_have_exact_versions_and_every_served_file_its_hash() -> None:
    package = (ROOT / "package.json").read_text()
    versions = re.findall(r'"[a-z-_@/]+": "([~^>=<]?[\d.]+)"', package)
    assert versions and all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    rows = [line.split() for line in (ROOT / "deploy/setup/vendor.txt").read_text().splitlines() if line[0] != "#"]
    copied = {row[1]: row[0] for row in rows}
    manifest = dict(line.split()[::-1] for line in (ROOT / "static/vendor/manifest.txt").read_text().splitlines())
    assert manifest == copied
    served = {
        p.relative_to(ROOT / "static/vendor").as_posix() for p in (ROOT / "static/vendor").rglob("*.*") if p.is_file()
    }
    # Beside them only their types, one line each, which are ours.
    types = {path.name for path in (ROOT / "static/types/vendor").glob("*.d.mts")}
    assert served - {"manifest.txt"} - types == set(copied)


def test_every_served_package_brings_its_licence() -> None:
    sources = [
        line.split()[2] for line in (ROOT / "deploy/setup/vendor.txt").read_text().splitlines() if line[0] != "#"
    ]
    assert {name.split("/")[0] for name in sources} == {n.split("/")[0] for n in sources if n.endswith("/LICENSE")}


def test_make_alone_explains_every_target() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"make {target} +\S", said), target


def test_the_build_server_runs_make_test() -> None:
    script = (ROOT / ".ci/run").read_text()
    assert re.search(r"^make test ", script, re.M)
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.parametrize("script", [*sorted(ROOT.glob("deploy/setup/*.sh")), ROOT / ".ci/run"], ids=lambda p: p.name)
def test_set_up_scripts_are_bash_that_parses(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_a_taken_port_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} on 127.0.0.1 is taken by another program"):
            serve.refuse_taken_port("127.0.0.1", port)


def test_a_port_that_is_no_number_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "eighty")
    assert serve.run(argparse.Namespace(tls=False)) == 1
    assert "PORT is 'eighty'" in capsys.readouterr().err


def test_the_public_address_is_made_from_host_and_port_unless_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_own_address", lambda: "192.0.2.7")
    home = {"INSTANCE": str(tmp_path), "SECRET_KEY": "s" * 64}
    assert serve.choose({**home}, tls=True).public_url == "https://127.0.0.1:8000"
    assert serve.choose({**home, "PUBLIC_URL": "https://spot.example"}, tls=False).public_url == "https://spot.example"
    assert serve.choose({**home, "HOST": "0.0.0.0"}, tls=True).public_url == "https://192.0.2.7:8000"


@pytest.mark.parametrize("value", [None, "", "0"])
def test_the_demonstration_is_off_unless_it_is_asked_for_with_1(value: str | None, tmp_path: Path) -> None:
    asked = {} if value is None else {"SPOTCHECK_DEMO": value}
    assert not environment.from_env({"INSTANCE": str(tmp_path), **asked}).demo
    assert environment.from_env({"INSTANCE": str(tmp_path), "SPOTCHECK_DEMO": "1"}).demo


def test_without_the_demonstration_serve_says_so_and_adds_no_invented_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL", "PUBLIC_URL", "SPOTCHECK_DEMO"):
        monkeypatch.delenv(name, raising=False)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(held.getsockname()[1]))
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "s" * 64)
    monkeypatch.setattr(serve, "supervise", lambda parts: len(parts) - 3)
    assert serve.run(argparse.Namespace(tls=False)) == 0
    said = capsys.readouterr().out
    assert "demonstration off" in said and "demo sign-ins" not in said and "invented data only" not in said
    spotcheck = cli.open_instance()
    with spotcheck.database.reading() as tx:
        assert staff_store.agencies(tx) == [] and checklists_store.listed(tx)
    spotcheck.close()


def test_a_certificate_of_this_machine_is_for_the_demonstration_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SPOTCHECK_DEMO", raising=False)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(held.getsockname()[1]))
    monkeypatch.setenv("INSTANCE", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "s" * 64)
    assert serve.run(argparse.Namespace(tls=True)) == 1
    said = capsys.readouterr().err
    assert "SPOTCHECK_DEMO=1" in said and "deploy/nginx" in said and not (tmp_path / "spotcheck.db").exists()


@pytest.mark.parametrize("target", ["run", "demo"])
def test_make_run_and_make_demo_ask_for_the_demonstration_and_leave_a_choice(target: str) -> None:
    probe = f"{target}: ; @echo asked=$$SPOTCHECK_DEMO"
    bare = {name: value for name, value in os.environ.items() if name != "SPOTCHECK_DEMO"}
    for given, expected in ((bare, "asked=1"), ({**bare, "SPOTCHECK_DEMO": "0"}, "asked=0")):
        line = ["make", "-s", "-f", "Makefile", "-f", "-", target]
        done = subprocess.run(line, cwd=ROOT, env=given, input=probe, capture_output=True, text=True, check=True)
        assert expected in done.stdout


def test_when_one_part_ends_all_are_stopped_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert serve.supervise({"web": sleeper, "opener": [sys.executable, "-c", "raise SystemExit(7)"]}) == 1
    assert "The part `opener` ended by itself (code 7)" in capsys.readouterr().err


def test_the_error_log_names_neither_the_address_nor_the_path_of_a_request(capfd: pytest.CaptureFixture[str]) -> None:
    from gunicorn.config import Config

    log = server.QuietLogger(Config())
    try:
        raise ValueError("card 4821770519366042")
    except ValueError:
        log.exception("Error handling request %s", "/c/?card=4821770519366042")
    log.warning("Invalid request from ip=203.0.113.9: bad")
    said = capfd.readouterr().err
    assert "ValueError" in said and "test_setup.py" in said
    assert "4821" not in said and "203.0.113.9" not in said and "/c/" not in said


def test_a_tablet_that_trusts_the_authority_accepts_the_server(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    root, leaf, key = certificates.https(tmp_path, ["127.0.0.1", "localhost"], now)
    there, here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(root))
    there.load_cert_chain(leaf, key)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = here.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    answering = there.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, answering):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert client.version() == "TLSv1.3"


def test_a_certificate_is_kept_while_it_fits_and_remade_when_it_does_not(tmp_path: Path) -> None:
    root, leaf, key = certificates.https(tmp_path, ["127.0.0.1"], NOW)
    first, authority = leaf.read_bytes(), root.read_bytes()
    certificates.https(tmp_path, ["127.0.0.1"], NOW + timedelta(days=10))
    assert leaf.read_bytes() == first
    certificates.https(tmp_path, ["127.0.0.1"], NOW + timedelta(days=85))
    renewed = leaf.read_bytes()
    certificates.https(tmp_path, ["127.0.0.1", "192.0.2.7"], NOW + timedelta(days=86))
    assert first != renewed != leaf.read_bytes() and root.read_bytes() == authority
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "url", ["mysql://nobody:sesame@127.0.0.1/x", "postgresql://nobody:sesame@127.0.0.1:1/x"], ids=["unknown", "silent"]
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence_without_its_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", url)
    assert cli.main(["verify-journal"]) == 1
    said = capsys.readouterr().out
    assert "DATABASE_URL" in said and "sesame" not in said


def test_a_new_instance_is_its_owners_alone(tmp_path: Path) -> None:
    environment.from_env({"INSTANCE": str(tmp_path / "new")})
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_ctrl_c_in_a_terminal_leaves_no_process_behind(tmp_path: Path) -> None:
    """`make run` without its set-up, in a real terminal: the same two processes stand between it and the parts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    mark = str(tmp_path / "instance")
    own = {"INSTANCE": mark, "PORT": str(port), "HOST": "127.0.0.1", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    own["SPOTCHECK_DEMO"] = "1"
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {sys.executable} -m inspect_app.cli serve\n")
    terminal, end = pty.openpty()
    line = ["setsid", "--ctty", "--wait", "make", "-f", str(tmp_path / "Makefile"), "run"]
    child = subprocess.Popen(line, cwd=ROOT, env=os.environ | own, stdin=end, stdout=end, stderr=end)
    os.close(end)
    said = b""
    while b"Ctrl-C stops all" not in said:
        said += os.read(terminal, 65536)
    while len(ours(mark)) < 5:
        time.sleep(0.1)
    os.write(terminal, b"\x03")
    with contextlib.suppress(OSError):  # Linux ends a terminal that nobody holds any more with an error
        while part := os.read(terminal, 65536):
            said += part
    child.wait()
    os.close(terminal)
    assert b"Spotcheck has stopped" in said and ours(mark) == []


def ours(mark: str) -> list[int]:
    """Every process that was started with this INSTANCE and still runs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"INSTANCE={mark}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found
