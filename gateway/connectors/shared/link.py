"""The one place that speaks to the shared server: aiocache's Redis backend, typed.

Of aiocache's defaults none is left that bites: names are never joined, values are
bytes, nothing waits for its own time-outs or is tried again by itself, and what would
empty a database is not offered. Every method raises whatever the client raises: its
callers bound the time (`Keeper.use`) and judge the failure (`trouble`).
"""

# aiocache ships no types, and redis-py's own leave much open:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

from aiocache.backends.redis import RedisBackend
from aiocache.serializers import NullSerializer
from redis.asyncio.connection import (
    Connection,
    ConnectionPool,
    UnixDomainSocketConnection,
)
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    InvalidResponse,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError as ClientTimeout,
    WatchError,
)
from typing_extensions import override

from gateway.connectors.shared.address import Address

CONNECTIONS: Final = 16
"""The most connections of one process; a pub/sub connection is one of them."""

CONNECT: Final = 1.0
"""Seconds for a connection. Whoever waits for it waits less: see `Keeper.use`."""


class StrangeAnswer(RedisError):  # noqa: N818 - named as what it tells
    """The server answered what was not asked."""


_CODES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (TimeoutError, "TIMEOUT"),
    (ClientTimeout, "TIMEOUT"),
    (AuthenticationError, "AUTH"),
    (NoPermissionError, "AUTH"),
    (ReadOnlyError, "READONLY"),
    (OutOfMemoryError, "OOM"),
    (BusyLoadingError, "LOADING"),
    (ResponseError, "REFUSED"),
    (InvalidResponse, "PROTOCOL"),
    (StrangeAnswer, "PROTOCOL"),
    (RedisError, "UNREACHABLE"),
    (OSError, "UNREACHABLE"),
)


class Item(NamedTuple):
    """What is written: bytes under a name, for some seconds."""

    name: str
    data: bytes
    seconds: float


class Message(NamedTuple):
    """What everybody who listens to a channel is told."""

    channel: str
    data: bytes


def trouble(error: BaseException) -> str | None:
    """Name a failure: one of a few words, never the server's own, which may quote data.

    None where it is no failure of the server's, but a fault.
    """
    return next((code for kind, code in _CODES if isinstance(error, kind)), None)


class Hearing:
    """A subscription to one channel."""

    def __init__(self, pubsub: Any) -> None:
        self._pubsub = pubsub

    async def next(self, seconds: float) -> object:
        """Return the data of the next message, or None after some time."""
        message = await self._pubsub.get_message(timeout=seconds)
        return None if message is None else message.get("data")


class Link:
    """The way to one server."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    async def read(self, names: Sequence[str]) -> list[bytes | None]:
        """Return what is kept under some names; None where it is nothing, or no text."""
        found: list[bytes | None] = await self._backend.multi_get(list(names))
        if len(found) != len(names):
            raise StrangeAnswer
        return found

    async def write(self, items: Sequence[Item]) -> None:
        """Keep bytes in place of whatever is there."""
        if len(items) == 1:
            name, data, seconds = items[0]
            await self._backend.set(name, data, ttl=float(seconds))
            return
        async with self._backend.client.pipeline(transaction=False) as pipe:
            for name, data, seconds in items:
                pipe.set(name, data, px=_milliseconds(seconds))
            await pipe.execute()

    async def mark(self, marks: Mapping[str, str], seconds: float) -> None:
        """Keep short texts in place of whatever is there."""
        await self._backend.multi_set(list(marks.items()), ttl=float(seconds))

    async def drop(self, names: Sequence[str]) -> None:
        """Forget some names."""
        await self._backend.raw("delete", *names)

    async def claim(
        self, names: Sequence[str], token: str, seconds: float
    ) -> list[bool]:
        """Take names by a token for a while; tell of each whether nobody had it."""
        async with self._backend.client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.set(name, token, nx=True, px=_milliseconds(seconds))
            return [bool(one) for one in await pipe.execute()]

    async def hold(self, names: Mapping[str, float], token: str) -> None:
        """Keep each name that a token has taken for so many seconds from now, for 0 no more.

        What is no longer its own is left alone.
        """
        async with self._backend.client.pipeline(transaction=True) as pipe:
            await pipe.watch(*names)
            found = await pipe.mget(list(names))
            pipe.multi()
            for one, (name, seconds) in zip(found, names.items(), strict=True):
                if one == token.encode():
                    pipe.pexpire(name, int(seconds * 1000))  # 0 deletes it
            with suppress(WatchError):  # one has just run out: the others soon will
                await pipe.execute()

    async def turn(
        self, names: Sequence[str], token: str, seconds: float, message: Message
    ) -> None:
        """Keep a token under names and tell everybody who listens, in one step.

        So messages come in the order of the changes that they tell of.
        """
        px = _milliseconds(seconds)
        async with self._backend.client.pipeline(transaction=True) as pipe:
            for name in names:
                pipe.set(name, token, px=px)
            pipe.publish(*message)
            await pipe.execute()

    async def look_up(
        self, names: Sequence[str], message: Message
    ) -> tuple[float, list[bytes | None]]:
        """Return the server's clock and what is under names, and tell everybody, in one step.

        Whoever hears the message has heard of all that was changed by then.
        """
        async with self._backend.client.pipeline(transaction=True) as pipe:
            pipe.time()
            pipe.publish(*message)
            if names:
                pipe.mget(names)
            found = await pipe.execute()
        tokens: list[bytes | None] = found[2] if names else []
        return _seconds(found[0]), tokens

    async def time(self) -> float:
        """Return the server's clock, in Unix seconds."""
        return _seconds(await self._backend.raw("time"))

    async def hear(self, channel: str) -> Hearing:
        """Begin to listen to a channel."""
        pubsub = self._backend.client.pubsub(ignore_subscribe_messages=True)
        await pubsub.subscribe(channel)
        return Hearing(pubsub)

    async def aclose(self) -> None:
        """Close every connection at once; whoever still waits on one gets an error."""
        await self._backend.client.connection_pool.aclose()


def open_link(address: Address, host: str, tls: ssl.SSLContext | None) -> Link:
    """Return the way to a server; `host` is its address as a number, where it has one.

    No connection is made yet.
    """
    options: dict[str, Any] = {
        "username": address.user,
        "protocol": 2,
        "driver_info": None,  # nothing is told about this client
        "socket_timeout": None,
    }
    if address.path:
        options |= {"connection_class": UnixDomainSocketConnection}
    else:
        options |= {"connection_class": _Dialled, "tls": tls, "named": address.host}
    backend = RedisBackend(
        endpoint=host,
        port=address.port,
        db=address.db,
        pool_max_size=CONNECTIONS,
        password=address.password,
        create_connection_timeout=CONNECT,
        connection_pool_class=partial(_pool, address.path),
        connection_pool_kwargs=options,
        serializer=NullSerializer(encoding=None),
        key_builder=_as_it_is,
        timeout=None,
    )
    return Link(backend)


class _Dialled(Connection):
    """A connection to an address that was looked up before, with the TLS we have."""

    def __init__(self, *, tls: ssl.SSLContext | None, named: str, **options: Any):
        super().__init__(**options)
        self._tls = tls
        self._named = named

    @override
    def _connection_arguments(self) -> dict[str, Any]:
        found: dict[str, Any] = {"host": self.host, "port": self.port}
        if self._tls is not None:
            found |= {"ssl": self._tls, "server_hostname": self._named}
        return found


def _pool(path: str, **options: Any) -> Any:
    """Make the pool that aiocache asks for; a socket has a path, no host and port."""
    if path:
        del options["host"], options["port"]
        options["path"] = path
    return ConnectionPool(**options)


def _as_it_is(key: str, namespace: str | None = None) -> str:
    """Leave a name as it is, where aiocache would put a namespace before it."""
    del namespace
    return key


def _seconds(told: tuple[float, float]) -> float:
    seconds, micro = told
    return float(seconds) + float(micro) / 1e6


def _milliseconds(seconds: float) -> int:
    return max(int(seconds * 1000), 1)
