"""The inspection report as a PDF, tags mended and signed, against bare WeasyPrint on the same HTML."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import select
from weasyprint import HTML

from bench.load import ROOT
from bench.timing import alternate, ms, percentile
from inspect_app import jobs
from inspect_app.actions.reports import printing as printing_actions
from inspect_app.settings import environment
from inspect_app.store import schema as t
from inspect_app.store.reports import reports as reports_store

ROUNDS = 7


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """Plays the demo for its report, then prints it again and again: medians of both and their ratio."""
    instance = {"INSTANCE": str(folder / "instance"), "SPOTCHECK_DEMO": "1"}
    demo = [sys.executable, "-m", "inspect_app.cli", "demo"]
    subprocess.run(demo, cwd=ROOT, env={**os.environ, **instance}, check=True, stdout=subprocess.DEVNULL)
    works = jobs.open_context(environment.jobs(instance))
    with works.database.reading() as tx:
        newest = tx.execute(select(t.reports.c.id).where(t.reports.c.kind == "inspection")).scalars().first()
        report = reports_store.get(tx, str(newest))
    with patch.object(printing_actions.pdf, "render", wraps=printing_actions.pdf.render) as seen:
        printing_actions.print_report(report, works.press)
    html = seen.call_args.args[0]
    base = works.press.static.as_uri() + "/"
    ours, bare = alternate(
        lambda: printing_actions.print_report(report, works.press),
        lambda: HTML(string=html, base_url=base).write_pdf(),
        rounds=ROUNDS,
    )
    works.close()
    first, second = percentile(ours, 0.5), percentile(bare, 0.5)
    yield f"p50_ms={ms(first)} bare_p50_ms={ms(second)} ratio={first / second:.2f}"
