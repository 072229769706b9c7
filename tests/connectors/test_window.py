"""Counting the calls of the last seconds."""

from hypothesis import given, strategies as st

from gateway.connectors.window import Window


def test_it_slides() -> None:
    """What is older than the window, to a tenth of it, is not counted."""
    window = Window(10.0)
    for second in range(20):
        window.count(100.0 + second, bad=second % 2 == 0)
    assert (5, 5, 10) == (window.bad, window.good, window.calls)
    window.slide(125.0)
    assert 4 == window.calls
    window.slide(1000.0)
    assert 0 == window.calls


def test_spoiling() -> None:
    """The latest success becomes a failure, as long as it is in the window."""
    window = Window(10.0)
    window.count(100.0, bad=False)
    window.count(103.0, bad=True)
    assert window.spoil(104.0)
    assert (2, 0) == (window.bad, window.good)
    assert not window.spoil(104.0)
    window.count(105.0, bad=False)
    assert not window.spoil(300.0)


@given(st.lists(st.tuples(st.floats(0, 4), st.booleans()), max_size=100))
def test_it_never_counts_wrong(calls: list[tuple[float, bool]]) -> None:
    """Its counts are those of the calls in the slots that it still holds."""
    window, now, seen = Window(10.0), 0.0, list[tuple[float, bool]]()
    for later, bad in calls:
        now += later
        window.count(now, bad=bad)
        seen.append((now, bad))
    alive = [bad for at, bad in seen if int(at) > int(now) - 10]
    assert (sum(alive), len(alive)) == (window.bad, window.calls)
