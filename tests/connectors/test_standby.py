"""Which address to try: gateway/connectors/standby.py."""

from gateway.connectors.standby import AVOIDED, Standby


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_all_in_order() -> None:
    """While nothing failed every address is tried in the order of the file."""
    assert ((0, 1, 2), ()) == Standby(3).turns()


def test_what_failed_is_last() -> None:
    """An address that failed is tried last for a while."""
    clock = Clock()
    standby = Standby(3, clock)
    standby.failed(0)
    clock.now += AVOIDED - 1

    assert ((1, 2), (0,)) == standby.turns()
    assert "0: avoided for 1 s, 1: in use, 2: in use" == str(standby)


def test_one_call_finds_out() -> None:
    """When the while is over one call tries the address again, and only one."""
    clock = Clock()
    standby = Standby(2, clock)
    standby.failed(0)
    clock.now += AVOIDED

    assert ((0, 1), ()) == standby.turns()
    assert ((1,), (0,)) == standby.turns()

    standby.worked(0)
    assert ((0, 1), ()) == standby.turns()


def test_where_all_failed_all_are_tried() -> None:
    """Without a healthy address each is tried, in the order of the file."""
    standby = Standby(2)
    standby.failed(1)
    standby.failed(0)

    assert ((0, 1), ()) == standby.turns()
