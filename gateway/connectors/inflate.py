"""Undo a content coding within a bound (RFC 9110 §8.4)."""

import zlib
from typing import Final

from gateway.errors import Sent, UpstreamBadBody

ACCEPTED: Final = "gzip, deflate"
"""What goes into Accept-Encoding: the codings that `inflate` undoes."""

GZIP: Final = 16 + zlib.MAX_WBITS
ZLIB: Final = zlib.MAX_WBITS
RAW: Final = -zlib.MAX_WBITS
ZLIB_METHOD: Final = 8
MEMBERS: Final = 16
"""How many gzip members one body may have; each costs time, even when empty."""


def inflate(body: bytes, coding: str, bound: int) -> bytes:
    """Return the body without its content coding, at most `bound` bytes of it.

    `coding` is the value of Content-Encoding: gzip, x-gzip, deflate, identity
    or nothing. A further or a stacked coding, damage, truncation and a body
    that would grow past the bound raise UpstreamBadBody; no more than the
    bound is ever inflated.
    """
    name = coding.strip().lower()
    if name in ("", "identity") or not body:
        return body
    if name in ("gzip", "x-gzip"):
        return _members(body, bound)
    if name == "deflate":
        # RFC 9110 says zlib, some servers send raw deflate: the header tells.
        zlib_header = body[0] & 0x0F == ZLIB_METHOD
        plain, rest = _stream(body, ZLIB if zlib_header else RAW, bound)
        if rest:
            raise _bad("trails data after its end")
        return plain
    raise _bad("has a content coding that was not asked for")


def _members(body: bytes, bound: int) -> bytes:
    """Inflate the members of a gzip file, one after another (RFC 1952 §2.2)."""
    parts: list[bytes] = []
    rest = body
    for _ in range(MEMBERS):
        plain, rest = _stream(rest, GZIP, bound)
        bound -= len(plain)
        parts.append(plain)
        rest = rest.lstrip(b"\0")  # padding, as gzip itself allows
        if not rest:
            return b"".join(parts)
    raise _bad("has too many gzip members")


def _stream(data: bytes, wbits: int, bound: int) -> tuple[bytes, bytes]:
    """Inflate one stream; return it and the bytes after it."""
    inflater = zlib.decompressobj(wbits)
    try:
        plain = inflater.decompress(data, bound + 1)  # 0 would mean: no bound
    except zlib.error as error:
        raise _bad("is damaged") from error
    if len(plain) > bound:
        raise _bad("is too large once inflated")
    if not inflater.eof:
        raise _bad("is truncated")
    return plain, inflater.unused_data


def _bad(what: str) -> UpstreamBadBody:
    return UpstreamBadBody(f"the answer's body {what}", sent=Sent.YES)
