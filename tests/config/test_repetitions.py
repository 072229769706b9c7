"""How long a text an expression may look at: gateway/config/repetitions.py."""

import re
import time

import pytest

from gateway.config.repetitions import LONGEST, reach

GENEROUS = 2.0  # seconds of the processor, for some 20 ms of work
FOURTH, THIRD = 84, 229  # characters that some two million steps are enough for


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [
        (LONGEST, r"\d{2}\.\d{4}"),
        (LONGEST, r"(\d+)$"),
        (LONGEST, r"^(.+?)(?: / .*)?$"),
        (LONGEST, r"Status : (.+)"),
        (LONGEST, r"(\w+) (\w+) (\w+);"),
        (LONGEST, r"(?P<a>\S+)\s+(?P<b>\S+)\s+(?P<c>.+)"),
        (LONGEST, r"\w++x"),
        (LONGEST, r"(?>\w+)x"),
        (LONGEST, r"a|b|[cd]+"),
        (LONGEST, r"\d{1,15}\d{1,15}x"),
        (LONGEST, r"\+?"),
        (THIRD, r"(.+)(\1)x"),
        (THIRD, r"(?P<a>.+)(?P=a)x"),
        (THIRD, r"\d{1,16}\d{1,16}x"),
        (THIRD, r"\d*,?\d{3,}x"),
        (THIRD, r"^(.+) \((.+)\), (.+)$"),
        (THIRD, r".*Kec\. (.+), Kab\. (.+)"),
        (THIRD, r"^a+b|a+a+c"),
        (THIRD, r"(?i)[a-z]+A+x"),
        (THIRD, r"(?i:[a-z]+)[a-z]+x"),
        (THIRD, r"\w+(?=x)\w+;"),
        (THIRD, r"(\d+x?){0,2};"),
        (FOURTH, r"(\d+).*(\d+)x"),
        (FOURTH, r"(\d+x?){0,3};"),
    ],
)
def test_reach(expected: int, pattern: str) -> None:
    """Repetitions that can share a text count together, and a search once more."""
    assert expected == reach(pattern)


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [
        (LONGEST, r"\d(\.\d+)+"),
        (LONGEST, r"(\d+)\w*"),
        (THIRD, r"\d+\w*x?\w*"),
        (THIRD, r"18(\.\d+){0,3}"),
    ],
)
def test_reach_of_a_whole(expected: int, pattern: str) -> None:
    """What has to fit from the beginning to the end is not tried at each place."""
    assert expected == reach(pattern, whole=True)


def test_fewer_steps() -> None:
    """Fewer steps are a shorter text, and the linear is as long as any."""
    assert 45 == reach(r"(\d+)$", steps=1_000)
    assert LONGEST == reach(r"^\d+", steps=1_000)


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        (r"(\d+)$", "1"),
        (r"(\d+).*(\d+)x", "1"),
        (r"a*a*a*a*b", "a"),
        (r"^(.+?)(?: / .*)?$", " / \n"),
        (r".*Kec\. (.+), Kab\. (.+)", "Kec. , Kab."),
        (r"(?:\w+ )*\w+$", "a a"),
        (r"(\d+x?){0,3};", "1"),
        (r"(?i)[a-z]+A+x", "a"),
        (r"(?:,?\d+){0,9}x", "1"),
        (r"(?P<a>\S+)\s+(?P<b>\S+)\s+(?P<c>.+)", "a "),
        (r"(?P<a>\S+)\s+(?P<b>\S+)\s+(?P<c>.+)", " "),
    ],
)
def test_hostile_texts_within_reach(pattern: str, unit: str) -> None:
    """A text that is made for an expression takes little time if it may be looked at."""
    most = reach(pattern)
    text = (unit * most)[: most - 1] + "\n"
    began = time.thread_time()
    re.search(pattern, text)
    assert time.thread_time() - began < GENEROUS
