"""Local work on a kept list."""

from pathlib import Path

import orjson
import pytest

from benchmarks import __main__, lists
from benchmarks.startup import Measured


def test_every_question_is_measured() -> None:
    """A look-up and each kind of page have a median and a bound."""
    found = lists.figures(200, 3)
    names = ["look-up by key", *(one.name for one in lists.QUESTIONS)]
    assert names == [one.name for one in found]
    assert all(one.value > 0 for one in found)
    assert {50.0, 5000.0} == {one.most for one in found}


def test_a_run_prints_and_saves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure over its bound is a run that failed."""
    slow = [Measured("look-up by key", "µs", 51.0, 50.0)]
    monkeypatch.setattr(lists, "figures", lambda: slow)
    assert 1 == __main__.main(["lists", "--results", str(tmp_path)])
    (path,) = tmp_path.glob("lists-*.json")
    assert [51.0] == [
        one["value"] for one in orjson.loads(path.read_bytes())["figures"]
    ]
    assert "MISS" in capsys.readouterr().out
