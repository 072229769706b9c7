"""The operations of a document: which is run, and with which variables."""

from typing import Any

import pytest

from gateway.errors import RequestError
from gateway.execution.invalid import InvalidRequestError
from tests.execution.documents import SCHEMA, operation, reader


def coerced(text: str, given: dict[str, object] | None) -> dict[str, Any]:
    """Return the coerced variables of the only operation."""
    return dict(operation(text).coerce(SCHEMA, given, hide=False).coerced)


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
