"""Whether a connection that has served is used again."""

import pytest

from gateway.connectors.reuse import APART, DISTRUST, REST, Reuse

MOST = 4


@pytest.mark.parametrize(
    ("seconds", "count", "foreign", "expected"),
    [
        (REST, 1, False, True),
        (REST / 2, 1, False, False),
        (REST / 2, MOST - 1, False, False),
        (REST / 2, MOST, False, True),  # there are enough
        (APART, 1, True, True),
        (APART / 2, MOST - 1, True, False),
        (APART / 2, MOST, True, None),  # makes room for a new one
    ],
)
def test_a_connection_rests(
    seconds: float, count: int, *, foreign: bool, expected: bool | None
) -> None:
    """It rests a moment; longer where it served somebody else; less where there are many."""
    assert expected is Reuse(MOST).rested(seconds, count, foreign=foreign)


def test_who_babbles_is_not_trusted() -> None:
    """Bytes that nobody asked for end reuse for a minute."""
    reuse = Reuse(MOST)
    assert reuse.allows(5.0)
    reuse.babbled(5.0)
    assert not reuse.allows(5.0 + DISTRUST - 0.1)
    assert reuse.allows(5.0 + DISTRUST)


def test_connections_that_end_at_reuse_are_tried_less_and_less() -> None:
    """Each end doubles the time without reuse: 1, 2, 4 s, at most a minute."""
    reuse, now, pauses = Reuse(MOST), 5.0, list[float]()
    for _ in range(8):
        reuse.ended(now)
        ended = now
        while not reuse.allows(now):
            now += 0.5
        pauses.append(now - ended)
    assert [1, 2, 4, 8, 16, 32, 60, 60] == pauses


def test_several_that_end_together_count_once() -> None:
    """A restart ends all connections in use: that is one event."""
    reuse = Reuse(MOST)
    for _ in range(20):
        reuse.ended(5.0)
    assert reuse.allows(6.0)


def test_one_that_serves_again_is_forgiven() -> None:
    """After an answer at reuse the next end counts as the first."""
    reuse = Reuse(MOST)
    reuse.ended(5.0)
    reuse.ended(7.0)
    reuse.served()
    reuse.ended(20.0)
    assert reuse.allows(21.0)


def test_an_end_shortens_no_distrust() -> None:
    """Who has babbled is not used again sooner since a connection ended."""
    reuse = Reuse(MOST)
    reuse.babbled(5.0)
    reuse.ended(6.0)
    assert not reuse.allows(5.0 + DISTRUST - 0.1)
