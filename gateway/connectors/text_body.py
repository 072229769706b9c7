"""Bodies that are texts: XML documents, SOAP envelopes, plain lines.

Values are escaped where they are put in, so that none can become markup or
begin another line.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from gateway.config.bodies import Body, Element, SoapBody, TextBody, XmlBody
from gateway.config.markup import SOAP_PREFIX, UNFIT
from gateway.config.model import Template
from gateway.connectors.placeholders import (
    Args,
    Scope,
    Texts,
    compile_text,
    compile_texts,
    named,
)
from gateway.errors import BadInput

Encode: TypeAlias = Callable[[Args], bytes | None]
Write: TypeAlias = Callable[[Args], list[str]]
Headers: TypeAlias = tuple[tuple[str, str], ...]

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_ENVELOPES: Final = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
_SPECIAL: Final = re.compile('[&<>"\r]')
_SPACES: Final = re.compile("[\t\n]")
_ENTITIES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}
_BREAK: Final = "[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]"


def compile_body(body: Body, scope: Scope) -> Encode:
    """Compile a body into a function that writes it, in UTF-8.

    What an absent or null argument stands in is left out, and a list repeats
    it; a body of which nothing is left is None. The function raises BadInput,
    naming the argument, for a value that cannot be written.
    """
    if isinstance(body, TextBody):
        return _lines(body, scope)
    if isinstance(body, SoapBody):
        return _envelope(body, scope)
    root = _compile_element(body.root, scope)

    def encode(args: Args) -> bytes | None:
        found = root(args)
        return f"{_DECLARATION}{found[0]}".encode() if found else None

    return encode


def body_headers(body: Body) -> Headers:
    """Return the headers that go with a body (SOAP 1.1 §6.1.1, RFC 3902)."""
    if isinstance(body, TextBody):
        return (("Content-Type", "text/plain; charset=utf-8"),)
    if isinstance(body, XmlBody):
        return (("Content-Type", "application/xml; charset=utf-8"),)
    if body.version == "1.1":
        kind = ("Content-Type", "text/xml; charset=utf-8")
        return (kind, ("SOAPAction", f'"{body.action}"'))
    action = f'; action="{body.action}"' if body.action else ""
    return (("Content-Type", f"application/soap+xml; charset=utf-8{action}"),)


# ------------------------------------------------------------------ XML


def _envelope(soap: SoapBody, scope: Scope) -> Encode:
    prefix = SOAP_PREFIX
    header = [_compile_element(element, scope) for element in soap.header]
    body = [_compile_element(element, scope) for element in soap.body]
    start = (
        f'{_DECLARATION}<{prefix}:Envelope xmlns:{prefix}="{_ENVELOPES[soap.version]}">'
    )

    def encode(args: Args) -> bytes:
        above = _all(header, args)
        above = f"<{prefix}:Header>{above}</{prefix}:Header>" if above else ""
        inside = f"<{prefix}:Body>{_all(body, args)}</{prefix}:Body>"
        return f"{start}{above}{inside}</{prefix}:Envelope>".encode()

    return encode


def _all(writes: Sequence[Write], args: Args) -> str:
    return "".join([text for write in writes for text in write(args)])


def _compile_element(element: Element, scope: Scope) -> Write:
    """Compile an element; it is written once, not at all, or once for each value."""
    tag = element.tag
    attributes = [_compile_attribute(*pair, scope) for pair in element.attributes]
    content = _compile_content(element, scope)
    optional = content is None and any(v.arguments for _, v in element.attributes)

    def write(args: Args) -> list[str]:
        heads = [text for attribute in attributes for text in attribute(args)]
        if content is None:
            return [] if optional and not heads else [f"<{tag}{''.join(heads)}/>"]
        start = f"<{tag}{''.join(heads)}>"
        return [f"{start}{text}</{tag}>" for text in content(args)]

    return write


def _compile_content(element: Element, scope: Scope) -> Write | None:
    """Compile what an element holds; None where it is empty."""
    if element.nested is not None:
        nested = _compile_element(element.nested, scope)
        return lambda args: [_escape(text) for text in nested(args)]
    if element.elements:
        inner = [_compile_element(one, scope) for one in element.elements]
        return lambda args: [_all(inner, args)]
    if element.text is None:
        return None
    texts = _fit_texts(element.text, scope)
    return lambda args: [_escape(text) for text in texts(args)]


def _compile_attribute(name: str, value: Template, scope: Scope) -> Write:
    texts = _fit_texts(value, scope)

    def write(args: Args) -> list[str]:
        return [f' {name}="{_escape_spaces(text)}"' for text in texts(args)[:1]]

    return write


def _fit_texts(template: Template, scope: Scope) -> Texts:
    """Compile a template whose texts XML can hold."""
    return _judged(template, scope, UNFIT, "a character that XML cannot hold")


def _judged(
    template: Template, scope: Scope, forbidden: re.Pattern[str], reason: str
) -> Texts:
    """Compile a template whose values hold nothing that is forbidden.

    Values are looked at before they are put together, so that the argument at
    fault is named.
    """
    texts = compile_texts(template, scope)
    if not template.arguments:
        return texts
    values = [(path, compile_text(path, scope)) for path in template.arguments]

    def judged(args: Args) -> list[str]:
        for path, value in values:
            found = value(args) or ""
            if any(map(forbidden.search, [found] if isinstance(found, str) else found)):
                raise named(".".join(path), BadInput(reason))
        return texts(args)

    return judged


def _escape(text: str) -> str:
    if text.isalnum():
        return text
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], text)


def _escape_spaces(text: str) -> str:
    """Escape an attribute's value: its line breaks would be read as spaces."""
    return _SPACES.sub(lambda found: _ENTITIES[found[0]], _escape(text))


# ------------------------------------------------------------------ lines


def _lines(body: TextBody, scope: Scope) -> Encode:
    lines = [_compile_line(line, scope) for line in body.lines]

    def encode(args: Args) -> bytes | None:
        found = [text for line in lines for text in line(args)]
        return "\n".join(found).encode() if found else None

    return encode


def _compile_line(line: Template, scope: Scope) -> Texts:
    """Compile a line; no value may break it, or hold what separates its values."""
    between = {part for part in line.parts[1:-1] if isinstance(part, str) and part}
    forbidden = "|".join([_BREAK, *map(re.escape, sorted(between))])
    reason = "a character that would end the value"
    return _judged(line, scope, re.compile(forbidden), reason)
