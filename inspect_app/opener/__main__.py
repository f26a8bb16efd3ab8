"""`python -m inspect_app.opener`."""

import sys

from inspect_app.adapters.system import failure_log
from inspect_app.opener import main

sys.exit(failure_log.run("opener", main))
