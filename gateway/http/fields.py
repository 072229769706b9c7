"""The header fields of a request, by name and within bounds."""

from typing import Final

from gateway.errors import RequestError

MOST_FIELDS: Final = 100
_MOST_BYTES: Final = 32 * 1024


def fold(pairs: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Make a dictionary of headers; repeated ones join as lists (RFC 9110 §5.3).

    Raises RequestError 431 where they are too many or too large (RFC 6585 §5).
    """
    if len(pairs) > MOST_FIELDS:
        raise RequestError("TOO_COSTLY", "Too many headers.", status=431)
    headers = dict(pairs)
    if len(headers) != len(pairs):
        for name in headers:
            headers[name] = b", ".join(value for key, value in pairs if key == name)
    if sum(map(len, headers.values())) > _MOST_BYTES:
        raise RequestError("TOO_COSTLY", "The headers are too large.", status=431)
    return headers
