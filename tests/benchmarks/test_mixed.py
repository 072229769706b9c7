"""The mixed load, and how its pairs are judged."""

import orjson
import uvloop

from benchmarks import mixed
from benchmarks.mixed import Pair, Run

WELL = Run(1000.0, 0, {"OK": 50})


def sick(rate: float, failed: int = 0) -> Pair:
    """Return a pair whose sick run had this rate."""
    return Pair(WELL, Run(rate, failed, {"UPSTREAM_TIMEOUT": 3, "UPSTREAM_BUSY": 40}))


def test_nine_of_ten_are_warm() -> None:
    """Nine keys of the connector that keeps, and one of the other."""
    asked = [orjson.loads(one)["query"] for one in mixed.bodies()]
    assert 9 == sum("hangat" in one for one in asked)
    assert 1 == sum("dingin" in one for one in asked)


def test_each_run_has_a_service_of_its_own() -> None:
    """A breaker that opened in one pair is asked in no other."""
    expected = {"hangat", "dingin", "sehat0", "sakit0", "sehat1", "sakit1"}
    assert expected == set(mixed.connectors(2, {}))


def test_the_median_pair_is_judged() -> None:
    """One bad pair of three does not make a miss; two do."""
    good = mixed.figure("rest", [sick(990), sick(500), sick(970)])
    assert good.holds
    assert "0.97 (0.50-0.99)" in good.measured
    assert "120 UPSTREAM_BUSY, 9 UPSTREAM_TIMEOUT" in good.measured
    assert not mixed.figure("rest", [sick(990), sick(500), sick(600)]).holds


def test_a_failed_request_of_the_rest_is_a_miss() -> None:
    """However fast the rest was."""
    assert not mixed.figure("rest", [sick(1000, failed=1)]).holds


def test_a_pair_is_measured() -> None:
    """The rest is answered beside a service that hangs, whose callers are told so."""
    (found,) = uvloop.run(mixed.measured({}, 1, 1.0))
    assert found.well.rate > 0
    assert {"OK": 50} == found.well.codes
    assert "OK" not in found.sick.codes
    assert 50 == sum(found.sick.codes.values())
