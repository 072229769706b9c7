"""Run the application under uvicorn: the socket, the signals, the farewell."""

import asyncio
import errno
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Final, cast

import uvicorn
from typing_extensions import override
from uvicorn.loops.auto import auto_loop_factory

from gateway.cli.accepting import Accepting
from gateway.cli.hangup import obeyed
from gateway.cli.protocol import OneWrite
from gateway.errors import StartupError
from gateway.http.front import Front
from gateway.settings import Settings

_BACKLOG: Final = 2048
_SPARE: Final = 2048
"""Files that are not for clients, where there are enough."""
_SWITCH: Final = 0.0005
"""Seconds after which a thread that loads, or projects, lets the loop go first; usually ten times that."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
AT_ONCE: Final = signal.SIGUSR2
"""What a supervisor sends a worker that is to stop at once."""
Announce = Callable[[str], None]


class Server(uvicorn.Server):
    """A uvicorn server that drains before it stops.

    On SIGTERM it answers on for `drain` seconds, not ready and closing every
    connection after its answer, so that no request on a kept connection is
    lost; then it stops accepting and waits for what is running. SIGINT skips
    the draining; a second signal skips the rest. Where there is a supervisor only that
    says so: whoever tells all processes at once, as systemd and a terminal do, tells a
    worker, and so does the supervisor then.
    """

    supervised = False
    standing = 2.0
    """Seconds without a turn after which its event loop stands."""

    def __init__(
        self, config: uvicorn.Config, front: Front, drain: float, announce: Announce
    ) -> None:
        super().__init__(config)
        self._front = front
        self._drain = drain
        self._announce = announce
        self._stopping = False
        self._turned = inf

    @property
    def stands(self) -> bool:
        """Tell whether nobody is served, though the server does serve: its event loop waits."""
        serves = self.started and not self.should_exit
        return serves and time.monotonic() - self._turned > self.standing

    @override
    async def on_tick(self, counter: int) -> bool:
        """Take note, ten times a second, that the event loop turns."""
        self._turned = time.monotonic()
        return await super().on_tick(counter)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the application and the port, then say where it answers."""
        opened = sockets or []
        await super().startup([])
        protocol = partial(
            OneWrite,
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )
        self.servers = cast(
            "list[asyncio.Server]", [Accepting(one, protocol) for one in opened]
        )
        for listener in opened:
            host, port = listener.getsockname()[:2]
            self._announce(
                f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
            )

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; who then has still to take an answer is cut, as a second one would wait for that.

        Whatever is cancelled tells its client so, and nobody ends before that is written.
        """
        await super().shutdown(sockets)
        for one in cast("set[OneWrite]", self.server_state.connections):
            if one.flow.write_paused:
                one.transport.abort()

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on a signal and return, rather than die of it; SIGHUP reloads."""
        loop = asyncio.get_running_loop()
        for sig in _SIGNALS:
            loop.add_signal_handler(sig, partial(self.stop, sig))
        loop.add_signal_handler(signal.SIGHUP, self._front.reload)
        if self.supervised:
            loop.add_signal_handler(AT_ONCE, self._end)
        try:
            with obeyed():
                yield
        finally:
            for sig in (*_SIGNALS, signal.SIGHUP, AT_ONCE):
                loop.remove_signal_handler(sig)

    def stop(self, sig: signal.Signals) -> None:
        """Begin to stop; the second time, stop at once."""
        if self._stopping:
            if not self.supervised:
                self._end()
            return
        self._stopping = True
        self._front.drain()
        delay = self._drain if sig == signal.SIGTERM else 0.0
        asyncio.get_running_loop().call_later(delay, self._exit)

    def _exit(self) -> None:
        self.should_exit = True

    def _end(self) -> None:
        self.should_exit = self.force_exit = True


def listen(host: str, port: int) -> socket.socket:
    """Bind the listening socket. StartupError where it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        remedy = "pilih port lain dengan --port atau GATEWAY_PORT"
        reason = f"tidak dapat mendengarkan di {host}:{port}: {_why(error)}; {remedy}"
        raise StartupError(reason) from error


async def serve(
    front: Front, settings: Settings, listener: socket.socket, announce: Announce
) -> None:
    """Serve until a signal; `announce` gets the address once it answers."""
    await make(front, settings, announce).serve(sockets=[listener])


def make(front: Front, settings: Settings, announce: Announce) -> Server:
    """Make a server; `announce` gets the address once it answers."""
    config = uvicorn.Config(
        front,
        interface="asgi3",
        http=OneWrite,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=max(1, round(settings.keep_alive)),
        timeout_graceful_shutdown=max(1, round(settings.shutdown_timeout)),
    )
    front.most = places(settings.max_connections)
    drain = 0.0 if settings.development else settings.drain_time
    return Server(config, front, drain, announce)


def places(wanted: int) -> int:
    """Return how many connections there may be: fewer than wanted where files are few.

    What is left of the process's files is for the agencies, and for saying no.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted + _SPARE and soft < hard:
        soft = min(wanted + _SPARE, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(wanted, soft - min(_SPARE, soft // 3))


def run(main: Coroutine[None, None, None]) -> None:
    """Run a program on the fastest event loop there is; threads let it go first."""
    sys.setswitchinterval(_SWITCH)
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(main)


def _why(error: OSError) -> str:
    known = {
        errno.EADDRINUSE: "port sedang dipakai",
        errno.EACCES: "tidak diizinkan",
        errno.EADDRNOTAVAIL: "alamat itu bukan milik mesin ini",
    }
    return known.get(error.errno or 0, error.strerror or "gagal")
