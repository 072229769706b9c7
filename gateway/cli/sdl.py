"""`gateway sdl`: the graph's schema, in the schema definition language."""

import argparse
import os
import sys

from graphql import print_schema

from gateway import app
from gateway.cli.commands import Commands, add_file, settings_of


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "sdl",
        help="cetak skema graf (SDL)",
        description="Cetak skema graf dalam bahasa definisi skema GraphQL.",
    )
    add_file(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema. Returns the exit code; raises StartupError."""
    settings = settings_of(args)
    sys.stdout.write(f"{print_schema(app.compile_schema(settings, os.environ))}\n")
    return 0
