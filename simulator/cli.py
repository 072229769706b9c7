"""`python -m simulator`: run every stand-in OPD until interrupted."""

import argparse
import asyncio
import errno
import signal
import sys
from collections.abc import Sequence

from simulator.dial import OFFSET, dialled
from simulator.fault import Fault, Mode
from simulator.listener import HOST
from simulator.running import Simulation, running
from simulator.services import services

BASE_PORT = 9101


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulator; return the exit status."""
    options = _parser().parse_args(arguments)
    if options.print_env:
        print(variables(options.print_env, options.base_port))  # noqa: T201 - a command prints
        return 0
    try:
        asyncio.run(_run(options))
    except OSError as error:
        print(_refused(options.host, options.base_port, error), file=sys.stderr)  # noqa: T201 - a command prints
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="Menjalankan layanan OPD tiruan di komputer ini.",
    )
    parser.add_argument(
        "--host",
        default=HOST,
        metavar="ALAMAT",
        help="alamat IPv4 untuk mendengarkan; 0.0.0.0: semua, misalnya di dalam"
        f" kontainer (bawaan {HOST})",
    )
    parser.add_argument(
        "--base-port",
        "--port-base",
        type=_port,
        default=BASE_PORT,
        metavar="N",
        help="porta layanan pertama; yang lain menyusul. 0: porta bebas mana saja"
        f" (bawaan {BASE_PORT})",
    )
    parser.add_argument(
        "--print-env",
        metavar="ALAMAT",
        help="cetak saja variabel lingkungan untuk layanan yang berjalan di ALAMAT",
    )
    parser.add_argument(
        "--graphiql",
        type=_address,
        metavar="ALAMAT",
        help="alamat GraphiQL gateway yang memakai layanan ini, agar halaman gangguan"
        " menautkannya, misalnya http://127.0.0.1:8000/graphql",
    )
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="OPD=GANGGUAN",
        help="mulai dengan gangguan, misalnya dinkes=hang atau pangan=slow:500;"
        " boleh berulang",
    )
    return parser


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        msg = f"`{text}` bukan alamat http atau https"
        raise argparse.ArgumentTypeError(msg)
    return text


def _port(text: str) -> int:
    last = 65_535 - OFFSET
    if not text.isdecimal() or int(text) > last:
        msg = f"`{text}` bukan porta antara 0 dan {last}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _fault(text: str) -> tuple[str, Fault]:
    name, _, fault = text.partition("=")
    known = [service.name for service in services()]
    if name not in known:
        msg = f"OPD `{name}` tidak ada; yang ada: {', '.join(known)}"
        raise argparse.ArgumentTypeError(msg)
    try:
        return name, Fault.parse(fault)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


async def _run(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    port, host = options.base_port, options.host
    async with (
        running(port, host) as simulation,
        dialled(simulation, port, host, graphiql=options.graphiql) as dial,
    ):
        for name, fault in dict(options.fault).items():
            await simulation.turn(name, fault)
        print(describe(simulation, dial), flush=True)  # noqa: T201 - a command prints
        await stopped.wait()


def describe(simulation: Simulation, dial: str) -> str:
    """Return what is printed at the start: a line a service, the variables, the dial."""
    lines = ["Layanan OPD tiruan:"]
    for service in simulation.services:
        url = simulation[service.env]
        mode = simulation.fault(service.name).mode
        sick = "" if mode is Mode.OFF else f"  [gangguan: {mode.value}]"
        lines.append(f"  {service.name:<13} {url}  {service.opd}{sick}")
    lines.append("Variabel lingkungan:")
    lines += [f"  export {env}={url}" for env, url in simulation.items()]
    lines.append(f"Gangguan: {dial} (buka di peramban), `gateway fault`,")
    lines.append("  atau POST /_fault ke layanan mana pun, misalnya")
    lines.append('  {"opd": "dinkes", "mode": "hang"}   (Ctrl-C untuk berhenti)')
    return "\n".join(lines)


def variables(host: str, base_port: int) -> str:
    """Return the variables, a line each, that lead to a simulator on another host."""
    return "\n".join(
        f"{service.env}={service.scheme}://{host}:{base_port + service.offset}"
        for service in services()
    )


def _refused(host: str, base_port: int, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE:
        return f"Tidak dapat mendengarkan di {host} ({error.strerror})"
    return (
        f"Porta mulai {base_port} tidak dapat dipakai ({error.strerror});"
        " pilih yang lain dengan --base-port, atau 0 untuk porta bebas"
    )
