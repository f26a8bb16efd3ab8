"""`python -m inspect_app.cli`."""

import sys

from inspect_app.cli import main

sys.exit(main())
