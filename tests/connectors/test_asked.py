"""What one operation has asked."""

import asyncio

import pytest

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Asked, begin, expected, outcome_of
from gateway.errors import Internal, UpstreamTimeout


async def test_subjects_are_kept_apart() -> None:
    """A key about one subject is none about another; the same subject is one."""
    asked = Asked()
    call = begin(asked.about("a"), ["k"])
    assert {"k": call} == asked.about("a")
    assert {} == asked.about("b")


async def test_outcomes_reach_everybody_who_waits() -> None:
    """Each key has its outcome, for those who ask before and after the call's end."""
    calls = Asked().about("a")
    answer, error = Answer(1, 1, 1.0), UpstreamTimeout("late")
    call = begin(calls, ["k", "l"])
    waiting = asyncio.create_task(outcome_of(calls["k"], "k"))
    await asyncio.sleep(0)
    call.set_result({"k": answer, "l": error})
    assert answer is await waiting
    assert error is await outcome_of(calls["l"], "l")


async def test_a_key_that_was_given_up_fails() -> None:
    """Where the call ended without an outcome for a key, that is INTERNAL."""
    call = begin(Asked().about("a"), ["k"])
    call.set_result({})
    assert isinstance(await outcome_of(call, "k"), Internal)


async def test_one_who_goes_leaves_the_call() -> None:
    """Whoever waits and is cancelled does not cancel the call of the others."""
    call = begin(Asked().about("a"), ["k"])
    waiting = asyncio.create_task(outcome_of(call, "k"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.sleep(0)
    assert waiting.cancelled()
    assert not call.cancelled()


def test_errors_of_the_tree_are_outcomes() -> None:
    """Our errors, answers and None are outcomes; anything else is raised."""
    error = UpstreamTimeout("late")
    assert error is expected(error)
    assert expected(None) is None
    with pytest.raises(KeyError):
        expected(KeyError("x"))
