"""The breaker: when it opens, what it lets through, and when it is over."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.resilience import BreakerPolicy
from gateway.connectors.breaker import Breaker, Phase, Turn

USUAL = BreakerPolicy()
MOST = 20


class Bench:
    """A breaker, its time, and what it told."""

    def __init__(self, policy: BreakerPolicy = USUAL) -> None:
        self.now = 100.0
        self.turns: list[Turn] = []
        self.breaker = Breaker(policy, MOST, self.turns.append)

    def call(self, *, good: bool, wait: float = 0.0) -> bool:
        """Make a call that ends at once; tell whether it was let through."""
        ticket = self.breaker.admit(self.now)
        if ticket is None:
            return False
        if good:
            self.breaker.succeeded(ticket, self.now)
        else:
            self.breaker.failed(ticket, self.now, wait)
        return True

    def calls(self, count: int, *, good: bool, every: float = 0.02) -> int:
        """Make calls one after another; return how many were let through."""
        made = 0
        for _ in range(count):
            made += self.call(good=good)
            self.now += every
        return made

    def end(self, how: str, ticket: int) -> None:
        """Tell how a call ended."""
        match how:
            case "good":
                self.breaker.succeeded(ticket, self.now)
            case "bad":
                self.breaker.failed(ticket, self.now)
            case _:
                self.breaker.abandoned(ticket)

    def until_closed(self, most: float) -> float:
        """Call a healed service 50 times a second until all is as before."""
        began = self.now
        while self.breaker.phase is not Phase.CLOSED and self.now - began < most:
            self.call(good=True)
            self.now += 0.02
        return self.now - began


@pytest.fixture
def bench() -> Bench:
    """A breaker as it is where nothing is declared."""
    return Bench()


def test_a_service_that_is_down(bench: Bench) -> None:
    """At 50 calls a second it opens after 20 at most; a minute then sees 13 at most."""
    made = bench.calls(50, good=False)
    assert made <= 20
    assert Phase.OPEN is bench.breaker.phase
    assert bench.calls(3000, good=False) <= 13
    assert [Turn(opened=True, bad=10, calls=10, seconds=0.0)] == bench.turns


def test_it_closes_soon_after_healing(bench: Bench) -> None:
    """It closes within a window and a second of the healing, whenever that is."""
    for outage in (1.0, 6.3, 30.0, 64.9):
        bench.calls(int(outage / 0.02), good=False)
        assert bench.until_closed(20.0) <= USUAL.window + 1.0
        bench.calls(1000, good=True)
    assert [True, False] * 4 == [turn.opened for turn in bench.turns]


def test_a_busy_service_that_breaks_down(bench: Bench) -> None:
    """What went well before does not hide that all fails now."""
    bench.calls(1000, good=True)
    assert bench.calls(100, good=False) <= 20


def test_one_call_of_ten_that_fails(bench: Bench) -> None:
    """F12: a tenth of failures is no outage, nor are several in a row by chance."""
    for _ in range(200):
        bench.calls(9, good=True)
        bench.calls(1, good=False)
    bench.calls(4, good=False)
    assert Phase.CLOSED is bench.breaker.phase
    assert [] == bench.turns


def test_failures_at_one_moment(bench: Bench) -> None:
    """A burst of failures of one caller, in between, opens nothing."""
    bench.calls(100, good=True)
    bench.calls(30, good=False, every=0.0)
    bench.calls(1, good=True)
    assert Phase.CLOSED is bench.breaker.phase


def test_a_few_calls_say_nothing(bench: Bench) -> None:
    """Fewer than the minimum are not judged."""
    bench.calls(9, good=False)
    assert Phase.CLOSED is bench.breaker.phase


def test_what_is_long_ago_counts_no_more(bench: Bench) -> None:
    """The window slides: the failures of a minute ago are forgotten."""
    bench.calls(9, good=False)
    bench.now += 60.0
    bench.calls(1, good=True)
    bench.calls(8, good=False)
    assert "tertutup; 8 dari 9 gagal" == bench.breaker.describe(bench.now)
    assert "tertutup; 0 dari 0 gagal" == bench.breaker.describe(bench.now + 30)


def test_probes_are_few(bench: Bench) -> None:
    """Half open one call goes first; the next goes when that has come back well."""
    bench.calls(10, good=False)
    bench.now += 5.0
    first = bench.breaker.admit(bench.now)
    assert first is not None
    assert None is bench.breaker.admit(bench.now)
    assert 1.0 == bench.breaker.refusal(bench.now)
    bench.breaker.succeeded(first, bench.now)
    assert None is not bench.breaker.admit(bench.now)
    assert None is bench.breaker.admit(bench.now)


def test_a_probe_whose_caller_went(bench: Bench) -> None:
    """It says nothing, and another may go in its place."""
    bench.calls(10, good=False)
    bench.now += 5.0
    ticket = bench.breaker.admit(bench.now)
    assert ticket is not None
    bench.breaker.abandoned(ticket)
    assert Phase.PROBING is bench.breaker.phase
    assert None is bench.breaker.refusal(bench.now)


def test_nobody_asks_again(bench: Bench) -> None:
    """It shuns its service for as long as its pause lasts, and not until somebody asks."""
    assert not bench.breaker.shuns(bench.now)
    bench.calls(10, good=False)
    opened = bench.now
    bench.now += 4.7
    assert bench.breaker.shuns(bench.now)
    bench.now += 0.3
    assert not bench.breaker.shuns(bench.now)
    assert bench.call(good=True)
    assert Phase.PROBING is bench.breaker.phase
    assert not bench.breaker.shuns(bench.now)
    assert bench.breaker.shuns(opened)


def test_a_cancelled_call_counts_for_nothing(bench: Bench) -> None:
    """Callers who go do not open it."""
    for _ in range(100):
        ticket = bench.breaker.admit(bench.now)
        assert ticket is not None
        bench.breaker.abandoned(ticket)
    assert "tertutup; 0 dari 0 gagal" == bench.breaker.describe(bench.now)


def test_a_herd_at_recovery(bench: Bench) -> None:
    """F39: after the probes calls come in slowly: a part of the places, then more."""
    bench.calls(10, good=False)
    bench.now += 5.0
    bench.calls(2, good=True, every=0.0)
    inside: list[int] = []
    for _ in range(5):
        inside.append(
            sum(bench.breaker.admit(bench.now) is not None for _ in range(500))
        )
        bench.now += 1.0
    assert [2, 2, 4, 4, 4] == inside
    assert 16 == sum(inside)


def test_late_outcomes_do_not_count(bench: Bench) -> None:
    """What was sent before it opened neither closes nor opens it."""
    tickets = [bench.breaker.admit(bench.now) for _ in range(5)]
    bench.calls(10, good=False)
    bench.now += 5.0
    probe = bench.breaker.admit(bench.now)
    for ticket in tickets:
        assert ticket is not None
        bench.breaker.succeeded(ticket, bench.now)
        bench.breaker.failed(ticket, bench.now)
        bench.breaker.abandoned(ticket)
    assert Phase.PROBING is bench.breaker.phase
    assert probe is not None
    bench.breaker.succeeded(probe, bench.now)
    assert bench.breaker.describe(bench.now).endswith("1 dari 2 percobaan berhasil")


def test_flapping(bench: Bench) -> None:
    """F37: a service up and down every two seconds turns it once a window at most."""
    for _ in range(3000):
        bench.call(good=bench.now % 4 < 2)
        bench.now += 0.02
    assert len(bench.turns) <= 6


@pytest.mark.parametrize("period", [1.0, 6.0, 9.0, 15.0, 40.0])
def test_slower_flapping(period: float) -> None:
    """However slowly it flaps, there is no more than a turn a window in the long run."""
    bench = Bench()
    for _ in range(15_000):
        bench.call(good=bench.now % (2 * period) < period)
        bench.now += 0.02
    assert len(bench.turns) <= 30


def test_pauses_grow_where_it_fails_again(bench: Bench) -> None:
    """Each recovery that fails doubles the pause, up to the longest."""
    bench.calls(10, good=False)
    pauses: list[float] = []
    for _ in range(6):
        pauses.append(round(bench.breaker.refusal(bench.now) or 0.0, 1))
        bench.now += pauses[-1] + 0.1
        bench.calls(2, good=True, every=0.0)
        bench.calls(5, good=False, every=0.0)
    assert [5.0, 10.0, 20.0, 40.0, 60.0, 60.0] == pauses


def test_an_answer_that_cannot_be_read(bench: Bench) -> None:
    """A page in place of data is a failure, also as the answer to a probe."""
    for _ in range(10):
        assert bench.call(good=True)
        bench.breaker.spoiled(bench.now)
        bench.now += 0.02
    assert Phase.OPEN is bench.breaker.phase
    bench.breaker.spoiled(bench.now)
    bench.now += 5.0
    assert bench.call(good=True)
    bench.breaker.spoiled(bench.now)
    assert Phase.OPEN is bench.breaker.phase
    assert [True] == [turn.opened for turn in bench.turns]


def test_unreadable_answers_after_good_ones(bench: Bench) -> None:
    """They count as failures in a row, although each came as a success."""
    bench.calls(1000, good=True)
    for _ in range(12):
        bench.call(good=True)
        bench.breaker.spoiled(bench.now)
        bench.now += 0.02
    assert Phase.OPEN is bench.breaker.phase


def test_answers_found_to_be_junk_later(bench: Bench) -> None:
    """Successes that are taken back once others have come count by the ratio."""
    for _ in range(5):
        tickets = [bench.breaker.admit(bench.now) for _ in range(2)]
        numbers: list[int] = []
        for ticket in tickets:
            assert ticket is not None
            bench.breaker.succeeded(ticket, bench.now)
            numbers.append(bench.breaker.successes)
        bench.breaker.belied(tickets[0] or 0, numbers[0], bench.now)
        bench.now += 0.02
    assert Phase.OPEN is bench.breaker.phase
    assert [Turn(opened=True, bad=5, calls=10, seconds=0.0)] == bench.turns


def test_one_that_is_found_to_be_junk_among_good_ones(bench: Bench) -> None:
    """It ends no streak of good answers and begins none of bad ones."""
    for _ in range(20):
        first, second = bench.breaker.admit(bench.now), bench.breaker.admit(bench.now)
        assert first is not None
        assert second is not None
        bench.breaker.succeeded(first, bench.now)
        number = bench.breaker.successes
        bench.breaker.succeeded(second, bench.now)
        bench.calls(1, good=True)
        bench.breaker.belied(first, number, bench.now)
        bench.now += 0.02
    assert Phase.CLOSED is bench.breaker.phase
    assert "tertutup; 20 dari 60 gagal" == bench.breaker.describe(bench.now)


def test_junk_of_before_a_change(bench: Bench) -> None:
    """What was let through before it opened is taken back in vain."""
    bench.calls(9, good=True)
    number = bench.breaker.successes
    bench.calls(10, good=False)
    bench.now += 5.0
    assert bench.call(good=True)
    bench.breaker.belied(0, number, bench.now)
    assert Phase.PROBING is bench.breaker.phase


def test_junk_in_answer_to_a_probe(bench: Bench) -> None:
    """A probe whose answer is junk closes nothing."""
    bench.calls(10, good=False)
    bench.now += 5.0
    ticket = bench.breaker.admit(bench.now)
    assert ticket is not None
    bench.breaker.succeeded(ticket, bench.now)
    bench.breaker.belied(ticket, bench.breaker.successes, bench.now)
    assert Phase.OPEN is bench.breaker.phase


def test_nothing_to_spoil(bench: Bench) -> None:
    """Without a success there is nothing to take back."""
    bench.breaker.spoiled(bench.now)
    assert "tertutup; 0 dari 0 gagal" == bench.breaker.describe(bench.now)


def test_retry_after(bench: Bench) -> None:
    """F29: a service that is down may say for how long; one bad answer says nothing."""
    bench.calls(9, good=True)
    bench.call(good=False, wait=20.0)
    assert None is bench.breaker.refusal(bench.now)
    sick = Bench()
    sick.call(good=False, wait=20.0)
    assert sick.call(good=False, wait=20.0)
    assert 20.0 == sick.breaker.refusal(sick.now)
    assert None is sick.breaker.admit(sick.now)
    assert "tertutup; 2 dari 2 gagal; ditahan 20 s" == sick.breaker.describe(sick.now)
    sick.now += 20.0
    assert sick.call(good=True)
    assert [] == sick.turns


def test_retry_after_when_it_opens(bench: Bench) -> None:
    """It stays open for as long as the service asked."""
    bench.calls(9, good=False)
    bench.call(good=False, wait=25.0)
    assert 25.0 == bench.breaker.refusal(bench.now)


def test_it_prints(bench: Bench) -> None:
    """The operator reads in one line how it stands, in every phase."""
    lines = [bench.breaker.describe(bench.now)]
    bench.calls(6, good=True, every=0.0)
    bench.calls(6, good=False, every=0.0)
    bench.now += 2.0
    lines.append(bench.breaker.describe(bench.now))
    bench.now += 3.0
    ticket = bench.breaker.admit(bench.now)
    assert ticket is not None
    lines.append(bench.breaker.describe(bench.now))
    bench.breaker.succeeded(ticket, bench.now)
    bench.call(good=True)
    bench.now += 1.0
    bench.breaker.admit(bench.now)
    lines.append(bench.breaker.describe(bench.now))
    assert [
        "tertutup; 0 dari 0 gagal",
        "terbuka sejak 2 s; 6 dari 12 gagal; mencoba lagi dalam 3 s",
        "setengah terbuka sejak 5 s; 0 dari 2 percobaan berhasil",
        "pulih bertahap sejak 6 s; 1 dari 2 panggilan berjalan",
    ] == lines


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["admit", "good", "bad", "gone", "spoil"]),
            st.floats(0, 8),
        ),
        max_size=200,
    )
)
def test_whatever_happens(events: list[tuple[str, float]]) -> None:
    """Nobody is let through while it is open; turns alternate; places come back."""
    bench = Bench(BreakerPolicy(minimum=3))
    tickets: list[int] = []
    for event, later in events:
        bench.now += later
        breaker = bench.breaker
        if event == "admit":
            refused = breaker.refusal(bench.now)
            ticket = breaker.admit(bench.now)
            assert (refused is None) == (ticket is not None)
            if ticket is not None:
                tickets.append(ticket)
        elif event == "spoil":
            breaker.spoiled(bench.now)
        elif tickets:
            bench.end(event, tickets.pop())
        assert breaker.describe(bench.now)
    for ticket in tickets:
        bench.breaker.abandoned(ticket)
    assert [n % 2 == 0 for n in range(len(bench.turns))] == [
        turn.opened for turn in bench.turns
    ]
    bench.now += 100.0
    assert None is bench.breaker.refusal(bench.now)
    assert bench.until_closed(60.0) < 11
