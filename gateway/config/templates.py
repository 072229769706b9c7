"""Text with placeholders in braces; `{{` and `}}` stand for braces."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gateway.config.kinds import Wrong
from gateway.config.model import Template
from gateway.config.nodes import Scalar
from gateway.config.paths import parse_path
from gateway.config.place import Place

_PIECE: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_ARGUMENT: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*(?:\.[_A-Za-z][_0-9A-Za-z]*)*\Z")


class Piece(NamedTuple):
    """A literal, or the inside of a placeholder, with its offset in the text."""

    text: str
    offset: int
    placeholder: bool = False


def pieces(text: str) -> Iterator[Piece | Wrong]:
    """Split text at its placeholders; a brace without its other half is wrong."""
    for found in _PIECE.finditer(text):
        whole = found[0]
        if whole in {"{{", "}}"}:
            yield Piece(whole[0], found.start())
        elif whole in {"{", "}"}:
            other = "}" if whole == "{" else "{"
            yield Wrong(
                f"kurung `{whole}` tanpa `{other}`",
                f"tulis `{{nama}}`, atau `{whole * 2}` untuk kurung biasa",
                found.start(),
            )
        elif found[1] is not None:
            yield Piece(found[1], found.start(), placeholder=True)
        else:
            yield Piece(whole, found.start())


def parse_template(text: str, at: Place) -> Template | Wrong:
    """Compile text whose placeholders are dotted argument paths."""
    parts: list[str | tuple[str, ...]] = [""]
    for piece in pieces(text):
        if isinstance(piece, Wrong):
            return piece
        if not piece.placeholder:
            last = parts[-1]
            parts[-1] = f"{last}{piece.text}" if isinstance(last, str) else last
            continue
        if not _ARGUMENT.match(piece.text):
            return Wrong(
                f"`{{{piece.text}}}` bukan nama argumen",
                "tulis `{nama}` atau `{objek.bidang}`; "
                "untuk kurung biasa tulis dua kali, `{{` dan `}}`",
                piece.offset,
            )
        parts += (tuple(piece.text.split(".")), "")
    return Template(tuple(parts), at)


def template(node: Scalar) -> Template | Wrong:
    """Read a scalar as a template; what was filled in holds no placeholders."""
    if not node.filled:
        return parse_template(node.text, node.at)
    return sealed_template(node.sealed, node)


def sealed_template(text: str, node: Scalar) -> Template | Wrong:
    """Compile a part of a scalar's sealed text, and fill its literals in."""
    made = parse_template(text, node.at)
    if isinstance(made, Wrong) or not node.filled:
        return made
    parts = [node.unseal(p) if isinstance(p, str) else p for p in made.parts]
    return Template(tuple(parts), made.at)


def lines(node: Scalar) -> object:
    """Read a scalar as a template a line; blank lines at the end are none."""
    made: list[Template] = []
    offset = 0
    for line in node.sealed.rstrip("\r\n").split("\n"):
        one = sealed_template(line.rstrip("\r"), node)
        if isinstance(one, Wrong):
            return Wrong(one.reason, one.remedy, offset + one.offset)
        made.append(one)
        offset += len(line) + 1
    return tuple(made)


def row_template(node: Scalar) -> object:
    """Read a scalar as a template whose placeholders are paths into the row."""
    any_path = False
    for piece in pieces(node.text):
        if isinstance(piece, Wrong):
            return piece
        if piece.placeholder:
            any_path = True
            path = parse_path(piece.text)
            if isinstance(path, Wrong):
                return Wrong(path.reason, path.remedy, piece.offset + 1 + path.offset)
    if not any_path:
        return Wrong(
            f"template `{node.shown}` tanpa `{{path}}`",
            "untuk nilai tetap pakai `value:`",
        )
    return node.word()
