"""JSON beside the table."""

from collections.abc import Callable
from pathlib import Path

import orjson

from benchmarks.report import save
from benchmarks.sample import Sample

Made = Callable[..., Sample]


def test_results_are_saved_with_their_surroundings(tmp_path: Path, made: Made) -> None:
    """The JSON has samples, versions and machine; the texts stand beside it."""
    path = save("x", {"samples": [made("floor", 100)]}, ["a", "b"], tmp_path / "new")
    found = orjson.loads(path.read_bytes())
    assert 100.0 == found["samples"][0]["rate"]
    assert {"machine", "python", "packages", "node", "generator", "connections"} == set(
        found["surroundings"]
    )
    assert "a\n\nb\n" == path.with_suffix(".md").read_text("utf-8")
