"""A query that is refused: a line for each mistake, with its place."""

import pytest
from graphql import GraphQLError, GraphQLSyntaxError, Source, parse

from gateway.errors import RequestError
from gateway.execution.invalid import InvalidRequestError
from gateway.trial.complaints import WrongSelection, check_selection, mistake, refused

UNKNOWN = "Cannot query field 'x' on type 'Y'."


def test_a_line_for_each() -> None:
    """Every mistake has its place; one that has none names the text alone."""
    (node,) = parse(Source("\n { a }")).definitions
    errors = [GraphQLError(UNKNOWN, node), GraphQLError(UNKNOWN)]
    assert [
        "kueri:2:2: `Y` tidak punya field `x`",
        "kueri: `Y` tidak punya field `x`",
    ] == refused(InvalidRequestError("GRAPHQL_VALIDATION_FAILED", errors), "kueri")
    assert ["a.graphql: perlu lebih dari 5 panggilan"] == refused(
        RequestError("TOO_COSTLY", "The operation needs more than 5 calls."),
        "a.graphql",
    )


def test_what_cannot_be_parsed() -> None:
    """Where reading stopped is the place."""
    with pytest.raises(GraphQLSyntaxError) as raised:
        parse("{ a ")
    assert "x:1:5: seharusnya nama di sini, bukan akhir kueri" == mistake(
        raised.value, "x"
    )


def test_places_within_a_selection() -> None:
    """Places are those of what was written, not of the document that was made of it."""

    def error(line: int, column: int) -> dict[str, object]:
        return {
            "message": UNKNOWN,
            "locations": [{"line": line, "column": column}],
            "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
        }

    with pytest.raises(WrongSelection) as raised:
        check_selection({"errors": [error(1, 13), error(2, 3), error(1, 4)]}, 10)
    assert [
        "--selection:1:3: `Y` tidak punya field `x`",
        "--selection:2:3: `Y` tidak punya field `x`",
        "--selection:1:1: `Y` tidak punya field `x`",
    ] == str(raised.value).splitlines()


def test_other_errors_are_no_complaint() -> None:
    """What a service failed at is not the selection's fault."""
    error = {"message": "x", "extensions": {"code": "UPSTREAM_TIMEOUT"}}
    check_selection({"errors": [error]}, 10)
    check_selection({"data": {}}, 10)
