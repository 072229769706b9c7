"""What was seen, in order."""

from benchmarks.faults.client import Reply
from benchmarks.faults.history import (
    Seen,
    errors,
    in_flight,
    older,
    served,
    together,
    value_of,
    within,
)
from benchmarks.faults.upstream import Call


def seen(began: float, ended: float, value: int | None, key: str = "a") -> Seen:
    return Seen(key, began, ended, value)


def test_the_value_of_a_reply() -> None:
    """An error has none, nor has a null."""
    good = Reply(200, b"", b'{"data":{"a":{"nilai":3}}}', 0, 1)
    bad = b'{"data":{"a":null},"errors":[{"extensions":{"code":"X"}}]}'
    assert 3 == value_of(good, "a")
    assert value_of(good._replace(body=b'{"data":{"a":null}}'), "a") is None
    assert value_of(good._replace(body=bad), "a") is None


def test_errors_are_what_has_no_value() -> None:
    """A zero is a value."""
    assert 1 == errors([seen(0, 1, 0), seen(0, 1, None)])


def test_how_many_were_served() -> None:
    """Who was not is told by the codes of what they got."""
    some = [seen(0, 1, 1), Seen("a", 0, 1, None, ("X",)), Seen("a", 0, 1, None, ("X",))]
    assert "1 of 3, X 2" == served(some)
    assert "1 of 1" == served(some[:1])


def test_older_values_are_those_asked_for_after_a_newer_was_shown() -> None:
    """Whoever asked before the newer one was shown may get the older one."""
    assert 1 == older([seen(0, 1, 2), seen(2, 3, 1)])
    assert 0 == older([seen(0, 2, 2), seen(1, 3, 1)])
    assert 0 == older([seen(0, 1, 1), seen(2, 3, 2), seen(4, 5, None)])


def test_keys_have_nothing_to_do_with_each_other() -> None:
    """An older value of another key is none."""
    assert 0 == older([seen(0, 1, 2), seen(2, 3, 1, "b")])


def test_calls_in_flight() -> None:
    """One that ends as another begins is not beside it; one that never ends stays."""
    assert 1 == in_flight([Call("/a", 0, 1), Call("/a", 1, 2)])
    assert 2 == in_flight([Call("/a", 0), Call("/b", 1, 2), Call("/b", 3, 4)])
    assert 0 == in_flight([])


def test_calls_for_one_target() -> None:
    """Others do not count."""
    calls = [Call("/a", 0, 3), Call("/b", 1, 2), Call("/b", 1, 4)]
    assert 2 == together(calls)
    assert 0 == together([])


def test_the_most_in_any_second() -> None:
    """Not on average: three that begin within one, of one target, wherever it begins."""
    begun = [0.0, 1.5, 1.9, 2.4, 2.5, 9.0]
    calls = [Call("/a", one) for one in begun] + [Call("/b", 1.6), Call("/b", 1.7)]
    assert 3 == within(calls, 1.0)
    assert 1 == within([Call("/a", 0.0), Call("/a", 1.0)], 1.0)
    assert 0 == within([], 1.0)
