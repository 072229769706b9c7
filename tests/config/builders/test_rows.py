"""Local work on rows: where, filter_by and sort_by."""

from collections.abc import Callable

import pytest

from gateway.config.model import Config, FilterBy, Operation, SortKey, Where
from gateway.config.place import Word

Load = Callable[..., Config]


def _query(config: Config) -> Operation:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{judul: x}", (Where(Word("judul"), "equals", ("x",)),)),
        ("{judul: [x, 010]}", (Where(Word("judul"), "equals", ("x", "010")),)),
        ("{judul: {not: x}}", (Where(Word("judul"), "not", ("x",)),)),
        (
            "{judul: {contains: [x, y]}}",
            (Where(Word("judul"), "contains", ("x", "y")),),
        ),
        ("{isbn: {present: true}}", (Where(Word("isbn"), "present", ("true",)),)),
        ("{isbn: {present: false}}", (Where(Word("isbn"), "present", ("false",)),)),
        (
            "{judul: {starts: x, not: xy}, a.b: z}",
            (
                Where(Word("judul"), "starts", ("x",)),
                Where(Word("judul"), "not", ("xy",)),
                Where(Word("a.b"), "equals", ("z",)),
            ),
        ),
    ],
)
def test_where(written: str, expected: tuple[Where, ...], loaded: Load) -> None:
    """A value, a list, or named comparisons; several all hold."""
    assert expected == _query(loaded(query=f"where: {written}")).where


@pytest.mark.parametrize(
    ("written", "field", "how"),
    [
        ("judul", "judul", "equals"),
        ("[judul]", "judul", "equals"),
        ("{judul: isbn}", "isbn", "equals"),
        ("{judul: {field: isbn, how: contains}}", "isbn", "contains"),
        ("{judul: {field: isbn}}", "isbn", "equals"),
    ],
)
def test_filter_by(written: str, field: str, how: str, loaded: Load) -> None:
    """An argument's own name, another field, or another comparison."""
    config = loaded(
        args="args: {judul: String}",
        call="call: GET /buku",
        query=f"filter_by: {written}",
    )

    assert (FilterBy(Word("judul"), Word(field), how),) == _query(config).filter_by


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("judul", (SortKey(Word("judul")),)),
        ("-judul", (SortKey(Word("judul"), descending=True),)),
        (
            "[-isbn, judul]",
            (SortKey(Word("isbn"), descending=True), SortKey(Word("judul"))),
        ),
    ],
)
def test_sort_by(written: str, expected: tuple[SortKey, ...], loaded: Load) -> None:
    """A leading dash sorts downwards; the place of the word stays."""
    keys = _query(loaded(query=f"sort_by: {written}")).sort_by

    assert expected == keys
    assert 19 == keys[0].field.at.line
