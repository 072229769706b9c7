"""Links that are followed: the whole address of a call comes from a row."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar
from gateway.config.place import NOWHERE, Place

if TYPE_CHECKING:  # model/ holds the call that follows
    from gateway.config.model import Template

_TARGET: Final = re.compile(
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<prefix>/[A-Za-z0-9._~/-]*)?\Z"
)
_LAST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link may lead: a host, a port that is not the usual one, a path below.

    Without a port it is the scheme's own; `prefix` ends where a segment does.
    """

    host: str
    port: int | None = None
    prefix: str = "/"


@dataclass(frozen=True, slots=True)
class Follow:
    """A GET of the address that an argument holds.

    It leads to the connector's own addresses or to `targets`, nowhere else.
    `https` asks for the secure address where a link says http.
    """

    url: "Template"
    targets: tuple[Target, ...] = ()
    https: bool = False
    at: Place = NOWHERE


def target(node: Scalar) -> object:
    """Read a host that may be followed to, perhaps with a port and a path."""
    if "://" in node.text:
        return Wrong(
            f"`{node.shown}` memuat skema", "tulis host-nya saja, misalnya `cap.go.id`"
        )
    if "*" in node.text:
        return Wrong(
            f"`{node.shown}` memuat `*`", "tulis setiap host; tidak ada pola di sini"
        )
    found = _TARGET.match(node.text)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port <= _LAST_PORT:
        return Wrong(f"porta `{port}` tidak ada", "porta berkisar 1 sampai 65535")
    prefix = found["prefix"] or "/"
    if {".", ".."} & set(prefix.split("/")):
        return Wrong(f"`{node.shown}` memuat `.` atau `..`", "tulis path yang lugas")
    return Target(found["host"].lower(), port, prefix)
