"""Where the shared server is: GATEWAY_VALKEY_URL, read."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from gateway.errors import SettingsError

_PORT: Final = 6379
_MOST: Final = 65535
_TCP: Final = re.compile(
    r"(?:redis|valkey)(?P<tls>s?)://(?:(?P<user>[^\s:@/?#]*)(?::(?P<password>[^\s@/?#]*))?@)?"
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:@/?#\[\]]+))(?::(?P<port>[0-9]{1,5}))?(?:/(?P<db>[0-9]{0,4}))?"
)
_UNIX: Final = re.compile(
    r"unix://(?:(?P<user>[^\s:@/?#]*)(?::(?P<password>[^\s@/?#]*))?@)?(?P<path>/[^\s?#]+)(?:\?db=(?P<db>[0-9]{1,4}))?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A server: by host and port, or by the `path` of a socket where that is given."""

    host: str = ""
    port: int = _PORT
    path: str = ""
    db: int = 0
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    ca: Path | None = None


def parse_address(url: str, ca: Path | None = None) -> Address:
    """Read `redis://`, `rediss://`, `valkey://`, `valkeys://` or `unix://`.

    Raises SettingsError, which does not repeat the text: a password may be in it.
    """
    found = _UNIX.fullmatch(url)
    if found is not None:
        return Address(
            path=unquote(found["path"]),
            db=int(found["db"] or 0),
            user=_text(found["user"]),
            password=_text(found["password"]),
        )
    found = _TCP.fullmatch(url)
    port = int(found["port"] or _PORT) if found is not None else 0
    if found is None or not 0 < port <= _MOST:
        raise SettingsError(
            "GATEWAY_VALKEY_URL: nilainya tidak sah; diharapkan alamat, seperti"
            " redis://valkey:6379/0 atau rediss://pengguna:sandi@valkey.example.go.id:6380/0"
        )
    return Address(
        host=found["six"] or found["host"],
        port=port,
        db=int(found["db"] or 0),
        user=_text(found["user"]),
        password=_text(found["password"]),
        tls=bool(found["tls"]),
        ca=ca,
    )


def _text(part: str | None) -> str | None:
    return unquote(part) if part else None
