"""Writers: what is done to an argument on its way out suits its type."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gateway.config.checks.builtins import DATES, INTEGERS, NUMBERS, TEXTS
from gateway.config.checks.readers import zones
from gateway.config.checks.scope import Scope, arguments
from gateway.config.checks.tables import unknown
from gateway.config.model import Argument, Writer
from gateway.config.place import Word
from gateway.config.problems import Problem


def writers(scope: Scope) -> Iterator[Problem]:
    """Judge the `send` of every argument."""
    blank = Writer()
    for argument in arguments(scope):
        leaf = argument.type.named
        if argument.send == blank or leaf not in scope.kinds or scope.excused(leaf):
            continue
        yield from _writer(scope, argument, leaf)
        for name, part in argument.send.parts.items():
            if leaf in scope.inputs:
                yield _no_part(argument, name)
            else:
                yield from _writer(scope, replace(argument, send=part), leaf)


def _writer(scope: Scope, argument: Argument, leaf: str) -> Iterator[Problem]:
    yield from _options(scope, argument, leaf)
    yield from _shapes(scope, argument, leaf)
    yield from _places(argument)
    yield from _map(scope, argument.send.map)
    yield from zones(argument.send.zone)


def _no_part(argument: Argument, name: Word) -> Problem:
    """Refuse a part of an input object: a placeholder names its fields so."""
    return Problem(
        name.at,
        f"`parts` hanya untuk satu nilai, padahal `{argument.name}` objek input",
        f"tulis `parts` pada field input `{argument.type.named}`",
    )


def reversed_keys(scope: Scope) -> Iterator[Problem]:
    """Refuse a key that is read through a table which does not work backwards.

    A lookup sends the key as the upstream writes it.
    """
    for kind in scope.types.values():
        lookup = kind.lookup
        if lookup is not None and lookup.lookup_in is None:
            for argument in lookup.args.values():
                yield from _map(scope, argument.send.map)


def _options(scope: Scope, argument: Argument, leaf: str) -> Iterator[Problem]:
    texts = TEXTS | scope.enums.keys()
    send = argument.send
    written = DATES if send.format is not None else frozenset[str]()  # a year, a month
    whole, numbers = INTEGERS | written, (NUMBERS | written, "angka")
    periods = {"String", "ID", "Int"}
    suits = {
        "format": (send.format, DATES | periods, "tanggal, jam, teks, dan Int"),
        "part": (send.part, periods, "String, ID, dan Int, misalnya `2021-03`"),
        "zone": (send.zone, {"DateTime", "Time"}, "DateTime dan Time"),
        "times": (send.times, *numbers),
        "round": (send.round, *numbers),
        "notation": (send.notation, *numbers),
        "pattern": (send.pattern, texts | NUMBERS | DATES, "satu nilai"),
        "pad": (send.pad, texts | INTEGERS, "teks dan bilangan bulat"),
        "case": (send.case, texts, "teks"),
        "plus": (send.plus, whole, "bilangan bulat"),
        "minus": (send.minus, whole, "bilangan bulat"),
        "true": (send.true, {"Boolean"}, "Boolean"),
        "false": (send.false, {"Boolean"}, "Boolean"),
    }
    for word, (value, leaves, wanted) in suits.items():
        if value is not None and leaf not in leaves and send.map is None:
            at = value.at if isinstance(value, Word) else argument.at
            yield Problem(
                at,
                f"`send: {{{word}: …}}` hanya untuk {wanted},"
                f" padahal `{argument.name}` bertipe `{argument.type}`",
                f"hapus `{word}`",
            )


def _shapes(scope: Scope, argument: Argument, leaf: str) -> Iterator[Problem]:
    """Judge options that are for lists alone, or for anything but an input object."""
    send = argument.send
    if send.join is not None and not argument.type.is_list:
        yield Problem(
            argument.at,
            f"`send: {{join: …}}` hanya untuk daftar,"
            f" padahal `{argument.name}` bertipe `{argument.type}`",
            f'hapus `join`, atau pakai `type: "[{argument.type}]"`',
        )
    if send.map is not None and leaf in scope.inputs:
        yield Problem(
            send.map.at,
            f"`map` hanya untuk satu nilai, padahal `{argument.name}` objek input",
            f"tulis `map` pada field input `{leaf}`",
        )


def _places(argument: Argument) -> Iterator[Problem]:
    """Judge options that depend on others."""
    send = argument.send
    if "json" in send.encode[1:]:
        yield Problem(
            send.encode[1].at,
            "`encode: json` hanya boleh yang pertama",
            "tulis `[json, base64]`",
        )
    if send.pattern is not None and not re.compile(send.pattern).groups:
        yield Problem(
            send.pattern.at,
            f"`pattern: {send.pattern}` tidak punya kelompok, jadi tidak ada yang dikirim",
            "beri tanda kurung pada bagian yang dikirim, misalnya `^([0-9]{2})`",
        )


def _map(scope: Scope, name: Word | None) -> Iterator[Problem]:
    if name is None or scope.excused(name):
        return
    table = scope.config.tables.get(name)
    if table is None:
        yield unknown(scope, name)
    elif not table.reversible:
        seen: dict[str, str] = {}
        for code, value in table.entries.items():
            if value in seen:
                yield Problem(
                    name.at,
                    f"tabel `{name}` tidak dapat dibalik:"
                    f" `{value}` punya dua kode, `{seen[value]}` dan `{code}`",
                    "buat tabel lain yang satu kode satu nilai",
                )
                return
            seen[value] = code
