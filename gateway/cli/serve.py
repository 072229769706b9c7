"""`gateway serve`: the production server."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from gateway import app
from gateway.cli import server
from gateway.cli.commands import Commands, add_file
from gateway.cli.hangup import obeyed
from gateway.cli.libraries import overheard
from gateway.cli.unblocked import Unblocked
from gateway.log import Log
from gateway.settings import LogLevel, Settings, read_settings, variable

_OPTIONS = ("host", "port", "connectors", "reload", "workers")


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve",
        help="jalankan gateway (profil production)",
        description="Jalankan gateway. Pengaturan lain: lihat docs/pengaturan.md.",
    )
    add_options(parser)
    parser.add_argument(
        "--workers",
        metavar="JUMLAH",
        help="banyaknya proses pada satu port (bawaan: 1)",
    )
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `serve` and `dev` share; each wins over its GATEWAY_ variable."""
    add_file(parser)
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
    log = _log(settings)
    _warn(settings, log)
    if settings.workers > 1:
        code = _supervise(settings, log)
    else:
        front = app.compose(settings, log, os.environ)
        with server.listen(settings.host, settings.port) as listener, overheard(log):
            made = server.make(front, settings, _announcer(settings, log))
            server.run(made.serve(sockets=[listener]))
        code = 0
    log.write(LogLevel.INFO, "stopped", {})
    return code


def work(
    settings: Settings, listener: socket, began: Callable[[server.Server], None]
) -> None:
    """Serve as one worker of several. Raises StartupError."""
    log = _log(settings)
    front = app.compose(settings, log, os.environ)
    made = server.make(front, settings, _announcer(settings, log))
    began(made)
    with overheard(log):
        server.run(made.serve(sockets=[listener]))


def _supervise(settings: Settings, log: Log) -> int:
    """Serve with several workers; they share a folder for the operator's switches."""
    # Few deployments have several workers in one container.
    from gateway.cli.workers import Supervisor  # noqa: PLC0415 - see above

    app.prepare_engine(settings, log, os.environ)  # a wrong file stops before the port
    with ExitStack() as stack:
        listener = stack.enter_context(server.listen(settings.host, settings.port))
        if settings.state_dir is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="gateway-")))
            own = settings.snapshot_bytes if settings.snapshot_dir else 0
            settings = settings.model_copy(
                update={"state_dir": folder, "snapshot_bytes": own}
            )
        supervisor = Supervisor(settings, listener, work, partial(_lost, log))
        with obeyed():
            supervisor.run()
    return 1 if supervisor.failed else 0


def _warn(settings: Settings, log: Log) -> None:
    """Tell the operator of settings that lose requests when the gateway stops.

    A client that stays silent while it drains has its connection closed in the end,
    perhaps in the moment in which it asks again. What has begun by then has the
    shutdown's time, and is given up after that.
    """
    if settings.keep_alive > settings.drain_time and not settings.development:
        log.write(
            LogLevel.WARNING, "short_drain", _both(settings, "keep_alive", "drain_time")
        )
    if settings.operation_timeout > settings.shutdown_timeout:
        both = _both(settings, "operation_timeout", "shutdown_timeout")
        log.write(LogLevel.WARNING, "short_shutdown", both)


def _both(settings: Settings, *names: str) -> dict[str, str]:
    return {variable(name): f"{getattr(settings, name):g}s" for name in names}


def _lost(log: Log, pid: int | None, code: int | None) -> None:
    """Tell the operator of a worker that is no more: by signal -9 it was killed."""
    log.write(LogLevel.ERROR, "worker_lost", {"pid": pid, "exit": code})


def _log(settings: Settings) -> Log:
    return Log(Unblocked(sys.stderr), settings.log, readable=settings.development)


def _announcer(settings: Settings, log: Log) -> server.Announce:
    def announce(address: str) -> None:
        fields = {
            "graphql": f"{address}/graphql",
            "profile": settings.profile.value,
            "pid": os.getpid() if settings.workers > 1 else None,
        }
        log.write(LogLevel.INFO, "ready", fields)

    return announce
