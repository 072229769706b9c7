"""Two second tiers as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.connectors.chain import chained
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import Kept, Wanted

OLD, NEW = (Kept(body, 1, 0.0, Lifetime(60)) for body in (b"1", b"2"))
A: Key = ("a",)
B: Key = ("b",)
C: Key = ("c",)


@dataclass
class Shelf:
    """A tier that holds, and remembers what it was told."""

    held: dict[Key, Kept] = field(default_factory=dict)
    asked: list[Key] = field(default_factory=list)
    told: list[object] = field(default_factory=list)

    async def get(self, wanted: Wanted) -> dict[Key, Kept]:
        self.asked += wanted
        return {key: self.held[key] for key in wanted if key in self.held}

    def put(self, key: Key, kept: Kept) -> None:
        self.held[key] = kept

    def delete(self, keys: Sequence[Key]) -> None:
        self.told.append(("delete", *keys))

    def invalidate(self, tags: Sequence[str] | None) -> None:
        self.told.append(("invalidate", tags))

    async def claim(self, keys: Sequence[Key], seconds: float) -> list[bool]:
        self.told.append(seconds)
        return [False for _ in keys]

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        self.told.append(("hold", *keys, seconds))


async def test_the_nearer_is_asked_first() -> None:
    """What the nearer tier has is not asked for elsewhere, but kept there from now on."""
    near, far = Shelf({A: NEW}), Shelf({A: OLD, B: OLD})
    tier = chained(near, far)
    assert tier is not None
    assert {A: NEW, B: OLD} == await tier.get({A: (), B: (), C: ()})
    assert [B, C] == far.asked
    assert NEW == far.held[A]
    assert {A: NEW} == await tier.get({A: ()})
    assert [B, C] == far.asked


async def test_what_is_dropped_meanwhile() -> None:
    """What the nearer tier gave while something was dropped is not kept farther away."""
    near, far, epochs = Shelf({A: OLD}), Shelf(), iter([0, 1])
    tier = chained(near, far, epoch=lambda: next(epochs))
    assert tier is not None
    await tier.get({A: ()})
    assert {} == far.held


async def test_both_are_told() -> None:
    """What is put, deleted and invalidated is so in both; the nearer knows who renews."""
    near, far = Shelf(), Shelf()
    tier = chained(near, None, far)
    assert tier is not None
    tier.put(A, NEW)
    tier.delete([B])
    tier.invalidate(["rak"])
    assert near == far
    assert {A: NEW} == near.held
    assert [("delete", B), ("invalidate", ["rak"])] == near.told
    assert [False] == await tier.claim([A], 5.0)
    tier.hold([A], 1.0)
    assert [5.0, ("hold", A, 1.0)] == near.told[-2:]
    assert 2 == len(far.told)


def test_fewer_than_two() -> None:
    """One tier stays as it is, and none is none."""
    one = Shelf()
    assert one is chained(None, one)
    assert chained(None, None) is None
