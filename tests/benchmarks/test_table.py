"""Results as tables."""

from collections.abc import Callable

import pytest

from benchmarks.sample import Sample
from benchmarks.table import measurements, rejected, verdicts
from benchmarks.targets import Target, figures


@pytest.fixture
def samples(made: Callable[..., Sample]) -> list[Sample]:
    """Give two runs that count and one that does not."""
    return [
        made("gateway-cold", 75),
        made("floor", 100),
        made("floor", 9, disturbed="load side saturated"),
    ]


def test_verdicts_tell_target_and_both_ratios(samples: list[Sample]) -> None:
    """One line a target; the last column says whether it was kept."""
    targets = [
        Target("q2", "gateway-cold", "floor", 0.8),
        Target("q2", "gateway-cold", "floor", 0.75),
    ]
    assert """\
| query | figure               |  target |       throughput |              CPU | CPU, best runs | rounds | verdict |
| ----- | -------------------- | ------: | ---------------: | ---------------: | -------------: | -----: | ------: |
| Q2    | gateway-cold / floor |  >= 0.8 | 0.75 (0.75-0.75) | 0.75 (0.75-0.75) |           0.75 |      1 |    MISS |
| Q2    | gateway-cold / floor | >= 0.75 | 0.75 (0.75-0.75) | 0.75 (0.75-0.75) |           0.75 |      1 |      ok |\
""" == verdicts(figures(samples, targets))


def test_measurements_leave_rejected_runs_out(samples: list[Sample]) -> None:
    """One line a server and scenario, in their order."""
    assert """\
| query | server       | answers/s | least-greatest | CPU µs/answer | p50 ms | p99 ms | calls | load core % | upstream % |
| ----- | ------------ | --------: | -------------: | ------------: | -----: | -----: | ----: | ----------: | ---------: |
| Q2    | floor        |       100 |        100-100 |       10000.0 |   20.0 |   50.0 |  1.00 |          30 |         10 |
| Q2    | gateway-cold |        75 |          75-75 |       13333.3 |   20.0 |   50.0 |  1.00 |          30 |         10 |\
""" == measurements(samples)


def test_rejected_runs_are_listed_with_their_reason(samples: list[Sample]) -> None:
    """Nothing is dropped without being told."""
    assert """\
| query | server |        why rejected | runs |
| ----- | ------ | ------------------: | ---: |
| Q2    | floor  | load side saturated |    1 |\
""" == rejected(samples)
    assert "No run was rejected." == rejected(samples[:2])


def test_a_figure_of_disturbed_runs_only_has_no_verdict(
    made: Callable[..., Sample],
) -> None:
    """The ratios are shown, and that they prove nothing."""
    busy = "disturbed by other processes"
    samples = [
        made("gateway-cold", 90, disturbed=busy),
        made("floor", 100, disturbed=busy),
    ]
    found = figures(samples, [Target("q2", "gateway-cold", "floor", 0.8)])
    assert "|      0 | disturbed |" in verdicts(found)
