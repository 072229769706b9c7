"""Targets and figures."""

from collections.abc import Callable

from benchmarks.sample import Sample
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import SERVERS
from benchmarks.targets import TARGETS, Spread, Target, across, figures, possible

Made = Callable[..., Sample]
TARGET = Target("q2", "gateway-cold", "floor", 0.8)


def test_ratios_are_taken_within_a_round(made: Made) -> None:
    """A machine twice as fast in the second round does not blur the ratio."""
    (figure,) = figures(
        [
            made("gateway-cold", 75, number=0),
            made("floor", 100, number=0),
            made("gateway-cold", 200, number=1),
            made("floor", 200, number=1),
        ],
        [TARGET],
    )
    assert Spread(0.875, 0.75, 1.0) == figure.throughput
    assert 0.875 == figure.cpu.middle
    assert 1.0 == figure.best
    assert 2 == figure.rounds
    assert figure.met


def test_a_wrong_run_counts_on_neither_side(made: Made) -> None:
    """A round of which one run measured something else gives no ratio."""
    found = figures(
        [made("gateway-cold", 90), made("floor", 100, wrong="3 requests failed")],
        [TARGET],
    )
    assert [] == found


def test_a_disturbed_run_is_replaced_by_its_repetition(made: Made) -> None:
    """The attempt that counts is paired; the cheapest run may be any."""
    (figure,) = figures(
        [
            made("gateway-cold", 200, disturbed="load side saturated"),
            made("gateway-cold", 75),
            made("floor", 100),
        ],
        [TARGET],
    )
    assert 0.75 == figure.throughput.middle
    assert 2.0 == figure.best
    assert 1 == figure.rounds
    assert not figure.met


def test_disturbed_runs_alone_give_ratios_but_meet_nothing(made: Made) -> None:
    """They are compared for want of better, and no round counts."""
    (figure,) = figures(
        [made("gateway-cold", 100), made("floor", 100, disturbed="a")], [TARGET]
    )
    assert 1.0 == figure.throughput.middle
    assert 0 == figure.rounds
    assert not figure.met


def test_medians_stand_beside_the_extremes(made: Made) -> None:
    """Values are gathered by scenario and server over the rounds that count."""
    samples = [
        *(made("floor", rate, number=rate) for rate in (100, 300, 120)),
        made("floor", 5, disturbed="load side saturated"),
    ]
    expected = {("q2", "floor"): Spread(120, 100, 300)}
    assert expected == across(samples, lambda one: one.rate)


def test_every_target_can_be_measured() -> None:
    """Both servers of a target take part in its scenario."""
    parts = {server.name: server.scenarios for server in SERVERS}
    for target in TARGETS:
        assert target.scenario in SCENARIOS
        assert target.scenario in parts[target.server]
        assert target.scenario in parts[target.against]


def test_a_target_is_possible_when_both_servers_are_measured() -> None:
    """A run of chosen servers is held to the targets between them only."""
    measured = {("gateway-cold", "q1"), ("floor", "q1"), ("gateway-warm", "q5")}
    assert [Target("q1", "gateway-cold", "floor", 0.7)] == possible(measured)
