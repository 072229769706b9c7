"""Addresses: a connector's base URL, and the networks it may dial."""

import re
from ipaddress import ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar

_HOST: Final = re.compile(r"[A-Za-z0-9._-]+\Z")


def url(node: Scalar) -> object:
    """Read a base URL: http or https, a host, perhaps a port and a path."""
    return _read(node, "?#")


def endpoint(node: Scalar) -> object:
    """Read the URL of one thing: as a base URL, perhaps with a query (RFC 6749 §3.2)."""
    return _read(node, "#")


def _read(node: Scalar, refused: str) -> object:
    try:
        parts = urlsplit(node.text)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return Wrong(f"`{node.shown}` bukan alamat", "tulis `https://layanan.go.id`")
    return _refuse(node, parts, refused) or node.word()


def _refuse(node: Scalar, parts: SplitResult, refused: str) -> Wrong | None:
    shown = node.shown
    if "{" in node.text or "}" in node.text:
        return Wrong(
            f"alamat `{shown}` memuat kurung",
            "argumen hanya boleh di `call`; variabel ditulis `${NAMA}`",
        )
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return Wrong(
            f"`{shown}` bukan alamat http",
            "tulis lengkap, misalnya `https://layanan.go.id`",
        )
    if "@" in parts.netloc:
        return Wrong(
            "alamat memuat nama pengguna atau sandi",
            "kirim lewat `headers`, dengan nilai dari `${NAMA}`",
        )
    if any(mark in node.text for mark in refused):
        marks = " atau ".join(f"`{mark}`" for mark in refused)
        return Wrong(f"alamat `{shown}` memuat {marks}", "tulis parameternya di `call`")
    host = parts.hostname or ""
    bracketed = parts.netloc.startswith("[")
    if not bracketed and not _HOST.match(host):
        return Wrong(f"`{shown}` memuat nama host yang tidak sah", "periksa ejaannya")
    return None


def cidr(node: Scalar) -> object:
    """Read a network such as 10.20.0.0/16."""
    try:
        ip_network(node.text)
    except ValueError:
        return None
    return node.word()
