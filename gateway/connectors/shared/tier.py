"""The shared tier as sources ask it: get, put, claim, invalidate. It fails open."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from functools import partial
from secrets import token_hex
from typing import Any, Final, NamedTuple

from gateway.connectors.key import Key
from gateway.connectors.shared.keeper import Keeper, token_of
from gateway.connectors.shared.link import Item, Link, trouble
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import News, Tags, write_news
from gateway.connectors.shared.outage import Outage
from gateway.connectors.shared.record import Record, read_record, write_record
from gateway.observe import Observer, SharedTierTurned

_LASTING: Final = 30 * 24 * 3600.0
"""Seconds for which a generation is kept. Without its generation an answer is a miss."""

_MOST_WRITES: Final = 64
_MOST_TAGS: Final = 100


class Ask(NamedTuple):
    """What is wanted: the answer of a call of a connector, with the tags it would have."""

    connector: str
    key: Key
    tags: tuple[str, ...] = ()


class Ticket(NamedTuple):
    """The right to put an answer: the generations that stood before it was fetched.

    What is invalidated meanwhile is thereby put in vain.
    """

    name: str
    under: tuple[str, ...]


class Found(NamedTuple):
    """What the tier has: a record and its age in seconds, and the ticket to put another."""

    record: Record | None = None
    age: float = 0.0
    ticket: Ticket | None = None


_NOTHING: Final = Found()


class ValkeyTier:
    """Answers shared by processes, over one keeper's link."""

    def __init__(
        self, keeper: Keeper, names: Names, observer: Observer, secret: bytes = b""
    ) -> None:
        self.writes = Outage()
        self._keeper = keeper
        self._names = names
        self._observer = observer
        self._secret = secret
        self._tasks: set[asyncio.Task[None]] = set()
        keeper.settle = self._settle

    async def get(self, asks: Sequence[Ask]) -> list[Found]:
        """Return what there is for each; nothing at all while the server is away."""
        if self._keeper.link is None or not asks:
            return [_NOTHING] * len(asks)
        names = [self._names.entry(one.connector, one.key) for one in asks]
        under = [self._generations(one.connector, one.tags) for one in asks]
        unique = list(dict.fromkeys(name for several in under for name in several))
        found = await self._keeper.use(lambda link: link.read([*names, *unique]))
        if found is None:
            return [_NOTHING] * len(asks)
        tokens = await self._complete(unique, found[len(names) :])
        if tokens is None:
            return [_NOTHING] * len(asks)
        corrupt: list[str] = []
        results = [
            self._judged(
                Ticket(name, tuple(tokens[one] for one in several)), data, corrupt
            )
            for name, several, data in zip(names, under, found, strict=False)
        ]
        if corrupt:
            self._begin(self._drop(corrupt))
        return results

    def put(self, kept: Iterable[tuple[Ticket, Record]]) -> None:
        """Keep what was fetched, behind whoever fetched it."""
        if self._keeper.link is None or self.writes.left > 0:
            return
        if len(self._tasks) < _MOST_WRITES:
            self._begin(self._write(list(kept), self._keeper.now()))

    async def claim(self, connector: str, key: Key, seconds: float) -> bool:
        """Tell whether this process is to renew an answer, for some seconds.

        Without the server every process is.
        """
        name = self._names.lease(connector, key)
        token = token_hex(8)
        won = await self._keeper.use(lambda link: link.claim(name, token, seconds))
        return won is not False

    async def invalidate(self, connector: str, tags: Tags = None) -> bool:
        """Drop a connector's answers by tags, or all, and tell every process.

        What this process keeps in memory is its caller's to drop. Where the server
        is away all of the connector's answers are dropped when it is back; then this
        returns False.
        """
        if tags is not None and len(tags) > _MOST_TAGS:
            tags = None
        if tags == ():
            return True
        told = await self._keeper.use(partial(self._tell, connector, tags))
        if told is None:
            self._keeper.owed.add(connector)
        return told is not None

    async def idle(self) -> None:
        """Wait until nothing is being written."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def aclose(self) -> None:
        """Finish writing, within the bound of each write, and close the link."""
        await self.idle()
        await self._keeper.aclose()

    # ------------------------------------------------------------- reading

    def _generations(self, connector: str, tags: tuple[str, ...]) -> list[str]:
        """Name what the answers of a connector with some tags stand under."""
        name = self._names.generation
        return [name(connector), *(name(connector, tag) for tag in tags)]

    async def _complete(
        self, names: list[str], found: list[bytes | None]
    ) -> dict[str, str] | None:
        """Return the token of each generation, making those that are not there.

        A generation that was lost, by eviction say, begins anew: what was put under
        the lost one is never taken for valid.
        """
        known = dict(zip(names, map(token_of, found), strict=True))
        made = {name: token_hex(8) for name, token in known.items() if token is None}
        if made:
            if self.writes.left > 0:
                return None
            done = await self._keeper.use(partial(self._mark, made))
            if not done:
                return None
        return {name: token or made[name] for name, token in known.items()}

    async def _mark(self, marks: dict[str, str], link: Link) -> bool:
        return await self._attempt(link, link.mark(marks, _LASTING))

    def _judged(self, ticket: Ticket, data: bytes | None, corrupt: list[str]) -> Found:
        """Make sense of what was found under a name."""
        if data is None:
            return Found(ticket=ticket)
        opened = read_record(ticket.name, data, self._secret)
        if opened is None:
            corrupt.append(ticket.name)
            return Found(ticket=ticket)
        age = max(self._keeper.now() - opened.at, 0.0)
        if opened.under != ticket.under or age >= opened.record.keep:
            return Found(ticket=ticket)
        return Found(opened.record, age, ticket)

    # ------------------------------------------------------------- writing

    async def _write(self, kept: list[tuple[Ticket, Record]], at: float) -> None:
        items: list[Item] = []
        for ticket, record in kept:
            if record.keep <= 0:
                continue
            data = write_record(ticket.name, record, at, ticket.under, self._secret)
            if data is not None:
                items.append(Item(ticket.name, data, record.keep))
        if items:
            await self._keeper.use(
                lambda link: self._attempt(link, link.write(items)),
            )

    async def _drop(self, names: list[str]) -> None:
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
            if code not in {"OOM", "READONLY", "REFUSED", "AUTH"}:
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

    def _begin(self, write: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(write)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -------------------------------------------------------- invalidation

    async def _tell(self, connector: str, tags: Tags, link: Link) -> bool:
        """Begin new generations, then note the change, then tell of it."""
        whole, *several = self._generations(connector, tags or ())
        marks = {name: token_hex(8) for name in (several or [whole])}
        await link.mark(marks, _LASTING)
        now = token_hex(8)
        was = token_of(await link.swap(self._names.change(connector), now, _LASTING))
        if not self._keeper.changes.made(connector, was, now):
            self._keeper.drop(connector)  # somebody else's change was missed
        news = News(connector, tags, was, now)
        await link.publish(self._names.channel, write_news(news, self._secret))
        return True

    async def _settle(self, link: Link) -> None:
        """Tell, over a new link, what could not be told over the last."""
        for connector in tuple(self._keeper.owed):
            await self._tell(connector, None, link)
            self._keeper.owed.discard(connector)
