"""Hostile texts for the patterns of a service's fields."""

import time
from collections.abc import Callable

import pytest

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, Effort, Read, compile_reader

GENEROUS = 5.0  # seconds of the processor; without a bound it would be 20


class Clock:
    """Tells a time that only tests change."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def taking(clock: Clock, seconds: float) -> Callable[[str], str]:
    """Make a search that takes so long."""

    def search(text: str) -> str:
        clock.time += seconds
        return text

    return search


def reader(pattern: str, effort: Effort | None = None) -> Read:
    return compile_reader(
        "String", Reader(pattern=((Word(pattern), None),)), {}, effort=effort
    )


def test_what_searches_may_take() -> None:
    """Half a second at once beyond what is usual, and a tenth of the time after it."""
    cpu, now = Clock(), Clock()
    effort = Effort(cpu, now)
    for _ in range(5):
        assert "a" == effort.spent_on("a", taking(cpu, 0.11))
    with pytest.raises(BadValue, match="busy for too long"):
        effort.spent_on("a", taking(cpu, 0.0))
    now.time += 1.0
    assert "a" == effort.spent_on("a", taking(cpu, 0.11))
    with pytest.raises(BadValue, match="busy"):
        effort.spent_on("a", taking(cpu, 0.0))


def test_what_is_saved_up() -> None:
    """No more comes back than there was."""
    cpu, now = Clock(), Clock()
    effort = Effort(cpu, now)
    now.time += 1_000_000.0
    effort.spent_on("a", taking(cpu, 0.6))
    with pytest.raises(BadValue, match="busy"):
        effort.spent_on("a", taking(cpu, 0.0))


def test_ordinary_searches_cost_nothing() -> None:
    """As much time as an ordinary text takes is never used up."""
    cpu = Clock()
    effort = Effort(cpu, Clock())
    for _ in range(10_000):
        effort.spent_on("a" * 1_000, taking(cpu, 50e-6))


def test_a_search_that_fails_is_counted() -> None:
    """What does not match has taken its time, too: it takes the most."""
    cpu = Clock()
    effort = Effort(cpu, Clock())

    def fail(_text: str) -> str:
        cpu.time += 1.0
        raise BadValue("no match")

    with pytest.raises(BadValue, match="no match"):
        effort.spent_on("a", fail)
    with pytest.raises(BadValue, match="busy"):
        effort.spent_on("a", fail)


def test_many_hostile_texts() -> None:
    """Two mebibytes of texts made for a quadratic pattern are refused in bounded time."""
    read = reader(r"(\d+);")
    began = time.thread_time()
    for _ in range(1_000):
        with pytest.raises(BadValue):
            read("1" * 2_000)
    assert time.thread_time() - began < GENEROUS


def test_short_texts_are_read_whatever_came_before() -> None:
    """With nothing left long texts are bad values, those of a few characters are not."""
    cpu = Clock()
    effort = Effort(cpu, Clock())
    read = reader(r"(\d+);", effort)
    effort.spent_on("a", taking(cpu, 9.0))
    with pytest.raises(BadValue, match="busy"):
        read("1" * 50 + ";")
    assert "17" == read("17;")


def test_one_services_patterns_share() -> None:
    """Texts for another pattern of the same service find as little left."""
    cpu = Clock()
    effort = Effort(cpu, Clock())
    effort.spent_on("a", taking(cpu, 9.0))
    for pattern in (r"(\d+);", r"(\d+),"):
        with pytest.raises(BadValue, match="busy"):
            reader(pattern, effort)("1" * 50)


@pytest.mark.parametrize("length", [230, 500_000])
def test_too_long_for_its_pattern(length: int) -> None:
    """A pattern of three repetitions looks at no text that would take it too long."""
    began = time.thread_time()
    with pytest.raises(BadValue, match="too long for its pattern"):
        reader(r"^(.+) \((.+)\), (.+)$")("(" * length)
    assert time.thread_time() - began < GENEROUS
