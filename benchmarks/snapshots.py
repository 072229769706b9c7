"""Snapshots on the disk: what keeping one costs the event loop, and getting one back.

What is kept is packed and handed over in the turn of the loop that answers; the
rest is another thread's. What is got back was written by a gateway before this one,
and is read, checked, decoded and put into the memory.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.startup import Measured
from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import packed, recalled
from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.cabinet import Cabinet
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.snapshots.writer import bounds_of
from gateway.connectors.store import MemoryTier, Store
from gateway.observe import Silent

ROUNDS: Final = 200
_BYTES: Final = 256 * 1024**2
_MEBIBYTE: Final = 1024**2
_KEEP: Final = 200.0  # µs
_MISS: Final = 50.0  # µs
_READ: Final = 5.0  # ms
_LARGE: Final = 50.0  # ms
_LIFETIME: Final = Lifetime(3600.0, 0.0, 3600.0)


def rows(count: int) -> list[dict[str, object]]:
    """Return rows of five fields, as a list of prices has them."""
    return [
        {
            "komoditas": f"Beras {number}",
            "pasar": f"Pasar Tengah {number % 40}",
            "tanggal": "2026-11-21",
            "harga": 12_500 + number,
            "satuan": "kg",
        }
        for number in range(count)
    ]


LARGE: Final = _MEBIBYTE // 95  # rows of about a mebibyte as JSON


class _Gateway:
    """A gateway's snapshots, and its memory."""

    def __init__(self, folder: Path) -> None:
        self.snapshots = Snapshots(Cabinet(folder), bounds_of(_BYTES, 1), Silent())
        self.store: Store[Answer] = Store(MemoryTier(_BYTES), "pangan~1")
        self.snapshots.start()
        self.tier = ConnectorSnapshots(self.snapshots, "pangan", "pangan~1", self.store)

    def keep(self, key: Key, value: object, size: int) -> None:
        """Do what the loop does for an answer that is kept."""
        answer = Answer(value, size, time.time(), key)
        answer.keep(self.store, _LIFETIME)
        self.store.drop(key)  # of what the memory has the disk is not asked
        kept = packed(answer, ("harga",), personal=False)
        assert kept is not None  # noqa: S101 - it is JSON
        self.tier.put(key, kept)

    async def got(self, key: Key) -> bool:
        """Get an answer back."""
        return bool(await recalled(self.tier, {key: ("harga",)}, self.store))


def _key(number: int) -> Key:
    return ("pangan.hargaPangan", None, ("18.71", f"{number}"))


def figures(rounds: int = ROUNDS) -> list[Measured]:
    """Measure all of it, in a folder of its own."""
    with TemporaryDirectory(prefix="snapshots-") as folder:
        return asyncio.run(_figures(Path(folder), rounds))


async def _figures(folder: Path, rounds: int) -> list[Measured]:
    few, many = rows(200), rows(LARGE)
    first = _Gateway(folder)
    keep = await _timed(rounds, lambda number: _now(first, number, few))
    large = await _timed(10, lambda number: _now(first, rounds + number, many))
    await first.snapshots.aclose()
    second = _Gateway(folder)
    await _listed(second)
    miss = await _timed(rounds, lambda number: second.got(_key(-1 - number)))
    read = await _timed(rounds, lambda number: second.got(_key(number)))
    whole = await _timed(10, lambda number: second.got(_key(rounds + number)))
    found = len(second.store)
    await second.snapshots.aclose()
    if found != rounds + 10:
        message = f"{found} of {rounds + 10} snapshots came back"
        raise RuntimeError(message)
    return [
        Measured("kept, 200 rows", "µs", keep * 1e6, _KEEP),
        Measured("kept, 1 MiB", "ms", large * 1e3),
        Measured("none there", "µs", miss * 1e6, _MISS),
        Measured("got back, 200 rows", "ms", read * 1e3, _READ),
        Measured("got back, 1 MiB", "ms", whole * 1e3, _LARGE),
    ]


async def _now(gateway: _Gateway, number: int, value: object) -> None:
    gateway.keep(_key(number), value, 1000)


async def _listed(gateway: _Gateway) -> None:
    """Wait until a gateway knows its files, as it does soon after its start."""
    while not gateway.snapshots.writer.listing.turned:  # noqa: ASYNC110 - a thread sets no event
        await asyncio.sleep(0.01)


async def _timed(rounds: int, make: Callable[[int], Awaitable[object]]) -> float:
    """Return the median of what some rounds take; the writer has time between them."""
    taken: list[float] = []
    for number in range(rounds):
        started = time.perf_counter()
        await make(number)
        taken.append(time.perf_counter() - started)
        await asyncio.sleep(0.002)
    return median(taken)
