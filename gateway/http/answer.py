"""What the edge itself says: refusals in the closed format, and their headers."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final

import orjson

from gateway.errors import CODES
from gateway.http.accept import Media

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]

NOSNIFF: Final = (b"x-content-type-options", b"nosniff")
NO_STORE: Final = (b"cache-control", b"no-store")
VARY: Final = (b"vary", b"accept")
CLOSE: Final = (b"connection", b"close")
RETRY: Final = (b"retry-after", b"1")
ALLOW: Final = (b"allow", b"GET, HEAD, POST")

_NOT_MODIFIED: Final = 304

# Headers a status must carry: Allow by RFC 9110 §15.5.6, when to come again by
# §15.6.4; a body that was not
# read to its end leaves a connection that cannot be used again.
_DEMANDED: Final = {
    405: (ALLOW,),
    408: (CLOSE,),
    413: (CLOSE,),
    431: (CLOSE,),
    503: (RETRY,),
}


def refusal(code: str, message: str, **more: object) -> bytes:
    """Encode one refused request: `errors` with a code of the closed list.

    `message` is English, for developers; `more` joins the extensions.
    """
    known = CODES[code]
    extensions = {
        "code": known.name,
        "retryable": known.retryable,
        "pesan": known.pesan,
        **more,
    }
    return orjson.dumps({"errors": [{"message": message, "extensions": extensions}]})


def response_start(
    status: int, media: Media, length: int, extra: Iterable[Header] = ()
) -> Message:
    """Return the message that starts a response whose body has `length` bytes.

    One that has none (304) says nothing of its content: RFC 9110 §15.4.5.
    """
    headers = [media.header, (b"content-length", b"%d" % length), NOSNIFF, *extra]
    if status == _NOT_MODIFIED:
        headers = [NOSNIFF, *extra]
    if status in _DEMANDED:
        headers += _DEMANDED[status]
    return {"type": "http.response.start", "status": status, "headers": headers}


def parting(send: Send) -> Send:
    """Have an answer ask for its connection to be closed: RFC 9112 §9.6."""

    async def last(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], CLOSE]}
        await send(message)

    return last
