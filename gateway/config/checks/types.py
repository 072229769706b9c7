"""Types that are used: they exist, and stand where their kind may stand."""

from collections.abc import Iterator
from typing import Final

from gateway.config.checks.builtins import FRESHNESS, KEADAAN, PROVENANCE, SCALARS
from gateway.config.checks.scope import (
    INPUTS,
    OUTPUTS,
    Kind,
    Scope,
    arguments,
    fielded,
)
from gateway.config.model import FieldDef
from gateway.config.place import Place
from gateway.config.problems import Problem, near
from gateway.config.typeref import TypeRef

_BROUGHT: Final = ", ".join(f"`{name}`" for name in sorted(SCALARS))
_ELSEWHERE: Final = {
    **dict.fromkeys(("number", "numeric", "double", "real"), "Float"),
    **dict.fromkeys(("integer", "smallint", "tinyint", "bilangan", "angka"), "Int"),
    **dict.fromkeys(("bigint", "int64"), "Long"),
    **dict.fromkeys(("text", "varchar", "char", "teks"), "String"),
    **dict.fromkeys(("timestamp", "waktu"), "DateTime"),
    **dict.fromkeys(("tanggal",), "Date"),
    **dict.fromkeys(("jam",), "Time"),
    **dict.fromkeys(("money", "currency", "uang"), "Rupiah"),
    **dict.fromkeys(("object", "any", "map"), "JSON"),
}
"""What other languages call the types that the gateway brings."""


def field_types(scope: Scope) -> Iterator[Problem]:
    """Refuse a field whose type is unknown or an input."""
    for kind in fielded(scope.config):
        for field in kind.fields.values():
            if scope.kinds.get(field.type.named) not in OUTPUTS:
                what = f"field `{field.name}`"
                yield from _output(scope, field.type, field.type_at, what)


def returned_types(scope: Scope) -> Iterator[Problem]:
    """Refuse a query whose answer is of an unknown type or an input."""
    for query in scope.queries.values():
        yield from _output(
            scope, query.returns, query.returns_at, f"`returns` query `{query.name}`"
        )


def argument_types(scope: Scope) -> Iterator[Problem]:
    """Refuse an argument whose type is unknown or only an output."""
    for argument in arguments(scope):
        named = argument.type.named
        if scope.unknown(named):
            yield _unknown(scope, named, argument.type_at, INPUTS)
        elif scope.kinds.get(named) not in INPUTS | {None}:
            yield Problem(
                argument.type_at,
                f"argumen `{argument.name}` bertipe `{named}`,"
                f" padahal itu {scope.kinds[named].value}",
                "pakai skalar, enum, atau type dari `inputs`",
            )


def provenance(scope: Scope) -> Iterator[Problem]:
    """Tie `provenance: true` and the type `Sumber` to each other."""
    for kind in fielded(scope.config):
        for field in kind.fields.values():
            if field.provenance or field.type.named == PROVENANCE:
                yield from _provenance(field)


def _provenance(field: FieldDef) -> Iterator[Problem]:
    fitting = field.type.name == PROVENANCE
    if field.provenance and not fitting:
        yield Problem(
            field.type_at,
            f"field `{field.name}` memakai `provenance: true`"
            f" tetapi bertipe `{field.type}`",
            f"pakai `type: {PROVENANCE}`",
        )
    elif not field.provenance:
        yield Problem(
            field.type_at,
            f"type `{PROVENANCE}` diisi oleh gateway, bukan oleh jawaban layanan",
            f"tambahkan `provenance: true` pada field `{field.name}`",
        )


def freshness(scope: Scope) -> Iterator[Problem]:
    """Tie `freshness: true` and the type `Kesegaran` to each other; refuse its state alone."""
    for kind in fielded(scope.config):
        for field in kind.fields.values():
            named = field.type.named
            if field.freshness and field.type.name != FRESHNESS:
                yield Problem(
                    field.type_at,
                    f"field `{field.name}` memakai `freshness: true`"
                    f" tetapi bertipe `{field.type}`",
                    f"pakai `type: {FRESHNESS}`",
                )
            elif named in {FRESHNESS, KEADAAN} and not field.freshness:
                yield Problem(
                    field.type_at,
                    f"type `{named}` diisi oleh gateway, bukan oleh jawaban layanan",
                    f"pakai `type: {FRESHNESS}` dengan `freshness: true`"
                    f" pada field `{field.name}`",
                )


def _output(scope: Scope, ref: TypeRef, at: Place, what: str) -> Iterator[Problem]:
    named = ref.named
    if scope.unknown(named):
        yield _unknown(scope, named, at, OUTPUTS)
    elif scope.kinds.get(named) is Kind.INPUT:
        yield Problem(
            at,
            f"{what} bertipe `{named}`, padahal itu input untuk argumen",
            "pakai skalar, enum, atau type dari `types`",
        )


def _unknown(scope: Scope, named: str, at: Place, wanted: frozenset[Kind]) -> Problem:
    known = [name for name, kind in scope.kinds.items() if kind in wanted]
    meant = _ELSEWHERE.get(named.lower())
    return Problem(
        at,
        f"type `{named}` tidak dikenal",
        (f"mungkin maksudnya `{meant}`?" if meant else near(named, known))
        or f"tulis type itu di `types`, atau pakai yang bawaan: {_BROUGHT}",
    )
