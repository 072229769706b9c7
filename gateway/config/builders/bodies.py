"""Bodies of calls that are texts: XML, SOAP, plain lines."""

from typing import cast

from gateway.config.bodies import Body, Element, SoapBody, TextBody, XmlBody
from gateway.config.model import Template
from gateway.config.place import Word
from gateway.config.section import Section


def text_body(section: Section) -> Body | None:
    """Build the body of a call; None where it states none of these kinds."""
    root = section.get("xml", Element)
    if root is not None:
        return XmlBody(root, section.spot("xml"))
    envelope = section.get("soap", Section)
    if envelope is not None:
        return _soap(envelope)
    if "text" not in section:
        return None
    lines = cast("tuple[Template, ...]", section.values["text"])
    return TextBody(lines, section.spot("text"))


def _soap(section: Section) -> SoapBody:
    return SoapBody(
        _elements(section, "body"),
        _elements(section, "header"),
        str(section.get("version", Word) or "1.1"),
        str(section.get("action", Word) or ""),
        section.at,
    )


def _elements(section: Section, key: str) -> tuple[Element, ...]:
    return cast("tuple[Element, ...]", section.get(key, tuple) or ())
