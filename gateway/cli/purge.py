"""`gateway purge`: forget what is kept of a connector's answers, or of some of them."""

import argparse
import sys
from typing import cast

from gateway.cli.answers import Forgotten
from gateway.cli.commands import Commands
from gateway.cli.operator import add_address, ask


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "purge",
        help="buang jawaban tersimpan satu konektor",
        description="Buang jawaban tersimpan satu konektor pada gateway yang sedang "
        "berjalan, di semua prosesnya: semuanya, atau dengan --tag yang bertanda saja. "
        "Perlu GATEWAY_ADMIN_TOKEN.",
    )
    parser.add_argument("connector", metavar="KONEKTOR", help="nama konektor")
    parser.add_argument(
        "--tag",
        action="append",
        metavar="TAG",
        help="hanya jawaban yang bertanda TAG (`cache: {tags: …}`); boleh diulang: yang "
        "bertanda salah satunya",
    )
    add_address(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Purge. Returns 0; raises StartupError."""
    connector, tags = cast("str", args.connector), cast("list[str] | None", args.tag)
    if tags is None:
        count, which = ask(args, Forgotten, "POST", "purge", connector)["dihapus"], ""
    else:
        tags = list(dict.fromkeys(tags))
        order = {"connector": connector, "tags": tags}
        count = ask(args, Forgotten, "POST", "invalidate", body=order)["dihapus"]
        which = f" bertanda {' atau '.join(f'`{tag}`' for tag in tags)}"
    sys.stdout.write(f"{connector}: {count} jawaban tersimpan{which} dibuang\n")
    return 0
