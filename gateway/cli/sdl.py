"""`gateway sdl`: the graph's schema, in the schema definition language."""

import argparse
import os
import sys
from typing import cast

from graphql import print_schema

from gateway import app
from gateway.cli.commands import Commands
from gateway.settings import read_settings


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "sdl",
        help="cetak skema graf (SDL)",
        description="Cetak skema graf dalam bahasa definisi skema GraphQL.",
    )
    parser.add_argument(
        "connectors",
        nargs="?",
        metavar="BERKAS",
        help="berkas konfigurasi (bawaan: GATEWAY_CONNECTORS atau connectors.yaml)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema. Returns the exit code; raises StartupError."""
    path = cast("str | None", args.connectors)
    settings = read_settings(**({} if path is None else {"connectors": path}))
    sys.stdout.write(f"{print_schema(app.compile_schema(settings, os.environ))}\n")
    return 0
