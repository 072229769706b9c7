"""Requests that were read before: the same bytes are the same request."""

from collections.abc import Callable
from typing import Final

from gateway.execution.message import Request

SMALL: Final = 4096
"""Bytes of a request up to which it is remembered."""

_MOST: Final = 1000


class Known:
    """Reads requests, and remembers a bounded number of them by their bytes.

    Variables may be somebody's personal data: requests with any are not kept.
    """

    __slots__ = ("_kept", "_parse")

    def __init__(self, parse: Callable[[bytes], Request]) -> None:
        self._parse = parse
        self._kept: dict[bytes, Request] = {}

    def get(self, raw: bytes) -> Request | None:
        """Return the request of bytes that were read before."""
        return self._kept.get(raw)

    def read(self, raw: bytes) -> Request:
        """Read the request. Raises RequestError, as reading it does."""
        known = self._kept.get(raw)
        if known is not None:
            return known
        request = self._parse(raw)
        if len(raw) <= SMALL and not request.variables:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[raw] = request
        return request
