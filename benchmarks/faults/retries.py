"""The retry budget: how many calls a service gets that fails every one.

The breaker is off, so that nothing but the budget holds retries back. There is no
mutation root yet: writes are measured on the connector's Sender.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.faults.client import Reply, clients, paced
from benchmarks.faults.conduct import DEAD, FAILS, Conduct, Manner
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.line import NAME, Sending, sending
from benchmarks.faults.rig import QUERY, rig

_RATE: Final = 100.0
_SHARE: Final = 1.10
_WORDS: Final = {"breaker": "false"}
_ROOMY: Final = {**_WORDS, "limits": {"concurrency": "200"}}
_CLOSES: Final = Conduct(Manner.CLOSE)
_READS: Final = {
    "close": _CLOSES,
    "say 500": FAILS,
    "say 500, then close at reuse": Conduct(Manner.ONCE, status=500),
}
_UNSURE: Final = {
    "says 500": FAILS,
    "reads and closes": _CLOSES,
    "hangs": Conduct(Manner.HANG),
}
_PATIENCE: Final = 1.0  # seconds: a write that hangs is over soon, and gone


@dataclass(frozen=True, slots=True)
class Size:
    """For how many seconds reads, and writes of each kind, are made."""

    reads: float
    writes: float


FULL: Final = Size(30.0, 10.0)
QUICK: Final = Size(1.0, 0.2)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure how many calls come of reads and of writes that all fail."""
    size = QUICK if quick else FULL
    figures: list[Figure] = []
    with rig({NAME: _WORDS}) as running:
        async with clients(running.gateway.port) as some:

            async def ask(number: int) -> Reply:
                return await some.ask(QUERY % NAME, kode=str(number))

            for words, conduct in _READS.items():
                await running.behave(NAME, conduct)
                await running.forget(NAME)
                asked = len(await paced(ask, _RATE, size.reads))
                got = len(await running.calls(NAME))
                most = int(_SHARE * asked + size.reads + 1)  # a second that began
                title = f"calls for {asked:,} reads, 100/s, that all {words}"
                figures.append(at_most(title, got, most))
    async with sending(_ROOMY, _PATIENCE) as line:
        for words, conduct in _UNSURE.items():
            await line.services.behave(NAME, conduct)
            figures.append(await _writes(line, size, words))
        figures.append(await _revived(line, size))
    return figures


async def _writes(line: Sending, size: Size, words: str) -> Figure:
    """Count the writes that a service gets, of which it answers none well."""
    await line.services.forget(NAME)
    codes = await paced(partial(line.code, "POST"), _RATE, size.writes)
    got = len(await line.services.calls(NAME))
    return exactly(f"calls for {len(codes):,} writes, {words}", got, len(codes))


async def _revived(line: Sending, size: Size) -> Figure:
    """Count what a dead service, back at once, gets of writes that failed: nothing."""
    await line.services.behave(NAME, DEAD)
    codes = await paced(partial(line.code, "POST"), _RATE, size.writes)
    await line.services.forget(NAME)
    await line.services.behave(NAME, FAILS)
    got = len(await line.services.calls(NAME))
    return exactly(f"late calls for {len(codes):,} writes, dead", got, 0)
