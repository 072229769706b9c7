"""Comparing values: gateway/connectors/ordering.py."""

from decimal import Decimal
from itertools import pairwise

import pytest

from gateway.connectors.ordering import compile_order, compile_sameness


@pytest.mark.parametrize(
    ("leaf", "values"),
    [
        ("Int", [2, "10", 11]),
        ("Rupiah", [-5, "3", 2**60]),
        ("Float", ["7.5", 7.54, 10]),
        ("Decimal", ["1.5", "1.50000001", 10]),
        ("Date", ["2023-12-31", "2024-01-01"]),
        ("Time", ["07:00:00", "19:00:00"]),
        (
            "DateTime",
            [
                "2024-01-01T09:00:00+08:00",
                "2024-01-01T09:00:00",
                "2024-01-01T03:00:00Z",
            ],
        ),
        ("String", ["ayam", "Beras", "cabai"]),
        (None, [2, "10", 11.5, "Ayam", "beras"]),
    ],
)
def test_order(leaf: str | None, values: list[object]) -> None:
    """Numbers compare as numbers, moments in time, texts without case."""
    order = compile_order(leaf)
    ranks = [order(value) for value in values]
    assert all(low < high for low, high in pairwise(ranks))


@pytest.mark.parametrize(
    ("leaf", "value"),
    [
        ("Int", "x"),
        ("Float", "x"),
        ("Decimal", "x"),
        ("DateTime", "x"),
        ("String", {}),
        (None, []),
    ],
    ids=repr,
)
def test_no_order(leaf: str | None, value: object) -> None:
    """What does not suit its leaf raises what callers expect."""
    with pytest.raises((ValueError, ArithmeticError)):
        compile_order(leaf)(value)


@pytest.mark.parametrize(
    ("leaf", "one", "other"),
    [
        ("Float", 7.54, "7.54"),
        ("Decimal", "1.50", "1.5"),
        ("Int", 12, "12"),
        ("DateTime", "2024-01-01T00:00:00Z", "2024-01-01T07:00:00+07:00"),
        ("ID", 12, "12"),
        (None, 12.0, "12"),
    ],
)
def test_same(leaf: str | None, one: object, other: object) -> None:
    """Equal values of a leaf are one however they are written."""
    same = compile_sameness(leaf)
    assert same(one) == same(other)
    assert hash(same(one)) == hash(same(other))


def test_not_same() -> None:
    """Texts are the same only exactly; 0012 is another code than 12."""
    assert compile_sameness("ID")("0012") != compile_sameness("ID")("12")
    assert compile_sameness("String")("a") != compile_sameness("String")("A")
    assert Decimal("0.1") == compile_sameness("Decimal")(0.1)
