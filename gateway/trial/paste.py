"""A tried call as an example, in YAML that can be pasted."""

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from gateway.config.builders.constants import json_value
from gateway.config.nodes import Scalar
from gateway.config.place import NOWHERE
from gateway.config.recorded_answers import Reply

_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:(?:[\w .,;/()%+?&=-]|:(?=[\w/]))*[\w.)%])?")
_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in an example. `result` Ellipsis is left out."""

    args: Mapping[str, object]
    requests: Sequence[str]
    replies: Sequence[Reply]
    result: object
    errors: Sequence[str] = ()
    about: str | None = None


def pasted(example: Pasted, indent: int = 2) -> str:
    """Write an example as an item of a YAML list, indented by some blanks."""
    lines = [*_lines(example)]
    first, *rest = lines
    pad = " " * indent
    return "\n".join([f"{pad}- {first}", *(f"{pad}  {line}" for line in rest), ""])


def _lines(example: Pasted) -> Iterator[str]:
    if example.about:
        yield f"about: {_scalar(example.about)}"
    yield f"args: {_flow(example.args)}"
    if len(example.requests) == 1:
        yield f"request: {_scalar(example.requests[0])}"
    elif example.requests:
        yield "request:"
        yield from (f"  - {_scalar(one)}" for one in example.requests)
    yield "answer:"
    several = len(example.replies) > 1
    for reply in example.replies:
        first, *rest = _answer(reply)
        yield f"  {'- ' if several else ''}{first}"
        yield from (f"  {'  ' if several else ''}{line}" for line in rest)
    if example.errors:
        yield f"error: {_flow(list(example.errors))}"
    if example.result is not ...:
        yield from _entry("result", example.result)


def _answer(reply: Reply) -> Iterator[str]:
    """Write an answer: as JSON where it is some, as text, or else in base64."""
    if reply.status != 200:  # noqa: PLR2004 - OK, RFC 9110 §15.3.1
        yield f"status: {reply.status}"
    kind = reply.headers.get("content-type", "")
    try:
        value: object = json.loads(reply.body)
    except ValueError:
        value = None
    if not isinstance(value, dict | list):
        if kind:
            yield f"content_type: {_scalar(kind)}"
        yield from _body(reply.body)
        return
    if kind != "application/json":
        yield f"content_type: {_scalar(kind or 'text/plain')}"
    first, *rest = _json(cast("object", value))
    yield f"json: {first}"
    yield from (f"  {line}" for line in rest)


def _body(body: bytes) -> Iterator[str]:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = None
    if text is None:
        yield f"base64: {base64.b64encode(body).decode()}"
    elif text:
        yield f"text: {json.dumps(text, ensure_ascii=False)}"
    else:
        yield 'text: ""'


def _json(value: object) -> list[str]:
    """Write JSON over as few lines as its width allows."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return [flat]
    items: list[list[str]] = []
    if isinstance(value, dict):
        for key, one in cast("dict[str, object]", value).items():
            first, *rest = _json(one)
            name = json.dumps(key, ensure_ascii=False)
            items.append([f"{name}: {first}", *rest])
        opening, closing = "{", "}"
    else:
        items = [_json(one) for one in cast("list[object]", value)]
        opening, closing = "[", "]"
    return [opening, *_joined(items), closing]


def _joined(items: list[list[str]]) -> Iterator[str]:
    """Put short items together on lines, and long ones each on their own."""
    line = ""
    for number, item in enumerate(items):
        comma = "," if number < len(items) - 1 else ""
        if len(item) > 1:
            if line:
                yield f"  {line}"
            line = ""
            yield from (f"  {one}" for one in item[:-1])
            yield f"  {item[-1]}{comma}"
            continue
        piece = f"{item[0]}{comma}"
        if line and len(line) + len(piece) >= _WIDTH:
            yield f"  {line}"
            line = piece
        else:
            line = f"{line} {piece}".strip()
    if line:
        yield f"  {line}"


def _entry(name: str, value: object) -> Iterator[str]:
    """Write a value below its name, an object of some size over several lines."""
    flat = _flow(value)
    if len(flat) <= _WIDTH - 20 or not isinstance(value, dict | list):
        yield f"{name}: {flat}"
        return
    yield f"{name}:"
    if isinstance(value, dict):
        for key, one in cast("dict[str, object]", value).items():
            yield from (f"  {line}" for line in _entry(key, one))
        return
    for one in cast("list[object]", value):
        first, *rest = _item(one)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _item(value: object) -> list[str]:
    flat = _flow(value)
    if len(flat) <= _WIDTH or not isinstance(value, dict):
        return [flat]
    entries = cast("dict[str, object]", value)
    return [line for key, one in entries.items() for line in _entry(key, one)]


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value).items()
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, cast('Sequence[object]', value)))}]"
    return _scalar(value, flow=True)


def _scalar(value: object, *, flow: bool = False) -> str:
    """Write a scalar without quotes where it is safe, else with them."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    alone = _PLAIN.fullmatch(value) and not (flow and "," in value)
    if alone and isinstance(json_value(Scalar(value, NOWHERE)), str):
        return value
    if '"' in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False)
