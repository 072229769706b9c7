"""Random answers of a world's services, and the transport that gives them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl
from zlib import crc32

import httpx
import orjson
from hypothesis import strategies as st
from typing_extensions import override

from gateway.config.model import Config, FieldDef, Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from tests.execution.leaves import BAD, GOOD, KEYS, Unreadable, expected

Params = list[tuple[str, str]]

_ABSENT: Final = object()
_KEYED: Final = frozenset({"w", "kode"})


@dataclass(frozen=True)
class Upstream:
    """What the services hold, and which of their operations fail.

    `whole` has the answers of root queries and `groups` the rows of keyed
    ones, each in variants that the arguments choose from; `tables` has the
    rows of looked-up types.
    """

    whole: Mapping[str, list[Any]]
    groups: Mapping[str, list[list[Any]]]
    tables: Mapping[str, list[Any]]
    failing: frozenset[str]


def full(operation: Operation) -> str:
    """Return connector.operation."""
    return f"{operation.connector}.{operation.name}"


def variant(variants: list[Any], params: Params) -> Any:
    """Choose a variant by the arguments that were sent, keys aside."""
    told = sorted(pair for pair in params if pair[0] not in _KEYED)
    return variants[crc32(repr(told).encode()) % len(variants)]


def definition(config: Config, operation: Operation, kind: str, name: str) -> FieldDef:
    """Return a field as the rows of an operation have it."""
    if operation.returns.named == kind and Word(name) in operation.fields:
        return operation.fields[Word(name)]
    return config.types[Word(kind)].fields[Word(name)]


def labelled(config: Config, kind: str, row: Any) -> str | None:
    """Return the key of a row of a table, as text; None where it has none."""
    lookup = config.types[Word(kind)].lookup
    assert lookup is not None
    for path in definition(config, lookup, kind, "kode").reading.paths:
        found = row
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if found is not None:
            try:
                return str(expected("ID", found))
            except Unreadable:
                return None
    return None


# ---------------------------------------------------------------- strategies


@st.composite
def upstreams(draw: st.DrawFn, config: Config) -> Upstream:
    """Draw the services of a configuration."""
    rows = _Rows(draw, config)
    whole: dict[str, list[Any]] = {}
    groups: dict[str, list[list[Any]]] = {}
    names = [
        f"{k.lookup.connector}.{k.lookup.name}"
        for k in config.types.values()
        if k.lookup
    ]
    for connector in config.connectors.values():
        for operation in connector.queries.values():
            name = full(operation)
            names.append(name)
            count = draw(st.integers(1, 2)) if operation.args else 1
            if Word("w") in operation.args:
                groups[name] = [rows.grouped(operation) for _ in range(count)]
            else:
                whole[name] = [
                    rows.value(operation, operation.returns) for _ in range(count)
                ]
    tables = {
        str(kind.name): rows.table(kind.lookup)
        for kind in config.types.values()
        if kind.lookup is not None
    }
    failing = draw(
        st.one_of(
            st.just(frozenset[str]()),
            st.frozensets(st.sampled_from(names), max_size=2),
        )
    )
    return Upstream(whole, groups, tables, failing)


class _Rows:
    """Draws rows as one operation or another writes them."""

    def __init__(self, draw: st.DrawFn, config: Config) -> None:
        self.draw = draw
        self.config = config

    def table(self, operation: Operation) -> list[Any]:
        """Draw the rows of a looked-up type."""
        kind = operation.returns
        return [self.object(operation, kind.named) for _ in range(self.size(4))]

    def grouped(self, operation: Operation) -> list[Any]:
        """Draw rows that belong to keys."""
        rows = [self.item(operation, operation.returns) for _ in range(self.size(4))]
        for row in rows:
            if isinstance(row, dict):
                row["grup"] = self.draw(st.sampled_from([*KEYS, 7, None]))
        return [row for row in rows if isinstance(row, dict)]

    def size(self, most: int) -> int:
        """Draw how many."""
        return self.draw(st.integers(0, most))

    def value(self, operation: Operation, kind: TypeRef) -> Any:
        """Draw a value of a type: mostly what it should be."""
        if kind.of is None:
            return self.item(operation, kind)
        how = self.draw(st.sampled_from(["list"] * 8 + ["null", "none"]))
        if how != "list":
            return None if how == "null" else "bukan daftar"
        return [self.value(operation, kind.of) for _ in range(self.size(3))]

    def item(self, operation: Operation, kind: TypeRef) -> Any:
        """Draw a single value of the named type."""
        name = kind.named
        if name in GOOD:
            good = [raw for raw, _ in GOOD[name]]
            return self.draw(st.sampled_from([*good * 3, None, *BAD[name][:2]]))
        how = self.draw(st.sampled_from(["row"] * 9 + ["null", "none"]))
        if how != "row":
            return None if how == "null" else self.draw(st.sampled_from(["x", 7, []]))
        members = self.members(name)
        if not members:
            return self.object(operation, name)
        member = self.draw(st.sampled_from(members))
        row = self.object(operation, member)
        kinds = [member.lower()] * 6 + ["lain", None]
        return {**row, "jenis": self.draw(st.sampled_from(kinds))}

    def members(self, name: str) -> list[str]:
        """Return the types of an interface or union."""
        union = self.config.unions.get(Word(name))
        if union is not None:
            return [*map(str, union.of)]
        kinds = self.config.types.values()
        return [str(kind.name) for kind in kinds if name in kind.implements]

    def object(self, operation: Operation, kind: str) -> dict[str, Any]:
        """Draw a row of an object type, whose embedded rows are in it."""
        row: dict[str, Any] = {}
        for name in self.config.types[Word(kind)].fields:
            field = definition(self.config, operation, kind, name)
            if field.provenance:
                continue
            value = self.field(operation, field)
            path = self.draw(st.sampled_from(field.reading.paths))
            at = row
            for key in path[:-1]:
                at = at.setdefault(str(key), {})
            if value is not _ABSENT:
                at[str(path[-1])] = value
        return row

    def field(self, operation: Operation, field: FieldDef) -> Any:
        """Draw the raw value of a field; of a link, its key or keys."""
        if self.draw(st.sampled_from([False] * 12 + [True])):
            return _ABSENT
        kind = field.type
        if not field.embed and Word(kind.named) in self.config.types:
            kind = _keys(kind)
        return self.value(operation, kind)


def _keys(kind: TypeRef) -> TypeRef:
    if kind.of is None:
        return TypeRef("ID", required=kind.required)
    return TypeRef(of=_keys(kind.of), required=kind.required)


# ----------------------------------------------------------------- transport


class Services(httpx.AsyncBaseTransport):
    """The services of a world, for every connector of it."""

    def __init__(self, config: Config, upstream: Upstream) -> None:
        self._config = config
        self._upstream = upstream
        self._kinds = {
            full(kind.lookup): str(kind.name)
            for kind in config.types.values()
            if kind.lookup is not None
        }

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path, _, given = request.url.raw_path.decode().partition("?")
        params = parse_qsl(given, keep_blank_values=True)
        name = path.removeprefix("/")
        bare = name.removesuffix(".batch")
        if bare in self._upstream.failing:
            return httpx.Response(500)
        keys = [value for key, value in params if key in _KEYED]
        answer = self._answer(bare, keys, params, single=name == bare)
        if answer is _ABSENT:
            return httpx.Response(404)
        return httpx.Response(200, content=orjson.dumps(answer))

    def _answer(
        self, name: str, keys: list[str], params: Params, *, single: bool
    ) -> Any:
        upstream = self._upstream
        if name in upstream.whole:
            return variant(upstream.whole[name], params)
        if name in upstream.groups:
            rows = variant(upstream.groups[name], params)
            label: Callable[[Any], Any] = lambda row: _text(row.get("grup"))  # noqa: E731 - one of two
            listed = self._returns_list(name)
        else:
            kind = self._kinds[name]
            rows = upstream.tables[kind]
            label = lambda row: labelled(self._config, kind, row)  # noqa: E731 - the other
            listed = False
        if not single:
            return rows
        found = [row for row in rows if label(row) in keys]
        if listed:
            return found
        return found[0] if found else _ABSENT

    def _returns_list(self, name: str) -> bool:
        connector, _, query = name.partition(".")
        return (
            self._config.connectors[Word(connector)]
            .queries[Word(query)]
            .returns.is_list
        )


def _text(raw: Any) -> str | None:
    return None if raw is None else str(raw)
