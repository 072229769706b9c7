"""A column read at once is what its values are, read one by one."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import example, given, settings, strategies as st

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import (
    BadValue,
    Read,
    compile_column,
    compile_reader,
)

LEAVES = ("Int", "Long", "Rupiah", "Float", "Decimal", "Date", "DateTime", "Boolean")
PLAIN = Reader()
ZERO = Reader(nulls=(Word("0"),))

DIGITS = st.text("0123456789", min_size=1, max_size=17)
CELLS = st.one_of(
    DIGITS,
    DIGITS.map("-{}".format),
    st.tuples(DIGITS, DIGITS).map(".".join),
    st.dates().map(date.isoformat),
    st.text("0123456789-.,\n T", max_size=12),
    st.sampled_from(
        ["", "-", " 7 ", "\u0667", "2026-W01-1", "2026-02-30", "1_000", "7\n"]
    ),
    st.none(),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False),
)
COLUMNS = st.one_of(
    st.lists(CELLS, max_size=6),
    st.lists(CELLS, min_size=1, max_size=3).map(lambda cells: cells * 5),
    st.lists(DIGITS, max_size=6),
    st.lists(st.one_of(DIGITS, st.sampled_from(["", "-", None])), max_size=9),
    st.lists(st.dates().map(date.isoformat), max_size=6),
)


def one_by_one(read: Read, raws: Sequence[object]) -> list[object] | None:
    """Return what the values are; None where one is bad."""
    try:
        return [None if raw is None else read(raw) for raw in raws]
    except BadValue:
        return None


def together(
    leaf: str, reader: Reader, read: Read, raws: list[object]
) -> list[object] | None:
    """Return what the column is; None where a value is bad."""
    try:
        return compile_column(leaf, reader, read)(raws)
    except BadValue:
        return None


@settings(max_examples=1_000)
@given(st.sampled_from(LEAVES), st.sampled_from([PLAIN, ZERO]), COLUMNS)
@example("Int", PLAIN, ["1\n2"])
@example("Int", PLAIN, ["999999999", "-999999999", "007", "-0"])
@example("Float", PLAIN, ["-0", "-0.0", "1.5"])
@example("Date", PLAIN, ["2026-02-28", "0000-01-01"])
@example("Date", PLAIN, ["0000-00-00", "2026-02-28"])
def test_columns(leaf: str, reader: Reader, raws: list[object]) -> None:
    """A column is its values, in their order and of their classes, or as bad as one."""
    read = compile_reader(leaf, reader, {})
    expected = one_by_one(read, raws)
    found = together(leaf, reader, read, list(raws))
    assert repr(expected) == repr(found)


class Counted:
    """Reads a text and counts it."""

    def __init__(self, leaf: str) -> None:
        self.times = 0
        self._read = compile_reader(leaf, PLAIN, {})

    def __call__(self, value: object) -> object:
        self.times += 1
        return self._read(value)


@pytest.mark.parametrize(
    ("calls", "leaf", "raws"),
    [
        (0, "Int", [str(n) for n in range(100)]),
        (0, "Int", ["", *(str(n) for n in range(100)), None, "-"]),
        (0, "Float", [f"{n}.5" for n in range(100)]),
        (0, "Date", [f"2026-03-{n % 28 + 1:02}" for n in range(100)]),
        (7, "DateTime", [f"2026-03-0{n % 7 + 1}T00:00:00Z" for n in range(100)]),
        (3, "Rupiah", ["Rp1.000", "Rp2.000", "Rp3.000", None] * 25),
        (100, "Rupiah", [f"Rp{n}.000" for n in range(1, 101)]),
        (100, "Int", [*range(100)]),
    ],
)
def test_what_is_read_one_by_one(calls: int, leaf: str, raws: list[object]) -> None:
    """Plain texts are read together, with the blank ones; others once for all rows."""
    read = Counted(leaf)
    compile_column(leaf, PLAIN, read)(raws)
    assert calls == read.times
