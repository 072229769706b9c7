"""A whole run in small: real processes, checked answers, samples."""

from contextlib import ExitStack

from benchmarks.bench import cores, pairs, start_all
from benchmarks.run import Length, rounds
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import SERVERS, Server

BY_NAME = {server.name: server for server in SERVERS}
WRONG = Server(
    "wrong",
    "answers a constant to every query",
    "asgi",
    ("q1",),
    target="benchmarks.constant:limit",
)
BROKEN = Server("broken", "cannot start", "asgi", ("q1",), target="benchmarks.no:no")


def test_a_run_measures_in_turns_what_answers_rightly() -> None:
    """The floor is measured; who answers wrongly or does not start is named."""
    servers = [BY_NAME["floor"], WRONG, BROKEN, BY_NAME["limit"]]
    complaints: list[str] = []
    with ExitStack() as stack:
        bench = start_all(stack, servers, complaints)
        able = pairs(bench, servers, [SCENARIOS["q1"]], complaints)
        samples = list(rounds(bench, able, Length(1, 1.0)))
    assert ["floor", "limit"] == [server.name for server, _ in able]
    assert ["broken did not start", "wrong q1 void"] == sorted(
        text.partition(": ")[0] for text in complaints
    )
    assert ["floor", "limit"] == list(dict.fromkeys(one.server for one in samples))
    for one in samples:
        assert one.rate > 10
        assert one.cpu > 1
        assert abs(one.calls - (one.server == "floor")) < 0.5


def test_server_and_load_have_a_core_each_where_there_are_two() -> None:
    """Only a machine with one core makes them share it."""
    places = cores()
    assert places.server != places.load or places.server == min({places.load})
