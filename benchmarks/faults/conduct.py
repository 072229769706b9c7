"""How a service behaves: what it does with a request from now on."""

from dataclasses import dataclass
from enum import Enum


class Manner(Enum):
    """What a service does with a request."""

    ANSWER = "answer"
    HANG = "hang"  # says nothing
    DRIP = "drip"  # a byte of the body now and then, for ever
    INTERIM = "interim"  # one 1xx after the other, for ever (RFC 9110 §15.2)
    CLOSE = "close"  # reads the request and closes
    ONCE = "once"  # answers the first request of a connection, and closes at the next
    DEAD = "dead"  # refuses connections
    LARGE = "large"  # much that nobody asked for, as it should be
    NAN = "nan"  # as much, in numbers that are none
    UNCLOSED = "unclosed"  # as much, and the end is missing
    ROWS = "rows"  # as much in rows, as they should be
    RETYPED = "retyped"  # as many rows, whose values are of another type


@dataclass(frozen=True, slots=True)
class Conduct:
    """A manner, and how an answer is given: after `delay` seconds, with a status.

    `value` is what it says: a number, or None for a body of `null`.
    """

    manner: Manner = Manner.ANSWER
    delay: float = 0.0
    status: int = 200
    value: int | None = 1


GOOD = Conduct()
"""Answers at once, as one should."""

HANGS = Conduct(Manner.HANG)
FAILS = Conduct(status=500)
DEAD = Conduct(Manner.DEAD)
