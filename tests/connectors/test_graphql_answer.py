"""Answers of a GraphQL service: whatever it sends is a value or a coded error."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Condition, Missing, Operation, Success
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.graphql_answer import Partial, QueryAnswers
from gateway.connectors.refused import Refused
from gateway.connectors.send import Received
from gateway.errors import CodedError, UpstreamBadBody

KEYS = st.sampled_from(["data", "errors", "path", "rows", "node", "extensions", "code"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | KEYS | st.just("GONE"),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=20,
)
ERRORS = st.lists(
    st.fixed_dictionaries({"path": st.lists(KEYS | st.integers(-1, 3), max_size=4)})
    | JSON,
    max_size=3,
)
ANSWERS = JSON | st.fixed_dictionaries({"data": JSON, "errors": ERRORS | JSON})


def _operation(*, listed: bool = True) -> Operation:
    kind = TypeRef("A")
    return Operation(
        name=Word("a"),
        connector=Word("c"),
        returns=TypeRef(of=kind) if listed else kind,
        call=None,
        success=(
            Success(
                Condition((("code",), ("errors", 0, "code")), none_of=("GONE",)),
                (("errors", 0, "message"), ("m",)),
            ),
        ),
        missing=Missing(
            (404,),
            (Condition((("errors", 0, "extensions", "code"),), one_of=("GONE",)),),
        ),
        one_or_many=listed,
    )


def _received(body: Any, status: int = 200) -> Received:
    return Received(status, "application/json", orjson.dumps(body))


@given(body=ANSWERS, status=st.sampled_from([200, 400, 404, 500]), listed=st.booleans())
def test_whatever_comes(body: Any, status: int, *, listed: bool) -> None:
    """One answer, or those of two keys in either way, is made without a fault."""
    answers = QueryAnswers(_operation(listed=listed), ("rows", "node"))
    asks: tuple[Callable[[], object], ...] = (
        lambda: answers.one(_received(body, status)),
        lambda: answers.many(_received(body, status), 2, aliases=True),
        lambda: answers.many(_received(body, status), 2, aliases=False),
    )
    for ask in asks:
        try:
            ask()
        except CodedError:
            continue


def test_marks() -> None:
    """An error is put at the null it caused, through the lists on the way."""
    answers = QueryAnswers(_operation(), ("rows", "node"))
    body = {
        "data": {"rows": [{"node": None}, {"node": {"a": None}}, None, {"node": []}]},
        "errors": [
            {"path": ["rows", 0, "node", "a"], "message": "Tutup"},
            {"path": ["rows", 1, "node", "a"]},
        ],
    }
    found = answers.one(_received(body))
    assert isinstance(found, Partial)
    rows: Any = found.value
    first, second = rows
    assert isinstance(first, Refused)
    assert isinstance(second["a"], Refused)
    assert ("Tutup", None) == (first.error.pesan, second["a"].error.pesan)


def test_rows_that_did_not_succeed() -> None:
    """In a list each row is judged: one that did not succeed is marked."""
    answers = QueryAnswers(_operation(), ("rows",))
    rows: Any = answers.one(
        _received({"data": {"rows": [{"code": "GONE"}, {"code": "ADA"}, None]}})
    )
    assert [Refused, dict, type(None)] == list(map(type, rows))


def test_a_lone_row() -> None:
    """Where one or many may come, one is a list of one."""
    answers = QueryAnswers(_operation(), ("rows",))
    assert [{"a": 1}] == answers.one(_received({"data": {"rows": {"a": 1}}}))


def test_entities_that_do_not_fit() -> None:
    """As many entities come as were asked for, or the answer is bad."""
    answers = QueryAnswers(_operation(listed=False), ("rows",))
    body = {"data": {"rows": [{"a": 1}]}}
    assert ([{"a": 1}], True) == answers.many(_received(body), 1, aliases=False)
    with pytest.raises(UpstreamBadBody):
        answers.many(_received(body), 2, aliases=False)
