"""A request as the transport sends it."""

import asyncio
import re
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


_AUTHORITY: Final = len("https://")
_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+")
_TARGET: Final = re.compile(r"/[!\"$-~]*")  # visible ASCII; a fragment is not sent
_LINE: Final = re.compile(r"[A-Za-z0-9_-]+: [ -~]*\r\n")
_MOST_KNOWN: Final = 64
_FIXED: Final = OURS | {"accept", "host", "user-agent"}


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


def unsigned(headers: Headers, signed: Headers) -> Headers:
    """Return the headers that no signed one replaces."""
    names = {name.lower() for name, _ in signed}
    if not names:
        return headers
    return tuple(pair for pair in headers if pair[0].lower() not in names)


def _own_lines(signed: Headers) -> str | None:
    """Write the headers of one request; None where it takes `make_request`."""
    lines = [f"{name}: {value}\r\n" for name, value in signed]
    names = {name.lower() for name, _ in signed}
    if not names.isdisjoint(_FIXED) or not all(map(_LINE.fullmatch, lines)):
        return None
    return "".join(lines)


class Heads:
    """GET requests without a body as the bytes of their heads (RFC 9112 §3).

    aiohttp's request takes as long to make as an answer takes to read. One is
    made for each origin and its headers; another target changes one line.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Headers], tuple[ClientRequest, bytes]] = {}

    def get(
        self,
        loop: asyncio.AbstractEventLoop,
        url: str,
        headers: tuple[tuple[str, str], ...],
        signed: tuple[tuple[str, str], ...] = (),
    ) -> tuple[ClientRequest, bytes] | None:
        """Return a request that leads to the URL's origin, and the head to send.

        None where the URL or a header is not of the common kind, which
        `make_request` takes or refuses.
        """
        slash = url.find("/", _AUTHORITY)
        if slash < 0 or not _TARGET.fullmatch(url, slash):
            return None
        origin = url[:slash]
        own = _own_lines(signed)
        if own is None:
            return None
        if own:
            headers = tuple(unsigned(headers, signed))
        known = self._known.get((origin, headers))
        if known is None:
            known = self._learn(loop, origin, headers)
            if known is None:
                return None
        request, rest = known
        return request, b"GET %b HTTP/1.1\r\n%b%b\r\n" % (
            url[slash:].encode(),
            rest,
            own.encode(),
        )

    def _learn(
        self, loop: asyncio.AbstractEventLoop, origin: str, headers: Headers
    ) -> tuple[ClientRequest, bytes] | None:
        """Make the request of an origin, and what follows the first line."""
        if not _ORIGIN.fullmatch(origin):
            return None
        request = make_request(loop, "GET", f"{origin}/", headers, b"")
        lines = [f"{name}: {value}\r\n" for name, value in request.headers.items()]
        if not all(map(_LINE.fullmatch, lines)):
            return None
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()  # headers that hold arguments
        known = request, "".join(lines).encode()
        self._known[origin, headers] = known
        return known
