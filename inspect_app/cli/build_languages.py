"""Read all languages once and write them as one file that processes start from. The set-up runs this."""

import argparse

from inspect_app.adapters import languages


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments: what is read and where it goes is fixed."""


def run(_args: argparse.Namespace) -> int:
    """Writes data/build/languages.json and says so; a file that cannot be read raises with its mistakes."""
    print(f"build-languages: {languages.build()}")
    return 0
