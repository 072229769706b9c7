"""One simulated OPD, as a value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import Route

from simulator.gates.gate import Gate


@dataclass(frozen=True, slots=True)
class Service:
    """What the simulator knows of an OPD.

    `offset` places its port after the first one's. `env` is the variable by
    which its connector takes its address, `routes` makes its HTTP interface,
    and `drift` are the keys that Mode.DRIFT renames. `gate` lets in who has the
    right credential; with `mutual_tls` that is a certificate.
    """

    name: str
    offset: int
    opd: str
    env: str
    routes: Callable[[], Sequence[Route]]
    drift: Mapping[str, str]
    gate: Gate | None = None
    mutual_tls: bool = False

    @property
    def scheme(self) -> str:
        """Return the scheme of its address."""
        return "https" if self.mutual_tls else "http"
