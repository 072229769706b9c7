"""Which files have to go, so that the folder stays within its bound: decided without I/O."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, NamedTuple

from gateway.connectors.snapshots.names import STRAY, Place, connector_of

BLOCK: Final = 4096
"""Bytes that a file takes by, whatever it holds: no folder has more files than room for these."""

_STRAY: Final = 300.0
_DEAD: Final = 24 * 3600.0
_IDLE: Final = 3600.0
_LOOKS: Final = 500


class Found(NamedTuple):
    """A file as it was found: its size in bytes, and the Unix time it was last of use."""

    place: Place
    size: int
    used: float


def charge(size: int) -> int:
    """Return what a file of some bytes takes."""
    return max(-(-size // BLOCK), 1) * BLOCK


def useless(
    files: Sequence[Found], live: Collection[str], now: float
) -> Iterator[Found]:
    """Return what nobody will ask for again.

    That is what was begun and never finished, and what is in a folder that is not
    `live`, of a declaration that is not in use, for a day: till then it may come back.
    """
    for one in files:
        if one.place.name.startswith(STRAY):
            if now - one.used > _STRAY:
                yield one
        elif one.place.folder not in live and now - one.used > _DEAD:
            yield one


def doubtful(
    files: Sequence[Found],
    now: float,
    choose: Callable[[Sequence[Found], int], list[Found]],
) -> list[Found]:
    """Return some files that may have become too old, for somebody to look into.

    Each cleaning looks into others, by chance: after some none is left that is.
    """
    idle = [one for one in files if now - one.used > _IDLE]
    return choose(idle, min(len(idle), _LOOKS))


def surplus(
    files: Sequence[Found], live: Collection[str], bound: int
) -> Iterator[Found]:
    """Return what is to go where all together takes more than `bound` bytes.

    First go folders that are not `live`. After that the connector that takes most gives
    what it has not used for longest, so that one with many answers does not cost the
    others theirs.
    """
    total = sum(charge(one.size) for one in files)
    oldest = sorted(files, key=lambda one: one.used)
    queues: dict[str, deque[Found]] = defaultdict(deque)
    for one in oldest:
        if one.place.folder in live:
            queues[connector_of(one.place.folder)].append(one)
            continue
        if total > bound:
            total -= charge(one.size)
            yield one
    taken = Counter({name: _sum(queue) for name, queue in queues.items()})
    while total > bound and taken:
        ((most, _),) = taken.most_common(1)
        one = queues[most].popleft()
        total -= charge(one.size)
        taken[most] -= charge(one.size)
        if not queues[most]:
            del taken[most]
        yield one


def _sum(files: deque[Found]) -> int:
    return sum(charge(one.size) for one in files)
