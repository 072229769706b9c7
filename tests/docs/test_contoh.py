"""The example queries, which GraphiQL opens as tabs, over the stand-in agencies."""

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from simulator import running
from tests.docs.conftest import Ask, Open

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    path.stem: path.read_text("utf-8")
    for path in sorted((ROOT / "docs/contoh").glob("*.graphql"))
}


@pytest.fixture
async def ask(gateway: Open) -> AsyncGenerator[Ask]:
    """Open the shipped graph over the simulator."""
    async with (
        running() as simulation,
        gateway(ROOT / "connectors.yaml", simulation) as ask,
    ):
        yield ask


@pytest.mark.parametrize("name", EXAMPLES)
async def test_example_is_answered(name: str, ask: Ask) -> None:
    """An example runs as it stands: no error, and something in each of its fields."""
    answer = await ask(EXAMPLES[name])
    assert ["data"] == list(answer)
    assert [] == [field for field, value in answer["data"].items() if not value]


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_says_what_it_is(name: str) -> None:
    """An example begins with a sentence for the menu and names its operation for the tab."""
    assert re.match(r"# .+\.\nquery [A-Z]\w+", EXAMPLES[name])
