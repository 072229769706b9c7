"""Expressions that never end: gateway/config/backtracking.py."""

import pytest

from gateway.config.backtracking import explodes


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+\s?)+;",
        r"^(\w+\s?)*$",
        r"Nama: (?P<nama>(?:\w+\s?)+)\.",
        r"\[(?P<x>[^\]]*)\] (\s*\w+)*!",
        r"(\d+,?){2,}x",
        r"(.*,)*x",
        r"a(?:b|b)*c|(ab|a|b)*d",
        r"([a-z])\1?(x+x+)+y",
    ],
)
def test_what_explodes(pattern: str) -> None:
    """A repeated group that fits in many ways is found, behind literal text as well."""
    assert explodes(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+\s+\d+",
        r"(\d+\.)+\d+",
        r"([^,]+,)*[^,]+",
        r"(?P<a>\d{2})-(?P<b>\d+)",
        r"^(?:[A-Z]{2}-)?\d{3,}$",
        r"(?:\w+ )*\w+$",
        r"(?:(?!x).)*x",
        r"(?>\w+\s?)+;",
        r"(?:a|b|c)+d)".removesuffix(")"),
    ],
)
def test_what_does_not(pattern: str) -> None:
    """Ordinary expressions pass, and so do groups that fit in one way."""
    assert not explodes(pattern)
