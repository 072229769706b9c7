"""What commands share: gateway/cli/commands.py."""

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.cli.commands import add_file, add_file_option, settings_of


@pytest.mark.parametrize(
    ("add", "words"),
    [
        (add_file, ["a.yaml"]),
        (add_file_option, ["--connectors", "a.yaml"]),
        (add_file_option, ["--config", "a.yaml"]),
    ],
)
def test_file(add: Callable[[argparse.ArgumentParser], None], words: list[str]) -> None:
    """The configuration's file is what is named, or else the usual one."""
    parser = argparse.ArgumentParser()
    add(parser)
    assert Path("a.yaml") == settings_of(parser.parse_args(words)).connectors
    assert Path("connectors.yaml") == settings_of(parser.parse_args([])).connectors
