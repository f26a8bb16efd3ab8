"""An operator at a terminal: `python -m inspect_app.cli <command>`. One module per command, found by its name."""

import argparse
import importlib
import pkgutil
from types import ModuleType

from inspect_app.domain.problem import Problem
from inspect_app.settings import SettingsMistakes
from inspect_app.store.instance import Instance, Unreachable, open_instance

__all__ = ["Instance", "commands", "main", "open_instance"]


def commands() -> dict[str, ModuleType]:
    """Every command by its name as typed: the module `import_lmia` is the command `import-lmia`."""
    names = [found.name for found in pkgutil.walk_packages(__path__, f"{__name__}.") if not found.ispkg]
    plain = {name.rpartition(".")[2]: name for name in names}
    modules = {name.replace("_", "-"): importlib.import_module(at) for name, at in plain.items() if name[0] != "_"}
    # Half a command is none: one that lacks the other half fails here or in `main`, instead of being passed over.
    return {name: module for name, module in modules.items() if hasattr(module, "add") or hasattr(module, "run")}


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns its exit code. A Problem is told in a sentence, never as a traceback."""
    parser = argparse.ArgumentParser(prog="python -m inspect_app.cli", description="Spotcheck for an operator.")
    chosen = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, module in commands().items():
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = chosen.add_parser(name, help=summary, description=module.__doc__)
        module.add(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except (Problem, Unreachable, SettingsMistakes) as problem:
        print(problem)
        return 1
