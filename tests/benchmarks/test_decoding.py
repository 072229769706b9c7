"""Tables and XML beside the bare library."""

from pathlib import Path

import orjson
import pytest

from benchmarks import __main__, decoding
from benchmarks.startup import Measured


@pytest.fixture(autouse=True)
def _collecting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the collector as it is: other tests run after these."""
    monkeypatch.setattr(decoding, "settle", lambda: None)


def test_every_format_is_measured() -> None:
    """Each format has both times and their ratio, which is bounded."""
    found = decoding.figures(50, 2)
    assert 12 == len(found)
    assert {"csv", "xml"} == {one.name.split(",")[0] for one in found}
    assert [2.0] * 4 == [one.most for one in found if one.most is not None]


def test_both_ways_answer_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever answers otherwise than by hand is not measured."""
    odd = decoding.Format("csv", decoding.as_csv, lambda *_: b"{}")
    monkeypatch.setattr(decoding, "FORMATS", (odd,))
    with pytest.raises(ValueError, match="answer differently"):
        decoding.figures(5, 1)


def test_a_run_prints_and_saves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ratio over its bound is a run that failed."""
    slow = [Measured("csv, texts: ratio", "times", 2.5, 2.0)]
    monkeypatch.setattr(decoding, "figures", lambda: slow)
    assert 1 == __main__.main(["formats", "--results", str(tmp_path)])
    (path,) = tmp_path.glob("formats-*.json")
    assert [2.5] == [one["value"] for one in orjson.loads(path.read_bytes())["figures"]]
    assert "MISS" in capsys.readouterr().out
