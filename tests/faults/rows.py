"""Rows of the list of faults that are tested elsewhere, where each is.

`tests/house/test_faults.py` checks that every row is tested, here or there.
"""

from collections.abc import Mapping
from typing import Final

_SHARED: Final = "tests/connectors/shared"

ELSEWHERE: Final[Mapping[int, tuple[str, ...]]] = {
    40: (  # Valkey or Redis
        f"{_SHARED}/test_tier_troubles.py::test_no_server",
        f"{_SHARED}/test_tier_troubles.py::test_a_hung_server",
        f"{_SHARED}/test_tier_troubles.py::test_a_killed_server",
        f"{_SHARED}/test_tier_troubles.py::test_a_slow_server",
        f"{_SHARED}/test_tier_troubles.py::test_a_full_server",
        f"{_SHARED}/test_tier_troubles.py::test_a_server_that_became_a_replica",
        f"{_SHARED}/test_tier.py::test_a_poisoned_value_is_a_miss_and_is_deleted",
        f"{_SHARED}/test_tier.py::test_a_value_of_another_type_is_a_miss_and_is_replaced",
    ),
    41: (  # a disk that is full: the kept answers that outlive a restart
        "tests/cli/test_snapshot_processes.py::test_no_room_on_the_disk",
        "tests/connectors/snapshots/test_tier.py::test_a_disk_that_fails",
        "tests/connectors/snapshots/test_tier.py::test_a_disk_that_hangs",
    ),
    42: (  # a wall clock that jumps
        "tests/execution/test_stale.py::test_a_wall_clock_that_jumps",
        "tests/cli/test_clock.py::test_the_wall_clock_is_set",
    ),
    43: (  # no more files
        "tests/cli/test_overload.py::test_out_of_files",
    ),
}
