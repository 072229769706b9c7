"""What can be wrong with a simulated OPD, and the switch that makes it so."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Self


class Mode(Enum):
    """A kind of trouble, by the name it has on the wire and the command line."""

    OFF = "off"
    SLOW = "slow"  # answers after `ms`
    HANG = "hang"  # reads the request and does not answer
    ERROR = "500"  # an error page
    GARBAGE = "garbage"  # says it is JSON and is not
    DRIFT = "drift"  # a new release renamed keys
    REFUSE = "refuse"  # the port is closed


@dataclass(frozen=True, slots=True)
class Fault:
    """One state of the switch. `ms` is the delay of SLOW, in milliseconds."""

    mode: Mode = Mode.OFF
    ms: int = 1000

    @classmethod
    def read(cls, body: object) -> Self:
        """Read `{"mode": …, "ms": …}`; ValueError, in Indonesian, when it is not one."""
        if not isinstance(body, Mapping):
            msg = 'isi harus objek JSON, misalnya {"mode": "slow", "ms": 500}'
            raise ValueError(msg)  # noqa: TRY004 - one error class for a wrong body
        ms = body.get("ms", 1000)
        if isinstance(ms, bool) or not isinstance(ms, int) or ms < 0:
            msg = "`ms` harus bilangan bulat milidetik, 0 atau lebih"
            raise ValueError(msg)
        return cls(_mode(body.get("mode")), ms)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `hang` or `slow:500`; ValueError, in Indonesian, when it is not one."""
        mode, _, ms = text.partition(":")
        if ms and not ms.isdecimal():
            msg = f"`{ms}` bukan milidetik"
            raise ValueError(msg)
        return cls(_mode(mode), int(ms) if ms else 1000)

    def to_json(self) -> dict[str, str | int]:
        """Return the form that `read` takes."""
        return {"mode": self.mode.value, "ms": self.ms}


def _mode(text: object) -> Mode:
    for mode in Mode:
        if mode.value == text:
            return mode
    known = ", ".join(mode.value for mode in Mode)
    msg = f"`mode` harus salah satu dari: {known}"
    raise ValueError(msg)


class Switch:
    """Holds the fault of one service and wakes those who wait in it."""

    def __init__(self) -> None:
        self.fault = Fault()
        self._turned = asyncio.Event()

    def turn(self, fault: Fault) -> None:
        """Set the fault; whoever waited for the old one to end is woken."""
        self.fault = fault
        self._turned.set()
        self._turned = asyncio.Event()

    async def turned(self) -> None:
        """Wait until the switch is next turned."""
        await self._turned.wait()
