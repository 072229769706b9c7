"""Two second tiers as one: what the nearer does not have, the farther may."""

from collections.abc import Callable, Mapping, Sequence

from gateway.connectors.key import Key
from gateway.connectors.second import Kept, SecondTier, Wanted


class Chain:
    """Asks one tier, then another; tells both."""

    def __init__(
        self, first: SecondTier, then: SecondTier, epoch: Callable[[], int]
    ) -> None:
        self._first = first
        self._then = then
        self._epoch = epoch

    async def get(self, wanted: Wanted) -> Mapping[Key, Kept]:
        """Return what is kept under some keys.

        What only others had fetched is from now on with the farther tier, too, unless
        something was dropped while it was looked for.
        """
        epoch = self._epoch()
        found = await self._first.get(wanted)
        if epoch == self._epoch():
            for key, kept in found.items():
                self._then.put(key, kept)
        rest = {key: tags for key, tags in wanted.items() if key not in found}
        if not rest:
            return found
        return {**found, **await self._then.get(rest)}

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer under a key, in place of the old one."""
        self._first.put(key, kept)
        self._then.put(key, kept)

    def delete(self, keys: Sequence[Key]) -> None:
        """Forget some keys."""
        self._first.delete(keys)
        self._then.delete(keys)

    def invalidate(self, tags: Sequence[str] | None) -> None:
        """Forget what any of these tags names; None for everything of the connector."""
        self._first.invalidate(tags)
        self._then.invalidate(tags)

    async def claim(self, keys: Sequence[Key], seconds: float) -> Sequence[bool]:
        """Tell of each key whether this process is to renew it, as the nearer tier says."""
        return await self._first.claim(keys, seconds)

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        """Hold what was claimed for so many seconds more, for 0 no more."""
        self._first.hold(keys, seconds)


def chained(
    *tiers: SecondTier | None, epoch: Callable[[], int] = int
) -> SecondTier | None:
    """Return tiers as one, the nearest first; None where there is none.

    `epoch` gives a number that rises when something is dropped by order.
    """
    made: SecondTier | None = None
    for tier in reversed([one for one in tiers if one is not None]):
        made = tier if made is None else Chain(tier, made, epoch)
    return made
