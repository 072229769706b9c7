"""The shipped connectors.yaml."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from gateway.__main__ import main

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "connectors.yaml", *sorted((ROOT / "opd").glob("*.yaml")))


def as_json(value: object) -> object:
    """Make of a YAML value what an editor does: keys are text, `true` too."""
    if isinstance(value, dict):
        return {_key(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def test_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    """`gateway check` finds no mistake in it."""
    assert 0 == main(["check", str(ROOT / "connectors.yaml")])
    assert "tidak ada kesalahan" in capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_fits_the_json_schema(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor that has the JSON Schema marks nothing in it, nor in what it includes."""
    assert 0 == main(["config-schema"])
    schema = yaml.safe_load(capsys.readouterr().out)
    file = as_json(yaml.safe_load(path.read_text("utf-8")))
    problems = Draft202012Validator(schema).iter_errors(file)
    assert [] == [f"{one.json_path}: {one.message}" for one in problems]
