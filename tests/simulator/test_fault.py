"""Reading faults and turning the switch."""

import asyncio
import re

import pytest

from simulator.fault import Fault, Mode, Switch

KNOWN = "off, slow, hang, 500, garbage, drift, refuse"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("hang", Fault(Mode.HANG)),
        ("500", Fault(Mode.ERROR)),
        ("slow:250", Fault(Mode.SLOW, 250)),
        ("off", Fault()),
    ],
)
def test_parse(text: str, fault: Fault) -> None:
    """The command line's form is a mode, with milliseconds after a colon."""
    assert fault == Fault.parse(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mati", f"`mode` harus salah satu dari: {KNOWN}"),
        ("", f"`mode` harus salah satu dari: {KNOWN}"),
        ("slow:lama", "`lama` bukan milidetik"),
    ],
)
def test_parse_refuses(text: str, reason: str) -> None:
    """A wrong form is refused with what would be right."""
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        Fault.parse(text)


@pytest.mark.parametrize(
    "fault", [Fault(mode, ms) for mode in Mode for ms in (0, 700)], ids=str
)
def test_json_round_trip(fault: Fault) -> None:
    """What `to_json` gives, `read` takes."""
    assert fault == Fault.read(fault.to_json())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (["hang"], 'isi harus objek JSON, misalnya {"mode": "slow", "ms": 500}'),
        ({}, f"`mode` harus salah satu dari: {KNOWN}"),
        (
            {"mode": "slow", "ms": -1},
            "`ms` harus bilangan bulat milidetik, 0 atau lebih",
        ),
        (
            {"mode": "slow", "ms": "1"},
            "`ms` harus bilangan bulat milidetik, 0 atau lebih",
        ),
        (
            {"mode": "slow", "ms": True},
            "`ms` harus bilangan bulat milidetik, 0 atau lebih",
        ),
    ],
)
def test_read_refuses(body: object, reason: str) -> None:
    """A wrong body is refused with what would be right."""
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        Fault.read(body)


async def test_switch_wakes_who_waits() -> None:
    """Turning the switch wakes all who wait, and nobody who waits later."""
    switch = Switch()
    waiting = [asyncio.create_task(switch.turned()) for _ in range(3)]
    await asyncio.sleep(0)
    switch.turn(Fault(Mode.SLOW))
    await asyncio.wait_for(asyncio.gather(*waiting), 1)
    assert Fault(Mode.SLOW) == switch.fault
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(switch.turned(), 0.01)
