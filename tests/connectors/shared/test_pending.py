"""What waits to be written, and in which order it is taken."""

from gateway.connectors.shared.pending import Pending, Put, Ticket
from gateway.connectors.shared.record import LARGEST, Record


def put(name: str, size: int = 10) -> Put:
    return Put(
        Ticket("p", name, None), Record(b"x" * size, size, 0.0, (60.0, 0.0)), 0.0
    )


def test_what_waits_is_taken_once() -> None:
    """In the order in which it was put; nothing is left."""
    pending = Pending()
    assert not pending
    assert pending.put(put("a"))
    assert pending.put(put("b"))
    assert pending
    assert [put("a"), put("b")] == pending.puts()
    assert [] == pending.puts()
    assert not pending


def test_of_each_place_the_newest_waits() -> None:
    """What is put again takes the place, and the room, of what was put before."""
    pending = Pending(room=100)
    assert pending.put(put("a", 60))
    assert pending.put(put("a", 90))
    assert [put("a", 90)] == pending.puts()


def test_the_room_is_bounded() -> None:
    """What finds no room is refused; what is being written takes room until it is done."""
    pending = Pending(room=100)
    assert pending.put(put("a", 60))
    assert not pending.put(put("b", 60))
    taken = pending.puts()
    assert not pending.put(put("b", 60))
    pending.done(taken)
    assert pending.put(put("b", 60))


def test_what_is_too_large_for_the_server_does_not_wait() -> None:
    """It would not be written."""
    assert not Pending().put(put("a", LARGEST + 1))


def test_what_is_taken_at_once_is_bounded() -> None:
    """A mebibyte goes together; what is larger goes alone."""
    pending = Pending()
    for name in "abc":
        pending.put(put(name, LARGEST // 2))
    pending.put(put("d", LARGEST))
    taken = [[one.ticket.name for one in pending.puts()] for _ in range(4)]
    assert [["a", "b"], ["c"], ["d"], []] == taken


def test_what_is_forgotten_is_not_written() -> None:
    """What waited under the name goes, and its room is free; what is put later stays."""
    pending = Pending(room=100)
    pending.put(put("a", 60))
    pending.forget({"a": "p", "b": "p"})
    assert [] == pending.puts()
    assert pending.put(put("a", 90))
    assert {"a": "p", "b": "p"} == pending.names()
    assert {} == pending.names()
    assert [put("a", 90)] == pending.puts()


def test_what_was_claimed_is_held_last() -> None:
    """Claims wait until what came before them is put; of one name the last word counts."""
    pending = Pending()
    pending.put(put("a"))
    pending.hold({"l": 5.0, "m": 1.0})
    pending.hold({"l": 0.0})
    assert {} == pending.claims()
    pending.done(pending.puts())
    assert pending
    assert {"l": 0.0, "m": 1.0} == pending.claims()
    assert not pending


def test_what_is_put_later_holds_no_claim_back() -> None:
    """There may be something to put all the time; a claim waits for what was put before."""
    pending = Pending()
    pending.put(put("a"))
    pending.hold({"l": 0.0})
    taken = pending.puts()
    pending.put(put("b"))
    pending.hold({"m": 0.0})
    pending.done(taken)
    assert {"l": 0.0} == pending.claims()
    assert {} == pending.claims()
    pending.done(pending.puts())
    assert {"m": 0.0} == pending.claims()


def test_a_claim_waits_for_no_backlog() -> None:
    """More is put than is written at once, and again and again: a claim waits for its own alone."""
    pending = Pending()
    large = 1024**2
    for name in "ab":
        pending.put(put(name, large))
    pending.hold({"l": 0.0})
    found: list[dict[str, float]] = []
    for name in "cd":
        pending.done(pending.puts())
        pending.put(put(name, large))
        found.append(pending.claims())
    assert [{}, {"l": 0.0}] == found


def test_it_prints() -> None:
    """The state reads as words."""
    pending = Pending(room=100)
    pending.put(put("a", 60))
    pending.forget({"b": "p", "c": "p"})
    assert "1 to keep, 2 to forget, 60 of 100 bytes" == str(pending)
