"""Local work on rows: where, filter_by, sort_by, and a merge's sort and dedupe."""

from collections.abc import Iterator

from gateway.config.checks.builtins import DATES, NUMBERS, TEXTS
from gateway.config.checks.constants import text_misfit
from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.model import FilterBy, Operation, Where
from gateway.config.place import Word
from gateway.config.problems import Problem

_TEXTUAL = frozenset({"contains", "starts"})
_ORDERING = frozenset({"min", "max"})


def local_work(scope: Scope) -> Iterator[Problem]:
    """Judge the conditions, filters and orders that work on an answer's rows."""
    for one in scope.operations():
        if not (one.where or one.filter_by or one.sort_by or one.dedupe):
            continue
        named = one.returns.named
        inner = one.returns.of
        if inner is None or named not in scope.fields or inner.of is not None:
            if named in scope.kinds:
                yield from _not_rows(one)
            continue
        yield from _work(scope, one, named)


def _work(scope: Scope, one: Operation, named: str) -> Iterator[Problem]:
    for where in one.where:
        yield from _where(scope, where, named)
    for each in one.filter_by:
        yield from _filter(scope, one, each)
    for key in one.sort_by:
        yield from sortable(scope, key.field, named)
    for word in one.dedupe:
        yield from _single(scope, word, named, "dibandingkan")


def sortable(scope: Scope, word: Word, named: str) -> Iterator[Problem]:
    """Refuse to sort by what has no order; a word that is no field is a path."""
    yield from _single(scope, word, named, "diurutkan")


def _single(scope: Scope, word: Word, named: str, done: str) -> Iterator[Problem]:
    field = scope.field_at(named, word)
    kind = "" if field is None else field.type.named
    if field is None or kind not in scope.kinds or scope.excused(kind):
        return
    if field.type.is_list or scope.leaf(field) in {None, "JSON"}:
        yield Problem(
            word.at,
            f"field `{word}` bertipe `{field.type}` tidak dapat {done}",
            "sebut field yang berisi satu nilai",
        )


def _not_rows(one: Operation) -> Iterator[Problem]:
    used = {
        "where": [where.field for where in one.where],
        "filter_by": [each.argument for each in one.filter_by],
        "sort_by": [key.field for key in one.sort_by],
        "dedupe": list(one.dedupe),
    }
    for word, at in used.items():
        if at:
            yield Problem(
                at[0].at,
                f"`{word}` hanya untuk query yang mengembalikan daftar objek,"
                f" bukan `{one.returns}`",
                f'hapus `{word}`, atau pakai `returns: "[{one.returns.named}!]"`',
            )


def _where(scope: Scope, where: Where, named: str) -> Iterator[Problem]:
    leaf = _leaf(scope, where.field, named)
    if leaf is None:
        return
    yield from _suits(scope, where.field, leaf, where.how)
    if where.how in _TEXTUAL | {"present"}:
        return
    for value in where.values:
        expected = text_misfit(value, leaf, scope)
        if expected is not None:
            yield Problem(
                where.field.at,
                f"`where` membandingkan `{where.field}` dengan `{value}`,"
                f" padahal type-nya `{leaf}`",
                f"tulis {expected}",
            )


def _filter(scope: Scope, one: Operation, each: FilterBy) -> Iterator[Problem]:
    argument = one.args.get(each.argument)
    if argument is None:
        if not scope.excused(each.argument):
            yield Problem(
                each.argument.at,
                f"`filter_by` menyebut `{each.argument}`,"
                f" yang bukan argumen `{one.name}`",
                hint(each.argument, one.args),
            )
        return
    leaf = _leaf(scope, each.field, one.returns.named)
    given = argument.type.named
    if leaf == "DateTime" and given == "Date":
        leaf = "Date"  # the days of the moments are compared
    if given in scope.inputs:
        yield Problem(
            each.argument.at,
            f"argumen `{each.argument}` adalah objek input, bukan satu nilai",
            "saring dengan argumen biasa",
        )
    elif leaf is not None and given in scope.kinds:
        yield from _suits(scope, each.field, leaf, each.how)
        if _class(scope, leaf) != _class(scope, given) and each.how not in _TEXTUAL:
            yield Problem(
                each.argument.at,
                f"argumen `{each.argument}` bertipe `{argument.type}` tidak dapat"
                f" dibandingkan dengan field `{each.field}` bertipe `{leaf}`",
                f"pakai type `{leaf}` untuk argumennya",
            )


def _suits(scope: Scope, word: Word, leaf: str, how: str) -> Iterator[Problem]:
    kind = _class(scope, leaf)
    if how in _TEXTUAL and kind != "teks":
        yield Problem(
            word.at,
            f"`{how}` hanya untuk teks, padahal `{word}` bertipe `{leaf}`",
            "pakai perbandingan biasa (sama dengan), `min`, atau `max`",
        )
    elif how in _ORDERING and leaf not in NUMBERS | DATES:
        yield Problem(
            word.at,
            f"`{how}` hanya untuk angka dan tanggal, padahal `{word}` bertipe `{leaf}`",
            "pakai perbandingan biasa (sama dengan)",
        )


def _leaf(scope: Scope, word: Word, named: str) -> str | None:
    field = scope.field_at(named, word)
    return None if field is None else scope.leaf(field)


def _class(scope: Scope, leaf: str) -> str:
    if leaf in TEXTS or leaf in scope.enums:
        return "teks"
    return "angka" if leaf in NUMBERS else leaf
