"""Calls: a request line with its query, headers and body."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

from gateway.config.builders.bodies import text_body
from gateway.config.builders.constants import json_value
from gateway.config.builders.follow import follow
from gateway.config.kinds import Wrong
from gateway.config.model import BodyTemplate, Call, Template
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.requests import Request
from gateway.config.section import Section
from gateway.config.syntax import quoted
from gateway.config.templates import template

Pair: TypeAlias = tuple[Template, Template]
_BARE: Final = re.compile(r"\{[A-Za-z_][\w.]*\}")
"""A placeholder that lost its quotes."""

_BODIES: Final = ("form", "json", "xml", "soap", "text")


def call(section: Section, notes: Notes) -> Call | None:
    """Build a call; None where a part of it was refused."""
    request = _request(section, notes)
    if request is None:
        return None
    node = section.values.get("json")
    json: BodyTemplate = None
    sound = not section.broken
    if isinstance(node, (Scalar, Items, Pairs)):
        found = len(notes.problems.found)
        json = _body(node, notes)
        sound = sound and found == len(notes.problems.found)
    form = _pairs(section.entries("form")) if "form" in section else None
    _judge_bodies(section, notes)
    if "whole" in section and not ("json" in section.broken or _lists(json)):
        notes.problems.add(
            section.spot("whole"),
            "`whole` hanya untuk `json` yang memuat daftar berargumen",
            "hapus `whole`",
        )
    headers = section.entries("headers").items()
    made = Call(
        method=request.method,
        path=request.path,
        query=(*request.query, *_pairs(section.entries("query"))),
        headers=tuple([(str(name), value) for name, value in headers]),
        form=form,
        json=json,
        whole=section.flag("whole"),
        body=text_body(section),
        follow=follow(section, notes),
        trailing_slash=request.trailing_slash,
        open="auth" in section,
        at=section.spot("request" if "request" in section else "follow"),
    )
    return made if sound else None


def _request(section: Section, notes: Notes) -> Request | None:
    """Return the request line; a link that is followed has an empty one."""
    stated = section.get("request", Request)
    if stated is not None:
        return stated
    if "follow" in section:
        return Request("GET", (), (), trailing_slash=False)
    if not section.broken & {"request", "follow"}:
        notes.problems.add(
            section.at,
            "`call` belum punya `request`",
            "tambahkan, misalnya `request: POST /cari`",
        )
    return None


def placeholders(call: Call) -> list[tuple[Word, tuple[str, ...]]]:
    """List the argument paths of a call in order, the argument's name in front."""
    return [
        (Word(argument[0], found.at), argument)
        for found in _templates(call)
        for argument in found.arguments
    ]


def _judge_bodies(section: Section, notes: Notes) -> None:
    """Refuse several bodies."""
    stated = [word for word in _BODIES if word in section]
    for word in stated[1:]:
        notes.problems.add(
            section.spot(word),
            f"`{stated[0]}` dan `{word}` dipakai sekaligus",
            "pakai salah satu",
        )


def _pairs(entries: Mapping[Word, Any]) -> tuple[Pair, ...]:
    return tuple(
        [
            (Template((str(name),), name.at), _joined(value))
            for name, values in entries.items()
            for value in values
        ]
    )


def _joined(value: Template | Section) -> Template:
    """Return a template; one of pieces where it is stated as `of` and `join`."""
    if isinstance(value, Template):
        return value
    pieces = cast("tuple[Template, ...]", value.values["of"])
    join = str(value.get("join", Word) or "")
    parts: list[str | tuple[str, ...]] = [""]
    for number, piece in enumerate(pieces):
        first, *rest = piece.parts
        parts[-1] = f"{parts[-1]}{join if number else ''}{first}"
        parts += rest
    return Template(tuple(parts), value.at, pieces, join)


def _body(node: Node, notes: Notes) -> BodyTemplate:
    if isinstance(node, Pairs):
        if _BARE.fullmatch(node.written):
            notes.problems.add(
                node.at,
                f"`{node.written}` tanpa tanda kutip adalah objek, bukan argumen",
                f"beri tanda kutip: {quoted(node.written)}",
            )
        return {key.text: _body(value, notes) for key, value in node.pairs}
    if isinstance(node, Items):
        return tuple([_body(item, notes) for item in node.items])
    value = json_value(node)
    if not isinstance(value, str):
        return None if isinstance(value, (tuple, Mapping)) else value
    made = template(node)
    if isinstance(made, Wrong):
        notes.problems.add(node.within(made.offset), made.reason, made.remedy)
        return None
    return made


def _templates(call: Call) -> Iterator[Template]:
    yield from call.path
    for pair in (*call.query, *(call.form or ())):
        yield from pair
    yield from (value for _, value in call.headers)
    yield from _inside(call.json)
    if call.body is not None:
        yield from (found for _, found in call.body.templates())
    if call.follow is not None:
        yield call.follow.url


def _lists(body: BodyTemplate) -> bool:
    """Tell whether a placeholder stands in an element of a list."""
    if isinstance(body, Mapping):
        return any(map(_lists, body.values()))
    return isinstance(body, tuple) and any(one.arguments for one in _inside(body))


def _inside(body: BodyTemplate) -> Iterator[Template]:
    if isinstance(body, Template):
        yield body
    elif isinstance(body, Mapping):
        for value in body.values():
            yield from _inside(value)
    elif isinstance(body, tuple):
        for value in body:
            yield from _inside(value)
