"""What is written to the shared server, behind whoever fetched it: one thing at a time.

So what one answer's keys put goes together, what is put while the server is slow goes
together next, and what is forgotten after it was put stays forgotten.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from secrets import token_hex
from typing import Final, TypeVar

from gateway.connectors.shared.gathering import Begin
from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Item, Link, trouble
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import token_of
from gateway.connectors.shared.outage import Outage
from gateway.connectors.shared.pending import Pending, Put, Ticket
from gateway.connectors.shared.record import Record, write_record
from gateway.observe import Observer, SharedTierTurned

T = TypeVar("T")

LASTING: Final = 30 * 24 * 3600.0
"""Seconds for which a generation is kept. Without its generation a record is a miss."""

MOST_OWED: Final = 10_000
"""Names that wait to be forgotten while the server is away."""

_REFUSALS: Final = frozenset({"OOM", "READONLY", "REFUSED", "AUTH"})


class Outbox:
    """Writes over one keeper's link."""

    def __init__(
        self,
        keeper: Keeper,
        names: Names,
        observer: Observer,
        begin: Begin,
        secret: bytes = b"",
    ) -> None:
        self.token = token_hex(8)
        """What this process claims things by."""
        self.owed: dict[str, str] = {}
        """What could not be forgotten, by name, with its connector: a miss until it is."""
        self.writes = Outage()
        self.pending = Pending()
        self._keeper = keeper
        self._names = names
        self._observer = observer
        self._begin = begin
        self._secret = secret
        self._works = False

    def put(self, ticket: Ticket, record: Record) -> None:
        """Have a record kept; what is too much is not."""
        if self._keeper.link is None or self.writes.left > 0 or record.keep <= 0:
            return
        if self.pending.put(Put(ticket, record, self._keeper.clock.now())):
            self._start()

    def forget(self, connector: str, names: Sequence[str]) -> None:
        """Have some names of a connector forgotten: over the next link if not over this."""
        if self._keeper.link is None:
            self._owe(dict.fromkeys(names, connector))
        elif names:
            self.pending.forget(dict.fromkeys(names, connector))
            self._start()

    async def settle(self, link: Link) -> None:
        """Forget over a link what could not be forgotten over another."""
        owed, self.owed = self.owed, {}
        try:
            if owed:
                await link.drop(list(owed))
        except BaseException:
            self._owe(owed)
            raise

    def _owe(self, names: Mapping[str, str]) -> None:
        """Take note of names to forget; of too many that their connectors are."""
        self.owed |= names
        if len(self.owed) > MOST_OWED:
            for connector in {*self.owed.values()}:
                self._keeper.owed.add(connector)
            self.owed.clear()

    def hold(self, claims: Mapping[str, float]) -> None:
        """Have claims held for so many seconds more, for 0 given back.

        That comes after what was put: whoever claims next finds it.
        """
        if claims and self._keeper.link is not None:
            self.pending.hold(claims)
            self._start()

    def _start(self) -> None:
        if not self._works:
            self._works = True
            self._begin(self._work())

    async def _work(self) -> None:
        try:
            await asyncio.sleep(0)  # what one answer's keys put goes together
            while self.pending:
                await self._forget(self.pending.names())
                await self._put(self.pending.puts())
                await self._hold(self.pending.claims())
        finally:
            self._works = False

    async def _forget(self, names: dict[str, str]) -> None:
        if names and not await self._keeper.use(
            lambda link: self._done(link, link.drop(list(names)))
        ):
            self._owe(names)

    async def _hold(self, claims: dict[str, float]) -> None:
        if claims:
            await self._keeper.use(
                lambda link: self._done(link, link.hold(claims, self.token))
            )

    async def _put(self, puts: list[Put]) -> None:
        link = self._keeper.link
        try:
            if puts and link is not None and self.writes.left == 0:
                await self._write(link, puts)
        finally:
            self.pending.done(puts)

    async def _write(self, link: Link, puts: list[Put]) -> None:
        """Write records under the generations there are, or under new ones.

        What was fetched before its connector's last change is not written. Each of the
        up to three steps has a bound of its own: nobody waits for them.
        """
        names = list(dict.fromkeys(name for one in puts for name in self._under(one)))
        found = await self._use(link, lambda: link.read(names))
        if found is None:
            return
        known = dict(zip(names, map(token_of, found), strict=True))
        good = [one for one in puts if one.ticket.change == known[self._under(one)[0]]]
        marks = [name for one in good for name in self._under(one)[1:]]
        made = {name: token_hex(8) for name in marks if known[name] is None}

        async def mark() -> bool:
            return await self._done(link, link.mark(made, LASTING))

        async def write() -> bool:
            items = [
                *filter(None, (self._item(one, {**known, **made}) for one in good))
            ]
            return bool(items) and await self._done(link, link.write(items))

        if not made or await self._use(link, mark):
            await self._use(link, write)

    def _under(self, one: Put) -> list[str]:
        """Name the last change of a record's connector, then what it stands under."""
        names, connector = self._names, one.ticket.connector
        marks = (names.generation(connector, tag) for tag in (None, *one.record.tags))
        return [names.change(connector), *marks]

    def _item(self, one: Put, tokens: Mapping[str, str | None]) -> Item | None:
        """Return what is written of a record; None where it is too large."""
        name, record = one.ticket.name, one.record
        under = tuple(tokens[mark] or "" for mark in self._under(one)[1:])
        data = write_record(name, record, one.at, under, self._secret)
        return None if data is None else Item(name, data, record.keep)

    async def _use(self, link: Link, ask: Callable[[], Awaitable[T]]) -> T | None:
        """Ask over one link only: what another one's server knows is another matter."""

        async def same(current: Link) -> T | None:
            return await ask() if current is link else None

        return await self._keeper.use(same)

    async def _done(self, link: Link, write: Awaitable[None]) -> bool:
        """Await a write; tell whether the server did it.

        A server that only refuses to write is still read from. One that has become a
        replica is given up: another address may lead to the new primary.
        """
        try:
            await write
        except Exception as error:
            code = trouble(error)
            if code not in _REFUSALS:
                raise
            if not self.writes.on:
                self._observer.see(SharedTierTurned("writes", up=False, code=code))
            self.writes.failed()
            if code == "READONLY":
                self._keeper.lose(link, code)
            return False
        if self.writes.on:
            self.writes.worked()
            self._observer.see(SharedTierTurned("writes", up=True, code=None))
        return True
