"""The reference's examples of `shape`: each does what it says."""

import json
from pathlib import Path
from textwrap import indent

import pytest

from gateway.config.load import load
from gateway.config.place import Word
from gateway.config.reference import reference
from gateway.config.vocabulary.shaper_examples import SHAPED, Shaped
from gateway.config.vocabulary.shapers import STEP
from gateway.connectors.send import Received
from gateway.connectors.shape import compile_shape

HEAD = """\
version: 1
connectors:
  a:
    opd: Dinas A
    url: https://a.example.go.id
    queries:
      b:
        returns: JSON
        call: GET /b
"""


@pytest.mark.parametrize("shaped", SHAPED, ids=lambda one: f"{one.step}-{one.about}")
def test_every_example_is_true(shaped: Shaped, tmp_path: Path) -> None:
    """The answer before, by the words of the query, is what stands after."""
    given = json.loads(shaped.arguments or "{}")
    args = "".join(f"          {name}: String\n" for name in given)
    text = HEAD + (f"        args:\n{args}" if args else "")
    (tmp_path / "c.yaml").write_text(text + indent(shaped.yaml, " " * 8), "utf-8")
    operation = load(tmp_path / "c.yaml", {}).connectors[Word("a")].queries[Word("b")]
    received = Received(200, "application/json", shaped.before.encode())

    found = compile_shape(operation)(received, given)

    assert json.loads(shaped.after) == found
    assert list(json.loads(shaped.after)) == list(found)  # type: ignore[call-overload] # each is a list or an object


def test_every_step_has_an_example() -> None:
    """No step is left without one, and the page shows them all."""
    assert {key.name for key in STEP.keys} == {one.step for one in SHAPED}
    page = reference()
    assert all(one.yaml in page and one.after in page for one in SHAPED)
