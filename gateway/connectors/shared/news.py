"""What processes tell each other: that answers of a connector are to be dropped.

Each message is told in one step with the change that it tells of (`Link.turn`), so they
are heard in the order of the changes. They may be missed while nobody listens. What was
changed last is therefore looked up now and then, in one step with a *mark* that comes
among the messages: who has not heard of that change by the mark has missed one, and drops
everything of its connector.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeAlias

import orjson

from gateway.connectors.shared.record import are_texts, parse_object, seal, unseal

LARGEST: Final = 8192
"""Bytes of the largest message; one with more tags names its whole connector."""

_TOKEN: Final = 64
"""Characters of the longest token."""

Tags: TypeAlias = tuple[str, ...] | None
"""The tags to drop the answers of; None for all of a connector's."""

Known: TypeAlias = Mapping[str, str | None]
"""The last change of each connector, by its token; None where there was none."""


class News(NamedTuple):
    """Answers of a connector were dropped. `now` is the change, by its token."""

    connector: str
    tags: Tags
    now: str


def write_news(news: News, secret: bytes = b"") -> bytes:
    """Write a message."""
    body = orjson.dumps(news._asdict())
    if len(body) > LARGEST:
        body = orjson.dumps(news._replace(tags=None)._asdict())
    return seal(body, secret)


def write_mark(mark: str, secret: bytes = b"") -> bytes:
    """Write the mark of a look-up."""
    return seal(orjson.dumps({"mark": mark}), secret)


def read_message(data: object, secret: bytes = b"") -> News | str | None:
    """Read a message: news, or a mark; None for what is none of ours."""
    if not isinstance(data, bytes) or len(data) > LARGEST * 2:
        return None
    body = unseal(data, secret)
    found = None if body is None else parse_object(body)
    if found is None:
        return None
    if isinstance(found.get("mark"), str):
        mark: str = found["mark"]
        return mark
    if not (
        isinstance(found.get("connector"), str)
        and isinstance(found.get("now"), str)
        and (found.get("tags", 0) is None or are_texts(found.get("tags")))
    ):
        return None
    tags: list[str] | None = found["tags"]
    return News(found["connector"], None if tags is None else tuple(tags), found["now"])


class Changes:
    """The last change of each connector that this process has heard of. Decides only.

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
        self._own: set[str] = set()  # changes of this process that it will hear of
        self._looked: tuple[str, Known] | None = None

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

    @property
    def behind(self) -> bool:
        """Tell whether the mark of the last look-up is yet to be heard."""
        return self._looked is not None

    def lost(self) -> None:
        """Take note that messages are no longer heard."""
        self.steady = False
        self._looked = None
        self._new.clear()
        self._own.clear()

    def makes(self, now: str) -> None:
        """Take note of a change that this process makes, before it does."""
        self._own.add(now)

    def failed(self, now: str) -> None:
        """Take note that a change may not have been made."""
        self._own.discard(now)

    def heard(self, news: News) -> tuple[Tags] | None:
        """Return which tags are to be dropped, None where that is done already."""
        own = news.now in self._own
        self._own.discard(news.now)
        known = self._known.get(news.connector, news.now)
        if known == news.now:
            return None
        self._known[news.connector] = news.now
        return None if own else (news.tags,)

    def looked_up(self, mark: str, current: Known) -> None:
        """Take note of what was changed last, as of a mark that is yet to be heard."""
        self._looked = mark, current

    def marked(self, mark: str) -> list[str]:
        """Return the connectors of which a change was missed: all of theirs is to be dropped.

        Marks of other look-ups tell nothing.
        """
        if self._looked is None or self._looked[0] != mark:
            return []
        current, self._looked = self._looked[1], None
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


def token_of(data: bytes | None) -> str | None:
    """Read the token of a change or a generation; None for what is none of ours."""
    if data is None or len(data) > _TOKEN or not data.isalnum():
        return None
    return data.decode()
