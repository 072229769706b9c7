"""What the operator has switched, as a value: notices of maintenance, and purges.

It is JSON, so that workers share it and a restart finds it again.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

import orjson

from gateway.connectors.notice import Notice

VERSION: Final = 1
_MOST_PURGES: Final = 64


@dataclass(frozen=True, slots=True)
class Purge:
    """An order to forget what is kept of a connector; `number` tells orders apart.

    With `tags` only what any of them names is meant. Who took it has `told` the shared
    server, where there is one.
    """

    number: int
    connector: str
    tags: tuple[str, ...] | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Every notice by its connector, and the latest purges, in order.

    `editions` number the switchings of connectors, off or on: of two states that were
    changed apart, the higher number tells which switching of a connector was the later.
    """

    notices: Mapping[str, Notice] = field(default_factory=dict[str, Notice])
    purges: tuple[Purge, ...] = ()
    editions: Mapping[str, int] = field(default_factory=dict[str, int])

    def current(self, now: dt.datetime) -> "dict[str, Notice]":
        """Return the notices that hold at a time."""
        return {name: one for name, one in self.notices.items() if one.active(now)}

    def with_notice(self, notice: Notice, now: dt.datetime) -> "State":
        """Return the state with one notice more, without those that are over."""
        notices = {**self.current(now), notice.connector: notice}
        return replace(self, notices=notices, editions=self._turned(notice.connector))

    def without_notice(self, connector: str, now: dt.datetime) -> "State":
        """Return the state without a connector's notice."""
        kept = self.current(now)
        kept.pop(connector, None)
        return replace(self, notices=kept, editions=self._turned(connector))

    def _turned(self, connector: str) -> dict[str, int]:
        """Return the editions with a connector's the latest of all."""
        latest = max(self.editions.values(), default=0)
        return {**self.editions, connector: latest + 1}

    def merged(self, other: "State") -> "State":
        """Return this state with what another knows better of the switches.

        It does not matter who is merged with whom, nor how often: all come to the same.
        """
        notices, editions = dict(self.notices), dict(self.editions)
        for name in other.notices.keys() | other.editions.keys():
            if other.rank(name) > self.rank(name):
                notices.pop(name, None)
                if name in other.notices:
                    notices[name] = other.notices[name]
                editions[name] = other.editions.get(name, 0)
        return replace(self, notices=notices, editions=editions)

    def rank(self, connector: str) -> tuple[int, str]:
        """Return how late a connector was switched; of the same number one is chosen."""
        notice = self.notices.get(connector)
        told = "" if notice is None else repr(notice)
        return self.editions.get(connector, 0), told

    @property
    def switches(self) -> "State":
        """Return the state without the purges."""
        return replace(self, purges=())

    def with_purge(
        self, connector: str, tags: tuple[str, ...] | None = None, *, told: bool = True
    ) -> "State":
        """Return the state with one order more; the oldest go."""
        number = self.last_purge + 1
        kept = (*self.purges, Purge(number, connector, tags, told))[-_MOST_PURGES:]
        return replace(self, purges=kept)

    def missed(self, last: int) -> bool:
        """Tell whether orders after number `last` have gone already, unseen."""
        return bool(self.purges) and self.purges[0].number > last + 1

    @property
    def last_purge(self) -> int:
        """Return the number of the latest order, 0 where there was none."""
        return self.purges[-1].number if self.purges else 0

    def encode(self) -> bytes:
        """Write it as JSON."""
        notices = [
            {
                "connector": one.connector,
                "since": one.since,
                "until": one.until,
                "pesan": one.pesan,
                "stale": one.stale,
            }
            for one in self.notices.values()
        ]
        purges = [
            {
                "number": one.number,
                "connector": one.connector,
                "tags": one.tags,
                "told": one.told,
            }
            for one in self.purges
        ]
        whole = {
            "version": VERSION,
            "maintenance": notices,
            "purges": purges,
            "editions": self.editions,
        }
        return orjson.dumps(
            whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        )


def decode(data: bytes) -> State:
    """Read what `State.encode` wrote. Raises ValueError for anything else."""
    try:
        whole = cast("dict[str, Any]", orjson.loads(data))
        if whole["version"] != VERSION:
            message = "of another version"
            raise ValueError(message)
        notices = [_notice(one) for one in whole["maintenance"]]
        purges = [_purge(one) for one in whole["purges"]]
        editions = {str(k): int(n) for k, n in whole.get("editions", {}).items()}
    except (KeyError, TypeError, AttributeError) as error:
        message = "not a state"
        raise ValueError(message) from error
    return State({one.connector: one for one in notices}, tuple(purges), editions)


def _notice(given: Mapping[str, Any]) -> Notice:
    until, pesan = given["until"], given["pesan"]
    return Notice(
        str(given["connector"]),
        _time(given["since"]),
        None if until is None else _time(until),
        None if pesan is None else str(pesan),
        stale=given["stale"] is True,
    )


def _purge(given: Mapping[str, Any]) -> Purge:
    tags = given.get("tags")
    return Purge(
        int(given["number"]),
        str(given["connector"]),
        None if tags is None else tuple(map(str, tags)),
        given.get("told") is not False,
    )


def _time(text: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        message = "a time without a zone"
        raise ValueError(message)
    return found
