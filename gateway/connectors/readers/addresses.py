"""Readers of URL: absolute, of the web, and safe to follow."""

import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

_LONGEST: Final = 4_000  # characters
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_FILE: Final = re.compile(r"\.[A-Za-z0-9]{1,5}(?:[?#]|\Z)")
_FOLDER: Final = re.compile(r"/\w|\w/")
_UNSAFE: Final = str.maketrans({c: f"%{ord(c):02X}" for c in ' "<>\\^`{|}'})


def compile_url(base: str | None, *, https: bool = False) -> Read:
    """Compile the reader of a URL.

    It gives an absolute http or https address, what may not stand in one
    encoded. An address without a scheme is relative to `base`, a folder, and
    without a base refused; one that starts with www. is a host. With `https`
    http becomes https, at the scheme's own port alone. The reader raises
    BadValue for other schemes, control characters, credentials, and a text
    that is no address.
    """
    folder = None if base is None else f"{base.rstrip('/')}/"

    def read(value: object) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if not text or not text.isprintable() or len(text) > _LONGEST:
            raise _bad()
        whole = text if _SCHEME.match(text) else _absolute(text, folder)
        parts = _split(whole)
        if https and parts.scheme == "http" and parts.port in {None, 80}:
            rest = whole[len("http://") + len(parts.netloc) :]
            whole = f"https://{parts.netloc.removesuffix(':80')}{rest}"
        return whole.translate(_UNSAFE)

    return read


read_url: Final = compile_url(None)
"""The reader of a URL that must be absolute."""


def _bad() -> BadValue:
    return BadValue("not an absolute http or https URL")


def _absolute(text: str, folder: str | None) -> str:
    if text[:4].lower() == "www.":
        return f"http://{text}"
    # A word or a sentence is no address: "tidak ada", "n/a", "No. 5".
    named = _FILE.search(text) is not None
    if folder is None or not (named or _FOLDER.search(text)) or text.lower() == "n/a":
        raise _bad()
    try:
        return urljoin(folder, text.replace("\\", "/"))
    except ValueError as error:
        raise _bad() from error


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise _bad() from error
    if not sound or "@" in parts.netloc or " " in parts.netloc:
        raise _bad()
    return parts
