"""A query that is refused: a line for each mistake, with its place, in Indonesian."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from graphql import GraphQLError

from gateway.errors import RequestError
from gateway.execution.invalid import InvalidRequestError
from gateway.trial.messages import in_indonesian

_REFUSED: Final = {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}


class WrongSelection(Exception):  # noqa: N818 - named as what it says
    """A selection that nothing can be asked with; a line for each mistake (Indonesian)."""


def refused(error: RequestError, where: str) -> list[str]:
    """Tell why a query is refused; `where` is what it was read from."""
    if not isinstance(error, InvalidRequestError):
        return [f"{where}: {in_indonesian(error.message)}"]
    return [mistake(one, where) for one in error.errors]


def mistake(error: GraphQLError, where: str) -> str:
    """Tell one mistake of a text that was read from somewhere."""
    places = [(at.line, at.column) for at in error.locations or ()]
    return _line(where, error.message, places)


def check_selection(response: Mapping[str, object], start: int) -> None:
    """Raise WrongSelection where a document was refused whose selection begins at `start`.

    What stands around the selection is ours, on its first line.
    """
    errors = cast("Sequence[dict[str, Any]]", response.get("errors") or ())
    found = [
        _line("--selection", one["message"], _within(one.get("locations", ()), start))
        for one in errors
        if one["extensions"]["code"] in _REFUSED
    ]
    if found:
        raise WrongSelection("\n".join(found))


def _within(
    locations: Iterable[Mapping[str, int]], start: int
) -> list[tuple[int, int]]:
    return [
        (at["line"], max(at["column"] - (start if at["line"] == 1 else 0), 1))
        for at in locations
    ]


def _line(where: str, message: str, places: Sequence[tuple[int, int]]) -> str:
    place = "".join(f":{number}" for number in places[0]) if places else ""
    return f"{where}{place}: {in_indonesian(message)}"
