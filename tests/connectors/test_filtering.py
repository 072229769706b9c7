"""Filters over the rows of one answer, by indexes made once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import FilterBy
from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.filtering import compile_filters
from gateway.connectors.paths import compile_path
from gateway.connectors.rows import Column, compile_test
from gateway.errors import BadInput

BERAS = {"nama": "Beras Premium", "harga": 16000, "pada": "2024-02-01", "kode": 1}
CABAI = {"nama": "cabai", "harga": 9000, "pada": "2024-01-15", "kode": "2"}
DAGING = {"nama": "Daging", "kode": "x", "label": ["a", "b", {}], "lain": {"o": 1}}
ROWS = [BERAS, CABAI, DAGING]
LEAVES = {"nama": "String", "harga": "Rupiah", "pada": "Date", "label": "String"}
FILTERS = [
    ("cari", "nama", "contains"),
    ("awal", "nama", "starts"),
    ("termurah", "harga", "min"),
    ("termahal", "harga", "max"),
    ("kode", "kode", "equals"),
    ("nama", "nama", "equals"),
    ("sampai", "pada", "max"),
    ("label", "label", "equals"),
    ("bagian", "label", "contains"),
    ("rusak", "lain", "equals"),
    ("lebih", "lain", "min"),
]


def compiled(
    filters: Sequence[tuple[str, str, str]] = FILTERS,
) -> Callable[[Answer, Mapping[str, object]], Sequence[int]]:
    """Compile filters written as argument, field and how."""
    return compile_filters(
        [
            (
                FilterBy(Word(argument), Word(field), how),
                Column(compile_path((field,)), LEAVES.get(field)),
                None,
            )
            for argument, field, how in filters
        ]
    )


@pytest.mark.parametrize(
    ("expected", "args"),
    [
        ([0, 1, 2], {}),
        ([0, 1, 2], {"cari": None, "asing": 1}),
        ([0], {"cari": "prem"}),
        ([0, 1, 2], {"cari": ""}),
        ([0, 2], {"cari": ["prem", "DAG"]}),
        ([1, 2], {"awal": ["da", "ca"]}),
        ([0], {"termurah": 10000}),
        ([0, 1], {"termurah": [9000, 10000]}),
        ([], {"termurah": []}),
        ([1], {"termahal": 9000}),
        ([0], {"kode": 1}),
        ([0, 1], {"kode": [2, 1, 1]}),
        ([], {"kode": []}),
        ([], {"kode": "y"}),
        ([1], {"sampai": "2024-01-31", "cari": "a"}),
        ([0], {"nama": "Beras Premium", "kode": ["1", "2"]}),
        ([], {"nama": "Beras Premium", "kode": ["2", "x"]}),
        ([2], {"label": "b"}),
        ([2], {"bagian": "B"}),
        ([], {"label": "c"}),
        ([], {"rusak": "o"}),
        ([], {"lebih": 1}),
    ],
    ids=repr,
)
def test_filters(expected: list[int], args: dict[str, object]) -> None:
    """Arguments that are given filter; a list keeps what meets any element."""
    assert expected == list(compiled()(Answer(ROWS, 0, 0.0), args))


def test_a_bad_argument_is_named() -> None:
    """An argument that its field cannot compare is refused, its value unsaid."""
    with pytest.raises(BadInput, match=r"^Argument 'termurah' cannot") as caught:
        compiled()(Answer(ROWS, 0, 0.0), {"termurah": "mahal"})
    assert "mahal" not in caught.value.message
    assert "termurah" == caught.value.argument


def test_an_argument_is_written_for_raw_values() -> None:
    """Where a row holds the service's own notation, the argument is written so."""
    one = FilterBy(Word("kode"), Word("kode"), "equals")
    write = {"SATU": "1"}.get
    places = compile_filters(
        [(one, Column(compile_path(("kode",))), lambda value: write(str(value)))]
    )
    assert [0] == places(Answer(ROWS, 0, 0.0), {"kode": "SATU"})


def test_a_row_is_read_once() -> None:
    """What a filter needs of the rows is worked out once for an answer."""
    read: list[object] = []

    def get(row: Any) -> object:
        read.append(row)
        return row["kode"]

    filters = [("kode", "equals"), ("awal", "starts"), ("bagian", "contains")]
    places = compile_filters(
        [
            (FilterBy(Word(argument), Word("kode"), how), Column(get), None)
            for argument, how in filters
        ]
    )
    answer = Answer(ROWS, 0, 0.0)
    for given_args in ({"kode": "x"}, {"kode": 2}, {"awal": "x"}, {"bagian": "2"}):
        places(answer, given_args)
    assert 2 * ROWS == read  # the values, and the texts that both others compare


@given(
    st.lists(st.none() | st.integers(0, 4) | st.lists(st.integers(0, 4), max_size=2)),
    st.integers(0, 4) | st.lists(st.integers(0, 4), min_size=1, max_size=2),
    st.sampled_from(["equals", "min", "max", "contains", "starts"]),
)
def test_the_index_finds_what_a_test_of_each_row_does(
    values: list[object], bound: object, how: str
) -> None:
    """An index gives the rows that `where` would keep by the same comparison."""
    leaf = "String" if how in {"contains", "starts"} else "Int"
    bounds = bound if isinstance(bound, list) else [bound]
    test = compile_test(how, leaf, bounds)
    places = compile_filters(
        [
            (
                FilterBy(Word("a"), Word("n"), how),
                Column(compile_path(("n",)), leaf),
                None,
            )
        ]
    )
    expected = [place for place, value in enumerate(values) if test(value)]
    answer = Answer([{"n": value} for value in values], 0, 0.0)
    assert expected == list(places(answer, {"a": bound}))
