"""Paths: gateway/connectors/paths.py."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.steps import Path, Pick
from gateway.connectors.paths import compile_jmespath, compile_path
from gateway.connectors.value import BadValue

ANSWER = {
    "a": {"b": {"c": 1}, "d.kode": "x", "rows": [{"k": 1}, {}, 7, {"k": [2, 3]}]},
    "gaps": {"0": "nol", "2": "dua"},
    "deep": [[{"k": 1}], [{"k": 2}, {}]],
    "null": None,
    "xml": ["a", {"@lang": "id", "#text": "b"}, {"@lang": "en"}, 5, None],
}


@pytest.mark.parametrize(
    ("expected", "path"),
    [
        (ANSWER, ()),
        (ANSWER["a"], ("a",)),
        ({"c": 1}, ("a", "b")),
        (1, ("a", "b", "c")),
        ("x", ("a", "d.kode")),
        ("x", ("a", "d.kode", "#text")),
        (["a", "b", None, None, None], ("xml", "#text")),
        (None, ("tidak",)),
        (None, ("tidak", "ada")),
        (None, ("null", "b")),
        (None, ("null", "b", "c", "d")),
        (None, ("a", "b", "c", "d")),
        ([1, None, None, [2, 3]], ("a", "rows", "k")),
        (ANSWER["a"], ("a", Pick(("b", "c"), "1"))),
        ({"k": 1}, ("a", "rows", Pick(("k",), "1"))),
        (1, ("a", "rows", Pick(("k",), "1"), "k")),
        (None, ("a", "rows", Pick(("k",), "9"), "k")),
        (None, ("a", "b", "c", Pick(("k",), "1"))),
        (None, ("deep", Pick(("k",), "1"))),
        ({"k": 1}, ("a", "rows", 0)),
        ([2, 3], ("a", "rows", 3, "k")),
        (2, ("a", "rows", 3, "k", 0)),
        (None, ("a", "rows", 9)),
        (None, ("a", "rows", -1)),
        (None, ("a", "b", "c", 0)),
        ("dua", ("gaps", 2)),
        (None, ("gaps", 1)),
        ([[1], [2, None]], ("deep", "k")),
    ],
)
def test_path(expected: object, path: Path) -> None:
    """A path gives what stands there, and None for whatever is missing."""
    assert expected == compile_path(path)(ANSWER)


@pytest.mark.parametrize("path", [("x", "k"), ("x", "y", "k"), ("l", 0, "k")], ids=repr)
def test_an_empty_object_that_is_a_list(path: Path) -> None:
    """Where one value is looked for an empty list is PHP's empty object; else it is a list."""
    row: dict[str, object] = {"x": [], "l": [[]]}
    assert [] == compile_path(path)(row)
    assert compile_path(path, single=True)(row) is None
    full = {"x": [{"k": 1, "y": []}], "l": [[{"k": 1}]]}
    assert compile_path(path)(full) == compile_path(path, single=True)(full)


@given(
    st.lists(
        st.one_of(
            st.none(), st.integers(), st.dictionaries(st.just("k"), st.integers())
        )
    )
)
def test_length(rows: list[object]) -> None:
    """A key never changes a list's length."""
    for path in (("k",), ("k", "k"), ("k", "k", "k")):
        found = compile_path(path)(rows)
        assert isinstance(found, list)
        assert len(rows) == len(found)


def test_bottomless_lists() -> None:
    """Lists nested a thousand deep do not exhaust the stack."""
    value: object = {"k": 1}
    for _ in range(1000):
        value = [value]
    found = compile_path(("k",))(value)
    for _ in range(16):
        assert isinstance(found, list)
        found = found[0]
    assert found is None


def test_jmespath() -> None:
    """A JMESPath expression gives its result."""
    assert [1] == compile_jmespath("a.rows[?k == `1`].k")(ANSWER)


def test_jmespath_bad_expression() -> None:
    """An expression that is not one is refused when compiled, in Indonesian."""
    with pytest.raises(ValueError, match="ekspresi JMESPath tidak sah"):
        compile_jmespath("a[")


def test_jmespath_bad_answer() -> None:
    """An answer that does not suit the expression is a bad value."""
    with pytest.raises(BadValue, match="does not suit"):
        compile_jmespath("sum(a.rows)")(ANSWER)
