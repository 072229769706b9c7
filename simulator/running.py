"""All services at once, each on a port of its own."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from typing_extensions import override

from simulator.control import control
from simulator.fault import Fault, Mode, Switch
from simulator.faulty import Faulty
from simulator.listener import HOST, Listener
from simulator.service import Service
from simulator.services import services


@dataclass(frozen=True, slots=True)
class _Stand:
    service: Service
    switch: Switch
    listener: Listener


class Simulation(Mapping[str, str]):
    """The running services: a mapping of environment variables to base URLs."""

    def __init__(
        self,
        base_port: int,
        of: Sequence[Service],
        host: str = HOST,
        *,
        gates: bool = True,
    ) -> None:
        self._host = host
        self._gates = gates
        self._stands = {
            service.name: self._stand(service, base_port and base_port + service.offset)
            for service in of
        }

    def _stand(self, service: Service, port: int) -> _Stand:
        switch = Switch()
        app = Starlette(routes=[*service.routes(), control(service.name, self)])
        gated = service.gate(app) if service.gate and self._gates else app
        faulty = Faulty(gated, switch, service.drift)
        secure = service.mutual_tls and self._gates
        listener = Listener(faulty, port, self._host, mutual_tls=secure)
        return _Stand(service, switch, listener)

    @override
    def __getitem__(self, env: str) -> str:
        for stand in self._stands.values():
            if stand.service.env == env:
                scheme = stand.service.scheme if self._gates else "http"
                return f"{scheme}://{self._host}:{stand.listener.port}"
        raise KeyError(env)

    @override
    def __iter__(self) -> Iterator[str]:
        return (stand.service.env for stand in self._stands.values())

    @override
    def __len__(self) -> int:
        return len(self._stands)

    @property
    def services(self) -> tuple[Service, ...]:
        """Return what is running, in the order of the ports."""
        return tuple(stand.service for stand in self._stands.values())

    def fault(self, name: str) -> Fault:
        """Return what a service suffers from; KeyError for an unknown one."""
        return self._stands[name].switch.fault

    async def turn(self, name: str, fault: Fault) -> None:
        """Make a service sick or well; KeyError for an unknown one."""
        stand = self._stands[name]
        stand.switch.turn(fault)
        if fault.mode is Mode.REFUSE:
            await stand.listener.close()
        else:
            await stand.listener.open()

    async def open(self) -> None:
        """Open every port; OSError when one is taken, and then none stays open."""
        try:
            for stand in self._stands.values():
                await stand.listener.open()
        except OSError:
            await self.close()
            raise

    async def close(self) -> None:
        """Close every port and let go of the calls that hang."""
        for stand in self._stands.values():
            stand.switch.turn(Fault())
        await asyncio.gather(*(s.listener.close() for s in self._stands.values()))


@asynccontextmanager
async def running(
    base_port: int = 0, host: str = HOST, *, gates: bool = True
) -> AsyncGenerator[Simulation]:
    """Run every service while the block lasts, on free ports unless told otherwise.

    Without `gates` no service asks for a credential.
    Raise OSError when a port from `base_port` on is taken, or `host` is not an
    IPv4 address of this machine.
    """
    simulation = Simulation(base_port, services(), host, gates=gates)
    await simulation.open()
    try:
        yield simulation
    finally:
        await simulation.close()
