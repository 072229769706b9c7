"""The command line."""

import pytest

from benchmarks.__main__ import parser


def test_names_are_lists_in_any_case() -> None:
    """Scenarios and servers are named with commas between."""
    given = parser().parse_args(["--only", "Q2,q3", "--servers", "gateway,floor"])
    assert frozenset({"q2", "q3"}) == given.only
    assert frozenset({"gateway", "floor"}) == given.servers


def test_the_defaults_measure_everything() -> None:
    """Five rounds of four seconds, all scenarios, all servers, throughput."""
    given = parser().parse_args([])
    assert ("throughput", 5, 4.0) == (given.what, given.rounds, given.seconds)
    assert frozenset() == given.only == given.servers


def test_other_benchmarks_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Only throughput and startup exist."""
    with pytest.raises(SystemExit):
        parser().parse_args(["memory"])
    assert "startup" in capsys.readouterr().err
