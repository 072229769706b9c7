"""The shared tier as connectors ask it: get, put, claim, invalidate. It fails open."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from functools import partial
from secrets import token_hex
from typing import Any, Final, NamedTuple

from gateway.connectors.key import Key
from gateway.connectors.shared.gathering import Gathering
from gateway.connectors.shared.keeper import Keeper, token_of
from gateway.connectors.shared.link import Item, Link, trouble
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import News, Tags, write_news
from gateway.connectors.shared.outage import Outage
from gateway.connectors.shared.record import Record, read_record, write_record
from gateway.observe import Observer, SharedTierTurned

_LASTING: Final = 30 * 24 * 3600.0
"""Seconds for which a generation is kept. Without its generation a record is a miss."""

_WAITING: Final = 16 * 1024**2
_MOST_TAGS: Final = 100
_REFUSALS: Final = frozenset({"OOM", "READONLY", "REFUSED", "AUTH"})


class Ticket(NamedTuple):
    """The right to put a record: the connector's last change before it was fetched.

    Where that is another when the record is put, something was invalidated
    meanwhile, and what was fetched may be as old.
    """

    connector: str
    name: str
    change: str | None


class Found(NamedTuple):
    """What the tier has: a record, its age in seconds, and the ticket to put another."""

    record: Record | None = None
    age: float = 0.0
    ticket: Ticket | None = None


class ValkeyTier:
    """Records shared by processes, over one keeper's link."""

    def __init__(
        self, keeper: Keeper, names: Names, observer: Observer, secret: bytes = b""
    ) -> None:
        self.writes = Outage()
        self._keeper = keeper
        self._reads = Gathering(keeper, self._begin)
        self._names = names
        self._observer = observer
        self._secret = secret
        self._tasks: set[asyncio.Task[None]] = set()
        self._writing: set[asyncio.Task[None]] = set()  # records, of all tasks
        self._waiting: list[tuple[Ticket, Record, float]] = []
        self._waiting_bytes = 0
        self._telling: Counter[str] = Counter()
        keeper.settle = self._settle

    def watch(self, connector: str) -> None:
        """Look after what others invalidate of a connector."""
        self._keeper.changes.watch(connector)

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
            self._begin(self._drop(corrupt))
        return results

    def _judged(
        self,
        ticket: Ticket,
        data: bytes | None,
        under: tuple[str | None, ...],
        corrupt: list[str],
    ) -> Found:
        """Make sense of what was found under a name."""
        if data is None:
            return Found(ticket=ticket)
        opened = read_record(ticket.name, data, self._secret)
        if opened is None:
            corrupt.append(ticket.name)
            return Found(ticket=ticket)
        age = max(self._keeper.now() - opened.at, 0.0)
        if opened.under != under or age >= opened.record.keep:
            return Found(ticket=ticket)
        return Found(opened.record, age, ticket)

    # ------------------------------------------------------------- writing

    def put(self, ticket: Ticket, record: Record) -> None:
        """Keep what was fetched, behind whoever fetched it; what is too much is not."""
        if self._keeper.link is None or self.writes.left > 0 or record.keep <= 0:
            return
        if self._waiting_bytes + len(record.body) > _WAITING:
            return
        if not self._waiting:
            self._begin(self._write(), self._writing)
        self._waiting.append((ticket, record, self._keeper.now()))
        self._waiting_bytes += len(record.body)

    async def _write(self) -> None:
        """Write all that has been put since this was begun."""
        await asyncio.sleep(0)  # what one answer's keys put goes together
        kept, self._waiting, self._waiting_bytes = self._waiting, [], 0
        by_connector: dict[str, list[tuple[Ticket, Record, float]]] = {}
        for one in kept:
            by_connector.setdefault(one[0].connector, []).append(one)
        for connector, some in by_connector.items():
            await self._keeper.use(partial(self._written, connector, some))

    async def _written(
        self, connector: str, kept: list[tuple[Ticket, Record, float]], link: Link
    ) -> bool:
        tags = list(dict.fromkeys(tag for _, one, _ in kept for tag in one.tags))
        names = [self._names.generation(connector, tag) for tag in (None, *tags)]
        change = self._names.change(connector)
        last, *found = await link.read([change, *names])
        known = dict(zip(names, map(token_of, found), strict=True))
        made = {name: token_hex(8) for name, one in known.items() if one is None}
        marks = {
            tag: known[name] or made[name]
            for tag, name in zip((None, *tags), names, strict=True)
        }
        items: list[Item] = []
        for ticket, record, at in kept:
            if ticket.change != token_of(last):
                continue
            under = tuple(marks[tag] for tag in (None, *record.tags))
            data = write_record(ticket.name, record, at, under, self._secret)
            if data is not None:
                items.append(Item(ticket.name, data, record.keep))
        if not items:
            return True
        if made and not await self._attempt(link, link.mark(made, _LASTING)):
            return False
        return await self._attempt(link, link.write(items))

    def delete(self, connector: str, keys: Sequence[Key]) -> None:
        """Forget some keys, behind whoever says so."""
        names = [self._names.entry(connector, key) for key in keys]
        if names and self._keeper.link is not None:
            self._begin(self._drop(names, tuple(self._writing)))

    async def _drop(
        self, names: list[str], after: tuple[asyncio.Task[None], ...] = ()
    ) -> None:
        """Drop records, also those that are still being written."""
        if after:
            await asyncio.wait(after)
        await self._keeper.use(lambda link: self._attempt(link, link.drop(names)))

    async def _attempt(self, link: Link, write: Coroutine[Any, Any, None]) -> bool:
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

    # ------------------------------------------------- renewal, invalidation

    async def claim(
        self, connector: str, keys: Sequence[Key], seconds: float
    ) -> list[bool]:
        """Tell of each key whether this process is to renew it, for some seconds.

        Without the server every process is.
        """
        if self._keeper.link is None or self.writes.left > 0:
            return [True] * len(keys)
        names = [self._names.lease(connector, key) for key in keys]
        won = await self._keeper.use(lambda link: link.claim(names, seconds))
        return [True] * len(keys) if won is None else won

    def invalidate(self, connector: str, tags: Tags = None) -> None:
        """Drop a connector's records by tags, or all, and tell every process.

        What this process keeps in memory is its caller's to drop. Where the server
        is away all of the connector's records are dropped when it is back.
        """
        if tags == ():
            return
        if tags is not None and len(tags) > _MOST_TAGS:
            tags = None
        if self._keeper.link is None:
            self._keeper.owed.add(connector)
        else:
            self._telling[connector] += 1
            self._begin(self._invalidated(connector, tags))

    async def _invalidated(self, connector: str, tags: Tags) -> None:
        try:
            if await self._keeper.use(partial(self._told, connector, tags)) is None:
                self._keeper.owed.add(connector)
        finally:
            self._telling[connector] -= 1

    def _stale(self, connector: str) -> bool:
        """Tell whether the server still has what is to be dropped."""
        return self._telling[connector] > 0 or connector in self._keeper.owed

    async def _told(self, connector: str, tags: Tags, link: Link) -> bool:
        """Begin new generations and note the change, at once; then tell of it."""
        names = [self._names.generation(connector, tag) for tag in tags or (None,)]
        change, now = self._names.change(connector), token_hex(8)
        was = token_of(await link.turn(change, now, names, _LASTING))
        if not self._keeper.changes.made(connector, was, now):
            self._keeper.drop(connector)  # somebody else's change was missed
        news = News(connector, tags, was, now)
        await link.publish(self._names.channel, write_news(news, self._secret))
        return True

    async def _settle(self, link: Link) -> None:
        """Tell, over a new link, what could not be told over the last."""
        for connector in tuple(self._keeper.owed):
            await self._told(connector, None, link)
            self._keeper.owed.discard(connector)

    # ---------------------------------------------------------------- tasks

    async def idle(self) -> None:
        """Wait until nothing is being written."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def aclose(self) -> None:
        """Finish writing, within the bound of each write, and close the link."""
        await self.idle()
        await self._keeper.aclose()

    def _begin(
        self,
        write: Coroutine[Any, Any, None],
        among: set[asyncio.Task[None]] | None = None,
    ) -> None:
        task = asyncio.create_task(write)
        for tasks in (self._tasks, among):
            if tasks is not None:
                tasks.add(task)
                task.add_done_callback(tasks.discard)
