"""A demo house in a folder of its own: people, employers, checklists and this month's key."""

import os
import subprocess
import sys
from pathlib import Path

from bench.load import ROOT
from inspect_app.adapters.system import clock
from inspect_app.cli import Instance, demo_data, load_checklists, open_instance
from inspect_app.settings import environment
from inspect_app.store.instance import migrate_all


def prepare(folder: Path) -> tuple[Instance, dict[str, str]]:
    """The house, and the environment that its servers are started with."""
    instance = {"INSTANCE": str(folder / "instance"), "SPOTCHECK_DEMO": "1"}
    chosen = environment.from_env(instance)
    migrate_all(chosen)
    spotcheck = open_instance(chosen)
    demo_data.fill(spotcheck, clock.now())
    load_checklists.load(spotcheck, load_checklists.SHIPPED, clock.now())
    # The opener makes the month's key; without it a check-in is not taken.
    opener = [sys.executable, "-m", "inspect_app.opener", "--once"]
    subprocess.run(opener, cwd=ROOT, env={**os.environ, **instance}, check=True, stdout=subprocess.DEVNULL)
    return spotcheck, instance
