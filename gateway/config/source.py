"""YAML text to positioned nodes, within bounds.

Events of libyaml's parser are read one by one, so that nesting and aliases
are bounded before they are built, and no scalar is typed: `0014`, `18.10` and
`no` stay the text they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import Place
from gateway.config.problems import ConfigError, Problem, Problems
from gateway.config.syntax import explain, quoting

MAX_DEPTH: Final = 40
MAX_NODES: Final = 400_000
"""Nodes of one file with its aliases written out; 1 MiB of honest YAML has fewer."""


def parse(text: str, file: str, problems: Problems) -> Node:
    """Read one YAML document.

    Duplicate keys and tags are noted in `problems`; a syntax error stands
    alone and raises `ConfigError`.
    """
    composer = _Composer(text, file, problems)
    try:
        return composer.compose()
    except yaml.YAMLError as error:
        raise ConfigError([explain(error, text, file)]) from error


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    at: Place
    start: int
    flow: bool
    mapping: bool
    anchor: str | None
    before: int  # nodes counted when it began
    items: list[Node] = field(default_factory=list[Node])
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list[tuple[Scalar, Node]])
    seen: dict[str, Place] = field(default_factory=dict[str, Place])
    key: Scalar | None = None


class _Composer:
    """Builds nodes from events on a stack of its own, never on Python's."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._text = text
        self._file = file
        self._problems = problems
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = 0
        self._root: Node | None = None

    def compose(self) -> Node:
        """Return the only document of the text."""
        loader = yaml.CSafeLoader(self._text)
        handlers: dict[type[Any], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._begin_mapping,
            yaml.SequenceStartEvent: self._begin_sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
        }
        event: Any = loader.get_event()
        while event is not None:
            handle = handlers.get(event.__class__)
            if handle is not None:
                handle(event)
            event = loader.get_event()
        return self._root or Pairs((), Place(self._file, 1, 1))

    def _place(self, mark: Any) -> Place:
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _refuse(self, at: Place, reason: str, remedy: str) -> ConfigError:
        return ConfigError([Problem(at, reason, remedy)])

    def _document(self, event: Any) -> None:
        if self._root is not None:
            raise self._refuse(
                self._place(event.start_mark),
                "satu berkas hanya memuat satu dokumen YAML",
                "hapus baris `---` ini atau pindahkan isinya ke berkas lain",
            )

    def _scalar(self, event: Any) -> None:
        start, end, text = event.start_mark, event.end_mark, event.value
        line, column, style = start.line, start.column, event.style
        # Quotes take a column on either side; escapes and folds take more.
        inset = 1 if style else 0
        if end.line != line or end.column - column - len(text) != 2 * inset:
            inset = -1
        at = Place(self._file, line + 1, column + 1)
        node = Scalar(text, at, not style, inset)
        if event.tag is not None and self._tag(event):
            node = node._replace(unset=True)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1)
        self._add(node, 1)

    def _tag(self, event: Any) -> bool:
        """Refuse a tag; tell whether there was one."""
        if event.tag in {None, "!"}:
            return False
        at = self._place(event.start_mark)
        self._problems.add(
            at,
            f"tag YAML `{event.tag}` tidak dipakai di sini",
            quoting(self._text, at.line) or "hapus",
        )
        return True

    def _alias(self, event: Any) -> None:
        at = self._place(event.start_mark)
        known = self._anchors.get(event.anchor)
        if known is not None:
            self._add(*known)
        elif any(level.anchor == event.anchor for level in self._stack):
            raise self._refuse(
                at, f"alias `*{event.anchor}` memuat dirinya sendiri", "hapus alias ini"
            )
        else:
            raise self._refuse(
                at,
                f"alias `*{event.anchor}` belum dikenal",
                quoting(self._text, at.line) or f"tulis `&{event.anchor}` lebih dahulu",
            )

    def _begin_mapping(self, event: Any) -> None:
        self._begin(event, mapping=True)

    def _begin_sequence(self, event: Any) -> None:
        self._begin(event, mapping=False)

    def _begin(self, event: Any, *, mapping: bool) -> None:
        at = self._place(event.start_mark)
        if len(self._stack) == MAX_DEPTH:
            raise self._refuse(
                at,
                f"susunan lebih dalam dari {MAX_DEPTH} tingkat",
                "periksa kurung yang belum ditutup",
            )
        self._tag(event)
        start = event.start_mark.index
        flow = bool(event.flow_style)
        before = self._count
        self._stack.append(_Open(at, start, flow, mapping, event.anchor, before))

    def _end(self, event: Any) -> None:
        level = self._stack.pop()
        mark = event.end_mark
        written = ""
        if level.flow and mark.line + 1 == level.at.line:
            written = self._text[level.start : mark.index]
        node: Node
        if level.mapping:
            node = Pairs(tuple(level.pairs), level.at, written)
        else:
            node = Items(tuple(level.items), level.at, written)
        if level.anchor is not None:
            self._anchors[level.anchor] = (node, self._count - level.before + 1)
        self._add(node, 1)

    def _add(self, node: Node, size: int) -> None:
        """Put a finished node where it belongs; `size` counts what it holds."""
        self._count += size
        if self._count > MAX_NODES:
            raise self._refuse(
                node.at, "isi berkas terlalu banyak", "pecah dengan `include`"
            )
        if not self._stack:
            self._root = node
            return
        level = self._stack[-1]
        if not level.mapping:
            level.items.append(node)
        elif level.key is None:
            level.key = self._as_key(node)
        else:
            key, level.key = level.key, None
            self._pair(level, key, node)

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise self._refuse(
            node.at,
            "kurung di tempat nama",
            quoting(self._text, node.at.line) or "beri tanda kutip pada nama",
        )

    def _pair(self, level: _Open, key: Scalar, node: Node) -> None:
        first = level.seen.setdefault(key.text, key.at)
        if first is not key.at:
            self._problems.add(
                key.at,
                f"`{key.text}` ditulis dua kali",
                f"yang pertama di {first}; hapus salah satu",
            )
            return
        level.pairs.append((key, node))
