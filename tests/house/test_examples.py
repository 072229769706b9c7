"""The examples of the shipped connectors: one for each query and lookup, all true."""

from pathlib import Path

import pytest

from gateway.__main__ import main
from gateway.config.load import load_whole
from gateway.config.recorded import examples
from gateway.trial.naming import named

FILE = Path(__file__).parents[2] / "connectors.yaml"


def test_nothing_is_without_one() -> None:
    """Every shipped query and lookup has an example.

    One is written with `gateway demo` running and `gateway try NAMA ARG=NILAI --example`.
    """
    loaded = load_whole(FILE, {})
    have = {case.name for case in examples(loaded)}
    assert [] == sorted(set(named(loaded.config)) - have)


def test_all_are_true(capsys: pytest.CaptureFixture[str]) -> None:
    """`gateway test` finds no difference."""
    assert 0 == main(["test", "--connectors", str(FILE)]), capsys.readouterr().out
