"""Where a credential may go: to its own connector, and nowhere else."""

from typing import TypeAlias
from urllib.parse import urlsplit

Origin: TypeAlias = tuple[str, str, int | None]

_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> Origin:
    """Return the scheme, host and port of a URL (RFC 6454 §4). Raises ValueError."""
    parts = urlsplit(url)
    port = parts.port if parts.port is not None else _PORTS.get(parts.scheme)
    return (parts.scheme.lower(), (parts.hostname or "").lower(), port)
