"""`python -m inspect_app.cli`."""

import sys

from inspect_app.adapters.system import failure_log
from inspect_app.cli import main

sys.exit(failure_log.run("cli", main))
