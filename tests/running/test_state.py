"""The operator's state as a value, and as bytes."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.notice import WIB, Notice
from gateway.running.state import State, decode

NOW = dt.datetime(2026, 11, 30, 7, 0, tzinfo=WIB)
LATER = NOW + dt.timedelta(hours=1)
TIMED = Notice("bapenda", NOW, LATER, "Kembali pukul 08.00.", stale=True)
OPEN = Notice("dinkes", NOW)


def test_there_and_back() -> None:
    """What is written is read again as it was."""
    state = State().with_notice(TIMED, NOW).with_notice(OPEN, NOW).with_purge("dlh")
    assert state == decode(state.encode())


def test_over_in_time() -> None:
    """A notice holds until its end, which is no part of it; one without end holds."""
    state = State({"bapenda": TIMED, "dinkes": OPEN})
    just_before = LATER - dt.timedelta(microseconds=1)
    assert {"bapenda", "dinkes"} == state.current(just_before).keys()
    assert {"dinkes"} == state.current(LATER).keys()
    assert {"dinkes"} == state.with_notice(OPEN, LATER).notices.keys()
    assert not state.without_notice("dinkes", LATER).notices


def test_the_refusal_says_when_to_come_again() -> None:
    """Seconds are rounded up, and there is at least one; without an end there are none."""
    almost = LATER - dt.timedelta(milliseconds=1)
    waits = [TIMED.refusal(at).retry_after for at in (NOW, almost, LATER)]
    assert [3600.0, 1.0, 1.0] == waits
    assert OPEN.refusal(NOW).retry_after is None


def test_purges_are_numbered_and_bounded() -> None:
    """Orders go on counting while the oldest are dropped."""
    state = State()
    for _ in range(100):
        state = state.with_purge("dlh")
    assert (64, 100) == (len(state.purges), state.last_purge)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"version": 2, "maintenance": [], "purges": []}',
        b'{"version": 1, "maintenance": [7], "purges": []}',
        b'{"version": 1, "maintenance": [], "purges": [{"number": "x", "connector": "a"}]}',
        (
            b'{"version": 1, "maintenance": [{"connector": "a", "since": "2026-01-01T00:00",'
            b' "until": null, "pesan": null, "stale": false}], "purges": []}'
        ),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    """Bytes that are no state are a ValueError, whatever they are."""
    with pytest.raises(ValueError, match=r".+"):
        decode(data)


CHANGES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from("abc"), st.booleans()), max_size=12
)


@given(CHANGES, st.permutations(range(3)))
def test_merging(changes: list[tuple[int, str, bool]], order: list[int]) -> None:
    """States that were changed apart come to the same, in whichever order they are merged."""
    states = [State()] * 3
    for number, (who, name, off) in enumerate(changes):
        notice = Notice(name, NOW, pesan=f"{number}")
        states[who] = (
            states[who].with_notice(notice, NOW)
            if off
            else states[who].without_notice(name, NOW)
        )
    whole = states[0].merged(states[1]).merged(states[2])
    first, second, third = (states[one] for one in order)
    assert whole == first.merged(second.merged(third)) == whole.merged(first)
    assert whole == decode(whole.encode())


def test_the_later_switching_holds() -> None:
    """Whoever knew of the other's and switched after it decides; purges stay each one's own."""
    first = State().with_notice(OPEN, NOW).with_purge("dlh")
    second = first.merged(State()).without_notice("dinkes", NOW)
    assert {} == first.merged(second).notices == second.merged(first).notices
    assert {"dinkes": OPEN} == State().merged(first).notices
    assert () == State().merged(first).purges
