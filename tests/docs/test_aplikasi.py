"""The guide for the app's developers: what it shows is what the graph answers."""

import json
import re
from pathlib import Path
from typing import Any

from gateway.schema.opd import State
from simulator import Fault, Mode, running
from tests.docs.conftest import Open

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "aplikasi.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the guide's code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """Put a mark where an answer says when its parts were got."""
    for source in answer["extensions"]["sources"]:
        source["asOf"] = source["asOf"] and "…"
    return answer


async def test_an_agency_in_trouble(gateway: Open) -> None:
    """The guide's first query has the guide's answer while the health agency is broken."""
    async with (
        running() as simulation,
        gateway(ROOT / "connectors.yaml", simulation) as ask,
    ):
        await simulation.turn("dinkes", Fault(Mode.ERROR))
        answer = await ask(blocks("graphql")[0])
    (shown,) = blocks("json")
    assert timeless(json.loads(shown)) == timeless(answer)


async def test_the_states_of_agencies(gateway: Open) -> None:
    """The guide's other query is one that the graph knows, and the states are those it names."""
    async with gateway(ROOT / "connectors.yaml", {}) as ask:
        answer = await ask(blocks("graphql")[1])
    assert {"BELUM_DIKETAHUI"} == {one["keadaan"] for one in answer["data"]["opd"]}
    assert [] == [one.value for one in State if f"`{one.value}`" not in GUIDE]
