"""A body as text: its encoding, and what is no text that was meant for us."""

import codecs
import re
from typing import Final

from gateway.config.charsets import charset_of
from gateway.errors import Sent, UpstreamBadBody

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTML: Final = re.compile(
    rb"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)  # possessive: comments are read in one way alone, however many there are
_FRAGMENT: Final = re.compile(
    rb"\s*+<(?:a|b|body|br|center|div|font|form|h[1-6]|head|hr|i|img|li|link|meta|ol|p|pre"
    rb"|script|section|small|span|strong|style|table|tbody|td|th|title|tr|u|ul)[\s/>]",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(r'charset="?([A-Za-z0-9_.:-]+)"?', re.IGNORECASE)


def bad(reason: str) -> UpstreamBadBody:
    """Return the error of a body that cannot be decoded; never quotes it."""
    return UpstreamBadBody(reason, sent=Sent.YES)


def refuse_html(body: bytes, content_type: str | None, *, parts: bool = False) -> None:
    """Refuse a page: an error page or a login form where data was asked for.

    With `parts` what begins as a part of a page is refused too; XML may have such names.
    """
    stated = content_type is not None and "html" in content_type.lower()
    if stated or is_html(body) or (parts and _FRAGMENT.match(body[:1024])):
        raise bad("the answer is HTML")


def is_html(body: bytes) -> bool:
    """Tell whether a body begins as a page, whatever it is called."""
    return _HTML.match(body[:1024]) is not None


def text_of_body(body: bytes, encoding: str | None, content_type: str | None) -> str:
    """Decode a text: by its byte order mark, as configured, as declared, as UTF-8.

    Raises UpstreamBadBody where it is not in that encoding.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            body, encoding = body[len(mark) :], name
            break
    name = encoding or declared(content_type) or "utf-8"
    try:
        return body.decode(name)
    except (UnicodeError, LookupError) as error:
        reason = f"the answer is not text in {name[:40]}"
        raise bad(reason) from error


def declared(content_type: str | None) -> str | None:
    """Return the charset of a Content-Type, if it is one that is known."""
    found = _CHARSET.search(content_type or "")
    return None if found is None else charset_of(found[1])
