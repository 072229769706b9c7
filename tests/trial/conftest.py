"""What the tests of trials have in common: a file that is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from gateway.config.load import load
from gateway.config.model import Config

Configure: TypeAlias = Callable[[str], Config]


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Load a configuration from its text."""

    def loaded(text: str) -> Config:
        (tmp_path / "c.yaml").write_text(text)
        return load(tmp_path / "c.yaml", {})

    return loaded
