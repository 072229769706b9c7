"""What a p99 is judged by."""

from benchmarks.faults.tail import tail


def test_the_whole_run_is_judged() -> None:
    """Two fifths that were late miss it, though most spells had none; both are told."""
    found = tail("rejects", [1.0] * 1948 + [1000.0] * 1299, 5.0, [0.5] * 10)
    assert "rejects (3,247), p99" == found.name
    assert ("<= 5.00 ms", "MISS") == (found.target, found.verdict)
    assert "1000.00 ms (spells 1.00 ms, floor 0.50 ms)" == found.measured


def test_every_wait_is_kept() -> None:
    """To the microsecond; without a floor none is told."""
    found = tail("hits", [1.23456, 2.0], 10.0)
    assert [1.235, 2.0] == found.data
    assert "2.00 ms (spells 1.62 ms)" == found.measured
    assert found.holds


def test_nobody_who_waited_is_no_proof() -> None:
    """Where nothing was measured nothing holds."""
    found = tail("rejects", [], 5.0, [0.5])
    assert ("rejects, p99", "none", "MISS") == (
        found.name,
        found.measured,
        found.verdict,
    )
