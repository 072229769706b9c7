"""The shared tier as connectors ask it: get, put, claim, invalidate. It fails open."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from functools import partial
from secrets import token_hex
from typing import Any, Final, NamedTuple

from gateway.connectors.key import Key
from gateway.connectors.shared.clock import STEP
from gateway.connectors.shared.gathering import Gathering
from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Link, Message
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import News, Tags, token_of, write_news
from gateway.connectors.shared.outbox import LASTING, Outbox
from gateway.connectors.shared.owed import bounded
from gateway.connectors.shared.pending import Ticket
from gateway.connectors.shared.record import Record, read_record
from gateway.connectors.shared.tickets import Tickets
from gateway.observe import Observer

_TELLING: Final = 0.5
"""Seconds that whoever drops something waits for others to be told, at the most."""


class Found(NamedTuple):
    """What the tier has: the ticket to put a record, and one that is there, its age in seconds."""

    ticket: Ticket
    record: Record | None = None
    age: float = 0.0


class ValkeyTier:
    """Records shared by processes, over one keeper's link."""

    def __init__(
        self, keeper: Keeper, names: Names, observer: Observer, secret: bytes = b""
    ) -> None:
        self.outbox = Outbox(keeper, names, observer, self._begin, secret)
        self.tickets = Tickets()
        self._keeper = keeper
        self._reads = Gathering(keeper, self._begin)
        self._names = names
        self._secret = secret
        self._tasks: set[asyncio.Task[None]] = set()
        self._telling: Counter[str] = Counter()
        keeper.settle = self._settle
        keeper.listener.renew = self._renew

    def watch(self, connector: str) -> None:
        """Look after what others invalidate of a connector."""
        self._keeper.changes.watch(connector)

    def name(self, connector: str, key: Key) -> str:
        """Return the place of a key's record, as its ticket has it."""
        return self._names.entry(connector, key)

    # ------------------------------------------------------------- reading

    async def get(
        self, connector: str, wanted: Mapping[Key, tuple[str, ...]]
    ) -> dict[Key, Found]:
        """Return what there is for each key, given the tags that its answer has.

        While the server is away that is nothing, and no ticket either; nor while it has
        not been told what was dropped here.
        """
        if self._keeper.link is None or not wanted or self._stale(connector):
            return {}
        names = [self._names.entry(connector, key) for key in wanted]
        tags = list(dict.fromkeys(tag for some in wanted.values() for tag in some))
        marks = [self._names.generation(connector, tag) for tag in (None, *tags)]
        change = self._names.change(connector)
        found = await self._reads.read(connector, [change, *marks, *names])
        if found is None:
            return {}
        last, *rest = found
        tokens = dict(zip((None, *tags), map(token_of, rest), strict=False))
        results: dict[Key, Found] = {}
        corrupt: list[str] = []
        data = rest[len(marks) :]
        for (key, some), name, one in zip(wanted.items(), names, data, strict=True):
            under = tuple(tokens[tag] for tag in (None, *some))
            ticket = Ticket(connector, name, token_of(last))
            results[key] = self._judged(ticket, one, under, corrupt)
        if corrupt:
            self.outbox.forget(connector, corrupt)
        return results

    def _judged(
        self,
        ticket: Ticket,
        data: bytes | None,
        under: tuple[str | None, ...],
        corrupt: list[str],
    ) -> Found:
        """Make sense of what was found under a name."""
        if data is None or ticket.name in self.outbox.owed:
            return Found(ticket)
        opened = read_record(ticket.name, data, self._secret)
        if opened is None:
            corrupt.append(ticket.name)
            return Found(ticket)
        age = self._keeper.clock.now() - opened.at
        if age < -STEP:  # from before the clock was set back
            corrupt.append(ticket.name)
            return Found(ticket)
        age = max(age, 0.0)
        if opened.under != under or age >= opened.record.keep:
            return Found(ticket)
        return Found(ticket, opened.record, age)

    # ------------------------------------------------------------- writing

    def put(self, ticket: Ticket, record: Record) -> None:
        """Keep what was fetched, behind whoever fetched it; what is too much is not."""
        self.outbox.put(ticket, record)

    def delete(self, connector: str, keys: Sequence[Key]) -> None:
        """Forget some keys, behind whoever says so."""
        names = [self._names.entry(connector, key) for key in keys]
        self.outbox.forget(connector, names)

    # ------------------------------------------------- renewal, invalidation

    async def claim(
        self, connector: str, keys: Sequence[Key], seconds: float
    ) -> list[bool]:
        """Tell of each key whether this process is to renew it, for some seconds.

        Without the server every process is.
        """
        if self._keeper.link is None or self.outbox.writes.left > 0:
            return [True] * len(keys)
        names = [self._names.lease(connector, key) for key in keys]
        token = self.outbox.token
        won = await self._keeper.use(lambda link: link.claim(names, token, seconds))
        return [True] * len(keys) if won is None else won

    def hold(self, connector: str, keys: Sequence[Key], seconds: float) -> None:
        """Hold what this process has claimed for so many seconds more, for 0 no more.

        What it has put is there before that.
        """
        names = [self._names.lease(connector, key) for key in keys]
        self.outbox.hold(dict.fromkeys(names, seconds))

    def invalidate(self, connector: str, tags: Tags = None) -> None:
        """Drop a connector's records by tags, or all, and tell every process.

        What this process keeps in memory is its caller's to drop. Where the server
        is away they are dropped when it is back.
        """
        if tags == ():
            return
        tags = bounded(tags)
        if self._keeper.link is None:
            self._keeper.owed.add(connector, tags)
        else:
            self._telling[connector] += 1
            self._begin(self._invalidated(connector, tags))

    async def told(self) -> None:
        """Wait until what was dropped here is told, or cannot be, within a bound."""
        if self._tasks:
            await asyncio.wait({*self._tasks}, timeout=_TELLING)

    async def _invalidated(self, connector: str, tags: Tags) -> None:
        try:
            if await self._keeper.use(partial(self._told, connector, tags)) is None:
                self._keeper.owed.add(connector, tags)
        finally:
            self._telling[connector] -= 1

    def _stale(self, connector: str) -> bool:
        """Tell whether the server still has what is to be dropped."""
        return self._telling[connector] > 0 or connector in self._keeper.owed

    async def _told(self, connector: str, tags: Tags, link: Link) -> bool:
        """Begin new generations, note the change and tell of it, in one step."""
        names = [self._names.generation(connector, tag) for tag in tags or (None,)]
        now = token_hex(8)
        news = write_news(News(connector, tags, now), self._secret)
        self._keeper.changes.makes(now)
        message = Message(self._names.channel, news)
        marks = [self._names.change(connector), *names]
        try:
            await link.turn(marks, now, LASTING, message)
        except BaseException:  # if it was made all the same it is heard as another's
            self._keeper.changes.failed(now)
            raise
        return True

    async def _settle(self, link: Link) -> None:
        """Tell, over a new link, what could not be told over the last.

        What is owed anew meanwhile came after what is being told, and is told as well.
        """
        await self.outbox.settle(link)
        owed = self._keeper.owed
        while owed:
            connector, tags = owed.pop()
            self._telling[connector] += 1
            try:
                await self._told(connector, tags, link)
            except BaseException:
                owed.add(connector, tags)
                raise
            finally:
                self._telling[connector] -= 1

    async def _renew(self, link: Link) -> None:
        """Make misses of all records: how old they are cannot be told any more.

        Nothing has changed, so memories keep what they have.
        """
        connectors = self._keeper.changes.connectors
        marks = {self._names.generation(one): token_hex(8) for one in connectors}
        if marks:
            await link.mark(marks, LASTING)

    # ---------------------------------------------------------------- tasks

    async def idle(self) -> None:
        """Wait until nothing is being written."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def aclose(self) -> None:
        """Finish writing, within the bound of each write, and close the link."""
        await self.idle()
        await self._keeper.aclose()

    def _begin(self, write: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(write)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
