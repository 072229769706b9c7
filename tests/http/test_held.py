"""What requests may take that are not answered."""

from gateway.http.held import SMALL, Held


def test_too_much() -> None:
    """Above the bound a request is too much, unless it is small."""
    held = Held(100_000)
    held.hold(100_000)
    assert not held.too_much(50_000)
    held.hold(1)
    assert held.too_much(50_000)
    assert not held.too_much(SMALL)


def test_what_is_released_makes_room() -> None:
    """What has arrived, or is given up, is no longer counted."""
    held = Held(100_000)
    held.hold(150_000)
    held.release(50_000)
    assert not held.too_much(50_000)
