"""The short form of a call: `GET /path/{a}?x={b}&y=tetap`."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from gateway.config.kinds import Wrong
from gateway.config.model import Template
from gateway.config.nodes import Scalar
from gateway.config.problems import near
from gateway.config.templates import parse_template

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_SHAPE: Final = re.compile(r"(?P<method>\S+)(?:\s+(?P<target>.*))?\Z", re.DOTALL)
_DOTS: Final = frozenset({".", ".."})


@dataclass(frozen=True, slots=True)
class Request:
    """Method, path segments and query of a request line."""

    method: str
    path: tuple[Template, ...]
    query: tuple[tuple[Template, Template], ...]
    trailing_slash: bool


def request(node: Scalar) -> Request | Wrong:
    """Read a request line.

    Percent escapes in the literal text of the query are decoded, since names and
    values are encoded when sent; a path segment is sent as it is written.
    """
    found = _SHAPE.match(node.text.strip())
    if found is None or found["method"] not in METHODS:
        return _method(node, found["method"] if found else "")
    target = found["target"] or ""
    wrong = _target(target)
    if wrong is not None:
        return wrong
    start = node.text.index(target)
    line, mark, query = target.partition("?")
    segments = _path(node, line, start)
    if isinstance(segments, Wrong):
        return segments
    pairs = _query(node, query, start + len(line) + len(mark))
    if isinstance(pairs, Wrong):
        return pairs
    return Request(found["method"], segments, pairs, line.endswith("/"))


def _method(node: Scalar, word: str) -> Wrong:
    if word.startswith("/"):
        return Wrong(
            f"panggilan `{node.shown}` tanpa metode", f"tulis `GET {node.shown}`"
        )
    fitting = near(word.upper(), METHODS)
    return Wrong(
        f"metode `{word}` tidak dikenal",
        fitting or f"pilih {', '.join(f'`{method}`' for method in METHODS)}",
    )


def _target(target: str) -> Wrong | None:
    if not target:
        return Wrong("panggilan tanpa path", "tulis path-nya, misalnya `GET /buku`")
    if "://" in target.partition("?")[0]:
        return Wrong(
            "panggilan memuat alamat lengkap",
            "tulis path-nya saja; alamat ada di `url` milik konektor",
        )
    if not target.startswith("/"):
        return Wrong(f"path `{target}` tidak diawali `/`", f"tulis `/{target}`")
    if "#" in target:
        return Wrong(
            "panggilan memuat `#`", "hapus, atau tulis `%23` bila bagian dari nilai"
        )
    if any(character.isspace() for character in target):
        return Wrong("panggilan memuat spasi", "tulis `%20`")
    return None


def _path(node: Scalar, line: str, start: int) -> tuple[Template, ...] | Wrong:
    segments: list[Template] = []
    offset = start + 1
    trimmed = line[1:-1] if len(line) > 1 and line.endswith("/") else line[1:]
    for text in trimmed.split("/") if trimmed else ():
        decoded = unquote(text)
        if decoded in _DOTS or not text:
            what = "kosong" if not text else f"`{text}`"
            return Wrong(f"path memuat bagian {what}", "tulis path yang lugas", offset)
        segment = _template(node, text, offset)
        if isinstance(segment, Wrong):
            return segment
        segments.append(segment)
        offset += len(text) + 1
    return tuple(segments)


def _query(
    node: Scalar, query: str, start: int
) -> tuple[tuple[Template, Template], ...] | Wrong:
    pairs: list[tuple[Template, Template]] = []
    offset = start
    for text in query.split("&") if query else ():
        name, mark, value = text.partition("=")
        if not name:
            return Wrong("parameter tanpa nama", "tulis `nama={argumen}`", offset)
        left = _template(node, name, offset)
        right = _template(node, value, offset + len(name) + len(mark))
        if isinstance(left, Wrong):
            return left
        if isinstance(right, Wrong):
            return right
        pairs.append(
            (_decoded(left), _decoded(right)) if "%" in text else (left, right)
        )
        offset += len(text) + 1
    return tuple(pairs)


def _template(node: Scalar, text: str, offset: int) -> Template | Wrong:
    made = parse_template(text, node.within(offset))
    if isinstance(made, Wrong):
        return Wrong(made.reason, made.remedy, offset + made.offset)
    return made


def _decoded(made: Template) -> Template:
    parts = [unquote(part) if isinstance(part, str) else part for part in made.parts]
    return Template(tuple(parts), made.at)
