"""A failed field: a null in the data, a path and a code in the errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple, TypeAlias

from graphql import FieldNode

from gateway.config.model import Connector
from gateway.errors import CODES, CodedError, Internal

Path: TypeAlias = "tuple[Path, str | int] | None"
"""A response path as a linked list, innermost last; made only as far as needed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What every error of one field shares: its nodes and whose it is."""

    nodes: tuple[FieldNode, ...]
    connector: Connector | None = None


class Failure(NamedTuple):
    """A field that failed, at a path of the response.

    One that is `counted` stands for so many rows that a list lost, or where it tells of
    `more`, for so many errors below its path, of which `error` is the first.
    """

    error: CodedError
    path: Path
    origin: Origin
    counted: int | None = None
    more: bool = False

    @property
    def code(self) -> str:
        """Return its code of the closed list."""
        return self.error.code


def flat(path: Path) -> list[str | int]:
    """Return a linked path as GraphQL writes it, outermost first."""
    found: list[str | int] = []
    while path is not None:
        path, key = path
        found.append(key)
    found.reverse()
    return found


def locations(nodes: Sequence[FieldNode]) -> list[dict[str, int]]:
    """Return where fields stand in the document, from 1."""
    found: list[dict[str, int]] = []
    for node in nodes:
        if node.loc is not None:
            place = node.loc.source.get_location(node.loc.start)
            found.append({"line": place.line, "column": place.column})
    return found


def describe(failure: Failure) -> dict[str, object]:
    """Return a failure as an entry of the response's `errors`."""
    error = failure.error
    message = error.message
    if failure.more:
        message = f"{failure.counted} more errors stand below; the first: {message}"
    extensions = told(error)
    if failure.counted is not None:
        extensions["count"] = failure.counted
    if failure.origin.connector is not None:
        extensions["connector"] = str(failure.origin.connector.name)
        extensions["opd"] = failure.origin.connector.opd
    return {
        "message": message,
        "locations": locations(failure.origin.nodes),
        "path": flat(failure.path),
        "extensions": extensions,
    }


def told(error: CodedError) -> dict[str, object]:
    """Return the extensions of an error: of a fault of ours its number, too."""
    extensions = coded(error.code, error.pesan, error.retry_after)
    if isinstance(error, Internal) and error.number is not None:
        extensions["id"] = error.number
    return extensions


def coded(
    code: str, pesan: str | None = None, retry_after: float | None = None
) -> dict[str, object]:
    """Return the extensions that every error of the closed list carries."""
    known = CODES[code]
    extensions: dict[str, object] = {
        "code": code,
        "retryable": known.retryable,
        "pesan": pesan or known.pesan,
    }
    if retry_after is not None:
        extensions["retryAfter"] = ceil(retry_after)  # who came sooner came too soon
    return extensions
