"""`near`: fields and arguments that can be coordinates, a radius and a distance."""

from collections.abc import Iterator, Mapping

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.model import FieldDef, Operation
from gateway.config.near import Near
from gateway.config.problems import Problem

_RADII = frozenset({"Float", "Int"})


def nearness(scope: Scope) -> Iterator[Problem]:
    """Judge the `near` of every operation that gives rows of a known type."""
    for one in scope.operations():
        near = one.near
        if near is None:
            continue
        inner = one.returns.of
        fields = scope.fields.get(one.returns.named)
        if inner is None or inner.of is not None or fields is None:
            if one.returns.named in scope.kinds:
                yield _not_rows(one, near)
            continue
        yield from _coordinates(scope, one, near)
        yield from _distance(scope, one, near, fields)
        yield from _arguments(scope, one, near)


def _not_rows(one: Operation, near: Near) -> Problem:
    return Problem(
        near.at,
        "`near` hanya untuk query yang mengembalikan daftar objek,"
        f" bukan `{one.returns}`",
        f'hapus `near`, atau pakai `returns: "[{one.returns.named}!]"`',
    )


def _coordinates(scope: Scope, one: Operation, near: Near) -> Iterator[Problem]:
    for key, word in (("lat", near.lat), ("lon", near.lon)):
        field = scope.field_at(one.returns.named, word)
        if field is None:
            if not scope.excused(word):
                yield Problem(
                    word.at,
                    f"`{key}: {word}` bukan field type `{one.returns.named}`",
                    hint(word, scope.fields[one.returns.named]),
                )
        elif str(field.type).rstrip("!") != "Float":
            yield Problem(
                word.at,
                f"koordinat `{word}` bertipe `{field.type}`",
                "sebut field `Float`, dalam derajat",
            )


def _distance(
    scope: Scope, one: Operation, near: Near, fields: Mapping[str, FieldDef]
) -> Iterator[Problem]:
    word = near.distance
    if word is None or scope.excused(word):
        return
    field = fields.get(word)
    if field is None:
        yield Problem(
            word.at,
            f"`distance: {word}` bukan field type `{one.returns.named}`",
            hint(word, fields),
        )
    elif str(field.type) != "Float":
        yield Problem(
            word.at,
            f"jarak `{word}` bertipe `{field.type}`",
            "pakai `Float` tanpa `!`: tanpa titik asal jaraknya null",
        )


def _arguments(scope: Scope, one: Operation, near: Near) -> Iterator[Problem]:
    for word in near.arguments:
        argument = one.args.get(word)
        kinds = _RADII if word == near.within else {"Float"}
        if argument is None:
            if not scope.excused(word):
                yield Problem(
                    word.at,
                    f"`near` menyebut `{word}`, yang bukan argumen `{one.name}`",
                    hint(word, one.args),
                )
        elif argument.type.is_list or argument.type.named not in kinds:
            yield Problem(
                word.at,
                f"argumen `{word}` bertipe `{argument.type}`",
                "pakai `Float`",
            )
