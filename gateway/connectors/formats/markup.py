"""XML as objects and texts.

An element with neither attributes nor elements is its text, null where that is
blank. Any other is an object: attributes as `@name`, elements by their names, a
list where a name comes again, and text beside them as `#text`. Namespaces and
their prefixes are dropped: a service that renames a prefix says the same.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias, cast

from lxml import etree

from gateway.connectors.formats.texts import bad, refuse_html, text_of_body

Tree: TypeAlias = "str | dict[str, Any] | None"
Trees: TypeAlias = "Tree | list[Tree]"

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_YES: Final = ("true", "1")
_MOST_ATTRIBUTES: Final = 250
"""Of one element. To read them costs the square of their number."""


def decode_xml(
    body: bytes, content_type: str | None, encoding: str | None = None
) -> Tree:
    """Decode an XML document into `{root: …}`; an empty body is None.

    Raises UpstreamBadBody for HTML, for what is not well-formed, and for a
    document that declares entities: none is ever resolved or fetched.
    """
    refuse_html(body, content_type)
    if not body.strip():
        return None
    if encoding is not None:  # Python knows more of them than libxml2
        body = text_of_body(body, encoding, None).encode(errors="replace")
    parser = etree.XMLParser(
        encoding=None if encoding is None else "utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = "the answer is not XML"
        raise bad(reason) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise bad("the answer declares XML entities")
    return {_local(root.tag): _value(root, {})}


def _value(element: Any, names: dict[Any, str]) -> Tree:
    """Return an element's value; `names` are tags without their namespaces.

    Leaves are read where their parent is walked: a call for each would cost as
    much as parsing it.
    """
    keys = element.keys()
    if not keys and not len(element):
        return _stripped(element.text)
    if len(keys) > _MOST_ATTRIBUTES:
        raise bad("an XML element has too many attributes")
    if keys and element.get(_NIL) in _YES:
        return None
    found: dict[str, Any] = {f"@{_local(key)}": element.get(key) for key in keys}
    repeated: set[str] = set()
    blank = _blank(element.text)
    for child in element:
        tag = child.tag
        name = names.get(tag) or _named(tag, names)
        if len(child) or child.keys():
            value: Trees = _value(child, names)
        else:
            text = child.text
            value = (text.strip() or None) if text else None
        if name in found:
            value = _again(found, repeated, name, value)
        found[name] = value
        tail = child.tail
        blank = blank and (tail is None or tail.isspace())
    if not blank:
        found["#text"] = _stripped("".join(_texts(element)))
    return found


def _blank(text: str | None) -> bool:
    return not text or text.isspace()


def _named(tag: object, names: dict[Any, str]) -> str:
    """Return the name of a tag that is met for the first time."""
    if not isinstance(tag, str):
        raise bad("the answer refers to an XML entity")
    name = names[tag] = _local(tag)
    return name


def _again(
    found: dict[str, Any], repeated: set[str], name: str, value: Trees
) -> list[Tree]:
    """Return the list of a name that comes again, with a value added."""
    if name in repeated:
        listed: list[Tree] = found[name]
    else:
        repeated.add(name)
        listed = [found[name]]
    listed.append(cast("Tree", value))
    return listed


def _texts(element: Any) -> Iterator[str]:
    """Yield the texts beside the elements of an element."""
    yield element.text or ""
    for child in element:
        yield child.tail or ""


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2] if name[0] == "{" else name


# ------------------------------------------------ looking into what was decoded


def children(value: Trees) -> dict[str, Any]:
    """Return an element's object; an empty one where it is only a text, or none."""
    return value if isinstance(value, dict) else {}


def every(value: Trees) -> list[Tree]:
    """Return the elements of one name: none, the one, or all of them."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_in(value: Trees) -> str | None:
    """Return the text of an element, of the first where there are several."""
    for one in every(value):
        found = children(one).get("#text") if isinstance(one, dict) else one
        return found if isinstance(found, str) else None
    return None


def attribute(value: Trees, name: str) -> str | None:
    """Return an attribute of an element, of the first where there are several."""
    for one in every(value):
        found = children(one).get(f"@{name}")
        return found if isinstance(found, str) else None
    return None
