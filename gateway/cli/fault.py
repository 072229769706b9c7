"""`gateway fault`: make a stand-in agency of `gateway demo` sick, or well again."""

import argparse
import re
import sys
from typing import Final, cast

from gateway.cli.answers import Dial, Refused, read
from gateway.cli.commands import Commands
from gateway.cli.exchange import UnreachableError, exchange, is_success
from gateway.config.problems import near
from gateway.errors import StartupError

_DIAL: Final = "http://127.0.0.1:9199"
_AGE: Final = re.compile(r"([1-9][0-9]{0,5})(s|m|h|d)\Z")
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "fault",
        help="buat satu OPD tiruan sakit, atau sehat lagi",
        description="Buat satu OPD tiruan pada `gateway demo` sakit, untuk melihat apa yang "
        "dilakukan gateway. Tanpa OPD: tampilkan semuanya. Halaman di alamat yang sama "
        "dapat melakukannya juga.",
    )
    parser.add_argument("opd", nargs="?", metavar="OPD", help="misalnya dinkes")
    parser.add_argument(
        "mode",
        nargs="?",
        metavar="GANGGUAN",
        help="off: sehat; slow: lambat; hang: macet; 500: galat; garbage: jawaban rusak; "
        "drift: nama berubah; refuse: menolak sambungan",
    )
    parser.add_argument(
        "--ms", type=int, default=2000, help="lamanya `slow`, milidetik (bawaan: 2000)"
    )
    parser.add_argument(
        "--age",
        type=_age,
        metavar="LAMA",
        help="jawaban yang disimpan gateway menua sekian lama, misalnya 2m",
    )
    parser.add_argument(
        "--url",
        default=_DIAL,
        metavar="ALAMAT",
        help=f"alamat yang dicetak `gateway demo` (bawaan: {_DIAL})",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Turn, age, or show. Returns 0; raises StartupError."""
    url, opd = cast("str", args.url).rstrip("/"), cast("str | None", args.opd)
    _known(_shown(url), opd)
    if args.mode is not None:
        order = {"opd": opd, "mode": args.mode, "ms": args.ms}
        _ask("POST", url, "_fault", order)
    if args.age is not None:
        _ask("POST", url, "maju", {"detik": args.age})
    shown = _shown(url)
    names = {one["mode"]: one["nama"] for one in shown["gangguan"]}
    for one in shown["opd"]:
        if opd in {None, one["nama"]}:
            sys.stdout.write(
                f"{one['nama']:<14} {names.get(one['mode'], one['mode']):<15} {one['opd']}\n"
            )
    return 0


def _shown(url: str) -> Dial:
    """Ask for all that is sick or well. Raises StartupError."""
    return read(_ask("GET", url, "keadaan"), Dial, _nobody(url))


def _known(dial: Dial, opd: str | None) -> None:
    """Refuse a name that no stand-in has. Raises StartupError."""
    names = [one["nama"] for one in dial["opd"]]
    if opd is not None and opd not in names:
        remedy = near(opd, names) or f"yang ada: {', '.join(names)}"
        raise StartupError(f"tidak ada OPD tiruan `{opd}`; {remedy}")


def _age(text: str) -> int:
    found = _AGE.match(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"`{text}` bukan lama waktu seperti 30s atau 2m"
        )
    return int(found[1]) * _UNITS[found[2]]


def _ask(method: str, url: str, path: str, order: object = None) -> object:
    """Ask the dial. Raises StartupError with the reason it gives."""
    try:
        status, found = exchange(method, f"{url}/{path}", order)
    except (UnreachableError, ValueError) as error:
        raise StartupError(_nobody(url)) from error
    if not is_success(status):
        raise StartupError(read(found, Refused, _nobody(url))["pesan"])
    return found


def _nobody(url: str) -> str:
    return f"di {url} tidak ada OPD tiruan; jalankan `gateway demo`, atau periksa --url"
