"""Calls that follow a link: an address from a row, held to where it may lead.

What a service writes into its rows is not to be trusted with an address: it
leads to the connector's own addresses or to listed hosts, over http or https,
or nowhere. Elsewhere than at its own addresses a connector sends no header
that it sends to its own; credentials stay at home by origin (auth/sender.py),
and the network guard holds for every host.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from gateway.config.follow import Follow, Target
from gateway.config.model import Call, Connector
from gateway.config.web import climbs
from gateway.connectors.placeholders import Args, Scope, compile_text
from gateway.connectors.template import Headers, Prepare, Prepared, compile_headers
from gateway.errors import BadInput, Sent, UpstreamBlocked

LONGEST: Final = 2048
"""Characters of an address that is followed."""

_PORTS: Final = {"http": 80, "https": 443}
_NETLOC: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
)
_FORBIDDEN: Final = re.compile(r"[\\\x00-\x1f\x7f-\x9f]")
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~"


class Address(NamedTuple):
    """An address by its parts; `port` is the scheme's own where none is written."""

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def url(self) -> str:
        """Return the address as it is asked for."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{port}{self.path or '/'}{query}"


def compile_follow(follow: Follow, call: Call, own: Connector, scope: Scope) -> Prepare:
    """Compile a call that follows a link into a function that makes its request.

    It raises UpstreamBlocked for a link that leads where none may, and BadInput
    for a blank one.
    """
    (path,) = follow.url.arguments
    link = compile_text(path, scope)
    resolve = compile_resolver(follow, str(own.url), own.bases)
    at_home = compile_headers(call, own.headers, scope)
    abroad = compile_headers(call, (), scope)
    name = path[0]

    def prepare(args: Args) -> Prepared:
        text = link(args)
        if not isinstance(text, str) or not text.strip():
            message = f"argument `{name}`: must not be empty here"
            raise BadInput(message, argument=name)
        address, home = resolve(text)
        headers: Headers = (at_home if home else abroad)(args)
        return Prepared("GET", address.url, headers)

    return prepare


def compile_resolver(
    follow: Follow, base: str, bases: Iterable[str]
) -> Callable[[str], tuple[Address, bool]]:
    """Compile how a link becomes an address, and whether that is the connector's own.

    A relative link is relative to `base`.
    """
    start = base.rstrip("/") + "/"
    homes = [_parts(urlsplit(one)) for one in bases]

    def resolve(link: str) -> tuple[Address, bool]:
        address = _address(start, link.strip())
        if any(_below(address, home) for home in homes):
            return address, True
        if follow.https and address.scheme == "http":
            port = 443 if address.port == _PORTS["http"] else address.port
            address = address._replace(scheme="https", port=port)
        if not any(_listed(address, one) for one in follow.targets):
            raise _blocked("a link leads to a host that is not listed")
        return address, False

    return resolve


def _address(start: str, link: str) -> Address:
    """Resolve a link (RFC 3986 §5.2), refusing all that is not plain."""
    if len(link) > LONGEST or _FORBIDDEN.search(link):
        raise _blocked("a link is no address")
    try:
        joined = urljoin(start, quote(link, safe=_SAFE))
        parts = urlsplit(joined)
        if parts.scheme not in _PORTS or not _NETLOC.fullmatch(parts.netloc):
            raise _blocked("a link leads to no plain http address")
        address = _parts(parts)
    except ValueError as error:
        raise _blocked("a link is no address") from error
    if climbs(address.path):
        raise _blocked("a link climbs out of its path")
    return address


def _parts(parts: SplitResult) -> Address:
    host = (parts.hostname or "").lower()
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    return Address(parts.scheme, host, port, parts.path, parts.query)


def _below(address: Address, home: Address) -> bool:
    """Tell whether an address is the connector's own, or stands below it."""
    return address[:3] == home[:3] and _within(address.path, home.path)


def _listed(address: Address, target: Target) -> bool:
    port = _PORTS[address.scheme] if target.port is None else target.port
    return (address.host, address.port) == (target.host, port) and _within(
        address.path, target.prefix
    )


def _within(path: str, prefix: str) -> bool:
    """Tell whether a path is a prefix, or goes on below it."""
    whole = prefix.rstrip("/")
    return path == whole or path.startswith(f"{whole}/")


def _blocked(reason: str) -> UpstreamBlocked:
    return UpstreamBlocked(f"{reason[0].upper()}{reason[1:]}.", sent=Sent.NO)
