"""`python -m inspect_app.opener`."""

import sys

from inspect_app.opener import main

sys.exit(main())
