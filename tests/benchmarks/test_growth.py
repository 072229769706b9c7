"""What a query costs beside many connectors."""

from collections.abc import Callable

import pytest

from benchmarks.growth import figures
from benchmarks.sample import Sample

Made = Callable[..., Sample]


def test_the_ratio_is_of_medians_that_count(made: Made) -> None:
    """Rejected runs are left out on both sides."""
    found = figures(
        [
            made("small", 1000),
            made("large", 800),
            made("large", 10, disturbed="disturbed by other processes"),
        ]
    )
    assert ["µs", "µs", "ratio"] == [one.unit for one in found]
    assert [1000.0, 1250.0, 1.25] == pytest.approx([one.value for one in found])
    assert not found[-1].met


def test_without_a_run_that_counts_there_is_no_figure(made: Made) -> None:
    """One side alone tells nothing."""
    assert [] == figures([made("small", 1000)])
