"""Which words of the vocabulary a configuration uses, and which there are."""

from collections.abc import Iterator
from typing import Any

import yaml

from gateway.config.kinds import (
    Choice,
    Fork,
    Kind,
    List,
    Names,
    Record,
    Shapes,
    Variants,
)


def known_words(kind: Kind, seen: set[int]) -> Iterator[str]:
    """Walk every word that may stand in a position: `query.select`, `merge.sort`.

    The values of a choice are words, too: `query.bad_rows=fail`.
    """
    for inner in _inside(kind):
        yield from known_words(inner, seen)
    if isinstance(kind, Record) and id(kind) not in seen:
        seen.add(id(kind))
        for key in kind.keys:
            yield f"{kind.label}.{key.name}"
            if isinstance(key.kind, Choice):
                yield from (f"{kind.label}.{key.name}={one}" for one in key.kind.values)
            yield from known_words(key.kind, seen)


def _inside(kind: Kind) -> list[Kind]:
    match kind:
        case List(item=inner) | Names(value=inner):
            return [inner]
        case Shapes():
            parts = (kind.scalar, kind.items, kind.pairs)
            return [one for one in parts if one is not None]
        case Fork():
            return [kind.then, kind.otherwise]
        case Variants():
            return list(kind.records.values())
        case _:
            return []


def used_words(kind: Kind, text: str) -> Iterator[str]:
    """Walk the words that a file's text uses; its scalars stay text."""
    yield from _used(kind, yaml.load(text, yaml.BaseLoader))  # noqa: S506 # texts, lists and mappings only


def _used(kind: Kind, node: Any) -> Iterator[str]:
    match kind:
        case List(item=inner):
            for one in node if isinstance(node, list) else [node]:
                yield from _used(inner, one)
        case Names(value=inner):
            for one in node.values():
                yield from _used(inner, one)
        case Shapes():
            pairs = kind.pairs if isinstance(node, dict) else None
            items = kind.items if isinstance(node, list) else None
            yield from _used(pairs or items or kind.scalar, node)
        case Fork():
            yield from _used(kind.then if kind.key in node else kind.otherwise, node)
        case Variants() | Record():
            yield from _of_record(_record(kind, node), node)
        case _:
            return


def _record(kind: Record | Variants, node: Any) -> Record:
    if isinstance(kind, Record):
        return kind
    return kind.records[node[kind.key] if isinstance(node, dict) else node]


def _of_record(kind: Record, node: Any) -> Iterator[str]:
    stated: dict[str, Any]
    stated = node if isinstance(node, dict) else {kind.short or "kind": node}
    for name, one in stated.items():
        key = kind.words[name]
        yield f"{kind.label}.{name}"
        if isinstance(key.kind, Choice):
            yield f"{kind.label}.{name}={one}"
        yield from _used(key.kind, one)
