"""The reader derived from the vocabulary: nodes to typed values, mistakes noted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.config.kinds import (
    Choice,
    Fork,
    Free,
    Key,
    Kind,
    List,
    Names,
    Record,
    Shapes,
    Text,
    Wrong,
)
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import Place, Word
from gateway.config.problems import Problems, near
from gateway.config.section import Section
from gateway.config.syntax import quoted

_MANY = 14
"""Longer lists of words are left to the reference."""


@dataclass(slots=True)
class Notes:
    """What reading found: problems, and the names of elements that were dropped."""

    problems: Problems = field(default_factory=Problems)
    broken: set[str] = field(default_factory=set[str])

    def drop(
        self, name: str, at: Place, reason: str, remedy: str | None = None
    ) -> None:
        """Note a problem that costs the element `name` its place."""
        self.broken.add(name)
        self.problems.add(at, reason, remedy)


def read(kind: Kind, node: Node, what: str, notes: Notes) -> object | None:
    """Read a node; None where it was refused. `what` names it in messages.

    A `Record` becomes a `Section`, `Names` a dict by `Word`, a `List` a tuple,
    a `Text` what its parser makes of it, a `Choice` a `Word`, and `Free` stays
    a node.
    """
    if isinstance(kind, (Text, Choice)):
        return _scalar(kind, node, what, notes)
    if isinstance(kind, Record):
        return _record(kind, node, what, notes)
    if isinstance(kind, Names):
        return _names(kind, node, what, notes)
    if isinstance(kind, List):
        return _list(kind, node, what, notes)
    return node if isinstance(kind, Free) else _chosen(kind, node, what, notes)


def _scalar(kind: Text | Choice, node: Node, what: str, notes: Notes) -> object | None:
    if not isinstance(node, Scalar):
        return _misshapen(node, what, kind.noun, notes)
    if node.unset:
        return None
    if node.empty:
        return _unfilled(node, what, notes)
    value = kind.parse(node) if isinstance(kind, Text) else _choose(kind, node)
    if value is None:
        like = f"tulis {kind.like}" if isinstance(kind, Text) else None
        value = Wrong(f"`{node.shown}` bukan {kind.noun}", like)
    if isinstance(value, Wrong):
        notes.problems.add(node.within(value.offset), value.reason, value.remedy)
        return None
    return value


def _choose(kind: Choice, node: Scalar) -> Word | Wrong:
    if node.text in kind.values:
        return node.word()
    remedy = near(node.text, kind.values) or f"pilih {_listed(kind.values)}"
    return Wrong(f"`{node.shown}` bukan {kind.noun}", remedy)


def _list(kind: List, node: Node, what: str, notes: Notes) -> object | None:
    if isinstance(node, Items):
        if not node.items and not kind.empty:
            return _unfilled(node, what, notes)
        values = [read(kind.item, item, what, notes) for item in node.items]
        return None if None in values else tuple(values)
    if kind.single:
        value = read(kind.item, node, what, notes)
        return None if value is None else (value,)
    if isinstance(node, Scalar) and node.unset:
        return None
    if isinstance(node, Scalar) and node.empty:
        return _unfilled(node, what, notes)
    return _misshapen(node, what, "daftar", notes)


def _names(kind: Names, node: Node, what: str, notes: Notes) -> object | None:
    if not isinstance(node, Pairs):
        return _not_pairs(node, what, f"pasangan `nama: isi` ({kind.each})", notes)
    found: dict[Word, object] = {}
    for key, value in node.pairs:
        what = f"{kind.each} `{key.shown}`"
        one = (
            # An element stands where its name stands.
            _record(kind.value, value, what, notes, key.at)
            if isinstance(kind.value, Record)
            else read(kind.value, value, what, notes)
        )
        if one is None:
            notes.broken.add(key.text)
        else:
            found[key.word()] = one
    return found


def _record(
    kind: Record, node: Node, what: str, notes: Notes, at: Place | None = None
) -> Section | None:
    at = at or node.at
    if not isinstance(node, Pairs) or (kind.short is not None and _unquoted(node)):
        return _short(kind, node, what, notes, at)
    values: dict[str, object] = {}
    spots: dict[str, Place] = {}
    broken: set[str] = set()
    for name, value in node.pairs:
        key = kind.words.get(name.text)
        if key is None:
            _unknown(kind, name, what, notes)
            continue
        spots[key.name] = value.at
        one = read(key.kind, value, f"`{key.name}`", notes)
        if one is None:
            broken.add(key.name)
        else:
            values[key.name] = one
    complete = _complete(kind, node, what, notes, at)
    section = Section(at, values, spots, frozenset(broken))
    return section if complete and broken.isdisjoint(_required(kind)) else None


def _short(
    kind: Record, node: Node, what: str, notes: Notes, at: Place
) -> Section | None:
    if kind.short is None:
        return _not_pairs(node, what, "pasangan `kata: isi`", notes)
    key = kind.words[kind.short]
    value = read(key.kind, node, what, notes)
    if value is None:
        return None
    return Section(at, {key.name: value}, {key.name: node.at})


def _required(kind: Record) -> tuple[str, ...]:
    return tuple([key.name for key in kind.keys if key.required])


def _complete(kind: Record, node: Pairs, what: str, notes: Notes, at: Place) -> bool:
    written = {name.text for name, _ in node.pairs}
    complete = True
    for name in _required(kind):
        if name not in written:
            complete = False
            example = kind.words[name].example
            notes.problems.add(
                at,
                f"{what} belum punya `{name}`",
                f"tambahkan, misalnya `{name}: {example}`" if example else None,
            )
    return complete


def _unknown(kind: Record, name: Scalar, what: str, notes: Notes) -> None:
    remedy = (
        kind.hints.get(name.text)
        or _synonym(kind.keys, name.text)
        or near(name.text, kind.words)
    )
    if remedy is None and len(kind.words) <= _MANY:
        remedy = f"yang ada: {_listed(kind.words)}"
    notes.problems.add(
        name.at, f"kata `{name.shown}` tidak dikenal dalam {what}", remedy
    )


def _synonym(keys: tuple[Key, ...], word: str) -> str | None:
    for key in keys:
        if word.lower() in key.also:
            return f"mungkin maksudnya `{key.name}`?"
    return None


def _chosen(kind: Shapes | Fork, node: Node, what: str, notes: Notes) -> object | None:
    """Read a node by the kind that its shape, or its keys, choose."""
    if isinstance(kind, Fork):
        named = isinstance(node, Pairs) and any(
            name.text == kind.key for name, _ in node.pairs
        )
        return read(kind.then if named else kind.otherwise, node, what, notes)
    chosen = _by_shape(kind, node) or kind.scalar or kind.pairs or kind.items
    return None if chosen is None else read(chosen, node, what, notes)


def _by_shape(kind: Shapes, node: Node) -> Kind | None:
    if isinstance(node, Scalar):
        return kind.scalar
    if isinstance(node, Items):
        return kind.items
    return kind.scalar if _unquoted(node) and kind.scalar else kind.pairs


def _unquoted(node: Node) -> bool:
    """Tell whether a mapping is a placeholder that lost its quotes: `{x}`."""
    return (
        isinstance(node, Pairs)
        and bool(node.written)
        and bool(node.pairs)
        and all(isinstance(value, Scalar) and value.empty for _, value in node.pairs)
    )


def _not_pairs(node: Node, what: str, expected: str, notes: Notes) -> None:
    if isinstance(node, Scalar) and node.unset:
        return
    if isinstance(node, Scalar) and node.empty:
        _unfilled(node, what, notes)
        return
    _misshapen(node, what, expected, notes)


def _unfilled(node: Node, what: str, notes: Notes) -> None:
    notes.problems.add(
        node.at,
        f"{what} belum diisi",
        "isi, hapus, atau beri tanda kutip bila nilainya diawali `#`",
    )


def _misshapen(node: Node, what: str, expected: str, notes: Notes) -> None:
    """Say that a node has the wrong shape; brackets that lost their quotes get them."""
    if isinstance(node, Scalar):
        shape = f"teks `{node.shown}`"
    else:
        shape = "daftar" if isinstance(node, Items) else "pasangan `kata: isi`"
    remedy = None
    if not isinstance(node, Scalar) and node.written and "\n" not in node.written:
        remedy = f"bila maksudnya teks, beri tanda kutip: {quoted(node.written)}"
    notes.problems.add(node.at, f"{what} harus {expected}, bukan {shape}", remedy)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
