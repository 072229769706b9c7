"""The collector's pause."""

import gc

import pytest

from gateway.config.collecting import uninterrupted


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:  # noqa: FBT001 - a table's column
    """Inside it is off; after it, as before."""
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with uninterrupted():
            inside = gc.isenabled()
        after = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()

    assert (False, enabled) == (inside, after)
