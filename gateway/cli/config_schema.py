"""`gateway config-schema`: the JSON Schema of connectors.yaml, for editors."""

import argparse
import json
import sys

from gateway.cli.commands import Commands
from gateway.config.json_schema import json_schema


def register(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "config-schema",
        help="cetak JSON Schema connectors.yaml untuk penyunting teks",
        description="Cetak JSON Schema connectors.yaml, untuk pelengkapan dan "
        "keterangan di penyunting teks.",
    )
    command.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print the schema; return the exit status."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    sys.stdout.write(f"{text}\n")
    return 0
