"""What waits for the disk, and in which order it is done."""

from gateway.connectors.snapshots.backlog import Backlog, Write
from gateway.connectors.snapshots.names import Order, by_tags
from tests.connectors.snapshots.made import place, snapshot

NEW, OLD = snapshot(b"[2]"), snapshot(b"[1]")


def rest(backlog: Backlog, now: float) -> list[object]:
    found: list[object] = []
    while (one := backlog.next(now)) is not None:
        found.append(one)
        if isinstance(one, Order):
            backlog.done(one)
    return found


def test_the_newest_wins() -> None:
    """Of what is put for a place only the last is written."""
    backlog = Backlog()
    assert backlog.put(place(), OLD, 1.0)
    assert backlog.put(place(), NEW, 1.0)
    assert NEW == backlog.waiting(place())
    assert 1 == len(backlog)
    assert [Write(place(), NEW)] == rest(backlog, 1.0)
    assert 0 == len(backlog)
    assert None is backlog.waiting(place())


def test_once_in_a_while() -> None:
    """A place is written once in a pause; what was put meanwhile comes at its end."""
    backlog = Backlog(pause=30)
    for second in range(100):
        backlog.put(place(), snapshot(b"%d" % second), float(second))
        written = rest(backlog, float(second))
        assert (second % 30 == 0) is bool(written)
    assert 20.0 == backlog.due(100.0)
    assert [Write(place(), snapshot(b"99"))] == rest(backlog, 120.0)
    assert None is backlog.due(120.0)


def test_what_was_written_is_forgotten() -> None:
    """After a pause nothing is remembered of a place: places may be ever so many."""
    backlog = Backlog(pause=30)
    for number in range(1000):
        backlog.put(place(number), NEW, float(number))
        assert 1 == len(rest(backlog, float(number)))
    assert 31 >= len(backlog._written)


def test_at_the_end_nothing_waits() -> None:
    """When all is to be done, it is done before its time."""
    backlog = Backlog(pause=30)
    backlog.put(place(), OLD, 1.0)
    rest(backlog, 1.0)
    backlog.put(place(), NEW, 2.0)
    assert None is backlog.next(2.0)
    assert Write(place(), NEW) == backlog.next(2.0, all_of_it=True)


def test_room() -> None:
    """What finds no room is not written; what takes the place of another may."""
    backlog = Backlog(room=10)
    assert backlog.put(place(1), snapshot(b"12345678"), 1.0)
    assert not backlog.put(place(2), snapshot(b"123"), 1.0)
    assert backlog.put(place(1), snapshot(b"1234567890"), 1.0)
    assert 1 == len(rest(backlog, 1.0))
    assert backlog.put(place(2), snapshot(b"1234567890"), 1.0)


def test_an_order_takes_what_waits() -> None:
    """What was put before an order is not written after it; what is put after it is."""
    backlog = Backlog(room=8)
    backlog.put(place(1, "rak"), snapshot(b"1234"), 1.0)
    backlog.put(place(2), snapshot(b"1234"), 1.0)
    order = by_tags("perpus", ["rak"])
    backlog.order(order)
    assert backlog.put(place(1, "rak"), snapshot(b"4321"), 1.0)
    assert 0.0 == backlog.due(1.0)
    first, *others = rest(backlog, 1.0)
    assert order is first
    assert {place(2): b"1234", place(1, "rak"): b"4321"} == {
        one.place: one.snapshot.kept.body for one in others if isinstance(one, Write)
    }


def test_barred_till_it_is_done() -> None:
    """What an order means is not there from when it was given, until it is gone."""
    backlog = Backlog()
    order = by_tags("perpus", None)
    backlog.order(order)
    assert backlog.barred(place())
    assert order is backlog.next(1.0) is backlog.next(1.0)
    assert backlog.barred(place())
    backlog.done(order)
    backlog.done(order)
    assert not backlog.barred(place())


def test_many_that_are_taken_back() -> None:
    """However many answers are deleted one by one, the others of the connector stay."""
    backlog = Backlog()
    for number in range(200):
        backlog.order(Order.of(place(number)))
    assert backlog.barred(place(0))
    assert backlog.barred(place(199))
    assert not backlog.barred(place(200))
    assert 1 == len(backlog)


def test_an_order_that_grows_while_it_is_obeyed() -> None:
    """What is added to an order meanwhile is not taken for done with it."""
    backlog = Backlog()
    backlog.order(Order.of(place(1)))
    first = backlog.next(0.0)
    assert isinstance(first, Order)
    backlog.order(Order.of(place(2)))
    backlog.done(first)
    assert backlog.barred(place(2))
    assert 1 == len(rest(backlog, 0.0))
    assert not backlog.barred(place(2))


def test_orders_that_cannot_be_carried_out() -> None:
    """However many orders pile up, they are few, and mean no less."""
    backlog = Backlog()
    backlog.order(by_tags("pasar", ["a"]))
    for number in range(1000):
        backlog.order(by_tags("perpus", [f"t{number}"]))
    assert backlog.barred(place(1, "t3"))
    assert backlog.barred(place(1, "t999"))
    assert len(backlog) <= 101
    first = backlog.next(1.0)
    assert isinstance(first, Order)
    assert "pasar" == first.connector
    backlog.done(by_tags("perpus", None))  # one that has given way to another
    assert first is backlog.next(1.0)
