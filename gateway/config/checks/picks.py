"""Queries that find one object in the rows of another."""

from collections.abc import Iterator

from gateway.config.checks.keys import match, rows, searched
from gateway.config.checks.scope import Scope
from gateway.config.model import Operation
from gateway.config.problems import Problem


def picks(scope: Scope) -> Iterator[Problem]:
    """Judge queries with `in`: the list, the field, and the one argument."""
    for one in scope.queries.values():
        if one.lookup_in is None:
            continue
        yield from _shape(one)
        query = scope.queries.get(f"{one.connector}.{one.lookup_in.query}")
        kind = scope.types.get(one.returns.named)
        if query is None:
            yield from searched(scope, one, one.lookup_in)
        elif query.call is not None and query.call.graphql is not None:
            yield Problem(
                one.lookup_in.query.at,
                f"`{query.name}` adalah query layanan GraphQL, yang hanya memberi field"
                " yang diminta darinya",
                "cari dengan argumen layanan itu: `call: {graphql: …}`",
            )
        elif kind is not None:
            yield from rows(kind, query, one.lookup_in)
            yield from match(scope, kind, query, one.lookup_in)


def _shape(one: Operation) -> Iterator[Problem]:
    if one.returns.is_list:
        yield Problem(
            one.returns_at,
            f"`in` memberi satu objek, padahal `{one.name}` mengembalikan"
            f" `{one.returns}`",
            f"pakai `{one.returns.named}`, atau `filter_by` pada query daftarnya",
        )
    keys = [argument for argument in one.args.values() if argument.type.required]
    if len(one.args) != 1 or not keys or keys[0].type.is_list or one.batch is not None:
        yield Problem(
            one.name.at,
            f"`{one.name}` memakai `in`, yang mencari menurut satu argumen wajib",
            "misalnya `args: {kode: ID!}`, tanpa `batch`",
        )
