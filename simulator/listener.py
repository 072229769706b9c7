"""One ASGI application on one port, which can be closed and opened again."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Generator
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

HOST = "127.0.0.1"
_TLS = Path(__file__).parent / "data" / "tls"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.listening.set()

    def refuse(self) -> None:
        """Stop listening at once: uvicorn's own way takes 200 ms."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals to the program: it runs many servers, maybe a gateway too."""
        yield


class Listener:
    """Listens on a port: 0 takes a free one, and keeps it from then on."""

    def __init__(
        self, app: ASGIApp, port: int, host: str = HOST, *, mutual_tls: bool = False
    ) -> None:
        self._app = app
        self._mutual_tls = mutual_tls
        self._host = host
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = port

    async def open(self) -> None:
        """Accept connections; OSError when the port is taken. Opening twice is once."""
        if self._serving is not None:
            return
        bound = _bind(self._host, self.port)
        self.port = bound.getsockname()[1]
        self._server = _Server(_config(self._app, mutual_tls=self._mutual_tls))
        self._serving = asyncio.create_task(self._server.serve([bound]))
        await self._server.listening.wait()

    async def close(self) -> None:
        """Refuse connections from now on and drop the idle ones."""
        if self._server is None or self._serving is None:
            return
        serving, self._serving = self._serving, None
        self._server.refuse()
        serving.cancel()
        await asyncio.wait({serving})


def _bind(host: str, port: int) -> socket.socket:
    # asyncio turns Nagle off only for sockets that say they are TCP
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def _config(app: ASGIApp, *, mutual_tls: bool) -> uvicorn.Config:
    if mutual_tls:
        config = _plain(app)
        config.ssl_certfile = str(_TLS / "opd.pem")
        config.ssl_ca_certs = str(_TLS / "ca.pem")
        config.ssl_cert_reqs = ssl.CERT_REQUIRED
        return config
    return _plain(app)


def _plain(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,  # the program that runs us owns logging
        log_level=None,
        access_log=False,
        server_header=False,
    )
