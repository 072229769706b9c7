"""Which schedules cannot be kept: in nobody's name, or with what no client could send."""

from collections.abc import Iterator

from gateway.config.model import Config, Operation, Refresh
from gateway.config.problems import Problem
from gateway.connectors.privacy import forwards, is_personal
from gateway.connectors.writers.constants import (
    EXAMPLES,
    Inputs,
    Unsendable,
    coerced,
)


def unattended(config: Config, operation: Operation) -> Iterator[Problem]:
    """Refuse to fetch by the clock what is a citizen's own, or needs their token.

    And arguments that are written otherwise than a client of the graph has to.
    """
    refresh = operation.refresh
    if refresh is None:
        return
    yield from _unreadable(operation, refresh, config.inputs)
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


def _unreadable(
    operation: Operation, refresh: Refresh, inputs: Inputs
) -> Iterator[Problem]:
    for given in refresh.sets:
        for name, value in given.items():
            argument = operation.args.get(name)
            if argument is None:
                continue
            try:
                coerced(value, argument.type, inputs)
            except Unsendable as error:
                yield Problem(
                    name.at,
                    f"`with` mengisi `{name}` dengan yang bukan nilai `{argument.type}`",
                    f"tulis seperti {EXAMPLES[error.kind]}",
                )
