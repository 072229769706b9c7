"""Request bodies that are texts: XML, SOAP, and plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from gateway.config.place import NOWHERE, Place

if TYPE_CHECKING:  # model/ holds the call that these are the bodies of
    from gateway.config.model import Template

Spot: TypeAlias = str
"""What may stand in a place of a body: `text` repeats a list, `one` holds one value."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of an XML template, with its names as they are written.

    It holds elements, or else one text. A text that is `nested` is XML of its
    own, as services that take XML inside a text want it. `lone` is a document's
    root, which cannot be repeated.
    """

    tag: str
    attributes: "tuple[tuple[str, Template], ...]" = ()
    elements: "tuple[Element, ...]" = ()
    text: "Template | None" = None
    nested: "Element | None" = None
    lone: bool = False

    def templates(self) -> "Iterator[tuple[Spot, Template]]":
        """Yield every template, and what may stand there."""
        for _, value in self.attributes:
            yield "one", value
        if self.text is not None:
            yield ("one" if self.lone else "text"), self.text
        for element in (*self.elements, *([self.nested] if self.nested else [])):
            yield from element.templates()


@dataclass(frozen=True, slots=True)
class XmlBody:
    """One XML document."""

    root: Element
    at: Place = NOWHERE
    word = "xml"

    def templates(self) -> "Iterator[tuple[Spot, Template]]":
        """Yield every template, and what may stand there."""
        yield from self.root.templates()


@dataclass(frozen=True, slots=True)
class SoapBody:
    """What a SOAP envelope holds. `version` is 1.1 or 1.2."""

    body: tuple[Element, ...]
    header: tuple[Element, ...] = ()
    version: str = "1.1"
    action: str = ""
    at: Place = NOWHERE
    word = "soap"

    def templates(self) -> "Iterator[tuple[Spot, Template]]":
        """Yield every template, and what may stand there."""
        for element in (*self.header, *self.body):
            yield from element.templates()


@dataclass(frozen=True, slots=True)
class TextBody:
    """Plain text, a template a line."""

    lines: "tuple[Template, ...]" = field(default=())
    at: Place = NOWHERE
    word = "text"

    def templates(self) -> "Iterator[tuple[Spot, Template]]":
        """Yield every template, and what may stand there."""
        for line in self.lines:
            yield "text", line


Body: TypeAlias = XmlBody | SoapBody | TextBody
