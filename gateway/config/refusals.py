"""What to say of a node that a position does not take.

Each function notes one problem and returns None, the value of what is refused.
"""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from gateway.config.kinds import Names, Record
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.notes import Notes
from gateway.config.place import Place
from gateway.config.problems import near
from gateway.config.syntax import quoted

_MANY: Final = 14
"""Longer lists of words are left to the reference."""

_SPLIT: Final = (
    "bila koma sebelumnya bagian dari teks, beri tanda kutip pada seluruh teksnya"
)


def unfilled(node: Node, what: str, notes: Notes) -> object | None:
    """Say that nothing is written where something must be."""
    notes.problems.add(
        node.at,
        f"{what} belum diisi",
        "isi, hapus, atau beri tanda kutip bila nilainya diawali `#`",
    )
    return None


def misshapen(
    node: Node,
    what: str,
    expected: str,
    notes: Notes,
    remedy: str | None = None,
    *,
    text: bool = True,
) -> object | None:
    """Say that a node has the wrong shape; brackets that lost their quotes get them.

    Not where a `text` would be refused as well.
    """
    if isinstance(node, Scalar):
        if node.unset:
            return None
        if node.empty:
            return unfilled(node, what, notes)
        shape = f"teks `{node.shown}`"
    else:
        if node.written and text:
            remedy = f"bila maksudnya teks, beri tanda kutip: {quoted(node.written)}"
        shape = "daftar" if isinstance(node, Items) else "pasangan `kata: isi`"
    notes.problems.add(node.at, f"{what} harus {expected}, bukan {shape}", remedy)
    return None


def unknown(kind: Record, name: Scalar, value: Node, what: str, notes: Notes) -> None:
    """Say that a word is not one of a record's, with the one probably meant.

    A word without a value, on the line of the one before it, is most often the
    rest of a text with a comma inside braces.
    """
    remedy = (
        (_SPLIT if isinstance(value, Scalar) and value.empty else None)
        or kind.hints.get(name.text)
        or _synonym(kind, name.text)
        or near(name.text, kind.words)
    )
    if remedy is None and len(kind.words) <= _MANY:
        remedy = f"yang ada: {listed(kind.words)}"
    notes.problems.add(
        name.at, f"kata `{name.shown}` tidak dikenal dalam {what}", remedy
    )


def incomplete(
    kind: Record, node: Pairs, what: str, notes: Notes, at: Place
) -> frozenset[str]:
    """Say which required words a record lacks, and return them."""
    written = {name.text for name, _ in node.pairs}
    tried = {word.lower() for word in written}
    lacking = [name for name in kind.required if name not in written]
    for name in lacking:
        if not tried.isdisjoint(kind.words[name].also):
            continue  # the word tried in its place has its own message
        example = kind.words[name].example
        notes.problems.add(
            at,
            f"{what} belum punya `{name}`",
            f"tambahkan, misalnya `{name}: {example}`",
        )
    return frozenset(lacking)


def outdented(
    kind: Names, node: Pairs, notes: Notes
) -> tuple[tuple[Scalar, Node], ...]:
    """Say where what belongs to a name stands beside it, and return the other pairs.

    A name that is followed by words of what it would hold has lost their
    indentation, the commonest slip in YAML; read as names they would all be wrong.
    Where it holds others of them, they are such words only if they hold texts.
    """
    if not isinstance(kind.value, Record):
        return node.pairs
    words = kind.value.words
    terse = kind.value.short is not None
    kept: list[tuple[Scalar, Node]] = []
    pairs = list(node.pairs)
    while pairs:
        name, value = pairs.pop(0)
        hollow = isinstance(value, Scalar) and value.empty
        inside = list(takewhile(lambda pair: pair[0].text in words, pairs))
        if not hollow:
            lost = takewhile(lambda pair: isinstance(pair[1], Scalar), inside)
            inside = [] if terse or not isinstance(value, Pairs) else list(lost)
        if not inside:
            kept.append((name, value))
            continue
        if not hollow:
            kept.append((name, value))
        pairs = pairs[len(inside) :]
        notes.broken.add(name.text)
        notes.problems.add(
            inside[0][0].at,
            f"{listed(one.text for one, _ in inside)} sejajar dengan {kind.each}"
            f" `{name.shown}`, padahal isinya",
            f"geser ke kanan, dua spasi lebih dalam daripada `{name.shown}`",
        )
    return tuple(kept)


def listed(words: Iterable[str]) -> str:
    """Write words beside each other, each in backquotes."""
    return ", ".join(f"`{word}`" for word in words)


def _synonym(kind: Record, word: str) -> str | None:
    for key in kind.keys:
        if word.lower() in key.also:
            return f"mungkin maksudnya `{key.name}`?"
    return None
