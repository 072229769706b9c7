"""How scheduled fetches have gone: gateway/connectors/rounds.py."""

from gateway.connectors.key import Key
from gateway.connectors.readers.zones import WIB
from gateway.connectors.rounds import Rounds
from gateway.connectors.schedule import Course


def key(name: str) -> Key:
    """Return the key of a call without arguments."""
    return (f"pasar.{name}", None, ())


def test_the_course_of_a_round() -> None:
    """What is known of it is counted back from now; a success ends failures."""
    round_ = Rounds().of(key("a"), "a", lambda: 0.25)
    assert Course(chance=0.25) == round_.course(100.0, None)
    round_.fell(100.0, "X", 3.0, 0.5)
    round_.fell(110.0, "Y", 0.0, 0.75)
    assert Course(7, None, 10, 2, 0.0, 0.75) == round_.course(120.0, 7)
    round_.succeeded(130.0, 1e9, 0.1)
    assert Course(0, 10, None, 0, 0.0, 0.1) == round_.course(140.0, 0)
    assert round_.code is None


def test_told_by_query() -> None:
    """A line for each query tells of the worst of its answers."""
    rounds = Rounds()
    assert ((), None, None) == (rounds.describe(WIB), rounds.fetched, rounds.due)
    first, second = (rounds.of(key(one), "harga", lambda: 0.0) for one in "ab")
    third = rounds.of(key("c"), "stok", lambda: 0.0)
    assert first is rounds.of(key("a"), "harga", lambda: 0.0)
    first.succeeded(1.0, 1_780_000_000.0, 0.0)
    first.due = 600.4
    second.fell(1.0, "UPSTREAM_TIMEOUT", 0.0, 0.0)
    second.due = 14.6
    third.succeeded(2.0, 1_780_000_060.0, 0.0)
    third.running, third.due = True, 0.0
    assert (
        (
            "penyegaran harga: 1 dari 2 pernah diambil, paling lama 2026-05-29 03:26:40,"
            " 1 gagal (UPSTREAM_TIMEOUT), berikutnya 15 detik lagi"
        ),
        (
            "penyegaran stok: 1 dari 1 pernah diambil, paling lama 2026-05-29 03:27:40,"
            " sedang diambil"
        ),
    ) == rounds.describe(WIB)
    assert (1_780_000_060.0, 14.6) == (rounds.fetched, rounds.due)
