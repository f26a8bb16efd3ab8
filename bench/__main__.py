"""`python -m bench [--only NAME]`: runs the measurements and prints one line per figure."""

import argparse
import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import bench


def measurements() -> dict[str, ModuleType]:
    """Every module of this folder that can `measure(folder)`, by the name that ONLY= takes."""
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if not found.name.startswith("_"))
    modules = {name.replace("_", "-"): importlib.import_module(f"bench.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "measure")}


def main() -> int:
    known = measurements()
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(known), help="one measurement instead of all")
    parser.add_argument("--rows", type=int, default=1_000_000, help="search: the largest register to load")
    chosen = parser.parse_args()
    for name in [chosen.only] if chosen.only else sorted(known):
        with tempfile.TemporaryDirectory(prefix=f"spotcheck-{name}-") as folder:
            Path(folder).chmod(0o755)
            for line in known[name].measure(Path(folder), chosen):
                print(f"{name} {line}", flush=True)
    return 0


sys.exit(main())
