"""Real exchanges, noted as they happen."""

import time
from dataclasses import dataclass

import httpx
from typing_extensions import override

from gateway.errors import Sent, UpstreamUnavailable


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it; `response` is None where nothing did.

    `seconds` is the time until the whole answer was read.
    """

    connector: str
    operation: str
    request: httpx.Request
    response: httpx.Response | None = None
    body: bytes = b""
    seconds: float = 0.0

    @property
    def signed(self) -> tuple[str, ...]:
        """Return the values of the headers that were made for this request alone."""
        names = self.request.extensions.get("signed", ())
        return tuple(self.request.headers[name] for name in names)


class Noting(httpx.AsyncBaseTransport):
    """A transport around a connector's own that notes every exchange."""

    def __init__(
        self, connector: str, inner: httpx.AsyncBaseTransport, noted: list[Exchange]
    ) -> None:
        self._connector = connector
        self._inner = inner
        self._noted = noted

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        operation = str(request.extensions.get("operation", ""))
        started = time.perf_counter()
        try:
            response = await self._inner.handle_async_request(request)
            body = await response.aread()
        except BaseException:
            seconds = time.perf_counter() - started
            self._noted.append(
                Exchange(self._connector, operation, request, seconds=seconds)
            )
            raise
        seconds = time.perf_counter() - started
        self._noted.append(
            Exchange(self._connector, operation, request, response, body, seconds)
        )
        return response

    @override
    async def aclose(self) -> None:
        await self._inner.aclose()


class Unsent(httpx.AsyncBaseTransport):
    """A transport that sends nothing."""

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise UpstreamUnavailable("Nothing is sent in a dry run.", sent=Sent.NO)
