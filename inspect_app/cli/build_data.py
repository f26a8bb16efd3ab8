"""Read the shipped YAML files once and keep what they say, for a quick start of every process. The set-up runs this."""

import argparse

from inspect_app.adapters.data import languages, library, yaml


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments: what is read and where it goes is fixed."""


def run(_args: argparse.Namespace) -> int:
    """Fills data/build/yaml/; a file that cannot be read raises with its mistakes."""
    files = sorted((*languages.DATA.glob("**/*.yaml"), *library.ROOT.glob("*/*.yaml")))
    print(f"build-data: {yaml.build(files)} files")
    return 0
