"""A gateway that stops, measured once."""

from benchmarks.faults.shutdown import measure


async def test_it_is_measured() -> None:
    """Every client is answered after the signal, and nothing is lost."""
    figures = await measure(quick=True)
    assert [] == [one for one in figures if not one.holds]
    assert 4 == len(figures)
