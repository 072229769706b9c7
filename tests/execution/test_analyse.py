"""Bounds on documents: counted after fragments expand, in linear work."""

from collections.abc import Iterator, Mapping

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    build_schema,
    parse,
)
from typing_extensions import override

from gateway.errors import RequestError
from gateway.execution.analyse import Limits, check_size
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.reader import Reader, ReadPolicy

SCHEMA = build_schema("type Query { a: Query b: Int }")


class Counting(Mapping[str, FragmentDefinitionNode]):
    """Fragments that count how often they are looked up."""

    def __init__(self, found: dict[str, FragmentDefinitionNode]) -> None:
        self.found = found
        self.times = 0

    @override
    def __getitem__(self, name: str) -> FragmentDefinitionNode:
        self.times += 1
        return self.found[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    @override
    def __len__(self) -> int:
        return len(self.found)


def bomb(count: int, body: str = "...F{0} ...F{0}") -> str:
    """Return a chain of fragments, each of which spreads the next one twice."""
    chain = [f"fragment F{i} on Query {{ {body.format(i + 1)} }}" for i in range(count)]
    return f"{{ a {{ ...F0 }} }} {' '.join(chain)} fragment F{count} on Query {{ b }}"


def check(text: str, limits: Limits | None = None) -> int:
    """Check the size of a document's operation; return the fragments looked up."""
    definitions = parse(text).definitions
    fragments = Counting(
        {
            one.name.value: one
            for one in definitions
            if isinstance(one, FragmentDefinitionNode)
        }
    )
    for one in definitions:
        if isinstance(one, OperationDefinitionNode):
            check_size(one, fragments, limits or Limits())
    return fragments.times


def refusal(text: str, limits: Limits | None = None) -> str:
    """Return the message that refuses a document as too costly."""
    with pytest.raises(RequestError) as caught:
        check(text, limits)
    assert "TOO_COSTLY" == caught.value.refusal
    return caught.value.message


def read(text: str) -> RequestError:
    """Return the error that refuses a text, by the whole of reading."""
    with pytest.raises(RequestError) as caught:
        Reader(SCHEMA, ReadPolicy()).read(text)
    return caught.value


@pytest.mark.parametrize("count", [13, 20, 30, 190])
def test_fragment_bombs_are_refused(count: int) -> None:
    """A chain of n fragments that selects 2ⁿ fields is refused before validation."""
    message = "The operation has too many fields; at most 2000 are allowed."
    assert message == read(bomb(count)).message
    assert "TOO_COSTLY" == read(bomb(count)).refusal


def test_each_fragment_is_walked_once() -> None:
    """The work is linear: every fragment is looked up once, however often it is spread."""
    assert 61 == check(bomb(60), Limits(fields=2**70))


def test_counts_are_of_what_is_selected() -> None:
    """Aliases in fragments count as often as they are spread, up to the bound exactly."""
    text = "{ ...F ...F b } fragment F on Query { a { b } c: b }"
    check(text, Limits(depth=2, fields=7, root_fields=5))
    assert "fields; at most 6" in refusal(text, Limits(fields=6))
    assert "root fields; at most 4" in refusal(text, Limits(root_fields=4))
    assert "too deep; at most 1 levels" in refusal(text, Limits(depth=1))


def test_inline_fragments_add_no_depth() -> None:
    """Depth is that of fields; inline fragments count for what they hold."""
    check("{ ... { ... on Query { b ... { a { b } } } } }", Limits(depth=2))


def test_nested_bomb_is_too_deep() -> None:
    """Fragments that nest fields are refused by their depth."""
    text = bomb(20, "x: a {{ ...F{0} }} y: a {{ ...F{0} }}")
    assert "The operation is too deep; at most 15 levels." == refusal(text)


def test_cycles_end() -> None:
    """Circular fragments end the count; validation says what is wrong."""
    text = "{ ...A } fragment A on Query { b ...B } fragment B on Query { ...A }"
    assert 2 == check(text)
    error = read(text)
    assert "GRAPHQL_VALIDATION_FAILED" == error.refusal
    assert "Cannot spread fragment 'A' within itself via 'B'." == error.message


def test_unknown_fragment_is_for_validation() -> None:
    """A spread of a fragment that is not there counts nothing."""
    with pytest.raises(KeyError):
        Counting({})["F"]
    assert "Unknown fragment 'F'." == read("{ ...F }").message


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("{a" * 5000 + "}" * 5000, "GRAPHQL_PARSE_FAILED", "nested too deeply"),
        ("{" + " b" * 10_000 + "}", "TOO_COSTLY", "at most 2000 tokens"),
        ("{ b" + " @skip(if: true)" * 3000 + "}", "TOO_COSTLY", "2000 tokens"),
        ("{ b " + "#\n" * 3000 + "}", "TOO_COSTLY", "at most 2000 tokens"),
        ("{" + " b" * 21 + "}", "TOO_COSTLY", "root fields; at most 20"),
        ("{ a {" + " b" * 1900 + "} }", "TOO_COSTLY", "repetitions; at most 3000"),
    ],
)
def test_large_documents_are_refused_before_validation(
    text: str, code: str, message: str
) -> None:
    """Deep, long and repetitive documents are refused by what they are, each with its code."""
    error = read(text)
    assert code == error.refusal
    assert message in error.message


def test_fragments_of_one_selection_are_pairs() -> None:
    """Many fragments side by side have to be compared each with each, and are bounded."""
    spreads = " ".join(f"...F{i}" for i in range(60))
    rest = " ".join(f"fragment F{i} on Query {{ b }}" for i in range(60))
    text = f"{{ a {{ {spreads} ... {{ b b }} }} }} {rest}"
    check(text, Limits(pairs=60 * 59 // 2 + 1))
    assert "repetitions" in refusal(text, Limits(pairs=60 * 59 // 2))


def test_refusals_carry_graphql_errors_only_where_there_are_some() -> None:
    """A costly document has one coded message; an invalid one has located errors."""
    assert not isinstance(read(bomb(20)), InvalidRequestError)
    error = read("{ c }")
    assert isinstance(error, InvalidRequestError)
    assert all(isinstance(one, GraphQLError) for one in error.errors)
