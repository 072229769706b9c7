"""What snapshots cost, measured in little."""

from pathlib import Path

import pytest

from benchmarks import __main__, snapshots
from benchmarks.snapshots import LARGE, figures, rows
from benchmarks.startup import Measured


def test_figures() -> None:
    """Every figure is there, and what was kept came back."""
    found = figures(3)
    assert ["kept, 200 rows", "kept, 1 MiB", "none there"] == [
        one.name for one in found[:3]
    ]
    assert all(one.value > 0 for one in found)


def test_rows() -> None:
    """Large means large."""
    assert 200 == len(rows(200))
    assert LARGE > 10_000


def test_a_run_prints_and_saves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure over its bound is a run that failed."""
    slow = [Measured("none there", "µs", 99.0, 50.0)]
    monkeypatch.setattr(snapshots, "figures", lambda: slow)
    assert 1 == __main__.main(["snapshots", "--results", str(tmp_path)])
    assert 1 == len(list(tmp_path.glob("snapshots-*.json")))
    assert "MISS" in capsys.readouterr().out
