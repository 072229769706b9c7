"""Which failures are sent again, when, and how many."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.resilience import RetryPolicy
from gateway.connectors.retry import RetryBudget, pause_before
from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBadBody,
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
)

USUAL = RetryPolicy()
MANY = RetryPolicy(attempts=5)


def paused(
    error: UpstreamError,
    attempt: int = 1,
    policy: RetryPolicy = USUAL,
    chance: float = 1.0,
    *,
    repeatable: bool = True,
) -> float | None:
    return pause_before(error, attempt, policy, lambda: chance, repeatable=repeatable)


def final(error: UpstreamError) -> UpstreamError:
    error.final = True
    return error


@pytest.mark.parametrize(
    ("error", "read", "write"),
    [
        (UpstreamUnavailable("refused", sent=Sent.NO), True, True),
        (UpstreamUnavailable("lost"), True, False),
        (UpstreamUnavailable("503", sent=Sent.YES), True, False),
        (final(UpstreamUnavailable("TLS", sent=Sent.NO)), False, False),
        (UpstreamTimeout("connecting", sent=Sent.NO), True, True),
        (UpstreamTimeout("waiting"), False, False),
        (UpstreamBusy("429", sent=Sent.YES), False, False),
        (UpstreamBusy("429, later", sent=Sent.YES, retry_after=1.0), True, False),
        (UpstreamBadBody("cut off", sent=Sent.YES), False, False),
        (UpstreamRejected("422", sent=Sent.YES), False, False),
        (UpstreamAuth("401", sent=Sent.YES), False, False),
        (UpstreamBlocked("redirect", sent=Sent.YES), False, False),
    ],
    ids=lambda value: value.message if isinstance(value, UpstreamError) else None,
)
def test_which_are_sent_again(
    error: UpstreamError, read: object, write: object
) -> None:
    """A read where it may succeed a moment later; a write only where it never left."""
    assert read == (paused(error) is not None)
    assert write == (paused(error, repeatable=False) is not None)


def test_attempts_are_bounded() -> None:
    """The last attempt is the last, and one alone is never repeated."""
    error = UpstreamUnavailable("lost")
    assert None is paused(error, 2)
    assert None is not paused(error, 4, MANY)
    assert None is paused(error, 5, MANY)
    assert None is paused(error, 1, RetryPolicy(attempts=1))


def test_full_jitter() -> None:
    """A pause is anything up to a bound that doubles and has an end."""
    error = UpstreamUnavailable("lost")
    policy = RetryPolicy(attempts=5, first=0.5, longest=2.0)
    bounds = [paused(error, number, policy) for number in range(1, 5)]
    assert [0.5, 1.0, 2.0, 2.0] == bounds
    assert 0.0 == paused(error, 1, policy, chance=0.0)
    assert 0.25 == paused(error, 1, policy, chance=0.5)


def test_retry_after_is_the_least() -> None:
    """It is not sent again before the service said."""
    error = UpstreamUnavailable("503", sent=Sent.YES, retry_after=7.0)
    assert 7.0 == paused(error)


def spent(budget: RetryBudget, calls: int, every: float) -> int:
    """Let every call fail and return how many were sent again."""
    again = 0
    for number in range(calls):
        budget.earn()
        again += budget.spend(100.0 + number * every)
    return again


def test_the_budget() -> None:
    """With 3,000 failures in 30 seconds, retries are a tenth and one a second."""
    again = spent(RetryBudget(USUAL), 3000, 0.01)
    assert 300 <= again <= 0.10 * 3000 + 30


def test_a_quiet_connector_may_retry() -> None:
    """One call a minute may always be repeated."""
    assert 10 == spent(RetryBudget(USUAL), 10, 60.0)


def test_no_share() -> None:
    """With a budget of nought one a second is left."""
    assert 10 == spent(RetryBudget(RetryPolicy(budget=0.0)), 1000, 0.0099)


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 3)), max_size=300),
    st.sampled_from([0.0, 0.1, 0.5, 1.0]),
)
def test_never_more_than_the_budget(
    calls: list[tuple[bool, float]], share: float
) -> None:
    """Whatever the load, attempts stay within a share of the calls and one a second."""
    budget, now, made = RetryBudget(RetryPolicy(budget=share)), 0.0, 0
    for fails, later in calls:
        now += later
        budget.earn()
        made += 1
        if fails:
            budget.spend(now)
    assert budget.spent <= share * made + now + 1 + 1e-6


def test_it_prints() -> None:
    """The operator reads how many there were, and whether they rest."""
    budget = RetryBudget(USUAL)
    budget.earn()
    budget.spend(0.0)
    assert "1 kali diulang" == budget.describe(0.0)
    budget.pause(4.0)
    assert "1 kali diulang, tidak dalam 4 s ini" == budget.describe(0.0)
    assert "tidak diulang" == RetryBudget(RetryPolicy(attempts=1)).describe(0.0)


def test_a_refused_connection_is_told_soon() -> None:
    """F1: even the longest pause before a usual retry leaves it within 50 ms."""
    pause = paused(UpstreamUnavailable("refused", sent=Sent.NO))
    assert pause is not None
    assert pause <= 0.03
