"""Keys of types, and the lookups that go by them."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.model import LookupIn, Operation, TypeDef
from gateway.config.place import Word
from gateway.config.problems import Problem

_KEYLESS = frozenset({"Boolean", "Float", "JSON"})


def key_fields(scope: Scope) -> Iterator[Problem]:
    """Refuse keys that do not name one row each: unknown, nullable, list, object."""
    for kind in scope.types.values():
        for index, name in enumerate(kind.key):
            if name in kind.key[:index]:
                yield Problem(
                    name.at, f"kunci `{name}` disebut dua kali", "hapus salah satunya"
                )
            else:
                yield from _key_field(scope, kind, name)


def personal_keys(scope: Scope) -> Iterator[Problem]:
    """Refuse a personal key of a type that is otherwise public."""
    for kind in scope.types.values():
        for name in kind.key:
            field = kind.fields.get(name)
            if field is not None and field.personal and not kind.personal:
                yield Problem(
                    name.at,
                    f"kunci `{name}` adalah data pribadi,"
                    f" padahal type `{kind.name}` tidak",
                    f"tulis `personal: true` pada type `{kind.name}`",
                )


def lookups(scope: Scope) -> Iterator[Problem]:
    """Refuse a lookup without a key, and a local one that cannot find its rows."""
    for kind in scope.types.values():
        lookup = kind.lookup
        if lookup is None:
            continue
        if not kind.key:
            yield Problem(
                lookup.at,
                f"type `{kind.name}` punya `lookup` atau `batch` tetapi tanpa kunci",
                "tulis `key:` dengan nama field kuncinya",
            )
        elif lookup.lookup_in is not None:
            yield from _local(scope, kind, lookup, lookup.lookup_in)


def _key_field(scope: Scope, kind: TypeDef, name: Word) -> Iterator[Problem]:
    field = kind.fields.get(name)
    if field is None:
        if not scope.excused(name):
            yield Problem(
                name.at,
                f"kunci `{name}` bukan field type `{kind.name}`",
                hint(name, kind.fields),
            )
        return
    named = field.type.named
    if scope.unknown(named) or scope.excused(named):
        return
    if field.type.is_list or not scope.is_leaf(named) or named in _KEYLESS:
        yield Problem(
            field.type_at,
            f"kunci `{name}` bertipe `{field.type}`",
            "kunci harus satu nilai, misalnya `ID!`",
        )
    elif not field.type.required:
        yield Problem(
            field.type_at, f"kunci `{name}` boleh null", f"pakai `{field.type}!`"
        )


def _local(
    scope: Scope, kind: TypeDef, lookup: Operation, local: LookupIn
) -> Iterator[Problem]:
    full = f"{lookup.connector}.{local.query}"
    query = scope.queries.get(full)
    if query is None:
        yield from searched(scope, lookup, local)
        return
    if len(kind.key) > 1:
        yield Problem(
            local.at,
            f"`lookup: {{in: …}}` hanya untuk type dengan satu kunci;"
            f" `{kind.name}` punya {len(kind.key)}",
            "pakai `call`",
        )
    yield from rows(kind, query, local)
    yield from match(scope, kind, query, local)


def searched(scope: Scope, one: Operation, local: LookupIn) -> Iterator[Problem]:
    """Say that an operation searches a query that its connector does not have."""
    if not scope.excused(local.query):
        connector = scope.config.connectors.get(one.connector)
        yield Problem(
            local.query.at,
            f"konektor `{one.connector}` tidak punya query `{local.query}`",
            hint(local.query, connector.queries if connector else ()),
        )


def rows(kind: TypeDef, query: Operation, local: LookupIn) -> Iterator[Problem]:
    """Refuse to search what is not a list of the type, or needs arguments."""
    wanted = f"[{kind.name}!]"
    inner = query.returns.of
    if inner is None or inner.name != kind.name:
        yield Problem(
            local.query.at,
            f"query `{local.query}` mengembalikan `{query.returns}`, bukan `{wanted}`",
            f"pilih query yang mengembalikan daftar `{kind.name}`",
        )
    for argument in query.args.values():
        if argument.type.required and not argument.has_default:
            yield Problem(
                local.query.at,
                f"query `{local.query}` mewajibkan argumen `{argument.name}`,"
                " padahal lookup memanggilnya tanpa argumen",
                "pilih query tanpa argumen wajib, atau beri `default`",
            )


def match(
    scope: Scope, kind: TypeDef, query: Operation, local: LookupIn
) -> Iterator[Problem]:
    """Refuse to search by what the rows do not hold."""
    word = local.match
    if word not in kind.fields:
        if not scope.excused(word):
            yield Problem(
                word.at,
                f"`match: {word}` bukan field type `{kind.name}`",
                hint(word, kind.fields),
            )
    elif query.provides is not None and word not in query.provides:
        yield Problem(
            word.at,
            f"query `{local.query}` tidak menyediakan field `{word}`,"
            " jadi barisnya tidak dapat dicari",
            f"tambahkan `{word}` ke `provides` query itu",
        )
