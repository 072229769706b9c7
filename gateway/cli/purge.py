"""`gateway purge`: forget what is kept of a connector's answers."""

import argparse
import sys
from typing import cast

from gateway.cli.commands import Commands
from gateway.cli.operator import add_address, ask


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "purge",
        help="buang jawaban tersimpan satu konektor",
        description="Buang jawaban tersimpan satu konektor pada gateway yang sedang "
        "berjalan, di semua prosesnya. Perlu GATEWAY_ADMIN_TOKEN.",
    )
    parser.add_argument("connector", metavar="KONEKTOR", help="nama konektor")
    add_address(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Purge. Returns 0; raises StartupError."""
    connector = cast("str", args.connector)
    count = ask(args, "POST", "purge", connector)["dihapus"]
    sys.stdout.write(f"{connector}: {count} jawaban tersimpan dibuang\n")
    return 0
