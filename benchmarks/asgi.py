"""The three things a raw ASGI handler does: read, answer, live and die."""

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, Final, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


async def read(receive: Receive) -> bytes:
    """Return the whole request body."""
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return body


Header: TypeAlias = tuple[bytes, bytes]
JSON: Final[Header] = (b"content-type", b"application/json")


async def answer(send: Send, body: bytes, headers: Sequence[Header] = (JSON,)) -> None:
    """Send a JSON body with status 200."""
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [*headers, (b"content-length", b"%d" % len(body))],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def lifespan(
    receive: Receive,
    send: Send,
    startup: Callable[[], Awaitable[None]],
    shutdown: Callable[[], Awaitable[None]],
) -> None:
    """Live through one ASGI lifespan (asgiref, lifespan protocol 2.0)."""
    await receive()
    await startup()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await shutdown()
    await send({"type": "lifespan.shutdown.complete"})
