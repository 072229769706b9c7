"""Matches in long texts: gateway/connectors/formats/scanning.py."""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.formats.scanning import scan
from gateway.errors import UpstreamBadBody

PAIR = re.compile(r"(?P<a>\w+)\s+(?P<b>\d+)")


@pytest.mark.parametrize("pattern", [r"\w+ \d", r"a*", r"(?=b)", r"^a", r"a$", r"\bc"])
@given(st.text("ab c1\n", max_size=20))
def test_as_finditer(pattern: str, text: str) -> None:
    """Long or short, the matches are those that there are."""
    expression = re.compile(pattern)
    for whole in (text, text + "-" * 9000 + text):
        expected = [one.span() for one in expression.finditer(whole)]
        assert expected == [one.span() for one in scan(expression, whole)]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PAIR, "a" * 2_000_000),
        (PAIR, "ab 12 " * 2000 + "a" * 1_000_000),
        (re.compile("[^;]+;"), "a\n" * 500_000),
        (PAIR, "-" * 70_000 + "a" * 400_000),
        (PAIR, "-" * 600_000 + "a" * 1_400_000),
    ],
)
def test_what_takes_the_square_is_refused(
    pattern: "re.Pattern[str]", text: str
) -> None:
    """A text that is made for an ordinary expression is UPSTREAM_BAD_BODY in seconds."""
    with pytest.raises(UpstreamBadBody, match="too long"):
        list(scan(pattern, text))


def test_a_long_match_is_one() -> None:
    """A match may be as long as the text."""
    (found,) = scan(re.compile(r"data = (\[.*\]);"), f"data = [{'1,' * 300_000}];")
    assert 600_002 == len(found[1])


def test_all_matches_have_one_budget() -> None:
    """Many matches that are each just fast enough end all the same."""
    ticks: Iterator[int] = count()
    with pytest.raises(UpstreamBadBody):
        list(scan(PAIR, "a 1 " * 5000, lambda: next(ticks) / 100))
