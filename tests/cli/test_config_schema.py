"""`gateway config-schema`."""

import argparse
import json

import pytest

from gateway.cli import config_schema
from gateway.config.json_schema import json_schema


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The output is the schema, readable as JSON."""
    parser = argparse.ArgumentParser()
    config_schema.register(parser.add_subparsers())
    arguments = parser.parse_args(["config-schema"])

    assert 0 == arguments.run(arguments)
    assert json_schema() == json.loads(capsys.readouterr().out)
