"""Answers that are written and not taken: gateway/http/written.py."""

from gateway.http.written import Written


class Client:
    """One who keeps so much, and gives it back when told."""

    def __init__(self, written: Written, size: int) -> None:
        self.written, self.size = written, size
        self.taken = 0
        written.hold(size)
        written.join(self)

    def count(self) -> int:
        self.written.release(self.taken)
        self.size, self.taken = self.size - self.taken, 0
        return self.size

    def give_up(self) -> None:
        self.written.release(self.size)
        self.size = 0


def test_who_has_waited_longest() -> None:
    """They give up one after the other, and no more of them than it takes."""
    written = Written(100)
    first, second, third = (Client(written, 30) for _ in "abc")
    last = Client(written, 50)
    assert [0, 0, 30, 50] == [one.size for one in (first, second, third, last)]
    assert 80 == written.size


def test_who_waits_no_more() -> None:
    """Whoever has taken all is not in line, and one alone is never too much."""
    written = Written(100)
    first, second = (Client(written, 40) for _ in "ab")
    written.leave(first)
    written.leave(first)
    last = Client(written, 500)
    assert [40, 0, 500] == [one.size for one in (first, second, last)]


def test_what_was_taken_meanwhile() -> None:
    """It is not counted any more, and nobody gives up for it."""
    written = Written(100)
    first, second = (Client(written, 40) for _ in "ab")
    second.taken = 30
    last = Client(written, 30)
    assert [40, 10, 30] == [one.size for one in (first, second, last)]
    assert 80 == written.size
