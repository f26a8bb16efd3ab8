"""Starts a PostgreSQL server of our own for tests and benchmarks, on a socket in a temporary folder, and stops it."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: run `make setup`, which installs it for the tests")
    return found[-1].parent


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Yields the address of an empty database server in `folder`; listens on no network address."""
    programs, data = _programs(), folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    as_postgres: dict[str, object] = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package made a user for it.
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_postgres = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def call(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, cwd="/", **as_postgres)  # type: ignore[call-overload]

    call(str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60 -c shared_buffers=128MB"
    call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
