"""Fields of a credential in the body: of a form, a JSON object, or XML."""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast
from urllib.parse import quote_plus

import orjson
from typing_extensions import override

from gateway.config.credentials import BodyFields
from gateway.config.steps import Path
from gateway.connectors.auth.credential import Credential, Draft
from gateway.errors import Internal

Fields = tuple[tuple[Path, str], ...]


class FieldsInBody(Credential):
    """Adds fields to a body by its Content-Type; one of another kind is ours to fix."""

    word = BodyFields.word

    def __init__(self, config: BodyFields) -> None:
        self._fields: Fields = tuple((p, str(value)) for p, value in config.fields)

    @override
    async def apply(self, draft: Draft) -> Draft:
        prepared = draft.prepared
        add = _KINDS.get(_kind(dict(prepared.headers)))
        if add is None:
            raise Internal("A credential's fields have no body to stand in.")
        body = add(prepared.body or b"", self._fields)
        return draft._replace(prepared=prepared._replace(body=body))


def _kind(headers: Mapping[str, str]) -> str:
    """Name a body's kind by its Content-Type."""
    types = [value for name, value in headers.items() if name.lower() == "content-type"]
    kind = types[-1].partition(";")[0].strip().lower() if types else ""
    if kind.endswith(("/json", "+json")):
        return "json"
    if kind.endswith(("/xml", "+xml")):
        return "xml"
    return "form" if kind.endswith("x-www-form-urlencoded") else ""


def _in_form(body: bytes, fields: Fields) -> bytes:
    pairs = [f"{quote_plus(_dotted(p))}={quote_plus(value)}" for p, value in fields]
    return b"&".join([*([body] if body else []), "&".join(pairs).encode()])


def _in_json(body: bytes, fields: Fields) -> bytes:
    whole: object = orjson.loads(body) if body else {}
    for path, value in fields:
        below = whole
        for step in path[:-1]:
            below = _object(below).setdefault(str(step), {})
        _object(below)[str(path[-1])] = value
    return orjson.dumps(whole)


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Internal("A credential's field has no object to stand in.")
    return cast("dict[str, object]", value)


def _in_xml(body: bytes, fields: Fields) -> bytes:
    # lxml takes 40 ms to load, and most graphs have no XML.
    from lxml import etree  # noqa: PLC0415 - see above

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root: Any = etree.fromstring(body, parser)
    for path, value in fields:
        steps = path[1:] if path[0] == etree.QName(root).localname else path
        element: Any = root
        for step in steps:
            element = _child(element, str(step))
        element.text = value
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _child(element: Any, name: str) -> Any:
    """Return the child of a name, made in its parent's namespace where it lacks."""
    from lxml import etree  # noqa: PLC0415 - loaded by the caller

    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return child
    space = etree.QName(element).namespace
    return etree.SubElement(element, f"{{{space}}}{name}" if space else name)


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


_KINDS: Final[Mapping[str, Callable[[bytes, Fields], bytes]]] = {
    "form": _in_form,
    "json": _in_json,
    "xml": _in_xml,
}
