"""`gateway demo`: stand-in OPDs and the gateway over them, in one command."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from importlib import import_module
from socket import socket
from typing import Final, Protocol, cast

from gateway import app
from gateway.cli import serve, server
from gateway.cli.commands import Commands
from gateway.cli.operator import operator_address
from gateway.cli.unblocked import Unblocked
from gateway.errors import StartupError
from gateway.log import Log
from gateway.settings import Settings, read_settings

EXAMPLE: Final = "{ daftarWilayah { kode nama } }"
HIGHEST: Final = 65535 - 98
"""The highest first port: the fault dial's is 98 above it (simulator/dial.py)."""


class _Simulator(Protocol):
    """What is used of the simulator, which ships with the source, not the package."""

    def running(self, base_port: int) -> AbstractAsyncContextManager[Mapping[str, str]]:
        """Run the services from a port on; OSError where one is taken."""
        ...

    def dialled(
        self,
        simulation: Mapping[str, str],
        base_port: int,
        *,
        skip: Callable[[float], None],
        graphiql: str,
    ) -> AbstractAsyncContextManager[str]:
        """Serve the page on which they are made sick; give its address."""
        ...


class Skipping:
    """A clock that goes as ever, but can be put forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ahead = 0.0

    def __call__(self) -> float:
        """Return the time, in seconds."""
        return self._clock() + self._ahead

    def skip(self, seconds: float) -> None:
        """Let some seconds have passed."""
        self._ahead += seconds


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="jalankan OPD tiruan dan gateway sekaligus",
        description="Jalankan layanan OPD tiruan dan gateway (profil development) "
        "dalam satu perintah, dan halaman untuk membuat OPD tiruan sakit. Hentikan dengan "
        "Ctrl+C.",
    )
    serve.add_options(parser)
    parser.add_argument(
        "--opd-port",
        type=_port,
        default=9101,
        metavar="PORT",
        help="port pertama OPD tiruan; yang lain menyusul. 0: port bebas (bawaan: 9101)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run both until a signal. Returns the exit code; raises StartupError."""
    settings = read_settings(**serve.given(args), profile="development", workers=1)
    server.run(_demonstrate(settings, _simulator(), cast("int", args.opd_port)))
    sys.stdout.write("Berhenti.\n")
    return 0


def _port(text: str) -> int:
    """Read the first port, above which there is room for the others."""
    port = int(text) if text.isascii() and text.isdecimal() else -1
    if not 0 <= port <= HIGHEST:
        message = f"`{text[:20]}`: tulis 1 sampai {HIGHEST}, atau 0 untuk port bebas"
        raise argparse.ArgumentTypeError(message)
    return port


async def _demonstrate(settings: Settings, simulator: _Simulator, port: int) -> None:
    log = Log(Unblocked(sys.stderr), settings.log, readable=True)
    clock = Skipping()
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(server.listen(settings.host, settings.port))
        try:
            simulation = await stack.enter_async_context(simulator.running(port))
            dial = simulator.dialled(
                simulation, port, skip=clock.skip, graphiql=_page(settings, listener)
            )
            page = await stack.enter_async_context(dial)
        except OSError as error:
            raise StartupError(
                f"port {port} dan seterusnya, untuk OPD tiruan, sedang dipakai; "
                "pilih yang lain dengan --opd-port, atau 0 untuk port bebas"
            ) from error
        front = app.compose(settings, log, {**os.environ, **simulation}, clock)
        announce = partial(_announce, simulation, page)
        await server.serve(front, settings, listener, announce)


def _page(settings: Settings, listener: socket) -> str:
    """Return where the gateway's page will be, as this machine's browser reaches it."""
    bound = settings.model_copy(update={"port": listener.getsockname()[1]})
    return f"{operator_address(bound)}/graphql"


def _announce(simulation: Mapping[str, str], dial: str, address: str) -> None:
    wide = max(map(len, simulation), default=0)
    lines = [
        "OPD tiruan:",
        *(f"  {name:<{wide}} {url}" for name, url in simulation.items()),
        "",
        f"Gateway siap: {address}/graphql (buka di peramban untuk mencoba)",
        f"Gangguan OPD: {dial} (buat satu OPD sakit, lalu ulangi kuerinya)",
        "Contoh:",
        f"  curl {address}/graphql -H 'content-type: application/json' \\",
        f'    -d \'{{"query": "{EXAMPLE}"}}\'',
        "Ctrl+C untuk berhenti.",
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def _simulator() -> _Simulator:
    try:
        return cast("_Simulator", import_module("simulator"))
    except ModuleNotFoundError as error:
        raise StartupError(
            "OPD tiruan tidak ikut terpasang; jalankan dari kode sumber"
        ) from error
