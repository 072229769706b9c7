"""The reader derived from the vocabulary: nodes to typed values, mistakes noted."""

from gateway.config.kinds import (
    Choice,
    Fork,
    Free,
    Kind,
    List,
    Names,
    Record,
    Shapes,
    Text,
    Variants,
    Wrong,
)
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.notes import Notes
from gateway.config.place import Place, Word
from gateway.config.problems import near
from gateway.config.refusals import (
    incomplete,
    listed,
    misshapen,
    outdented,
    unfilled,
    unknown,
)
from gateway.config.section import Section


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
    if isinstance(kind, Variants):
        return _variant(kind, node, what, notes)
    return node if isinstance(kind, Free) else _chosen(kind, node, what, notes)


def _scalar(kind: Text | Choice, node: Node, what: str, notes: Notes) -> object | None:
    if not isinstance(node, Scalar) or node.unset or node.empty:
        like = f"tulis {kind.like}" if isinstance(kind, Text) else None
        return misshapen(node, what, kind.noun, notes, like)
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
    remedy = near(node.text, kind.values) or f"pilih {listed(kind.values)}"
    return Wrong(f"`{node.shown}` bukan {kind.noun}", remedy)


def _list(kind: List, node: Node, what: str, notes: Notes) -> object | None:
    if isinstance(node, Items):
        if not node.items and not kind.empty:
            return unfilled(node, what, notes)
        values = [read(kind.item, item, what, notes) for item in node.items]
        return None if None in values else tuple(values)
    if kind.single:
        value = read(kind.item, node, what, notes)
        return None if value is None else (value,)
    shown = node.shown if isinstance(node, Scalar) else "…"
    return misshapen(node, what, "daftar", notes, f"tulis `[{shown}]`", text=False)


def _names(kind: Names, node: Node, what: str, notes: Notes) -> object | None:
    if not isinstance(node, Pairs):
        expected = f"pasangan `nama: isi` ({kind.each})"
        dashed = isinstance(node, Items) and not node.written
        remedy = f"hapus `-` di depan setiap {kind.each}" if dashed else _each(kind)
        return misshapen(node, what, expected, notes, remedy, text=False)
    found: dict[Word, object] = {}
    for key, value in outdented(kind, node, notes):
        named = f"{kind.each} `{key.shown}`"
        one = (
            # An element stands where its name stands.
            _record(kind.value, value, named, notes, key.at)
            if isinstance(kind.value, Record)
            else read(kind.value, value, named, notes)
        )
        if one is None:
            notes.broken.add(key.text)
        else:
            found[key.word()] = one
    # Values are dropped together, elements one by one.
    plain = isinstance(kind.value, (Text, List))
    return None if plain and len(found) < len(node.pairs) else found


def _record(
    kind: Record, node: Node, what: str, notes: Notes, at: Place | None = None
) -> Section | None:
    at = at or node.at
    if not isinstance(node, Pairs) or (kind.short is not None and _unquoted(node)):
        return _short(kind, node, what, notes, at)
    if kind.some and not node.pairs:
        unfilled(node, what, notes)
        return None
    values: dict[str, object] = {}
    spots: dict[str, Place] = {}
    broken: set[str] = set()
    for name, value in node.pairs:
        key = kind.words.get(name.text)
        if key is None:
            unknown(kind, name, value, what, notes)
            continue
        spots[key.name] = value.at
        one = read(key.kind, value, f"`{key.name}`", notes)
        if one is None:
            broken.add(key.name)
        else:
            values[key.name] = one
    lacking = incomplete(kind, node, what, notes, at)
    if not kind.open and (lacking or not broken.isdisjoint(kind.required)):
        return None
    return Section(at, values, spots, frozenset(broken))


def _short(
    kind: Record, node: Node, what: str, notes: Notes, at: Place
) -> Section | None:
    if kind.short is None:
        remedy = _pair(kind, node)
        misshapen(node, what, "pasangan `kata: isi`", notes, remedy, text=False)
        return None
    key = kind.words[kind.short]
    value = read(key.kind, node, what, notes)
    if value is None:
        return None
    return Section(at, {key.name: value}, {key.name: node.at})


def _each(kind: Names) -> str | None:
    """Say what stands under each name, where it has a short form (Indonesian)."""
    if not isinstance(kind.value, Record) or kind.value.short is None:
        return None
    example = kind.value.words[kind.value.short].example
    return f"misalnya `{{nama: {example}}}`"


def _pair(kind: Record, node: Node) -> str:
    """Say what to write where a text stands in place of pairs (Indonesian)."""
    first = kind.words[kind.required[0]] if kind.required else kind.keys[0]
    if isinstance(node, Scalar) and node.text in kind.hints:
        return kind.hints[node.text]
    if isinstance(node, Scalar) and isinstance(first.kind, Text) and first.kind.pattern:
        meant = first.kind.parse(node)
        if meant is not None and not isinstance(meant, Wrong):
            return f"tulis `{{{first.name}: {node.shown}}}`"
    return f"misalnya `{{{first.name}: {first.example}}}`"


def _variant(kind: Variants, node: Node, what: str, notes: Notes) -> Section | None:
    """Read a mapping by the record that one of its words names."""
    if isinstance(node, Scalar) and not node.empty:
        node = Pairs(((Scalar(kind.key, node.at), node),), node.at)
    if not isinstance(node, Pairs):
        misshapen(node, what, "pasangan `kata: isi`", notes)
        return None
    named = next((one for name, one in node.pairs if name.text == kind.key), None)
    if named is None:
        notes.problems.add(
            node.at,
            f"{what} belum punya `{kind.key}`",
            f"pilih {listed(kind.records)}",
        )
        return None
    word = _scalar(kind.choice, named, f"`{kind.key}`", notes)
    if not isinstance(word, Word):
        return None
    return _record(kind.records[word], node, what, notes)


def _chosen(kind: Shapes | Fork, node: Node, what: str, notes: Notes) -> object | None:
    """Read a node by the kind that its shape, or its keys, choose."""
    if isinstance(kind, Fork):
        named = isinstance(node, Pairs) and any(
            name.text == kind.key for name, _ in node.pairs
        )
        return read(kind.then if named else kind.otherwise, node, what, notes)
    chosen = _by_shape(kind, node)
    if not isinstance(chosen, Choice) or not isinstance(node, Scalar):
        return read(chosen, node, what, notes)
    if not node.empty and not node.unset:
        return _worded(chosen, kind.pairs, node, what, notes)
    return read(chosen, node, what, notes)


def _worded(
    kind: Choice, pairs: Kind | None, node: Scalar, what: str, notes: Notes
) -> object | None:
    """Read a word where pairs may stand, too: what is none of a few may be meant for one."""
    meant = pairs.words.get(node.text) if isinstance(pairs, Record) else None
    if isinstance(pairs, Record) and node.text not in kind.values:
        remedy = None
        if meant is not None:
            remedy = f"`{meant.name}` perlu isi, misalnya `{{{meant.name}: {meant.example}}}`"
        elif near(node.text, kind.values) is None:
            remedy = f"pilih {listed(kind.values)}, atau {_pair(pairs, node)}"
        if remedy is not None:
            notes.problems.add(node.at, f"`{node.shown}` bukan {kind.noun}", remedy)
            return None
    return read(kind, node, what, notes)


def _by_shape(kind: Shapes, node: Node) -> Kind:
    if isinstance(node, Items) and kind.items is not None:
        return kind.items
    if isinstance(node, Pairs) and kind.pairs is not None and not _unquoted(node):
        return kind.pairs
    return kind.scalar


def _unquoted(node: Node) -> bool:
    """Tell whether a mapping is a placeholder that lost its quotes: `{x}`."""
    return (
        isinstance(node, Pairs)
        and bool(node.written)
        and bool(node.pairs)
        and all(isinstance(value, Scalar) and value.empty for _, value in node.pairs)
    )
