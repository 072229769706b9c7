"""The command line."""

from pathlib import Path

import orjson
import pytest

from benchmarks.__main__ import main, parser


def test_names_are_lists_in_any_case() -> None:
    """Scenarios and servers are named with commas between."""
    given = parser().parse_args(["--only", "Q2,q3", "--servers", "gateway,floor"])
    assert frozenset({"q2", "q3"}) == given.only
    assert frozenset({"gateway", "floor"}) == given.servers


def test_the_defaults_measure_everything() -> None:
    """All scenarios, all servers; how many runs and how long is the benchmark's own."""
    given = parser().parse_args([])
    assert ("throughput", None, None) == (given.what, given.rounds, given.seconds)
    assert frozenset() == given.only == given.servers


def test_other_benchmarks_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Only throughput and startup exist."""
    with pytest.raises(SystemExit):
        parser().parse_args(["memory"])
    assert "startup" in capsys.readouterr().err


def test_a_run_prints_and_saves_what_it_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a target among the servers chosen nothing can be missed."""
    words = ["--only", "q5", "--servers", "limit", "--rounds", "1", "--seconds", "1"]
    assert 0 == main([*words, "--results", str(tmp_path)])
    said = capsys.readouterr().out
    (path,) = tmp_path.glob("throughput-*.json")
    found = orjson.loads(path.read_bytes())
    assert said.startswith("1 q5 limit ")
    assert said.rstrip().endswith(str(path))
    assert {"limit"} == {sample["server"] for sample in found["samples"]}
    assert [] == found["figures"] == found["complaints"]
