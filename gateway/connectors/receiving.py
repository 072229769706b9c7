"""An answer is read whole, within its bound, from a connection of the pool."""

from http import HTTPStatus
from typing import NamedTuple

from aiohttp import hdrs
from aiohttp.client_reqrep import ClientResponse
from aiohttp.http import RawResponseMessage
from aiohttp.streams import StreamReader
from multidict import CIMultiDictProxy

from gateway.connectors.inflate import inflate
from gateway.connectors.pool import Line
from gateway.connectors.translate import Redirected
from gateway.errors import Sent, UpstreamBadBody


class Exchange(NamedTuple):
    """An answer, whole: the body is without its content coding."""

    status: int
    headers: CIMultiDictProxy[str]
    raw_headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


async def receive(
    answer: RawResponseMessage | ClientResponse,
    content: StreamReader,
    line: Line,
    bound: int,
) -> Exchange:
    """Read an answer whole, of at most so many bytes before and after inflating.

    Raises UpstreamError.
    """
    status = answer.code if isinstance(answer, RawResponseMessage) else answer.status
    headers = answer.headers
    _check_status(status, headers)
    length = headers.get(hdrs.CONTENT_LENGTH)
    declared = None if length is None else int(length)
    if declared is not None and declared > bound:
        raise _bad("is too large")
    body = await _read(content, bound)
    framed = declared is not None or hdrs.TRANSFER_ENCODING in headers
    if line.broken and not framed:
        raise _bad("is cut off")  # only a close in good order ends such a body
    if hdrs.CONTENT_ENCODING in headers:
        coding = ",".join(headers.getall(hdrs.CONTENT_ENCODING))
        body = inflate(body, coding, bound)
    return Exchange(status, headers, answer.raw_headers, body)


def _check_status(status: int, headers: CIMultiDictProxy[str]) -> None:
    """Refuse what is no answer to a request."""
    if status == HTTPStatus.SWITCHING_PROTOCOLS:
        raise _bad("switches protocols")
    if 300 <= status < 400 and status != HTTPStatus.NOT_MODIFIED:  # noqa: PLR2004 - the class of redirects
        error = Redirected("the service redirects", sent=Sent.YES)  # never where to
        error.status = status
        error.cookies = tuple(headers.getall(hdrs.SET_COOKIE, ()))
        raise error


async def _read(content: StreamReader, bound: int) -> bytes:
    """Read a body to its end; stop at the first byte past the bound."""
    chunks: list[bytes] = []
    size = 0
    while chunk := await content.readany():
        size += len(chunk)
        if size > bound:
            raise _bad("is too large")
        chunks.append(chunk)
    return b"".join(chunks)


def _bad(what: str) -> UpstreamBadBody:
    return UpstreamBadBody(f"the answer {what}", sent=Sent.YES)
