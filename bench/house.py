"""A demo house in a folder of its own: people, employers, checklists and this month's key."""

import os
import subprocess
import sys
from pathlib import Path

from bench.load import ROOT
from inspect_app import settings
from inspect_app.adapters import clock
from inspect_app.cli import House, demo_data, load_checklists, open_house
from inspect_app.store.house import migrate_all


def prepare(folder: Path) -> tuple[House, dict[str, str]]:
    """The house, and the environment that its servers are started with."""
    instance = {"INSTANCE": str(folder / "instance")}
    chosen = settings.from_env(instance)
    migrate_all(chosen)
    house = open_house(chosen)
    demo_data.fill(house, clock.now())
    load_checklists.load(house, load_checklists.SHIPPED, clock.now())
    # The opener makes the month's key; without it a check-in is not taken.
    opener = [sys.executable, "-m", "inspect_app.opener", "--once"]
    subprocess.run(opener, cwd=ROOT, env={**os.environ, **instance}, check=True, stdout=subprocess.DEVNULL)
    return house, instance
