"""How each connector did last."""

from dataclasses import replace

import pytest

from gateway.connectors.health import Health, Last, Standing
from gateway.observe import (
    CallEnded,
    CallRefused,
    Event,
    Misfit,
    OperationEnded,
    Spoiled,
)
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock


def ended(code: str | None, connector: str = "a") -> CallEnded:
    return CallEnded(connector, "q", 0.1, None if code else 200, code)


def failure(health: Health) -> tuple[str | None, int | None]:
    last = health.last("a")
    return last.code, last.status


@pytest.fixture
def clock() -> Clock:
    return Clock(1.0)


@pytest.fixture
def health(clock: Clock) -> Health:
    return Health(Seen(), clock)


def test_nobody_asked_is_not_known(health: Health) -> None:
    """A connector that was not asked yet has no standing, whatever others did."""
    health.see(ended(None, "b"))
    assert health.standing("a") is None


def test_a_standing_lasts(health: Health, clock: Clock) -> None:
    """`since` is when it became good, or bad, however its code changes."""
    expected = []
    for now, code, since in [
        (1.0, None, 1.0),
        (2.0, None, 1.0),
        (3.0, "UPSTREAM_TIMEOUT", 3.0),
        (4.0, "UPSTREAM_TIMEOUT", 3.0),
        (5.0, "UPSTREAM_UNAVAILABLE", 3.0),
        (6.0, None, 6.0),
    ]:
        clock.now = now
        health.see(ended(code))
        expected.append(Standing(code is None, since, code) == health.standing("a"))
    assert [True] * 6 == expected


@pytest.mark.parametrize(
    "code",
    ["UPSTREAM_REJECTED", "BAD_USER_INPUT", "UPSTREAM_BUSY", "CANCELLED", "INTERNAL"],
)
def test_some_ends_say_nothing_of_the_service(health: Health, code: str) -> None:
    """A no, a caller's cancel and faults of ours change no standing."""
    health.see(ended("UPSTREAM_TIMEOUT"))
    health.see(ended(code))
    assert Standing(good=False, since=1.0, code="UPSTREAM_TIMEOUT") == health.standing(
        "a"
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("UPSTREAM_AUTH", 401),
        ("UPSTREAM_BLOCKED", 302),
        ("UPSTREAM_BLOCKED", None),
        ("UPSTREAM_BUSY", 429),
    ],
)
def test_what_no_breaker_counts(health: Health, code: str, status: int | None) -> None:
    """A refused credential, a redirect, a pause asked for: nothing comes, so it is bad."""
    health.see(CallEnded("a", "q", 0.1, status, code))
    assert Standing(good=False, since=1.0, code=code) == health.standing("a")
    assert (code, status) == failure(health)


def test_a_citizens_own_limit(health: Health) -> None:
    """That one citizen asks too often of a service is no trouble of it; that it is down is."""
    health.see(CallEnded("a", "q", 0.1, 429, "UPSTREAM_BUSY", own=True))
    assert (None, Last()) == (health.standing("a"), health.last("a"))
    health.see(CallEnded("a", "q", 0.1, 503, "UPSTREAM_UNAVAILABLE", own=True))
    assert ("UPSTREAM_UNAVAILABLE", 503) == failure(health)


def test_the_last_success_and_the_last_failure(health: Health, clock: Clock) -> None:
    """Both are remembered, whatever came after them."""
    assert Last() == health.last("a")
    health.see(ended(None))
    clock.now = 5.0
    health.see(ended("UPSTREAM_TIMEOUT"))
    health.see(ended("UPSTREAM_REJECTED"))
    assert Last(1.0, "UPSTREAM_TIMEOUT") == health.last("a")


def test_the_status_of_the_last_failure(health: Health) -> None:
    """It is told whether the service answered, and how, till it fails in another way."""
    health.see(CallEnded("a", "q", 0.1, 503, "UPSTREAM_UNAVAILABLE"))
    health.see(ended(None))
    assert ("UPSTREAM_UNAVAILABLE", 503) == failure(health)
    health.see(ended("UPSTREAM_UNAVAILABLE"))
    assert ("UPSTREAM_UNAVAILABLE", None) == failure(health)


def test_why_nothing_answered(health: Health) -> None:
    """It is told why no connection stood, till the connector fails in another way."""
    health.see(CallEnded("a", "q", 0.1, None, "UPSTREAM_UNAVAILABLE", "EXPIRED"))
    assert Last(None, "UPSTREAM_UNAVAILABLE", None, "EXPIRED") == health.last("a")
    health.see(CallEnded("a", "q", 0.1, 503, "UPSTREAM_UNAVAILABLE"))
    assert Last(None, "UPSTREAM_UNAVAILABLE", 503, None) == health.last("a")


def test_a_service_that_only_says_no(health: Health) -> None:
    """That is no standing, but told where nothing worse is: its address may have moved."""
    health.see(CallEnded("a", "q", 0.1, 404, "UPSTREAM_REJECTED"))
    assert health.standing("a") is None
    assert ("UPSTREAM_REJECTED", 404) == failure(health)
    health.see(CallEnded("a", "q", 0.1, 410, "UPSTREAM_REJECTED"))
    assert ("UPSTREAM_REJECTED", 410) == failure(health)
    health.see(ended("UPSTREAM_TIMEOUT"))
    health.see(CallEnded("a", "q", 0.1, 422, "UPSTREAM_REJECTED"))
    assert ("UPSTREAM_TIMEOUT", None) == failure(health)


def test_a_call_that_was_not_made_says_nothing(health: Health) -> None:
    """What the breaker or the places refuse is no outcome."""
    health.see(CallRefused("a", "q", "UPSTREAM_UNAVAILABLE"))
    assert (None, Last()) == (health.standing("a"), health.last("a"))


def test_every_event_goes_on() -> None:
    """The observer behind sees every event, in order."""
    seen = Seen()
    health = Health(seen)
    events: list[Event] = [
        ended(None),
        ended("CANCELLED"),
        OperationEnded(None, "query", 0.1, 0, 1),
    ]
    for event in events:
        health.see(event)
    assert events == seen.events


def test_an_answer_that_breaks_its_types(health: Health, clock: Clock) -> None:
    """It counts as a failure, with the code of its values."""
    health.see(ended(None))
    clock.now = 2.0
    health.see(Misfit("a", "q", 3.0, 4))
    code = "UPSTREAM_BAD_VALUE"
    assert Standing(good=False, since=2.0, code=code) == health.standing("a")
    assert Last(1.0, code) == health.last("a")


def test_an_answer_that_nobody_can_read(health: Health, clock: Clock) -> None:
    """It was no success, though it came: all stands as if the call had failed."""
    health.see(ended(None))
    code = "UPSTREAM_BAD_BODY"
    for now in (2.0, 3.0):
        clock.now = now
        health.see(ended(None))
        health.see(Spoiled("a", "q", code))
    assert Standing(good=False, since=2.0, code=code) == health.standing("a")
    assert Last(1.0, code) == health.last("a")


def test_the_first_answer_that_nobody_can_read(health: Health) -> None:
    """A service that never gave anything better never had a success."""
    health.see(ended(None))
    health.see(Spoiled("a", "q", "UPSTREAM_BAD_BODY"))
    assert Last(None, "UPSTREAM_BAD_BODY") == health.last("a")


def test_what_nobody_can_read_of_what_was_no_success(health: Health) -> None:
    """There is then no success to take back, and the last one stays."""
    health.see(ended(None))
    health.see(ended(None))
    for code in ("UPSTREAM_BAD_BODY", "UPSTREAM_UNAVAILABLE"):
        health.see(Spoiled("a", "q", code))
    assert Last(1.0, "UPSTREAM_UNAVAILABLE") == health.last("a")


class Rumours:
    """A health, and the clocks of the time of day and of what came after what."""

    def __init__(self) -> None:
        self.wall, self.steady = Clock(1000.0), Clock(50.0)
        self.health = Health(Seen(), self.wall, self.steady)

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.wall.now += seconds
        self.steady.now += seconds

    def heard(self, age: float) -> Standing | None:
        """Hear of another process's answer; return how the connector stands."""
        self.health.heard("a", age)
        return self.health.standing("a")


ILL = Standing(good=False, since=1010.0, code="UPSTREAM_TIMEOUT")


@pytest.fixture
def rumours() -> Rumours:
    """A connector that failed ten seconds after the start, and five after that."""
    made = Rumours()
    made.later(10.0)
    made.health.see(ended("UPSTREAM_TIMEOUT"))
    made.later(5.0)
    made.health.see(ended("UPSTREAM_TIMEOUT"))
    return made


def test_what_another_process_got(rumours: Rumours) -> None:
    """An answer that came after the last failure here tells that all is well, from then on."""
    rumours.later(20.0)
    assert Standing(good=True, since=1025.0, code=None) == rumours.heard(10.0)
    assert Last(1025.0, "UPSTREAM_TIMEOUT") == rumours.health.last("a")
    assert Standing(good=True, since=1025.0, code=None) == rumours.heard(2.0)
    assert 1033.0 == rumours.health.last("a").success


@pytest.mark.parametrize("age", [25.0, 22.0, 20.0, 19.6])
def test_what_another_process_got_before(rumours: Rumours, age: float) -> None:
    """One from before the last failure proves nothing, nor one that may be."""
    rumours.later(20.0)
    assert ILL == rumours.heard(age)
    assert Last(None, "UPSTREAM_TIMEOUT") == rumours.health.last("a")


def test_it_fails_again(rumours: Rumours) -> None:
    """What was heard holds until the next failure here."""
    rumours.later(20.0)
    rumours.heard(1.0)
    rumours.health.see(ended("UPSTREAM_TIMEOUT"))
    assert replace(ILL, since=1035.0) == rumours.heard(1.0)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_set(rumours: Rumours, hours: int) -> None:
    """What came after what is not decided by the time of day."""
    rumours.later(20.0)
    rumours.wall.now += hours * 3600
    assert ILL == rumours.heard(20.0)
    known = rumours.heard(10.0)
    assert known is not None
    assert known.good


def test_an_older_answer_is_heard_of_later(rumours: Rumours) -> None:
    """The last success is the latest, whatever is heard of after it."""
    rumours.later(20.0)
    rumours.heard(1.0)
    rumours.heard(10.0)
    assert 1034.0 == rumours.health.last("a").success


def test_who_never_asked() -> None:
    """What another process got since this one began is known here, too; no older answer is."""
    rumours = Rumours()
    rumours.later(20.0)
    assert None is rumours.heard(20.0)
    assert Standing(good=True, since=1010.0, code=None) == rumours.heard(10.0)


def test_what_another_process_got_breaks_its_types(rumours: Rumours) -> None:
    """Whoever finds that out counts it as a failure, as of an answer of its own."""
    rumours.later(20.0)
    rumours.heard(10.0)
    code = "UPSTREAM_BAD_VALUE"
    rumours.health.heard("a", 0.0, code)
    assert Standing(good=False, since=1035.0, code=code) == rumours.heard(10.0)
