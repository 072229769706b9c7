"""Which files go."""

from collections.abc import Iterable

from gateway.connectors.snapshots.eviction import (
    BLOCK,
    Found,
    charge,
    doubtful,
    surplus,
    useless,
)
from gateway.connectors.snapshots.names import STRAY, Place

HOUR = 3600.0
LIVE = {"perpus~1", "pasar~1"}


def found(folder: str, name: str, used: float, blocks: int = 1) -> Found:
    return Found(Place(folder, name), blocks * BLOCK, used)


def names(files: Iterable[Found]) -> list[str]:
    return [one.place.name for one in files]


def test_charge() -> None:
    """A file takes whole blocks, and one at least: many small ones are not for nothing."""
    assert [BLOCK, BLOCK, BLOCK, 2 * BLOCK] == [
        charge(size) for size in (0, 1, BLOCK, BLOCK + 1)
    ]


def test_useless() -> None:
    """What was never finished goes after minutes, what is declared no more after a day."""
    files = [
        found("perpus~1", f"{STRAY}old", 1 * HOUR),
        found("perpus~1", f"{STRAY}new", 30 * HOUR - 10),
        found("perpus~0", "dead", 1 * HOUR),
        found("perpus~0", "resting", 20 * HOUR),
        found("perpus~1", "live", 0.0),
    ]
    assert [f"{STRAY}old", "dead"] == names(useless(files, LIVE, 30 * HOUR))


def test_doubtful() -> None:
    """Of what was of no use for an hour some are looked into, by chance, and not too many."""
    files = [found("perpus~1", f"{number}", float(number)) for number in range(9000)]
    chosen = doubtful(files, 2 * HOUR, lambda some, count: [*some][-count:])
    assert (500, "3599") == (len(chosen), chosen[-1].place.name)
    assert [] == doubtful(files[:3], HOUR, lambda some, count: [*some][:count])


def test_within_the_bound() -> None:
    """Where there is room nothing goes."""
    files = [found("perpus~1", "a", 1.0), found("perpus~0", "b", 0.0)]
    assert [] == names(surplus(files, LIVE, 2 * BLOCK))
    assert [] == names(surplus([], LIVE, 0))


def test_the_dead_go_first() -> None:
    """What nobody declares now goes before what somebody does, however new it is."""
    files = [found("perpus~1", "a", 1.0), found("perpus~0", "b", 9.0)]
    assert ["b"] == names(surplus(files, LIVE, BLOCK))


def test_the_longest_unused_goes() -> None:
    """Of one connector that goes first which was of no use for longest."""
    files = [
        found("perpus~1", name, at) for name, at in (("a", 3.0), ("b", 1.0), ("c", 2.0))
    ]
    assert ["b", "c"] == names(surplus(files, LIVE, BLOCK))
    assert ["b", "c", "a"] == names(surplus(files, LIVE, 0))


def test_one_with_many_costs_the_others_nothing() -> None:
    """A connector that fills the folder gives way itself: an old answer of another stays."""
    files = [found("pasar~1", "only", 0.0)]
    files += [found("perpus~1", f"p{number}", 10.0 + number) for number in range(5)]
    assert ["p0", "p1", "p2", "p3"] == names(surplus(files, LIVE, 2 * BLOCK))


def test_large_ones_count_as_such() -> None:
    """What goes is counted by its size."""
    files = [found("perpus~1", "large", 0.0, 3), found("perpus~1", "small", 1.0)]
    assert ["large"] == names(surplus(files, LIVE, 2 * BLOCK))
