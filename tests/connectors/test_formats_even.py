"""Large tables as wide as their header are read in another way, with the same result."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from gateway.config.formats import Format
from gateway.connectors.formats import compile_format
from gateway.connectors.formats.even import MANY, even_rows
from gateway.errors import UpstreamBadBody

CELLS = st.sampled_from(["", "1", " x ", '"a;b"', '"q ""r"""', '"n\nm"', "\t"])
LINES = st.lists(
    st.one_of(
        st.lists(CELLS, min_size=2, max_size=2),
        st.lists(CELLS, max_size=4),
    ).map(";".join),
    max_size=4,
)
HEADERS = st.sampled_from(["a;b", "a;b;", ";b", "a;a", '"a;b"', "\na;b"])


def decoded(text: str) -> object:
    """Decode a table; None where that fails."""
    try:
        return compile_format(Format("csv"), 0)(text.encode(), None)
    except UpstreamBadBody:
        return None


@settings(max_examples=150)
@given(HEADERS, LINES)
def test_large_tables(header: str, lines: list[str]) -> None:
    """A table's rows do not depend on how many others there are."""
    few = decoded("\n".join([header, "1;2", *lines]))
    many = decoded("\n".join([header, *["1;2"] * (MANY + 1), *lines]))
    if not isinstance(few, list):
        assert few == many
        return
    assert isinstance(many, list)
    assert few[:1] * (MANY + 1) + few[1:] == many


@pytest.mark.parametrize(
    ("expected", "names", "rows"),
    [
        ([{"a": "1", "b": "2"}], "ab", [["1", "2"]]),
        ([{"a": "", "b": "2"}], "ab", [["", "2"], [], ["", ""]]),
        ([], "ab", []),
        (None, "ab", [["1", "2"], ["1"]]),
        (None, "ab", [["1", "2"], ["1", "2", "3"]]),
        (None, "a", [["1"]]),
        (None, ["a", ""], [["1", "2"]]),
        (None, [f"k{n}" for n in range(100)], []),
    ],
)
def test_even_rows(
    expected: object, names: Sequence[str], rows: list[list[str]]
) -> None:
    """Rows are objects where all are as wide as the names; blank ones are left out."""
    assert expected == even_rows(iter(rows), names)


def test_names_are_never_code() -> None:
    """A column may be called anything: its name is a key and no part of a function."""
    names = ['x": __import__("os")}] #', "\\'\n\0", "k0", "v1"]
    rows = even_rows([["1", "2", "3", "4"]], names)
    assert [dict(zip(names, "1234", strict=True))] == rows
