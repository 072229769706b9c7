"""When an answer is fetched behind the scenes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.config.hours import Between
from gateway.config.model.arguments import Const
from gateway.config.place import NOWHERE, Place, Word

MOST_SETS: Final = 200
"""Answers that one query may have renewed."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """How a query's answers are renewed by the clock; times in seconds.

    `timeout` is the deadline of one call. Between two hours of `zone`, or at any
    time; `sets` are the arguments of each answer, as far as they are stated.
    """

    every: float
    timeout: float = 60.0
    between: Between | None = None
    zone: Word | None = None
    sets: tuple[Mapping[Word, Const], ...] = ({},)
    at: Place = field(default=NOWHERE, compare=False)
