"""Select: the part of an answer that is the result, and answers that lack it.

A part that is null is none. A part that is not there at all is a service that
has changed: its list was not empty, it has moved, and nobody would see.
"""

from typing import Any, NoReturn

from gateway.config.formats import Format
from gateway.config.model import Selection
from gateway.config.steps import Path, Pick
from gateway.connectors.paths import Get, compile_jmespath, compile_path
from gateway.connectors.value import BadValue
from gateway.errors import Sent, UpstreamBadBody


def compile_selection(select: Selection, format_: Format) -> Get:
    """Compile `select` into a function from a body to its part.

    In JSON the part must be there unless it is `optional`; other formats leave
    out what is empty. The function raises UpstreamBadBody.
    """
    if select.jmespath is not None:
        return _searched(select.jmespath)
    get = compile_path(select.path)
    told = format_.kind in {"json", "geojson"}
    return (
        get
        if select.optional or not told or not select.path
        else _demanded(select.path, get)
    )


def _searched(expression: str) -> Get:
    search = compile_jmespath(expression)

    def pick(body: object) -> object:
        try:
            return search(body)
        except BadValue as error:
            raise UpstreamBadBody(str(error), sent=Sent.YES) from error

    return pick


def _demanded(path: Path, get: Get) -> Get:
    """Get what stands at a path, whose every step on the way must be there.

    A null on the way is none, and so is an index past the end, or an element that
    no list has. A key of a list is that of each of its elements, which may differ.
    """

    def pick(body: Any) -> Any:
        value = body
        for step in path:
            if value.__class__ is dict:
                key = str(step)
                if step.__class__ is Pick:
                    return get(body)
                if key not in value:
                    _lacking()
                value = value[key]
            elif value is None or value.__class__ is list:
                return get(body)
            else:
                _lacking()
        return value

    return pick


def _lacking() -> NoReturn:
    message = "The service's answer lacks the part that is selected."
    raise UpstreamBadBody(message, sent=Sent.YES)
