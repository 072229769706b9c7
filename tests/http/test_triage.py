"""Who is refused while there is too much to do, and who never is."""

import orjson
from typing_extensions import override

from gateway.execution.message import Reply, Request
from gateway.http.glance import Asked
from gateway.http.triage import Triage
from gateway.http.valve import Bound, Valve
from tests.http.fakes import FakeEngine


def asked(query: str, **variables: object) -> Asked:
    """Make what a POST of a query is read from."""
    words = {"query": query, "variables": variables} if variables else {"query": query}
    return Asked(post=True, raw=orjson.dumps(words), last=False)


def full() -> Triage:
    """Make one whose valve is full."""
    valve = Valve(Bound(most=1))
    valve.enter()
    return Triage(valve)


def test_as_many_as_there_is_room_for() -> None:
    """What the valve admits is read; what is more is refused, and counted."""
    triage = Triage(Valve(Bound(most=2)))
    found = [triage.refuses(FakeEngine(), asked("{a}")) for _ in range(3)]
    assert [False, False, True] == found
    assert 1 == triage.valve.shed


def test_what_is_at_hand_is_learned() -> None:
    """A few are looked up; what was found is let in from then on."""
    triage, engine = full(), FakeEngine()
    assert not triage.refuses(engine, asked("{dikenal}"))
    for _ in range(100):
        triage.valve.tries()
    assert not triage.refuses(engine, asked("{dikenal}"))
    assert triage.refuses(engine, asked("{dikenal lain}"))


def test_what_was_tried_is_not_counted_twice() -> None:
    """A look-up takes no place: only what then has to wait is in work, and once."""
    triage = full()
    assert not triage.refuses(FakeEngine(), asked("{dikenal}"))
    assert (0, 1) == (triage.valve.coming, triage.valve.work)
    assert FakeEngine().reply == triage.answer(FakeEngine(), Request("{dikenal}"))
    assert (0, 1, 0) == (triage.valve.coming, triage.valve.work, triage.valve.shed)


def test_what_is_no_longer_at_hand() -> None:
    """It is forgotten once it was looked for in vain."""
    triage, engine = full(), FakeEngine()
    triage.refuses(engine, asked("{dikenal}"))
    for _ in range(100):
        triage.valve.tries()
    refused = triage.answer(Nothing(), Request("{dikenal}"))
    assert refused is not None
    assert 503 == refused.status
    assert triage.refuses(engine, asked("{dikenal}"))


def test_with_variables_it_is_learned_too() -> None:
    """The same request with the same variables is let in, as long as its answer is kept."""
    triage, engine = full(), FakeEngine()
    once, other = asked("query dikenal", kode=1), asked("query dikenal", kode=2)
    assert not triage.refuses(engine, once)
    for _ in range(100):
        triage.valve.tries()
    assert [False, True] == [triage.refuses(engine, one) for one in (once, other)]
    assert triage.refuses(Nothing(), once)
    assert triage.refuses(engine, once)  # forgotten


def test_what_may_wait() -> None:
    """What is not at hand waits to begin, while there is room for it to wait."""
    valve = Valve(Bound(first=1))
    valve.enter()
    triage = Triage(valve)
    assert valve.full
    assert triage.answer(FakeEngine(), Request("{a}")) is None


class Nothing(FakeEngine):
    """Has nothing at hand."""

    @override
    def at_hand(self, request: Request) -> Reply | None:
        self.requests.append(request)
        return None


def test_what_was_not_there_a_moment_ago_is_not_looked_for_again() -> None:
    """Until the valve looks again; with variables, or by another name, it may be there."""
    triage, engine = full(), Nothing()
    query = "query a {a} query b {b}"
    for request in [Request(query, "a")] * 3:
        triage.answer(engine, request)
    assert 1 == len(engine.requests)
    triage.answer(engine, Request(query, "b"))
    for _ in range(2):
        triage.answer(engine, Request("{a}", variables={"x": 1}))
    assert 4 == len(engine.requests)
    triage.valve.look(0.0, 0.05)
    triage.answer(engine, Request(query, "a"))
    assert 5 == len(engine.requests)


def test_nonsense_is_told_so() -> None:
    """What is no request is let in, to be answered as ever."""
    nonsense = Asked(post=True, raw=b"{", last=False)
    assert not full().refuses(FakeEngine(), nonsense)


def test_the_address_is_not_a_body() -> None:
    """A query string that was read is not taken for a body of the same bytes."""
    triage, engine = full(), FakeEngine()
    raw = b"query=%7Bdikenal%7D"
    assert not triage.refuses(engine, Asked(post=False, raw=raw, last=False))
    assert triage.bodies.get(raw) is None
    assert triage.queries.get(raw) is not None


def test_long_queries_are_not_remembered() -> None:
    """Only a small request is known before it is read: a long query would be kept for nothing."""
    triage, engine = full(), FakeEngine()
    triage.answer(engine, Request("{dikenal}" + " " * 100_000))
    triage.answer(engine, Request("{dikenal}"))
    assert {"{dikenal}"} == triage._handy


def test_bounded() -> None:
    """What was at hand is remembered for a thousand queries."""
    triage, engine = full(), FakeEngine()
    for number in range(1001):
        triage.answer(engine, Request(f"{{dikenal{number}}}"))
    for _ in range(100):
        triage.valve.tries()
    triage.bodies.read(asked("{dikenal1}").raw)
    assert triage.refuses(engine, asked("{dikenal1}"))
