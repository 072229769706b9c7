"""Arguments: their bounds suit their type, and their default keeps them."""

import re
from collections.abc import Iterator, Mapping

from gateway.config.checks.builtins import DATES, INTEGERS, NUMBERS, TEXTS
from gateway.config.checks.constants import misfit, ordered, text_misfit
from gateway.config.checks.scope import Scope, arguments
from gateway.config.model import Argument, Const
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.typeref import TypeRef


def bounds(scope: Scope) -> Iterator[Problem]:
    """Refuse bounds that do not suit the argument's type, or that nothing meets."""
    for argument in arguments(scope):
        leaf = argument.type.named
        if leaf in scope.kinds and not scope.excused(leaf):
            yield from _range(argument, leaf)
            yield from _text_bounds(argument, leaf)
            yield from _allowed(scope, argument, leaf)


def defaults(scope: Scope) -> Iterator[Problem]:
    """Refuse defaults that are no value of the type, or break the bounds."""
    for argument in arguments(scope):
        leaf = argument.type.named
        if not argument.has_default or leaf not in scope.kinds or scope.excused(leaf):
            continue
        expected = misfit(argument.default, argument.type, scope)
        if expected is not None:
            yield Problem(
                argument.at,
                f"`default` argumen `{argument.name}` bukan nilai `{argument.type}`",
                f"tulis {expected}",
            )
        elif _composite(argument.default, argument.type, scope):
            yield Problem(
                argument.at,
                f"`default` argumen `{argument.name}` memuat objek atau daftar bertipe"
                " `JSON`, yang tidak dapat ditulis dalam skema GraphQL",
                "hapus, atau beri ia tipe di `inputs`",
            )
        else:
            yield from _kept(argument)


def _composite(value: Const, ref: TypeRef, scope: Scope) -> bool:
    """Tell whether a constant has an object or a list where its type is JSON.

    graphql-core writes a scalar's default, where the schema is shown, as one value.
    """
    if ref.of is not None:
        items = value if isinstance(value, tuple) else (value,)
        return any(_composite(item, ref.of, scope) for item in items)
    if ref.named in scope.inputs and isinstance(value, Mapping):
        fields = scope.inputs[ref.named].fields
        return any(
            _composite(one, fields[Word(name)].type, scope)
            for name, one in value.items()
            if Word(name) in fields
        )
    return ref.named == "JSON" and isinstance(value, tuple | Mapping)


def _range(argument: Argument, leaf: str) -> Iterator[Problem]:
    low, high = argument.min, argument.max
    given = [word for word in (low, high) if word is not None]
    if leaf not in NUMBERS | DATES:
        for word in given:
            yield Problem(
                word.at,
                f"`min` dan `max` hanya untuk angka dan tanggal,"
                f" padahal `{argument.name}` bertipe `{argument.type}`",
                "pakai `length` untuk membatasi panjang"
                if leaf in TEXTS
                else "hapus batas itu",
            )
        return
    for word in given:
        if ordered(word, leaf) is None:
            yield Problem(
                word.at,
                f"batas `{word}` bukan nilai `{leaf}`",
                f"tulis {_example(leaf)}",
            )
    if low is not None and high is not None:
        least, most = ordered(low, leaf), ordered(high, leaf)
        if least is not None and most is not None and least > most:
            yield Problem(
                low.at,
                f"`min: {low}` lebih besar daripada `max: {high}`",
                "tukar keduanya",
            )


def _text_bounds(argument: Argument, leaf: str) -> Iterator[Problem]:
    name = argument.name
    if argument.pattern is not None and leaf not in TEXTS:
        yield Problem(
            argument.pattern.at,
            f"`pattern` hanya untuk teks, padahal `{name}` bertipe `{argument.type}`",
            "pakai `min` dan `max`" if leaf in NUMBERS | DATES else "hapus `pattern`",
        )
    if argument.length is None:
        return
    if leaf not in TEXTS and not argument.type.is_list:
        yield Problem(
            argument.at,
            f"`length` hanya untuk teks dan daftar,"
            f" padahal `{name}` bertipe `{argument.type}`",
            "pakai `min` dan `max`" if leaf in NUMBERS | DATES else "hapus `length`",
        )


def _allowed(scope: Scope, argument: Argument, leaf: str) -> Iterator[Problem]:
    if argument.enum and leaf in scope.inputs:
        yield Problem(
            argument.enum[0].at,
            f"`enum` hanya untuk satu nilai,"
            f" padahal `{argument.name}` bertipe `{argument.type}`",
            f"tulis `enum` pada field input `{leaf}`",
        )
        return
    for word in argument.enum:
        expected = text_misfit(word, leaf, scope)
        if expected is not None:
            yield Problem(
                word.at,
                f"`enum` argumen `{argument.name}` memuat `{word}`,"
                f" yang bukan nilai `{leaf}`",
                f"tulis {expected}",
            )


def broken_bound(argument: Argument, value: Const) -> str | None:
    """Name the bound of an argument that a value of its type breaks, as written."""
    if value is None:
        return None
    items = value if isinstance(value, tuple) else (value,)
    broken = _length_broken(argument, value, items)
    for item in items:
        broken = broken or _item_broken(argument, item)
    return broken


def _kept(argument: Argument) -> Iterator[Problem]:
    broken = broken_bound(argument, argument.default)
    if broken:
        yield Problem(
            argument.at,
            f"`default` argumen `{argument.name}` melanggar `{broken}`",
            "ubah salah satunya",
        )


def _length_broken(
    argument: Argument, value: Const, items: tuple[Const, ...]
) -> str | None:
    if argument.length is None:
        return None
    least, most = argument.length
    size = len(value) if isinstance(value, str) else len(items)
    if argument.type.is_list:
        size = len(items)
    good = least <= size and (most is None or size <= most)
    return None if good else f"length: {least}..{'' if most is None else most}"


def _item_broken(argument: Argument, item: Const) -> str | None:
    if not isinstance(item, (str, int, float)):
        return None
    text = str(item)
    leaf = argument.type.named
    if argument.enum and text not in argument.enum:
        return "enum"
    if argument.pattern is not None and leaf in TEXTS:
        kept = re.fullmatch(argument.pattern, text)
        return None if kept else f"pattern: {argument.pattern}"
    return _range_broken(argument, text, leaf)


def _range_broken(argument: Argument, text: str, leaf: str) -> str | None:
    value = ordered(text, leaf)
    for word, bound, sign in (("min", argument.min, 1), ("max", argument.max, -1)):
        limit = None if bound is None else ordered(bound, leaf)
        if value is not None and limit is not None and sign * (value - limit) < 0:
            return f"{word}: {bound}"
    return None


def _example(leaf: str) -> str:
    if leaf in INTEGERS:
        return "bilangan bulat"
    return "angka" if leaf in NUMBERS else "tanggal atau jam menurut ISO 8601"
