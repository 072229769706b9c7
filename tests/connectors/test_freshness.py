"""What to do with a kept answer by its age: gateway/connectors/freshness.py."""

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.freshness import (
    OUTAGE,
    PAUSE,
    Lifetime,
    State,
    Step,
    decide,
)

SECONDS = st.floats(0, 1e6, allow_nan=False)
LIFETIMES = st.builds(Lifetime, SECONDS, SECONDS, SECONDS, SECONDS)
KEPT = Lifetime(60, revalidate=30, error=300)


@pytest.mark.parametrize(
    ("age", "failed", "expected"),
    [
        (0, None, "fresh: serve"),
        (59.9, 0.0, "fresh: serve"),
        (60, None, "stale-while-revalidate: serve, renew"),
        (60, 0.5, "stale-while-revalidate: serve"),
        (60, 1.0, "stale-while-revalidate: serve, renew"),
        (89.9, 99.0, "stale-while-revalidate: serve, renew"),
        (90, None, "stale-if-error: ask"),
        (90, 0.5, "stale-if-error: serve"),
        (90, 1.0, "stale-if-error: serve, renew"),
        (90, 29.9, "stale-if-error: serve, renew"),
        (90, 30.0, "stale-if-error: ask"),
        (360, None, "expired: ask"),
        (360, 0.5, "expired: ask"),
    ],
)
def test_what_is_done(age: float, failed: float | None, expected: str) -> None:
    """The state and what follows from it, printed, at every bound."""
    assert expected == str(decide(KEPT, age, failed))


@pytest.mark.parametrize(
    ("age", "failed", "tried", "expected"),
    [
        (60, None, 0.9, "stale-while-revalidate: serve"),
        (60, None, 1.0, "stale-while-revalidate: serve, renew"),
        (60, 5.0, 0.9, "stale-while-revalidate: serve"),
        (90, None, 0.5, "stale-if-error: ask"),
        (90, 5.0, 0.5, "stale-if-error: serve"),
    ],
)
def test_any_attempt_counts(
    age: float, failed: float | None, tried: float, expected: str
) -> None:
    """One that failed otherwise, or gave nothing to keep, paces the next and excuses none."""
    assert expected == str(decide(KEPT, age, failed, tried))


def test_windows_count_from_the_end_of_freshness() -> None:
    """RFC 5861 §3 and §4: both windows begin when the answer becomes stale."""
    long = Lifetime(10, revalidate=100, error=5)
    assert State.STALE_WHILE_REVALIDATE is long.state(109.9)
    assert State.EXPIRED is long.state(110)
    assert State.EXPIRED is Lifetime(10).state(10)


def test_what_is_never_fresh_can_stand_in() -> None:
    """With a ttl of 0 every request asks, and the last good answer is for failures."""
    assert Step(State.STALE_IF_ERROR, serve=False, renew=False) == decide(
        Lifetime(0, error=60), 0
    )


def test_what_is_kept_to_ask_is_not_shown() -> None:
    """An answer that is kept for its validator alone is expired once it is not fresh."""
    lifetime = Lifetime(0, ask=60)
    assert (60, State.EXPIRED) == (lifetime.stale, lifetime.state(0))


@given(LIFETIMES, SECONDS, st.none() | SECONDS)
def test_never_older_than_declared(
    lifetime: Lifetime, age: float, failed: float | None
) -> None:
    """Whatever happened, nothing is served past the longer window, nor renewed behind."""
    step = decide(lifetime, age, failed)
    if age >= lifetime.ttl + max(lifetime.revalidate, lifetime.error):
        assert Step(State.EXPIRED, serve=False, renew=False) == step
    if step.serve:
        assert age < lifetime.ttl + lifetime.stale


@given(LIFETIMES, SECONDS, st.none() | SECONDS)
def test_attempts_pause(lifetime: Lifetime, age: float, failed: float | None) -> None:
    """Nothing is renewed within a second of a failure, nor what is not served."""
    step = decide(lifetime, age, failed)
    if step.renew:
        assert step.serve
        assert step.state is not State.FRESH
        assert failed is None or failed >= PAUSE


@given(LIFETIMES, SECONDS, SECONDS)
def test_states_only_worsen(lifetime: Lifetime, age: float, more: float) -> None:
    """An answer that grows older never becomes fresher."""
    order = list(State)
    assert order.index(lifetime.state(age)) <= order.index(lifetime.state(age + more))


@given(LIFETIMES, SECONDS, st.floats(0, OUTAGE, exclude_max=True))
def test_nobody_waits_in_an_outage(
    lifetime: Lifetime, age: float, failed: float
) -> None:
    """Soon after a failed attempt all that may be shown is, at once."""
    step = decide(lifetime, age, failed)
    assert step.serve is (step.state is not State.EXPIRED)
