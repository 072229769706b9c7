"""Reading documents: what is refused, how it is said, and what is kept: gateway/execution/reader.py."""

from collections.abc import Generator
from contextlib import contextmanager, suppress

import pytest
from graphql import GraphQLSchema

from gateway.errors import RequestError
from gateway.execution.analyse import Limits
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.reader import Reader, ReadPolicy
from tests.execution.documents import SCHEMA, reader, refusal


def test_invalid_documents_tell_every_mistake() -> None:
    """A document that the schema refuses is refused with each of its mistakes."""
    error = refusal("{ c d }")
    assert isinstance(error, InvalidRequestError)
    assert "GRAPHQL_VALIDATION_FAILED" == error.refusal
    assert 2 == len(error.errors)


def test_suggestions_are_for_developers() -> None:
    """A hardened reader does not tell names that come close to a wrong one."""
    assert "rahasia" in refusal("{ rahasiaa }").message
    assert "rahasia'" not in refusal("{ rahasiaa }", hardened=True).message


def test_introspection_can_be_closed() -> None:
    """Where introspection is off, the schema is not told; __typename still is."""
    assert (
        "GRAPHQL_VALIDATION_FAILED"
        == refusal("{ __schema { description } }", introspection=False).refusal
    )
    assert reader(introspection=False).read("{ __typename }").operations


@pytest.mark.parametrize(
    "text",
    ['{ b #"%s"\n}', '{ b(x: "%s") }', '{ b(x: """%s""") }', "{ %s }", "{ b %s }"],
)
@pytest.mark.parametrize("filling", ["x", "1", "\\n", " ", "é"])
def test_few_tokens_may_be_long(text: str, filling: str) -> None:
    """A text of too many characters is refused unread, and not kept: one token may be slow."""
    one = reader(limits=Limits(length=1000))
    for length, long in ((1000, False), (1001, True)):
        there = length - len(text) + 2
        filled = filling * (there // len(filling)) + " " * (there % len(filling))
        with suppress(InvalidRequestError), _told_too_long(long=long):
            one.read(text % filled)
    assert 1 == len(one._kept)


@contextmanager
def _told_too_long(*, long: bool) -> Generator[None]:
    if not long:
        yield
        return
    with pytest.raises(RequestError) as caught:
        yield
    message = "The document is too long; at most 1000 characters."
    assert ("TOO_COSTLY", message) == (caught.value.refusal, caught.value.message)


def test_documents_are_kept_by_their_text() -> None:
    """The same text is read once; refusals are remembered, the oldest go first."""
    one = reader(kept=2)
    first = one.read("{ b }")
    assert first is one.read("{ b }")
    with pytest.raises(RequestError) as once:
        one.read("{ c }")
    with pytest.raises(RequestError) as again:
        one.read("{ c }")
    assert once.value is again.value
    one.read("{ rahasia }")
    assert first is not one.read("{ b }")


def test_schema_is_what_validates() -> None:
    """A mutation against a schema without mutations is refused, not executed."""
    schema = GraphQLSchema(SCHEMA.query_type)
    with pytest.raises(RequestError) as caught:
        Reader(schema, ReadPolicy()).read("mutation { ubah }")
    assert "GRAPHQL_VALIDATION_FAILED" == caught.value.refusal


@pytest.mark.parametrize("text", ["{ b } #%d", "{ c } #%d", "{ b #%d"])
def test_kept_documents_are_bounded_in_bytes(text: str) -> None:
    """Long texts push others out, valid or not; one too long is not kept at all."""
    one = reader(kept_bytes=100_000, limits=Limits(length=200_000, tokens=10))
    for number in range(9):
        with suppress(RequestError):
            one.read(text % number + "x" * 40_000)
    assert 0 < len(one._kept) < 3
    before = dict(one._kept)
    with suppress(RequestError):
        one.read(text % 9 + "x" * 100_000)
    assert before == one._kept
