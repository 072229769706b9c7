"""Rows of the list of faults that are tested elsewhere, where each is, and what is not whole.

`tests/house/test_faults.py` checks that every row is tested, here or there. The times
in the tests have room for a busy machine: those of the list are for measurements.

F3-F5: the name server is a stand-in, a function, in all but one test. That one,
of `test_resolver.py`, has a real one, and is skipped where no process may have a
network of its own.

F23, F25, F31: the gateway is milder than the list. JSON is read behind a byte order
mark; an answer with odd values in a part of it is kept, with their errors; a no is
remembered only where the configuration says that it means "there is none".

F41, F42: what does not exist yet is said below.
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
        "tests/cli/test_sharing_processes.py::test_what_is_spoiled_is_a_miss",
        f"{_SHARED}/test_tier.py::test_a_value_of_another_type_is_a_miss_and_is_replaced",
    ),
    # A disk that is full: the kept answers that outlive a restart. The row's complaint
    # that is refused does not exist yet: the gateway keeps no complaints. What it does
    # store by order is the operator's switch, in `test_own_trouble.py`.
    41: (
        "tests/cli/test_snapshot_processes.py::test_no_room_on_the_disk",
        "tests/connectors/snapshots/test_archive.py::test_a_disk_that_fails",
        "tests/connectors/snapshots/test_archive.py::test_a_disk_that_hangs",
    ),
    # A wall clock that jumps. The row's leeway of a JWT does not exist yet: the gateway
    # checks no citizen's login by itself.
    42: (
        "tests/execution/test_stale.py::test_a_wall_clock_that_jumps",
        f"{_SHARED}/test_tier.py::test_the_server_s_clock_is_set_back",
        "tests/cli/test_clock.py::test_the_wall_clock_is_set",
    ),
    43: (  # no more files
        "tests/cli/test_overload.py::test_out_of_files",
    ),
}
