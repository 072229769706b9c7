"""Services that are not reached."""

from benchmarks.faults.unreached import named, refused


async def test_a_name_server_that_takes_long_holds_nobody_up() -> None:
    """Everybody is told in a second, by the code of a deadline."""
    waits, told, _ = await named(0.8)
    assert waits.holds
    assert "{'UPSTREAM_TIMEOUT': 4}" == told.measured


async def test_who_is_refused_is_told_so() -> None:
    """By one code; how soon is a matter of the machine here."""
    found = await refused(0.2)
    assert "F1 refused (4): answered" == found.name
    assert ";" not in found.measured
    assert 4 == len(found.data)
