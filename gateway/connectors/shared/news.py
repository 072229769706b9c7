"""What processes tell each other: that answers of a connector are to be dropped.

A message may be missed. Each therefore says which change came before it, the last one
can be looked up, and whoever finds a gap drops everything of that connector.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeAlias

import orjson

from gateway.connectors.shared.record import are_texts, parse_object, seal, unseal

LARGEST: Final = 8192
"""Bytes of the largest message; one with more tags names its whole connector."""

Tags: TypeAlias = tuple[str, ...] | None
"""The tags to drop the answers of; None for all of a connector's."""

Known: TypeAlias = Mapping[str, str | None]
"""The last change of each connector, by its token; None where there was none."""


class News(NamedTuple):
    """Answers of a connector were dropped. `was` and `now` are changes, by their tokens."""

    connector: str
    tags: Tags
    was: str | None
    now: str


def write_news(news: News, secret: bytes = b"") -> bytes:
    """Write a message."""
    body = orjson.dumps(news._asdict())
    if len(body) > LARGEST:
        body = orjson.dumps(news._replace(tags=None)._asdict())
    return seal(body, secret)


def read_news(data: object, secret: bytes = b"") -> News | None:
    """Read a message; None for what is none of ours."""
    if not isinstance(data, bytes) or len(data) > LARGEST * 2:
        return None
    body = unseal(data, secret)
    found = None if body is None else parse_object(body)
    if found is None:
        return None
    if not (
        isinstance(found.get("connector"), str)
        and isinstance(found.get("now"), str)
        and isinstance(found.get("was", 0), str | None)
        and (found.get("tags", 0) is None or are_texts(found.get("tags")))
    ):
        return None
    tags: list[str] | None = found["tags"]
    dropped = None if tags is None else tuple(tags)
    return News(found["connector"], dropped, found["was"], found["now"])


class Changes:
    """The last change of each connector that this process knows of. Decides only.

    It is `steady` while every message is heard. A connector that is new while it is
    has nothing to drop, whatever was changed before. `known` are the changes that a
    process before this one had heard of, whose answers outlive it; `note` is told what
    is to be known to the next: all that was dropped by then.
    """

    def __init__(
        self,
        connectors: tuple[str, ...] = (),
        known: Known | None = None,
        note: Callable[[Known], None] | None = None,
    ) -> None:
        self.steady = False
        self._known: dict[str, str | None] = {
            **dict.fromkeys(connectors),
            **(known or {}),
        }
        self._note = note
        self._new: set[str] = set()

    def watch(self, connector: str) -> None:
        """Look after one more connector."""
        if connector not in self._known:
            if self.steady:
                self._new.add(connector)
            self._known[connector] = None

    @property
    def connectors(self) -> tuple[str, ...]:
        """Return the connectors that are looked after."""
        return tuple(self._known)

    def lost(self) -> None:
        """Take note that messages are no longer heard."""
        self.steady = False
        self._new.clear()

    def made(self, connector: str, was: str | None, now: str) -> bool:
        """Take note of a change of our own; tell whether none was missed before it."""
        known = self._turn(connector, now)
        return connector in self._new or known in {was, now}

    def heard(self, news: News) -> tuple[Tags] | None:
        """Return which tags are to be dropped, None where that is done already."""
        if news.connector not in self._known:
            return None
        known = self._turn(news.connector, news.now)
        if known == news.now:
            return None
        return (news.tags if known == news.was else None,)

    def looked_up(self, current: Known) -> list[str]:
        """Return the connectors of which a change was missed: all of theirs is to be dropped."""
        if self._note is not None:
            self._note(dict(self._known))
        missed = [
            name
            for name, one in current.items()
            if self._known[name] != one and name not in self._new
        ]
        self._known.update(current)
        self._new.difference_update(current)
        return missed

    def _turn(self, connector: str, now: str) -> str | None:
        """Take note of a change; return the one that was known."""
        known = self._known.get(connector)
        self._known[connector] = now
        return known
