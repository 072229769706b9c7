"""The shared tier as the second tier (second.py) of one connector."""

from collections.abc import Sequence

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import Kept, Wanted
from gateway.connectors.shared.pending import Ticket
from gateway.connectors.shared.record import Record
from gateway.connectors.shared.tier import ValkeyTier
from gateway.connectors.validators import Validators


class SharedAnswers:
    """A connector's answers in the shared tier.

    `declared` goes into every name: processes share what a connector gave as long as
    it is declared alike in all of them.
    """

    def __init__(self, tier: ValkeyTier, connector: str, declared: str) -> None:
        self._tier = tier
        self._connector = connector
        self._declared = declared
        tier.watch(connector)

    async def get(self, wanted: Wanted) -> dict[Key, Kept]:
        """Return what is kept under some keys; what is put for one is put after this."""
        asked = {self._key(key): tags for key, tags in wanted.items()}
        found = await self._tier.get(self._connector, asked)
        held: dict[Key, Kept] = {}
        for key in wanted:
            one = found.get(self._key(key))
            if one is None:
                self._ticket(key)
                continue
            self._tier.tickets.hold(one.ticket)
            if one.record is not None:
                held[key] = _kept(one.record, one.age)
        return held

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer that was asked for here before; of another nothing is known."""
        ticket = self._ticket(key)
        if ticket is None:
            return
        etag, modified, of = kept.validators or (None, None, None)
        life = tuple(kept.lifetime)
        self._tier.put(
            ticket,
            Record(
                kept.body, kept.size, kept.as_of, life, etag, modified, of, kept.tags
            ),
        )

    def delete(self, keys: Sequence[Key]) -> None:
        """Forget some keys."""
        self._tier.delete(self._connector, list(map(self._key, keys)))

    def invalidate(self, tags: Sequence[str] | None) -> None:
        """Forget what any of these tags names, in every process; None for everything."""
        self._tier.invalidate(self._connector, None if tags is None else tuple(tags))

    async def claim(self, keys: Sequence[Key], seconds: float) -> list[bool]:
        """Tell of each key whether this process is to renew it, for some seconds."""
        keys = list(map(self._key, keys))
        return await self._tier.claim(self._connector, keys, seconds)

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        """Hold what was claimed for so many seconds more, for 0 no more."""
        self._tier.hold(self._connector, list(map(self._key, keys)), seconds)

    def _ticket(self, key: Key) -> Ticket | None:
        """Take the ticket of a call, after which it has none."""
        name = self._tier.name(self._connector, self._key(key))
        return self._tier.tickets.take(name)

    def _key(self, key: Key) -> Key:
        return (self._declared, key)


def _kept(record: Record, age: float) -> Kept:
    validators = None
    if record.of is not None:
        validators = Validators(record.etag, record.modified, record.of)
    return Kept(
        record.body,
        record.size,
        record.as_of,
        Lifetime(*record.life),
        age,
        validators,
        record.tags,
    )
