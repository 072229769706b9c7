"""Names: fit for GraphQL, and each given once."""

import re
from collections.abc import Iterator

from gateway.config.checks.builtins import RESERVED_ROOTS, RESERVED_TYPES
from gateway.config.checks.scope import Kind, Scope, definitions, fielded
from gateway.config.model import (
    EnumDef,
    InputDef,
    InterfaceDef,
    TypeDef,
)
from gateway.config.place import Word
from gateway.config.problems import Problem

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*\Z")
_FORBIDDEN_VALUES = frozenset({"true", "false", "null"})


def graphql_names(scope: Scope) -> Iterator[Problem]:
    """Refuse what is no GraphQL name (specification §2.1.9), or begins with two underscores."""
    for word in _names(scope):
        if not _NAME.match(word):
            fixed = re.sub(r"[^_0-9A-Za-z]+", "_", word).strip("_")
            example = f", misalnya `{fixed}`" if _NAME.match(fixed) else ""
            yield Problem(
                word.at,
                f"`{word}` bukan nama GraphQL",
                f"pakai huruf, angka, dan garis bawah saja{example}",
            )
        elif word.startswith("__"):
            yield Problem(
                word.at,
                f"nama `{word}` diawali `__`, yang hanya untuk GraphQL sendiri",
                f"pakai `{word.lstrip('_') or 'nama'}`",
            )


def type_names(scope: Scope) -> Iterator[Problem]:
    """Refuse a type name that the gateway brings itself, or that is given twice."""
    first: dict[str, Word] = {}
    for kind in definitions(scope.config):
        name = kind.name
        if name in RESERVED_TYPES:
            yield Problem(
                name.at, f"nama `{name}` sudah dipakai oleh gateway", "beri nama lain"
            )
        elif name in first:
            yield Problem(
                name.at,
                f"nama `{name}` sudah dipakai di {first[name].at}",
                "beri nama lain pada salah satunya",
            )
        first.setdefault(name, name)


def root_names(scope: Scope) -> Iterator[Problem]:
    """Refuse two fields of one name at the root of the graph."""
    first: dict[str, str] = {}
    for name, owner in _roots(scope):
        if name in RESERVED_ROOTS:
            yield Problem(
                name.at,
                f"field akar `{name}` sudah dipakai oleh gateway",
                "beri nama lain, atau `expose: false`",
            )
        elif name in first:
            yield Problem(
                name.at,
                f"field akar `{name}` sudah ada: {first[name]}",
                "beri nama lain, atau `expose: false` pada salah satunya,"
                " atau satukan dengan `merge`",
            )
        first.setdefault(name, f"{owner} ({name.at})")


def extension_names(scope: Scope) -> Iterator[Problem]:
    """Refuse an extension field that its type already has."""
    first: dict[tuple[str, str], Word] = {}
    for extension in scope.config.extensions:
        own = scope.types.get(extension.type)
        place = None if own is None else _field_name(own, extension.name)
        before = place or first.get((extension.type, extension.name))
        if before is not None:
            yield Problem(
                extension.name.at,
                f"type `{extension.type}` sudah punya field `{extension.name}`"
                f" di {before.at}",
                "beri nama lain",
            )
        first.setdefault((extension.type, extension.name), extension.name)


def enum_values(scope: Scope) -> Iterator[Problem]:
    """Refuse enums without values, and values that cannot be told apart."""
    for enum in scope.config.enums.values():
        if not enum.values and not scope.excused(enum.name):
            yield Problem(
                enum.name.at,
                f"enum `{enum.name}` tidak punya nilai",
                "tulis nilainya, misalnya `[AKTIF, NONAKTIF]`",
            )
        folded: dict[str, Word] = {}
        for value in enum.values:
            yield from _enum_value(value, folded)


def empty_types(scope: Scope) -> Iterator[Problem]:
    """Refuse types, interfaces and inputs without a field (specification §3.6, §3.10)."""
    for kind in definitions(scope.config):
        if not isinstance(kind, (TypeDef, InterfaceDef, InputDef)) or kind.fields:
            continue
        if not scope.excused(kind.name):
            called = scope.kinds[kind.name]
            what = "type" if called is Kind.OBJECT else called.value
            yield Problem(
                kind.name.at,
                f"{what} `{kind.name}` tidak punya field",
                "tulis paling sedikit satu di `fields`",
            )


def _enum_value(value: Word, folded: dict[str, Word]) -> Iterator[Problem]:
    if value in _FORBIDDEN_VALUES:
        yield Problem(
            value.at,
            f"nilai enum tidak boleh bernama `{value}`",
            f"pakai huruf besar, misalnya `{value.upper()}`",
        )
    twin = folded.setdefault(value.casefold(), value)
    if twin is not value:
        yield Problem(
            value.at,
            f"nilai enum `{value}` hanya beda huruf besar-kecil dari `{twin}`",
            "hapus salah satunya",
        )


def _field_name(kind: TypeDef, name: str) -> Word | None:
    return next((word for word in kind.fields if word == name), None)


def _roots(scope: Scope) -> Iterator[tuple[Word, str]]:
    for query in scope.queries.values():
        if query.expose:
            yield query.name, f"query konektor `{query.connector}`"
    for merge in scope.config.merges.values():
        if merge.expose:
            yield merge.name, "merge"


def _names(scope: Scope) -> Iterator[Word]:
    config = scope.config
    for kind in definitions(config):
        yield kind.name
        if isinstance(kind, EnumDef):
            yield from kind.values
        elif isinstance(kind, InputDef):
            yield from kind.fields
    for kind in fielded(config):
        yield from kind.fields
    for query in scope.queries.values():
        yield query.name
        yield from query.args
    yield from (extension.name for extension in config.extensions)
    yield from config.merges
