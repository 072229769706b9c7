"""From a Format to the function that decodes a body."""

import re
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Final, TypeAlias, cast

from gateway.config.formats import Format
from gateway.connectors.codec import decode_json
from gateway.connectors.formats.geojson import features_of
from gateway.connectors.formats.plain import decode_plain
from gateway.connectors.formats.tables import decode_table
from gateway.connectors.formats.texts import bad, declared, is_html, text_of_body
from gateway.errors import UpstreamBadBody

Decode: TypeAlias = Callable[[bytes, str | None], object]
"""From a body and its Content-Type to a value. Raises UpstreamBadBody."""

_BEGINS: Final = re.compile(rb"[\[{]")
_DECLARED: Final = b"<?xml"
_MOST_TRIED: Final = 20


def compile_format(
    format_: Format, bound: int, columns: frozenset[str] = frozenset()
) -> Decode:
    """Compile the function that decodes bodies of a format.

    `bound` is how large an archive's member may become, in bytes; `columns` are those
    that are read of a table, which has some of them.
    """
    decode = _decoder(format_, columns)
    if format_.unwrap is not None:
        decode = _opened(decode, re.compile(format_.unwrap))
    if format_.zip is None:
        return decode
    # As lxml below: zipfile and what it loads are for the few that need it.
    from gateway.connectors.formats.archive import take_member  # noqa: PLC0415 - see above

    member = str(format_.zip)

    def unpacked(body: bytes, _content_type: str | None) -> object:
        return decode(take_member(body, member, bound), None)

    return unpacked


def _opened(decode: Decode, pattern: "re.Pattern[str]") -> Decode:
    """Open the wrapper around a body, where it has one."""

    def opened(body: bytes, content_type: str | None) -> object:
        value = decode(body, content_type)
        if not isinstance(value, dict):
            return value
        found = cast("dict[str, object]", value)
        keys = [key for key in found if pattern.fullmatch(key)]
        return found[keys[0]] if len(keys) == 1 else found

    return opened


def _decoder(format_: Format, columns: frozenset[str]) -> Decode:
    json = _recoded(_lenient if format_.junk else decode_json, format_)
    kinds: dict[str, Decode] = {
        "json": json,
        "geojson": lambda body, kind: features_of(json(body, kind)),
        "csv": lambda body, kind: decode_table(body, kind, format_, columns),
        "text": lambda body, kind: decode_plain(body, kind, format_),
    }
    return kinds.get(format_.kind) or _markup(format_)


def _recoded(decode: Decode, format_: Format) -> Decode:
    """Decode a body that is JSON in another encoding than UTF-8: as configured, as declared."""
    encoding = format_.encoding
    if encoding is None:
        return partial(_as_declared, decode)
    name = str(encoding)
    return lambda body, kind: decode(_utf8(text_of_body(body, name, None)), kind)


def _as_declared(decode: Decode, body: bytes, content_type: str | None) -> object:
    """Decode JSON in UTF-8, as all should be (RFC 8259 §8.1), else in the charset it declares.

    Many a service calls its UTF-8 something else: what can be read as UTF-8 is.
    """
    try:
        return decode(body, content_type)
    except UpstreamBadBody:
        name = declared(content_type)
        if name is None or _is_utf8(body):
            raise
        return decode(_utf8(text_of_body(body, name, None)), content_type)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _utf8(text: str) -> bytes:
    """Encode a text, of which some encodings make more than Unicode has."""
    return text.encode(errors="replace")


def _markup(format_: Format) -> Decode:
    # lxml takes 40 ms to load, and most graphs have no XML.
    from gateway.connectors.formats.feeds import decode_feed  # noqa: PLC0415 - see above
    from gateway.connectors.formats.markup import decode_xml  # noqa: PLC0415 - see above
    from gateway.connectors.formats.soap import decode_soap  # noqa: PLC0415 - see above

    decode = {"soap": decode_soap, "feed": decode_feed}.get(format_.kind, decode_xml)
    encoding = None if format_.encoding is None else str(format_.encoding)
    if format_.junk:
        return lambda body, _: decode(_from_declaration(body), None, encoding)
    return lambda body, kind: decode(body, kind, encoding)


def _from_declaration(body: bytes) -> bytes:
    """Cut off what stands before an XML document that says where it begins."""
    begin = body.find(_DECLARED)
    return body if begin < 0 else body[begin:]


def _lenient(body: bytes, _content_type: str | None) -> object:
    """Decode the JSON value in a body, cutting off what stands around it.

    PHP prints its notices before the answer, and calls everything text/html.
    Notices hold brackets too: the first few beginnings are tried. A page, whose
    scripts do as well, is none of its answers.
    """
    if is_html(body):
        raise bad("the answer is HTML")
    end = max(body.rfind(b"]"), body.rfind(b"}")) + 1
    for begin in islice(_BEGINS.finditer(body, 0, end), _MOST_TRIED):
        try:
            return decode_json(body[begin.start() : end])
        except UpstreamBadBody:
            continue
    return decode_json(body)
