"""`gateway status`: every OPD at a glance, the worst first."""

import argparse
import json
import os
import shutil
import sys
import time
from typing import Final, cast

from gateway.cli.answers import Status, read, written
from gateway.cli.board import board, is_down
from gateway.cli.commands import Commands
from gateway.cli.gathering import gathered
from gateway.cli.operator import add_address, ask
from gateway.errors import StartupError

_EVERY: Final = 2.0
_CLEAR: Final = "\033[H\033[2J"
_STRANGE: Final = (
    "yang menjawab bukan gateway ini, atau versinya lain: daftar OPD-nya tidak terbaca"
)


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "status",
        help="keadaan setiap OPD sekilas, yang terburuk lebih dulu",
        description="Tampilkan keadaan setiap OPD pada gateway yang sedang berjalan: "
        "pemutus, sejak kapan, kapan terakhir berhasil, galat terakhir, bagian jawaban dari "
        "simpanan dan umurnya, pemeliharaan. Yang terburuk lebih dulu. Kode keluar 1 bila "
        "ada OPD yang terganggu (pemeliharaan bukan gangguan). Bila beberapa proses berbagi "
        "port itu (GATEWAY_WORKERS), semuanya ditanya, dan yang ditampilkan adalah yang "
        "terburuk dari yang mereka ketahui. Untuk replika lain sebut alamatnya dengan --url. "
        "Perlu GATEWAY_ADMIN_TOKEN.",
    )
    parser.add_argument(
        "--watch",
        nargs="?",
        type=_interval,
        const=_EVERY,
        metavar="DETIK",
        help="tampilkan lagi setiap sekian detik (bawaan 2), sampai Ctrl-C",
    )
    parser.add_argument(
        "--json", action="store_true", help="sebagai JSON, untuk dibaca program"
    )
    add_address(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show it. Returns 1 where an OPD is in trouble, else 0; raises StartupError."""
    every = cast("float | None", args.watch)
    down = _shown(args)
    while every is not None:
        sys.stdout.flush()
        time.sleep(every)
        try:
            _shown(args)
        except StartupError as error:  # it was there: it may come back
            sys.stdout.write(f"{error}\n")
    return down


def _shown(args: argparse.Namespace) -> int:
    """Ask and write it; what is watched on a terminal, in place of what is there."""
    again = args.watch is not None

    def asked() -> Status:
        return read(ask(args, object, "GET", "status"), Status, _STRANGE)

    status = gathered(asked(), asked)
    terminal = sys.stdout.isatty()
    if args.json:
        indent = None if again else 2
        text = json.dumps(written(status), ensure_ascii=False, indent=indent)
    else:
        width = shutil.get_terminal_size().columns if terminal else None
        colours = terminal and not os.environ.get("NO_COLOR")
        text = board(status, colours=colours, width=width)
        if again and terminal:
            text = f"{_CLEAR}{text}"
    sys.stdout.write(f"{text}\n")
    return int(any(map(is_down, status["opd"])))


def _interval(text: str) -> float:
    """Read the seconds between two looks."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600.0:  # noqa: PLR2004 - the bounds are in the message
        message = f"`{text}`: tulis 0.1 sampai 3600 detik"
        raise argparse.ArgumentTypeError(message)
    return seconds
