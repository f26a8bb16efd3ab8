"""The program's own source as one archive: what stands in the checkout, changed or not, and nothing of an instance."""

import gzip
import io
import tarfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

# What belongs to the program, by name. Whatever else lies in the checkout (data, keys, what was fetched) does not.
TOP = (
    ".ci",
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "biome.jsonc",
    "checklists",
    "data",
    "deploy",
    "docs",
    "inspect_app",
    "migrations",
    "package.json",
    "pyproject.toml",
    "requirements-node.txt",
    "requirements-test.txt",
    "requirements.txt",
    "setup.cfg",
    "static",
    "templates",
    "tests",
    "tsconfig.json",
    "tsconfig.workers.json",
    "wsgi.py",
)
_FETCHED = ("static/vendor", "static/checkin_app/build", "data/build")
_NEVER = (".db", ".db-wal", ".db-shm", ".key", ".crt", ".pem", ".env", ".pyc")


def files(root: Path, instance: Path) -> Iterator[Path]:
    """Every file of the program below `root`, in order; never one of `instance`, a key, a database or a link."""
    for top in TOP:
        found = sorted((root / top).rglob("*")) if (root / top).is_dir() else [root / top]
        for path in found:
            name = path.relative_to(root).as_posix()
            skip = "__pycache__" in path.parts or name.endswith(_NEVER) or name.startswith(_FETCHED)
            if path.is_file() and not path.is_symlink() and not skip and not path.is_relative_to(instance):
                yield path


@lru_cache(maxsize=1)
def archive(root: Path, instance: Path) -> bytes:
    """A .tar.gz of `files`, made once by each process: the code that it runs does not change under it either."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path in files(root, instance):
            entry = tarfile.TarInfo(f"spotcheck/{path.relative_to(root).as_posix()}")
            entry.size, entry.mode = path.stat().st_size, 0o755 if path.stat().st_mode & 0o100 else 0o644
            with path.open("rb") as file:
                tar.addfile(entry, file)
    # No times and no names of people in it: the same source gives the same bytes on every machine.
    return gzip.compress(out.getvalue(), 6, mtime=0)
