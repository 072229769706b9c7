"""A value that a service refused, standing where it would be among the others."""

from collections.abc import Mapping
from typing import TypeAlias

from gateway.connectors.codec import Unreadable
from gateway.errors import Sent, ValueRejected

Report: TypeAlias = Mapping[str, list[object]]
"""A service's errors, as an answer that holds nothing else."""


class Refused(Unreadable):
    """Stands for a value that has an error of its own; no reader accepts it.

    `error` is what is said of it where it is one among others; `report` is the
    service's own error.
    """

    __slots__ = ("error", "report")

    def __init__(self, pesan: str | None, report: Report | None = None) -> None:
        message = "The service refused this value."
        self.error = ValueRejected(message, sent=Sent.YES, pesan=pesan)
        self.report = report or {"errors": [None]}
