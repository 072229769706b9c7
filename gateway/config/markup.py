"""XML templates as written in the configuration, parsed when it is loaded.

Placeholders stand in texts and in attribute values. Names are kept as they are
written, prefixes included: what is sent says what the author wrote.
"""

import re
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from gateway.config.bodies import Element
from gateway.config.kinds import Wrong
from gateway.config.model import Template
from gateway.config.nodes import Scalar
from gateway.config.templates import sealed_template

SOAP_PREFIX: Final = "soap"
"""The prefix of the envelope's own namespace, for what stands in it."""

UNFIT: Final = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML document may hold (XML 1.0 §2.2)."""

_BLANK: Final = " \t\r\n"
_DEEPEST: Final = 50
_WRAP: Final = "_"  # the element around several, so that they parse
_MESSAGES: Final = {
    "no element found": "tidak ada elemen, atau ada yang belum ditutup",
    "mismatched tag": "elemen ditutup dengan nama lain",
    "unclosed token": "tanda `<` atau `&` belum lengkap",
    "junk after document element": "ada isi sesudah elemen akar",
    "undefined entity": "entitas tidak dikenal",
    "unbound prefix": "awalan namespace belum dinyatakan",
    "duplicate attribute": "atribut ditulis dua kali",
}


class _Refused(Exception):  # noqa: N818 - control flow of one parse, never seen outside
    """What a template may not hold, told at the place where it stands."""

    def __init__(self, reason: str, remedy: str, index: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.index = index


def xml(node: Scalar) -> object:
    """Read one XML document as a template."""
    found = _read(node, node.sealed, wrapped=False)
    if isinstance(found, Wrong):
        return found
    (root,) = found
    return _lone(root)


def soap_parts(node: Scalar) -> object:
    """Read the elements of a SOAP body or header; the prefix `soap` is known there."""
    found = _read(node, node.sealed, wrapped=True)
    if isinstance(found, Wrong) or found:
        return found
    return Wrong("tidak ada elemen", "tulis misalnya `<cekNib>…</cekNib>`")


def _lone(root: Element) -> Element:
    return Element(
        root.tag, root.attributes, root.elements, root.text, root.nested, lone=True
    )


# ------------------------------------------------------------------ parsing


@dataclass(slots=True)
class _Open:
    """An element that is being read, and where it begins, in bytes."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    index: int
    elements: list["_Open"] = field(default_factory=list["_Open"])
    texts: list[str] = field(default_factory=list[str])


def _read(node: Scalar, text: str, *, wrapped: bool) -> tuple[Element, ...] | Wrong:
    """Parse a text into templates; `wrapped` where it is several elements."""
    head = f'<{_WRAP} xmlns:{SOAP_PREFIX}="_">' if wrapped else ""
    whole = f"{head}{text}</{_WRAP}>" if wrapped else text.strip(_BLANK)
    skipped = len(head) if wrapped else len(text.lstrip(_BLANK)) - len(text)
    data = whole.encode("utf-8", "surrogatepass")
    try:
        root = _Reading().run(data)
        _bound(data)
        made = _element(node, root, 0)
    except _Refused as error:
        before = len(data[: error.index].decode("utf-8", "ignore"))
        offset = max(before - skipped, 0)
        return Wrong(_placed(error.reason, text, offset), error.remedy, offset)
    if not wrapped:
        return (made,)
    if made.text is not None:
        return Wrong("teks di luar elemen", "tulis di dalam sebuah elemen")
    return made.elements


def _placed(reason: str, text: str, offset: int) -> str:
    """Tell the line where a place inside a text of several lines cannot be told."""
    line = text.count("\n", 0, offset) + 1
    return f"{reason} (baris {line})" if "\n" in text.strip() else reason


class _Reading:
    """One parse; names stay as they are written."""

    def __init__(self) -> None:
        self._parser = parser = expat.ParserCreate("utf-8")
        self.top = _Open("", (), 0)
        self._path = [self.top]
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction

    def run(self, data: bytes) -> _Open:
        """Return the root."""
        _run(self._parser, data)
        return self.top.elements[0]

    def _refuse(self, reason: str, remedy: str) -> NoReturn:
        raise _Refused(reason, remedy, self._parser.CurrentByteIndex)

    def _start(self, tag: str, attributes: list[str]) -> None:
        if len(self._path) > _DEEPEST:
            self._refuse("XML terlalu dalam", f"paling dalam {_DEEPEST} tingkat")
        pairs = tuple(zip(attributes[::2], attributes[1::2], strict=True))
        one = _Open(tag, pairs, self._parser.CurrentByteIndex)
        self._path[-1].elements.append(one)
        self._path.append(one)

    def _end(self, _tag: str) -> None:
        self._path.pop()

    def _text(self, found: str) -> None:
        self._path[-1].texts.append(found)

    def _declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
            self._refuse(f"pengodean `{encoding}`", "XML dikirim sebagai UTF-8")

    def _doctype(self, *_: object) -> None:
        self._refuse("XML memuat DOCTYPE", "hapus; DTD dan entitas tidak dipakai")

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f"XML memuat instruksi `<?{target}`", "hapus")


def _bound(data: bytes) -> None:
    """Refuse prefixes that no namespace is declared for, and doubled attributes."""
    _run(expat.ParserCreate("utf-8", namespace_separator=" "), data)


def _run(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code) or ""
        reason = next((m for k, m in _MESSAGES.items() if said.startswith(k)), None)
        raise _Refused(
            "XML tidak sah" + (f": {reason}" if reason else ""),
            "periksa di sini; `<` dan `&` di dalam teks ditulis `&lt;` dan `&amp;`",
            max(parser.ErrorByteIndex, 0),
        ) from error


# ------------------------------------------------------------------ templates


def _element(node: Scalar, read: _Open, depth: int) -> Element:
    attributes = tuple([(k, _template(node, v, read)) for k, v in read.attributes])
    for (name, _), (_, made) in zip(read.attributes, attributes, strict=True):
        if made.arguments and (name == "xmlns" or name.startswith("xmlns:")):
            raise _Refused(
                "namespace memuat argumen", "tulis namespace apa adanya", read.index
            )
    text = "".join(read.texts).strip(_BLANK)
    if not read.elements:
        return _with_text(node, read, attributes, (text, depth))
    if text:
        raise _Refused(
            f"elemen `{read.tag}` memuat teks di samping elemen",
            "beri teks itu elemen sendiri",
            read.index,
        )
    inner = tuple([_element(node, one, depth) for one in read.elements])
    return Element(read.tag, attributes, inner)


def _with_text(
    node: Scalar,
    read: _Open,
    attributes: tuple[tuple[str, Template], ...],
    content: tuple[str, int],
) -> Element:
    """Make an element of a text; one that holds XML and arguments is read as XML.

    A value in it is escaped for the inner document, then for the outer.
    """
    text, depth = content
    if not text:
        return Element(read.tag, attributes)
    if "<" not in text or not _template(node, text, read).arguments:
        return Element(read.tag, attributes, text=_template(node, text, read))
    if depth:
        raise _Refused("XML di dalam teks berlapis-lapis", "cukup satu lapis", 0)
    try:
        inner = _element(node, _Reading().run(text.encode()), depth + 1)
        _bound(text.encode())
    except _Refused as error:
        reason = f"argumen di dalam teks yang bukan XML: {error.reason}"
        raise _Refused(reason, error.remedy, read.index) from error
    return Element(read.tag, attributes, nested=_lone(inner))


def _template(node: Scalar, text: str, read: _Open) -> Template:
    made = sealed_template(text, node)
    if isinstance(made, Wrong):
        raise _Refused(made.reason, made.remedy or "", read.index)
    if any(isinstance(part, str) and UNFIT.search(part) for part in made.parts):
        raise _Refused(
            "nilai variabel memuat karakter yang tidak ada dalam XML",
            "periksa isi variabelnya",
            read.index,
        )
    return made
