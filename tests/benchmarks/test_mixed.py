"""The mixed load, and how its pairs are judged."""

import asyncio

import orjson
import pytest
import uvloop

from benchmarks import mixed
from benchmarks.faults.conduct import DEAD
from benchmarks.faults.rig import rig
from benchmarks.mixed import Pair, Run

WELL = Run(1000.0, 0, {"OK": 50})


def sick(rate: float, failed: int = 0) -> Pair:
    """Return a pair whose sick runs had this rate on the average."""
    codes = {"UPSTREAM_TIMEOUT": 3, "UPSTREAM_BUSY": 20}
    runs = [Run(rate - 100, failed, codes), Run(rate + 100, 0, codes)]
    return Pair((WELL, WELL), runs)


def test_nine_of_ten_are_warm() -> None:
    """Nine keys of the connector that keeps, and one of the other."""
    asked = [orjson.loads(one)["query"] for one in mixed.bodies()]
    assert 9 == sum("hangat" in one for one in asked)
    assert 1 == sum("dingin" in one for one in asked)


def test_the_bound_is_judged() -> None:
    """One bad pair of three leaves it in doubt, of many it does not; two of three miss."""
    doubt = mixed.figure("rest", [sick(990), sick(500), sick(970)])
    assert "not shown" == doubt.verdict
    assert "0.97 (0.50-0.99)" in doubt.measured
    assert "120 UPSTREAM_BUSY, 18 UPSTREAM_TIMEOUT" in doubt.measured
    many = mixed.figure("rest", [sick(500), *([sick(970)] * 10)])
    assert ("ok", 11) == (many.verdict, len(many.data))
    assert "MISS" == mixed.figure("rest", [sick(990), sick(500), sick(600)]).verdict


def test_a_failed_request_of_the_rest_is_a_miss() -> None:
    """However fast the rest was."""
    assert not mixed.figure("rest", [sick(1000, failed=1)]).holds


def test_a_well_service_that_fails_is_a_miss() -> None:
    """What it is compared with is no healthy run then."""
    ill = Run(1000.0, 0, {"OK": 48, "UPSTREAM_BUSY": 2})
    pair = Pair((WELL, ill), sick(1000).sick)
    found = mixed.figure("rest", [pair])
    assert "beside it, well, 2 failed" in found.measured
    assert "MISS" == found.verdict


async def test_an_answer_with_errors_has_failed() -> None:
    """Each tenth of the rest, told with HTTP 200, is counted by the load generator."""
    with rig(mixed.connectors({})) as bench:
        await bench.behave("dingin", DEAD)
        found = await asyncio.to_thread(mixed.loaded, bench, 1.0)
    assert found.failed == pytest.approx(found.requests / 10, rel=0.2)


def test_a_pair_is_measured() -> None:
    """The rest is answered beside a service that hangs, whose callers are told so."""
    (found,) = uvloop.run(mixed.measured({}, 1, 1.0))
    for well in found.well:
        assert well.rate > 0
        assert {"OK"} == set(well.codes)
    for ill in found.sick:
        assert {"UPSTREAM_UNAVAILABLE"} == set(ill.codes)
