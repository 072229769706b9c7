"""How old a snapshot is, by clocks that may be set, or begin anew: decided without I/O.

A wall clock alone would take an answer for fresh that is not, once it is set back. While
the machine has not been started again its own running time tells exactly; after that
only the wall clock does, and is believed no further than it has ever been seen to go.
"""

from typing import Final, NamedTuple

LEEWAY: Final = 60.0
"""Seconds by which the wall clocks of two moments may contradict each other."""

FAR: Final = 24 * 3600.0
"""Seconds by which a clock is set back at the most; what is later is a wrong clock's."""


class Moment(NamedTuple):
    """A moment as a machine sees it.

    `wall` is the Unix time. `up` is for how many seconds the machine has been running,
    and `boot` names that run; empty where the machine does not tell.
    """

    boot: str
    up: float
    wall: float

    def before(self, seconds: float) -> "Moment":
        """Return the moment so many seconds earlier."""
        return Moment(self.boot, self.up - seconds, self.wall - seconds)


def age(then: Moment, now: Moment, latest: float = 0.0) -> float | None:
    """Return how many seconds lie between two moments; None where nothing tells.

    `latest` is the latest wall time that is known to have been: where the clock says
    less it was set back, and nothing is younger than if it had stood still since then,
    unless that is so far ahead that it must have been wrong itself. What comes from the
    future has no age.
    """
    if then.boot and then.boot == now.boot:
        return max(now.up - then.up, 0.0)
    wall = latest if 0 < latest - now.wall <= FAR else now.wall
    found = wall - then.wall
    return None if found < -LEEWAY else max(found, 0.0)
