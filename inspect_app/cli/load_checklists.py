"""Load the shipped checklists: new versions are added, known ones must still be what was published."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from inspect_app.adapters.data import frameworks, yaml
from inspect_app.adapters.system import clock
from inspect_app.cli import Instance, open_instance
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.store import Connection
from inspect_app.store.checklists import checklists as checklists_store

SHIPPED = Path(__file__).resolve().parents[2] / "checklists"


def add(parser: argparse.ArgumentParser) -> None:
    """`--folder`: another library than the shipped one. `--publish`: drafts become published, for good."""
    parser.add_argument("--folder", type=Path, default=SHIPPED, help="a folder of <key>/<n>.yaml files")
    parser.add_argument(
        "--publish", action="store_true", help="list all drafts in published.txt: they never change again"
    )


def run(args: argparse.Namespace) -> int:
    """Loads all or nothing. Returns 1, with every mistake told by file and line, when a file cannot be published."""
    try:
        if args.publish:
            publish(args.folder, clock.now())
        changed = load(open_instance(), args.folder, clock.now())
    except (checklist_rules.Mistakes, ValueError) as refused:
        print(f"{refused}\nNo checklist was loaded; those that were there stay as they are.", file=sys.stderr)
        return 1
    for version in changed:
        print(f"{version.key} version {version.n}: {version.state}")
    print(f"loaded {len(changed)} checklist versions; the others were there already")
    return 0


def publish(folder: Path, now: datetime) -> None:
    """Writes the hash of each version that has none into `published.txt`."""
    listed, published = folder / "published.txt", _published(folder)
    made = {f"{one.key}/{one.n}": one.hash for one in _versions(folder, published, now)}
    lines = (f"{name} {hash}\n" for name, hash in sorted((made | published).items(), key=_by_key_and_number))
    listed.write_text("".join(lines))


def _by_key_and_number(line: tuple[str, str]) -> tuple[str, int]:
    key, n = line[0].rsplit("/", 1)
    return key, int(n)


def load(instance: Instance, folder: Path, now: datetime) -> list[checklists_store.Version]:
    """Adds each `<key>/<n>.yaml` that the database does not hold, and drafts that changed; gives those.

    Raises Mistakes for a file that is no checklist, and ValueError when a published version has another hash than
    before: a visit that used it could no longer be read as it was.
    """
    made = _versions(folder, _published(folder), now)
    with instance.database.writing() as tx:
        return [version for version in made if _put(tx, version)]


def _put(tx: Connection, version: checklists_store.Version) -> bool:
    known = checklists_store.find(tx, version.key, version.n)
    if known is None:
        checklists_store.add(tx, version)
        return True
    # Published here stays published, also when another branch of the checkout still calls the same words a draft.
    if (known.hash == version.hash and known.state in (version.state, "published")) or known.state == "withdrawn":
        return False
    if known.state != "draft":
        raise ValueError(f"Checklist {version.key} version {version.n} changed after it was published.")
    checklists_store.replace_draft(tx, version)
    return True


def _published(folder: Path) -> dict[str, str]:
    return dict(line.split() for line in (folder / "published.txt").read_text().splitlines() if line)


def _versions(folder: Path, published: dict[str, str], now: datetime) -> list[checklists_store.Version]:
    made = [_version(path, published, now) for path in sorted(folder.glob("*/*.yaml"))]
    if wrong := checklist_rules.mistakes_between(checklist_rules.thaw(version.frozen_json) for version in made):
        raise checklist_rules.Mistakes(wrong)
    return made


def _version(path: Path, published: dict[str, str], now: datetime) -> checklists_store.Version:
    source, name = path.read_bytes(), f"{path.parent.name}/{path.stem}"
    tree, lines = yaml.read(source, str(path))
    known = (one for part in frameworks.frameworks().delphi.dimensions for one in part.indicators)
    codes = checklist_rules.ILO11 | {f"delphi:{one.id}" for one in known}
    read = checklist_rules.read(tree, lines, file=str(path), codes=codes, key=path.parent.name, n=int(path.stem))
    frozen = checklist_rules.freeze(read)
    hash = checklist_rules.hash_of(frozen)
    if published.get(name, hash) != hash:
        raise ValueError(f"{path} is published and has changed. Write the change as version {int(path.stem) + 1}.")
    state = "published" if name in published else "draft"
    return checklists_store.Version(read.key, read.n, "shipped", state, source.decode(), frozen, hash, None, now)
