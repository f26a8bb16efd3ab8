"""Start Spotcheck on this machine: web and worker pages, the opener and the jobs, until Ctrl-C."""

import argparse
import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from inspect_app import cli
from inspect_app.adapters.crypto import certificates
from inspect_app.adapters.system import clock, server
from inspect_app.settings import Settings, SettingsMistakes, environment
from inspect_app.store.instance import migrate_all

ROOT = Path(__file__).resolve().parents[2]
OPENER_EVERY_SECONDS = "60"
STOP_SECONDS = 10


def add(parser: argparse.ArgumentParser) -> None:
    """`--tls`: https with a certificate made here."""
    parser.add_argument("--tls", action="store_true", help="serve https with a certificate made on this machine")


def run(args: argparse.Namespace) -> int:
    """Prepares an empty instance, then runs until told to stop. Returns 0 when a person stopped it, 1 otherwise."""
    try:
        refuse_taken_port(os.environ.get("HOST") or "127.0.0.1", port_of(os.environ))
        chosen = choose(os.environ, tls=args.tls)
        refuse_own_certificate(chosen, tls=args.tls)
        migrate_all(chosen)
    except (ValueError, OSError) as mistake:
        told = mistake
        if isinstance(mistake, OSError) and mistake.filename:
            told = OSError(f"INSTANCE cannot be used: {mistake.filename}: {mistake.strerror}. Choose another folder.")
        print(f"Spotcheck did not start: {told}\nNothing was changed.", file=sys.stderr)
        return 1
    fill(chosen)
    certificate = _certificate(chosen) if args.tls else None
    welcome(chosen, certificate[0] if certificate else None)
    pair = (str(certificate[1]), str(certificate[2])) if certificate else None
    return supervise(commands(chosen, pair))


def choose(environ: "os._Environ[str] | dict[str, str]", *, tls: bool) -> Settings:
    """Settings from the environment; without PUBLIC_URL, the address at which this machine can be reached."""
    port = port_of(environ)
    if not environ.get("PUBLIC_URL"):
        host = environ.get("HOST") or "127.0.0.1"
        shown = _own_address() if host in ("0.0.0.0", "::") else host
        environ["PUBLIC_URL"] = f"{'https' if tls else 'http'}://{f'[{shown}]' if ':' in shown else shown}:{port}"
    chosen = environment.from_env(dict(environ))
    check_parts(environ)
    # The parts start in the checkout's folder: a relative INSTANCE would point elsewhere for them.
    environ["INSTANCE"] = str(chosen.instance)
    return chosen


def check_parts(environ: "os._Environ[str] | dict[str, str]") -> None:
    """SettingsMistakes with everything that any of the parts would refuse to start with."""
    sentences: dict[str, None] = {}
    for read in (environment.web, environment.checkin, environment.opener, environment.jobs):
        try:
            read(dict(environ))
        except SettingsMistakes as mistakes:
            sentences |= dict.fromkeys(mistakes.sentences)
    if sentences:
        raise SettingsMistakes(list(sentences))


def port_of(environ: "os._Environ[str] | dict[str, str]") -> int:
    """PORT, or 8000; ValueError with a sentence when it is no port."""
    port = environ.get("PORT") or "8000"
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise ValueError(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    return int(port)


def refuse_taken_port(host: str, port: int) -> None:
    """Raises OSError with a sentence when something else already listens there, or the address is not ours."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as reason:
        if reason.errno == errno.EADDRINUSE:
            told = f"port {port} on {host} is taken by another program."
            raise OSError(f"{told} Stop that one, or choose another: PORT=8001 make run") from reason
        raise OSError(f"this machine cannot listen on {host}, port {port} ({reason}).") from reason


def refuse_own_certificate(chosen: Settings, *, tls: bool) -> None:
    """Raises ValueError with a sentence when real work would stand behind a certificate that nobody vouches for."""
    if tls and not chosen.demo:
        told = "--tls makes a certificate of this machine's own: for the demonstration only (SPOTCHECK_DEMO=1)."
        raise ValueError(f"{told} Put nginx with the ministry's certificate in front instead: deploy/nginx.")


def fill(chosen: Settings) -> None:
    """Loads the shipped checklists and, for the demo, the invented data. Both add only what is missing."""
    for name in ("load-checklists", *(["demo-data"] if chosen.demo else [])):
        if cli.main([name]) != 0:
            print(f"`{name}` did not finish; what it could not load is missing until it does.", file=sys.stderr)


def commands(chosen: Settings, certificate: tuple[str, str] | None = None) -> dict[str, list[str]]:
    """What runs, by the name it is spoken of: each owns its own keys and nothing else reads them."""
    module = [sys.executable, "-m"]
    return {
        "web": server.command(host=chosen.host, port=chosen.port, certificate=certificate),
        "opener": [*module, "inspect_app.opener", "--every", OPENER_EVERY_SECONDS],
        "jobs": [*module, "inspect_app.jobs"],
    }


def supervise(parts: dict[str, list[str]]) -> int:
    """Runs all parts until SIGINT, SIGTERM or SIGHUP, or until one ends by itself: then all are stopped."""
    with _stop_signals() as stopped:
        # A session of its own: Ctrl-C reaches only this process, which then stops the parts in order.
        running = {
            name: subprocess.Popen(line, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL)
            for name, line in parts.items()
        }
        ended: list[str] = []
        while not stopped and not ended:
            time.sleep(0.2)
            ended = [name for name, child in running.items() if child.poll() is not None]
        for name in ended:
            code = running[name].returncode
            told = f"The part `{name}` ended by itself (code {code}); its reason stands above."
            print(f"{told} The others are stopped, what was saved is safe. Start again: make run", file=sys.stderr)
        _stop(list(running.values()))
    if ended:
        return 1
    print("Spotcheck has stopped. What was saved is safe.", flush=True)
    return 0


@contextlib.contextmanager
def _stop_signals() -> Iterator[list[int]]:
    seen: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {kind: signal.signal(kind, lambda number, _: seen.append(number)) for kind in kinds}
    try:
        yield seen
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _stop(children: list["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _certificate(chosen: Settings) -> tuple[Path, Path, Path]:
    names = sorted({"localhost", "127.0.0.1", *_reachable(chosen)})
    return certificates.https(chosen.keys("web") / "https", names, clock.now())


def _reachable(chosen: Settings) -> set[str]:
    named = chosen.public_url.split("//")[-1].rsplit(":", 1)[0].strip("[]").split("/")[0]
    return {named, _own_address()} - {"0.0.0.0", "::", ""}


def _own_address() -> str:
    """The address by which neighbours reach this machine; loopback when it is alone. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def welcome(chosen: Settings, authority: Path | None) -> None:
    """Says where everything is, who can sign in, and what this set-up must not be used for."""
    print(f"\nSpotcheck starts at {chosen.public_url}")
    print(f"  staff    {chosen.public_url}/        workers  {chosen.public_url}/c/")
    print(f"  data     {chosen.instance}")
    signins = chosen.instance / "demo-sign-ins.txt"
    if not chosen.demo:
        print("  demonstration off: no invented data, no draft languages, no cards for an address of this machine only")
        print("  (SPOTCHECK_DEMO=1 asks for it, and so does `make run`)")
    elif signins.exists():
        print("  demo sign-ins (invented people):")
        print("".join(f"    {line}\n" for line in signins.read_text().splitlines()), end="")
    if authority:
        _explain_trust(chosen, authority)
    if chosen.demo:
        print("One disk holds all keys here: whoever has it can read everything. Use invented data only.")
    print("Ctrl-C stops all.\n", flush=True)


def _explain_trust(chosen: Settings, authority: Path) -> None:
    print("  https with a certificate of this machine. A tablet trusts it once, like this:")
    print(f"    1. copy {authority} to the tablet (cable or e-mail; the file is no secret)")
    print("    2. Android: Settings, Security, Encryption and credentials, Install a certificate, CA certificate")
    print("       iPad: open the file, Settings, Profile downloaded, Install; then General, About, Certificate Trust")
    print(f"    3. compare the SHA-256 it shows: {certificates.fingerprint(authority)}")
    print(f"    4. open {chosen.public_url}/ there")
    if chosen.is_loopback:
        print("  It listens on this machine only, where a tablet cannot reach it: HOST=0.0.0.0 make run TLS=1")
