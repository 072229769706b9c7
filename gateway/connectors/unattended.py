"""Which schedules would ask in nobody's name what only somebody may be told."""

from collections.abc import Iterator

from gateway.config.model import Config, Operation
from gateway.config.problems import Problem
from gateway.connectors.privacy import forwards, is_personal


def unattended(config: Config, operation: Operation) -> Iterator[Problem]:
    """Refuse to fetch by the clock what is a citizen's own, or needs their token."""
    refresh = operation.refresh
    if refresh is None or not is_personal(config, operation):
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
