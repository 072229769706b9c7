"""Which schedules cannot be kept: in nobody's name, or with what no client could send."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from gateway.config.model import Config, Const, Operation, Refresh
from gateway.config.problems import Problem
from gateway.connectors.privacy import forwards, is_personal
from gateway.connectors.writers import parse_input

_STRICT: Final = {
    "Date": "`2026-08-17`",
    "DateTime": "`2026-08-17T10:00:00+07:00`",
    "Time": "`10:00:00`",
    "Decimal": "`12.50`",
    "URL": "`https://contoh.go.id`",
}
"""Scalars of the graph that are texts of a form, and an example of it."""


def unattended(config: Config, operation: Operation) -> Iterator[Problem]:
    """Refuse to fetch by the clock what is a citizen's own, or needs their token.

    And arguments that are written otherwise than a client of the graph has to.
    """
    refresh = operation.refresh
    if refresh is None:
        return
    yield from _unreadable(operation, refresh)
    if not is_personal(config, operation):
        return
    if forwards(config, operation):
        reason = "ditanya dengan token warga"
    else:
        reason = "menerima atau memuat data pribadi"
    yield Problem(
        refresh.at,
        f"`refresh` tidak berlaku untuk `{operation.name}`, yang {reason}",
        "hapus `refresh`: jadwal tidak bertanya atas nama siapa pun",
    )


def _unreadable(operation: Operation, refresh: Refresh) -> Iterator[Problem]:
    for given in refresh.sets:
        for name, value in given.items():
            argument = operation.args.get(name)
            kind = "" if argument is None else argument.type.named
            items = value if isinstance(value, tuple) else (value,)
            if kind in _STRICT and not all(map(partial(_reads, kind), items)):
                yield Problem(
                    name.at,
                    f"`with` mengisi `{name}` dengan yang bukan nilai `{kind}`",
                    f"tulis seperti {_STRICT[kind]}",
                )


def _reads(kind: str, value: Const) -> bool:
    """Tell whether a value is one as a client writes it; null is for other checks."""
    if value is None:
        return True
    try:
        parse_input(kind)(value)
    except ValueError:
        return False
    return True
