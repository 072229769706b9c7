"""Cycles of required fields, of which no value can ever be written or read."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from gateway.config.checks.scope import Scope
from gateway.config.model import Argument, FieldDef
from gateway.config.place import Place, Word
from gateway.config.problems import Problem


@dataclass(frozen=True, slots=True)
class Edge:
    """A required field: its name and place, and the type it leads to."""

    field: str
    at: Place
    to: str


Graph = Mapping[str, tuple[Edge, ...]]
F = TypeVar("F", Argument, FieldDef)


def input_cycles(scope: Scope) -> Iterator[Problem]:
    """Refuse inputs that require themselves (specification §3.10, circular references)."""
    graph = {
        name: tuple(
            edge
            for edge, field in _edges(kind.fields, scope.inputs)
            if not field.has_default
        )
        for name, kind in scope.inputs.items()
    }
    yield from _told("input", graph)


def object_cycles(scope: Scope) -> Iterator[Problem]:
    """Refuse embedded objects that require themselves; links end at a lookup."""
    graph = {
        name: tuple(
            edge
            for edge, field in _edges(kind.fields, scope.types)
            if scope.link(field) is None
        )
        for name, kind in scope.types.items()
    }
    yield from _told("objek", graph)


def _edges(fields: Mapping[Word, F], kinds: Container[str]) -> Iterator[tuple[Edge, F]]:
    """Yield the fields that lead to one object of a kind, and must; a list may be empty."""
    for field in fields.values():
        of = field.type
        if of.required and not of.is_list and of.named in kinds:
            yield Edge(field.name, field.type_at, of.named), field


def _told(kind: str, graph: Graph) -> Iterator[Problem]:
    for way in cycles(graph):
        yield Problem(
            way[0].at,
            f"{kind} wajib berputar tanpa akhir: {_drawn(way)}",
            "buat salah satu fieldnya tidak wajib (tanpa `!`)",
        )


def cycles(graph: Graph) -> Iterator[tuple[Edge, ...]]:
    """Yield one cycle for each set of nodes on it, in O(nodes + edges).

    A walk in depth keeps the edges it came by; an edge back to a node on the
    way closes a cycle.
    """
    done: set[str] = set()
    for start in graph:
        if start not in done:
            yield from _walk(graph, start, done)


def _walk(graph: Graph, start: str, done: set[str]) -> Iterator[tuple[Edge, ...]]:
    way: list[Edge] = []
    on_way = {start: 0}
    stack = [iter(graph[start])]
    while stack:
        edge = next(stack[-1], None)
        if edge is None:
            stack.pop()
            left, _ = on_way.popitem()
            done.add(left)
            if way:
                way.pop()
        elif edge.to in on_way:
            yield (*way[on_way[edge.to] :], edge)
        elif edge.to not in done:
            way.append(edge)
            on_way[edge.to] = len(way)
            stack.append(iter(graph[edge.to]))


def _drawn(way: tuple[Edge, ...]) -> str:
    """Draw a cycle: `A.b → B.a → A`."""
    owners = [way[-1].to, *(edge.to for edge in way)]
    steps = [f"{owner}.{edge.field}" for owner, edge in zip(owners, way, strict=False)]
    return "`" + " → ".join([*steps, way[-1].to]) + "`"
