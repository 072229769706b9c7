"""One simulated OPD, as a value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Service:
    """What the simulator knows of an OPD.

    `offset` places its port after the first one's. `env` is the variable by
    which its connector takes its address, `routes` makes its HTTP interface,
    and `drift` are the keys that Mode.DRIFT renames.
    """

    name: str
    offset: int
    opd: str
    env: str
    routes: Callable[[], Sequence[Route]]
    drift: Mapping[str, str]
