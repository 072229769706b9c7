"""Whether a GET comes from a foreign page (cross-site request forgery).

A POST needs no such check: its content type makes a browser ask first.
"""

from collections.abc import Mapping

from gateway.errors import RequestError


def check_origin(headers: Mapping[bytes, bytes]) -> None:
    """Refuse a request that a browser says another site made, with 403.

    Sec-Fetch-Site decides where it is sent (Fetch Metadata); else Origin must
    name the host that was called. Clients that are no browsers send neither.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        foreign = site == b"cross-site"
    else:
        origin = headers.get(b"origin")
        foreign = origin is not None and origin.partition(b"://")[2] != headers.get(
            b"host", b""
        )
    if foreign:
        message = "A page of another site may not query by GET; use POST."
        raise RequestError("FORBIDDEN", message, status=403)
