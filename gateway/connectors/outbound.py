"""A request as the transport sends it."""

import asyncio
from collections.abc import Iterable
from io import BytesIO
from typing import Final, TypeAlias

from aiohttp import NonHttpUrlClientError, hdrs
from aiohttp.client_reqrep import ClientRequest
from aiohttp.helpers import TimerNoop
from yarl import URL

from gateway.connectors.inflate import ACCEPTED

Headers: TypeAlias = Iterable[tuple[str, str]]
RawHeaders: TypeAlias = Iterable[tuple[bytes, bytes]]

OURS: Final = frozenset(
    [
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ]
)
"""Request headers that are the connection's business, not the caller's."""

AT_ONCE: Final = 2**20
"""Bytes of a body handed to the socket in one piece; more goes piece by piece."""

NO_TIMER: Final = TimerNoop()
"""The transport keeps the deadlines itself."""


class OutboundRequest(ClientRequest):
    """A request with our own defaults."""

    DEFAULT_HEADERS = {  # noqa: RUF012 - aiohttp declares it, without ClassVar
        hdrs.ACCEPT: "*/*",
        hdrs.ACCEPT_ENCODING: ACCEPTED,
        hdrs.USER_AGENT: "lampung-in-gateway",
    }


def make_request(
    loop: asyncio.AbstractEventLoop,
    method: str,
    url: str,
    headers: Headers,
    body: bytes,
) -> ClientRequest:
    """Make aiohttp's request; it sees to Host, Content-Length and our defaults.

    Headers that are the connection's business are left out.
    Raises NonHttpUrlClientError for a scheme other than http and https, and
    ValueError for what cannot be written in a request.
    """
    target = URL(url, encoded=True)
    if target.scheme not in ("http", "https"):
        raise NonHttpUrlClientError(url)
    return OutboundRequest(
        method,
        target,
        headers=[pair for pair in headers if pair[0].lower() not in OURS],
        data=BytesIO(body) if len(body) > AT_ONCE else body or None,
        loop=loop,
        timer=NO_TIMER,
    )


def read_headers(headers: RawHeaders) -> Headers:
    """Read httpx's headers when they are asked for; ValueError if they are no text."""
    return ((name.decode("ascii"), value.decode()) for name, value in headers)
