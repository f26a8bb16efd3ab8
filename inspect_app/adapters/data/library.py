"""Reads the shipped checklists, `checklists/<key>/<n>.yaml`, with every mistake at once."""

from functools import cache
from pathlib import Path

from inspect_app.adapters.data import yaml
from inspect_app.adapters.data.frameworks import frameworks
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist

ROOT = Path(__file__).resolve().parents[3] / "checklists"


def codes() -> frozenset[str]:
    """Every indicator code an item may name."""
    delphi = {f"delphi:{one.id}" for part in frameworks().delphi.dimensions for one in part.indicators}
    return frozenset({*checklist_rules.ILO11, *delphi})


@cache
def read(path: Path) -> tuple[Checklist, str]:
    """(the checklist, the words of its file), read once a process. Raises Mistakes with all of them."""
    source = path.read_bytes()
    tree, lines = yaml.read(source, str(path))
    return checklist_rules.read(tree, lines, file=str(path), codes=codes()), source.decode()


def shipped(folder: Path = ROOT) -> list[tuple[Checklist, str]]:
    """The whole library, by key and version."""
    return [read(path) for path in sorted(folder.glob("*/*.yaml"))]


def newest(key: str, folder: Path = ROOT) -> Checklist:
    """The newest shipped version of one checklist."""
    return read(max((folder / key).glob("*.yaml"), key=lambda found: int(found.stem)))[0]
