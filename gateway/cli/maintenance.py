"""`gateway maintenance`: switch a connector off for a while, or on again."""

import argparse
import sys
from typing import cast

from gateway.cli.answers import Maintenance, Noted, SwitchedOff, SwitchedOn
from gateway.cli.commands import Commands
from gateway.cli.operator import add_address, ask
from gateway.errors import StartupError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "maintenance",
        help="matikan satu konektor untuk sementara, atau hidupkan lagi",
        description="Matikan satu konektor pada gateway yang sedang berjalan: field-nya "
        "segera dijawab dengan kode MAINTENANCE dan pesan Anda. Tanpa KONEKTOR: tampilkan "
        "yang sedang dimatikan. Perlu GATEWAY_ADMIN_TOKEN.",
    )
    parser.add_argument(
        "connector", nargs="?", metavar="KONEKTOR", help="nama konektor"
    )
    parser.add_argument(
        "--until",
        metavar="WAKTU",
        help="hidup lagi dengan sendirinya pada waktu ini, misalnya 2026-11-30T08:00 (WIB)",
    )
    parser.add_argument("--pesan", metavar="TEKS", help="pesan bagi warga")
    parser.add_argument(
        "--stale",
        action="store_true",
        help="jawaban yang masih tersimpan tetap diberikan",
    )
    parser.add_argument("--off", action="store_true", help="pemeliharaan selesai")
    add_address(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Switch, or list what is switched off. Returns 0; raises StartupError."""
    connector = cast("str | None", args.connector)
    options = {"until": args.until, "pesan": args.pesan, "stale": args.stale or None}
    given = {name: value for name, value in options.items() if value is not None}
    if given and (connector is None or args.off):
        raise StartupError("--until, --pesan, dan --stale perlu KONEKTOR, tanpa --off")
    if args.off and connector is None:
        raise StartupError("--off perlu KONEKTOR: yang mana yang dihidupkan lagi?")
    if connector is None:
        listed = ask(args, Maintenance, "GET", "maintenance")
        _list(listed["maintenance"])
        _note(listed)
    elif args.off:
        on = ask(args, SwitchedOn, "DELETE", "maintenance", connector)
        sys.stdout.write(f"{connector}: pemeliharaan selesai\n")
        _note(on)
    else:
        off = ask(args, SwitchedOff, "PUT", "maintenance", connector, body=given)
        _list([off])
        _note(off)
    return 0


def _list(notices: list[SwitchedOff]) -> None:
    """Write what is switched off; when it ends is told in WIB, as the board does."""
    for one in notices:
        until = one["sampai"]
        end = f"{until:%d-%m-%Y %H.%M} WIB" if until else "dihidupkan lagi"
        stale = "; jawaban tersimpan tetap diberikan" if one["stale"] else ""
        pesan = f": {one['pesan']}" if one["pesan"] else ""
        sys.stdout.write(
            f"{one['konektor']}: dalam pemeliharaan sampai {end}{stale}{pesan}\n"
        )
    if not notices:
        sys.stdout.write("Tidak ada konektor dalam pemeliharaan.\n")


def _note(found: Noted) -> None:
    if "catatan" in found:
        sys.stdout.write(f"Perhatian: {found['catatan']}.\n")
