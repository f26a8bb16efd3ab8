"""`make chaos RUNS=500 SEED=1`: so many runs from one seed; the last line counts what was lost (it must be nothing)."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.chaos.runs import many


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spotcheck-chaos-") as folder:
        count = many(Path(folder), chosen.runs, chosen.seed, say=lambda line: print(line, flush=True))
    print(count.line(), flush=True)
    return 0 if count.sound else 1


if __name__ == "__main__":
    sys.exit(main())
