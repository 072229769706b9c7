"""A view: one root field of the response, as bytes."""

from dataclasses import dataclass
from typing import Final

from gateway.connectors.answer import Answer
from gateway.execution.failure import Failure

NULL: Final = b"null"


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A root field as bytes, with its errors.

    `broken` tells that a non-null root is null, and so the whole data.
    `errors` are errors already described. `answers` are what it was made of
    besides the answer that keeps it.
    """

    body: bytes
    failures: tuple[Failure, ...] = ()
    broken: bool = False
    errors: tuple[dict[str, object], ...] = ()
    answers: tuple[Answer, ...] = ()
