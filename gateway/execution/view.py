"""A view: one root field of the response, as bytes."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from gateway.connectors.answer import Answer, Shelf
from gateway.execution.failure import Failure

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

    def __init__(self, answers: Sequence[Answer], store: Shelf) -> None:
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


class View(NamedTuple):
    """A root field as bytes, with its errors.

    `broken` tells that a non-null root is null, and so the whole data.
    `errors` are errors already described. `others` are the answers it was made
    of besides the answer that keeps it. `whole` is the response that has only
    this root, of which `body` is then a part: the commonest answer is sent
    without being copied. `size` is what it is charged in memory, in bytes.
    """

    body: bytes | memoryview
    failures: tuple[Failure, ...] = ()
    broken: bool = False
    errors: tuple[dict[str, object], ...] = ()
    others: Others | None = None
    whole: bytes = b""
    size: int = 0
