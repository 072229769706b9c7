"""A view: one root field of the response, as bytes."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from gateway.connectors.answer import Answer
from gateway.connectors.shelf import Shelf
from gateway.execution.failure import Failure
from gateway.execution.message import Reply, Share

NULL: Final = b"null"
_TRUSTED: Final = 1.0  # seconds
ONE_BEFORE: Final = b'{"data":{'  # a response of one root, around its entry
ONE_AFTER: Final = b"}}"


class Others:
    """The answers a view was made of besides its own: all current, or not.

    As long as the memory lets go of nothing, and for a second at most, what
    was current still is: the commonest request need not ask for each.
    """

    __slots__ = ("_removals", "_store", "_until", "answers")

    def __init__(self, answers: Sequence[Answer], store: Shelf[Answer]) -> None:
        self.answers = tuple(answers)
        self._store = store
        self._removals = -1
        self._until = 0.0

    def current(self) -> bool:
        """Tell whether each of them is still what its store gives."""
        store = self._store
        if store.removals == self._removals and store.now() < self._until:
            return True
        until = store.now() + _TRUSTED
        for answer in self.answers:
            if not answer.current:
                return False
            until = min(until, answer.expires)
        self._removals = store.removals
        self._until = until
        return True


class Told:
    """How the reply of a kept view may be kept by others, as worked out a moment ago.

    It holds until a whole second more has passed of what is told in whole seconds. The
    first of a reply's views knows that of `all` as well, by what is told of them.
    """

    __slots__ = ("all", "reply", "share", "until")

    def __init__(self) -> None:
        self.share: Share | None = None
        self.reply: Reply | None = None  # where the view is all of it
        self.until = -math.inf
        self.all: All | None = None


class All(NamedTuple):
    """How a reply of several views may be kept by others, for how long it holds."""

    of: list[Told | None]
    share: Share | None
    until: float


class View(NamedTuple):
    """A root field as bytes, with its errors.

    `broken` tells that a non-null root is null, and so the whole data.
    `errors` are errors already described. `others` are the answers it was made
    of besides the answer that keeps it. `whole` is the response that has only
    this root, of which `body` is then a part: the commonest answer is sent
    without being copied. `size` is what it is charged in memory, in bytes. One that is
    kept remembers what was `told` of it.
    """

    body: bytes | memoryview
    failures: tuple[Failure, ...] = ()
    broken: bool = False
    errors: tuple[dict[str, object], ...] = ()
    others: Others | None = None
    whole: bytes = b""
    size: int = 0
    told: Told | None = None
