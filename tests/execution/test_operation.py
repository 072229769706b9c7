"""Reading documents: what is accepted, what is refused, and how it is said."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema

from gateway.errors import RequestError
from gateway.execution.analyse import Limits
from gateway.execution.lined import Lined
from gateway.execution.operation import (
    InvalidRequestError,
    Operation,
    Reader,
    ReadPolicy,
)

SCHEMA = build_schema("""
    type Query { a(n: Int, m: In): Query b: String rahasia: String }
    input In { x: Int! }
    type Mutation { ubah: Int }
""")


def reader(**policy: Any) -> Reader:
    """Return a reader over a small schema."""
    return Reader(SCHEMA, ReadPolicy(**policy))


def refusal(text: str, **policy: Any) -> RequestError:
    """Return the error that refuses a document."""
    with pytest.raises(RequestError) as caught:
        reader(**policy).read(text)
    return caught.value


def operation(text: str) -> Operation:
    """Return the only operation of a document."""
    return reader().read(text).operation(None)


def coerced(text: str, given: dict[str, object] | None) -> dict[str, Any]:
    """Return the coerced variables of the only operation."""
    return dict(operation(text).coerce(SCHEMA, given, hide=False).coerced)


def test_syntax_errors_tell_where() -> None:
    """A document that is not GraphQL is refused with the place."""
    error = refusal("{ b ")
    assert isinstance(error, InvalidRequestError)
    assert "GRAPHQL_PARSE_FAILED" == error.refusal
    assert [(1, 5)] == [
        (one.line, one.column) for one in error.errors[0].locations or ()
    ]


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
    ("text", "message"),
    [
        ("{ b b b }", "The document is too long; at most 4 tokens."),
        ("#\n" * 9 + "{ b }", "The document is too long; at most 4 tokens."),
    ],
)
def test_long_documents_are_refused_while_lexing(text: str, message: str) -> None:
    """A document of too many tokens or comments is refused before it is parsed."""
    error = refusal(text, limits=Limits(tokens=4))
    assert ("TOO_COSTLY", message) == (error.refusal, error.message)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_long_documents_are_refused_before_lexing(end: str) -> None:
    """A document has room for a line for each token and comment, and for a long text."""
    assert reader().read(end * 4000 + "{ b }").operations
    error = refusal(end * 4001 + "{ b }")
    message = "The document is too long; at most 4000 lines."
    assert ("TOO_COSTLY", message) == (error.refusal, error.message)
    assert 6000 == Limits(tokens=3000).lines


def test_documents_find_their_lines_once() -> None:
    """However many errors name a place, the text is looked through for them once."""
    node = operation("query { b }").node
    assert node.loc is not None
    assert isinstance(node.loc.source, Lined)


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


def test_operation_is_chosen_by_name() -> None:
    """Among several operations the name chooses; the only one needs none (§6.1.1)."""
    document = reader().read("query A { b } query B { b } mutation C { ubah }")
    assert ("B", "query") == (
        document.operation("B").name,
        document.operation("B").kind,
    )
    assert "mutation" == document.operation("C").kind
    with pytest.raises(RequestError, match="Must provide operation name"):
        document.operation(None)
    with pytest.raises(RequestError, match="Unknown operation named 'D'"):
        document.operation("D")
    assert "A" == reader().read("query A { b }").operation(None).name
    assert "A" == reader().read("query A { b }").operation("A").name


def test_document_without_an_operation() -> None:
    """A document of fragments only has nothing to run."""
    with pytest.raises(RequestError, match=r"Fragment|Must provide an operation"):
        reader().read("fragment F on Query { b }").operation(None)


def test_conditions_are_the_variables_of_skip_and_include() -> None:
    """A plan depends on the variables of @skip and @include, in fragments too."""
    text = """
        query($z: Boolean!, $a: Boolean!, $n: Int) {
          a(n: $n) { b @skip(if: $z) ...F @include(if: true) }
        }
        fragment F on Query { b @include(if: $a) }
    """
    assert ("a", "z") == operation(text).conditions
    assert () == operation("query($n: Int) { a(n: $n) { b } }").conditions


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("query($n: Int) { a(n: $n) { b } }", {}, {}),
        ("query($n: Int) { a(n: $n) { b } }", {"n": None}, {"n": None}),
        ("query($n: Int = 3) { a(n: $n) { b } }", None, {"n": 3}),
        ("query($n: Int = 3) { a(n: $n) { b } }", {"n": None}, {"n": None}),
        ("query($m: In) { a(m: $m) { b } }", {"m": {"x": 2.0}}, {"m": {"x": 2}}),
        ("{ b }", {"lain": 1}, {}),
    ],
)
def test_variables_are_coerced(
    text: str, given: dict[str, object] | None, expected: dict[str, object]
) -> None:
    """Variables take their defaults where absent, and null where null (§6.1.2)."""
    assert expected == coerced(text, given)


def test_wrong_variables_are_refused_together() -> None:
    """Each variable that does not fit is an error of the request."""
    text = "query($n: Int, $m: In!) { a(n: $n, m: $m) { b } }"
    with pytest.raises(InvalidRequestError) as caught:
        coerced(text, {"n": "x", "m": {}})
    assert "BAD_USER_INPUT" == caught.value.refusal
    assert 2 == len(caught.value.errors)


def test_condition_that_is_null_is_refused() -> None:
    """An explicit null for a condition is refused, although a default allows its type."""
    text = "query($s: Boolean = true) { b @skip(if: $s) }"
    assert {"s": True} == coerced(text, {})
    with pytest.raises(InvalidRequestError) as caught:
        coerced(text, {"s": None})
    assert "BAD_USER_INPUT" == caught.value.refusal
    assert "$s" in caught.value.message


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
