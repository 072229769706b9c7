"""Web addresses in one form, and whether one lies below another."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote

LONGEST: Final = 2000
"""Characters of an address, and so of what a phone has to hold."""

_URL: Final = re.compile(
    r"(https?)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?"
    r"(/[^?#\\\x00-\x1f\x7f]*)?(?:\?([^#\\\x00-\x1f\x7f]*))?(?:#[^\x00-\x1f\x7f]*)?",
    re.IGNORECASE,
)
_PATH: Final = "/%:@!$&'()*+,;=~-._"  # RFC 3986 §3.3, and what is encoded already
_QUERY: Final = _PATH + "?"
_DEFAULT: Final = {"http": 80, "https": 443}
_LAYERS: Final = 4  # of percent-encoding that are looked through
_PORTS: Final = range(1, 65536)


def normalise(text: str) -> str | None:
    """Return a web address in the form in which addresses are compared and asked for.

    Scheme and host in small letters, no default port, no fragment, a path, odd
    characters encoded. None for what is none, carries a user, or has a path that
    could lead elsewhere: `.` and `..`, encoded slashes, backslashes, control
    characters, also behind several layers of encoding.
    """
    found = _URL.fullmatch(text.strip(" ")) if len(text) <= LONGEST else None
    if found is None:
        return None
    scheme, host, port, path, query = found.groups()
    scheme = scheme.lower()
    number = _DEFAULT[scheme] if port is None else int(port)
    path = path or "/"
    if number not in _PORTS or _strays(path):
        return None
    suffix = "" if number == _DEFAULT[scheme] else f":{number}"
    tail = "" if query is None else f"?{quote(query, safe=_QUERY)}"
    return f"{scheme}://{host.lower()}{suffix}{quote(path, safe=_PATH)}{tail}"


def below(address: str, prefix: str) -> bool:
    """Tell whether an address is a prefix itself or lies below it; both normalised.

    `https://a/foto` has `https://a/foto/1.jpg` below it and not `https://a/foto2`.
    """
    if not address.startswith(prefix):
        return False
    return prefix.endswith("/") or address[len(prefix) : len(prefix) + 1] in {
        "",
        "/",
        "?",
    }


def origin(address: str) -> str:
    """Return scheme, host and port of a normalised address."""
    return "/".join(address.split("/", 3)[:3])


def climbs(path: str) -> bool:
    """Tell whether a path could lead out of itself, as somebody may read it.

    It has `.` or `..` for a segment: decoded however often, in compatibility form
    (NFKC), with backslashes for slashes, or with a parameter (`..;x`). So has what
    is encoded in more layers than honest paths are.
    """
    for _ in range(_LAYERS):
        normal = unicodedata.normalize("NFKC", path)
        steps = normal.replace("\\", "/").split("/")
        if any(step.partition(";")[0].strip() in {".", ".."} for step in steps):
            return True
        decoded = unquote(normal)
        if decoded == path:
            return False
        path = decoded
    return True


def _strays(path: str) -> bool:
    """Tell whether a path could lead elsewhere than it says, decoded or not."""
    if climbs(path):
        return True
    for _ in range(_LAYERS):
        if "\\" in path or not path.isprintable():
            return True
        decoded = unquote(path)
        if decoded == path:
            return False
        if decoded.count("/") != path.count("/"):
            return True
        path = decoded
    return True
