"""`gateway serve`: the production server."""

import argparse
import os
import sys

from gateway import app
from gateway.cli import server
from gateway.cli.commands import Commands
from gateway.log import Log
from gateway.settings import LogLevel, Settings, read_settings

_OPTIONS = ("host", "port", "connectors", "reload")


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="jalankan gateway (profil production)",
        description="Jalankan gateway. Pengaturan lain: lihat docs/pengaturan.md.",
    )
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `serve` and `dev` share; each wins over its GATEWAY_ variable."""
    parser.add_argument(
        "connectors",
        nargs="?",
        metavar="BERKAS",
        help="berkas konfigurasi (bawaan: GATEWAY_CONNECTORS atau connectors.yaml)",
    )
    parser.add_argument("--host", metavar="ALAMAT", help="alamat untuk mendengarkan")
    parser.add_argument("--port", metavar="PORT", help="port untuk mendengarkan")
    parser.add_argument(
        "--reload",
        action=argparse.BooleanOptionalAction,
        help="muat ulang konfigurasi begitu berkasnya berubah",
    )


def given(args: argparse.Namespace) -> dict[str, object]:
    """Collect the options that were given, as settings."""
    values: dict[str, object] = vars(args)
    return {name: values[name] for name in _OPTIONS if values.get(name) is not None}


def run(args: argparse.Namespace) -> int:
    """Serve until a signal. Returns the exit code; raises StartupError."""
    return serve(read_settings(**given(args)))


def serve(settings: Settings) -> int:
    """Serve with these settings until a signal."""
    log = Log(sys.stderr, settings.log, readable=settings.development)
    front = app.compose(settings, log, os.environ)

    def announce(address: str) -> None:
        fields = {"graphql": f"{address}/graphql", "profile": settings.profile.value}
        log.write(LogLevel.INFO, "ready", fields)

    with server.listen(settings.host, settings.port) as listener:
        server.run(server.serve(front, settings, listener, announce))
    log.write(LogLevel.INFO, "stopped", {})
    return 0
