"""The request that logs the gateway itself in: constants, and secrets by reference."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard, cast

from gateway.config.builders.constants import json_value
from gateway.config.credentials import SignIn
from gateway.config.model import Const, Template
from gateway.config.nodes import Hidden, Items, Node, Pairs, Scalar
from gateway.config.notes import Notes
from gateway.config.place import Place, Word
from gateway.config.requests import Request
from gateway.config.section import Section

_BODIES: Final = ("form", "json", "text")
_SECRET: Final = re.compile(r"pass|sandi|secret|rahasia|token|api_?key", re.IGNORECASE)
_PLAIN: Final = re.compile(r"grant_?type|token_?type", re.IGNORECASE)


def sign_in(section: Section, notes: Notes) -> SignIn | None:
    """Build the request of a login's section; None where it was refused."""
    call = section.get("call", Section)
    if call is None or call.broken:
        return None
    found = len(notes.problems.found)
    request = cast("Request", call.values["request"])
    _judge(call, request, notes)
    node = call.values.get("json")
    json = _constant(node) if _is_node(node) else None
    path = "/".join(["", *(_literal(one) for one in request.path)]) or "/"
    made = SignIn(
        method=request.method,
        path=path + ("/" if request.trailing_slash and path != "/" else ""),
        query=(
            *[(_literal(a), Word(_literal(b))) for a, b in request.query],
            *_words(call, "query"),
        ),
        headers=_words(call, "headers"),
        form=_words(call, "form") if "form" in call else None,
        json=json,
        text=call.get("text", Word),
        base=section.get("url", Word),
        at=call.spot("request"),
    )
    return made if found == len(notes.problems.found) else None


def _judge(call: Section, request: Request, notes: Notes) -> None:
    """Refuse placeholders, two bodies, and secrets written into the file."""
    pairs = [one for pair in request.query for one in pair]
    for template in (*request.path, *pairs):
        for argument in template.arguments:
            notes.problems.add(
                template.at,
                f"`{{{'.'.join(argument)}}}` dalam permintaan masuk, yang tanpa argumen",
                "tulis nilainya, atau `${NAMA}`",
            )
    bodies = [one for one in _BODIES if one in call]
    if len(bodies) > 1:
        listed = " dan ".join(f"`{one}`" for one in bodies)
        notes.problems.add(
            call.spot(bodies[1]), f"{listed} dipakai sekaligus", "pakai salah satu"
        )
    for name, at in _bare(call):
        notes.problems.add(
            at,
            f"`{name}` tertulis langsung di berkas",
            "pindahkan ke variabel lingkungan, lalu tulis `${NAMA}`",
        )


def _bare(call: Section) -> Iterator[tuple[str, Place]]:
    """Find values of secret names that do not come from outside."""
    for key in ("query", "form", "headers"):
        for name, value in call.entries(key).items():
            if _is_secret(name) and not isinstance(value, Hidden):
                yield str(name), value.at
    node = call.values.get("json")
    if _is_node(node):
        yield from _bare_in(node)


def _bare_in(node: Node, name: str = "") -> Iterator[tuple[str, Place]]:
    if isinstance(node, Scalar):
        if _is_secret(name) and node.written is None and not node.empty:
            yield name, node.at
    elif isinstance(node, Items):
        for item in node.items:
            yield from _bare_in(item, name)
    else:
        for key, value in node.pairs:
            yield from _bare_in(value, key.text)


def _is_secret(name: str) -> bool:
    return bool(_SECRET.search(name)) and not _PLAIN.search(name)


def _is_node(value: object) -> TypeGuard[Node]:
    return isinstance(value, (Scalar, Items, Pairs))


def _constant(node: Node) -> Const:
    if isinstance(node, Pairs):
        return {key.text: _constant(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return tuple([_constant(item) for item in node.items])
    return json_value(node) if node.written is None else node.word()


def _literal(template: Template) -> str:
    return "".join([part for part in template.parts if isinstance(part, str)])


def _words(section: Section, key: str) -> tuple[tuple[str, Word], ...]:
    entries: Mapping[Word, Word] = section.entries(key)
    return tuple([(str(name), value) for name, value in entries.items()])
